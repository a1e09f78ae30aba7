"""The fields of two readings of one telegram, so that they can be held against each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reftel.model.telegram import Addressee, Telegram

_SIGNS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})
_NO_LETTERS = re.compile(r"[\W_]+")


def _plain(words: str | None) -> str | None:
    """Words without the shape of their signs and their letters: channels change both."""
    return " ".join(words.translate(_SIGNS).replace("--", "-").upper().split()) if words else None


def _letters(words: str) -> str:
    return _NO_LETTERS.sub("", words).upper()


def _entries(entries: tuple[Addressee, ...]) -> list[tuple[str | None, ...]]:
    return [(e.routing, _plain(e.address), e.precedence, e.serial, _plain(e.office)) for e in entries]


def _order(telegram: Telegram) -> object:
    said = telegram.classification
    return said.executive_order, said.declassify_on, _letters(said.declassify or "")


def _classifier(telegram: Telegram) -> object:
    said = telegram.classification
    return _letters(said.classified_by or ""), sorted(said.reasons), _letters(said.derived_from or "")


def _references(telegram: Telegram) -> object:
    return [(ref.label and ref.label.upper(), ref.mrn or _letters(ref.text)) for ref in telegram.reftels]


def _numbers(telegram: Telegram) -> list[int]:
    return [paragraph.number for paragraph in telegram.paragraphs if paragraph.number is not None]


def _portions(telegram: Telegram) -> list[tuple[int, str]]:
    return [(p.number or 0, _letters(p.portion)) for p in telegram.paragraphs if p.portion is not None]


def _headings(telegram: Telegram) -> list[str]:
    return [_letters(paragraph.heading) for paragraph in telegram.paragraphs if paragraph.heading]


def _words(telegram: Telegram) -> str:
    """The letters and figures of all paragraphs and titles, one after the other: nothing lost, nothing foreign."""
    return "".join(_letters(paragraph.heading or "") + _letters(paragraph.text) for paragraph in telegram.paragraphs)


FIELDS: dict[str, Callable[[Telegram], object]] = {
    "MRN": lambda telegram: telegram.mrn,
    "DTG": lambda telegram: (telegram.dtg, telegram.precedence),
    "origin": lambda telegram: telegram.originator and (_plain(telegram.originator.address), telegram.originator.post),
    "level": lambda telegram: telegram.classification.level,
    "captions": lambda telegram: sorted(telegram.captions),
    "sections": lambda telegram: [(section.number, section.of) for section in telegram.sections],
    "TAGS": lambda telegram: [term.code for term in telegram.tags],
    "subject": lambda telegram: _plain(telegram.subject),
    "order": _order,
    "classified by": _classifier,
    "to": lambda telegram: _entries(telegram.to),
    "info": lambda telegram: _entries(telegram.info),
    "references": _references,
    "signature": lambda telegram: _plain(telegram.signature),
    "numbers": _numbers,
    "portions": _portions,
    "titles": _headings,
    "words": _words,
}
