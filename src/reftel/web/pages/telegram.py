"""One telegram: as received, restored, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from reftel.analysis.citing import cite_for_programs
from reftel.archive.database import NOTES
from reftel.archive.notebook import Notebook
from reftel.errors import ArchiveError, TelegramNotFound, WrongRequest
from reftel.model.number import parse_mrn
from reftel.model.span import LABELS
from reftel.show.explain import HEADING, address_words, addressee_words, explain_heading, reason_words
from reftel.show.machine import record_fields
from reftel.show.reading import receive, restore
from reftel.web.addresses import missing_address, telegram_address, with_query
from reftel.web.beside import beside, links
from reftel.web.correcting import correctable
from reftel.web.hits import hits_in
from reftel.web.place import Ask, Elsewhere, Page, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.archive.notebook import Folder, Note
    from reftel.model.telegram import Telegram
    from reftel.web.place import Asked

VIEWS = {
    "restored": "as it was meant to be read",
    "received": "to the character, with every label",
    "explained": "each line of the heading in plain words",
}
ASKS = (
    Ask("view", "`restored` (where nothing is said), `received` or `explained`"),
    Ask("q", "the question that led here: its words are marked"),
    Ask("repairs", "`off`: as received where it was repaired", values=("off",)),
)
_LONGEST_RECEIVED = 400_000  # characters of a source that are shown on one page
_PLAIN_ENDS = frozenset(("text", "paragraph-mark", "blank", "table", "heading", "rule"))


def page(asked: Asked) -> Page | Elsewhere:
    """A telegram to read; other spellings of its number lead to its one address."""
    telegram = _telegram(asked)
    if isinstance(telegram, Elsewhere):
        return telegram
    view = asked.words("view") or "restored"
    if view not in VIEWS:
        raise WrongRequest(f"there is no view {view}", f"There are {', '.join(VIEWS)}.")
    question = asked.question()
    notes, folders = _own_work(asked, telegram)
    shown: dict[str, Any] = {
        "telegram": telegram,
        "beside": beside(asked.room.archive, telegram),
        "work": correctable(asked.room.archive, telegram),
        "views": VIEWS,
        "view": view,
        "question": question,
        "notes": notes,
        "folders": folders,
        "repaired": asked.words("repairs") != "off",
        "from_words": address_words(telegram.originator.address) if telegram.originator else None,
        "to_names": [address_words(one.address) for one in telegram.to],
        "to_words": [addressee_words(one) for one in telegram.to],
        "info_words": [addressee_words(one) for one in telegram.info],
        "reasons": [reason_words(reason) for reason in telegram.classification.reasons],
    }
    shown.update(_view(asked, telegram, view, question))
    return Page("telegram.html", f"{telegram.id} {telegram.subject or ''}".strip(), shown)


def _own_work(asked: Asked, telegram: Telegram) -> tuple[list[Note], list[Folder]]:
    """A reader's own notes on it and folders; nothing where none were ever made, or where they cannot be read."""
    if not (asked.room.folder / NOTES).exists():
        return [], []
    notebook = Notebook(asked.room.folder)
    try:
        return notebook.notes(telegram.id), list(notebook.folders())
    except ArchiveError:
        return [], []


def _view(asked: Asked, telegram: Telegram, view: str, question: str) -> dict[str, Any]:
    if view == "explained":
        return {"lines": explain_heading(telegram), "ends": list(_ends(telegram)), "labels": LABELS}
    hits = hits_in(telegram, asked.room.archive.wanted(question)) if question else []
    if view == "restored" and telegram.paragraphs:
        return {"paragraphs": restore(telegram, links(asked.room.archive, telegram), hits)}
    longest = telegram if len(telegram.text) <= _LONGEST_RECEIVED else _cut(telegram)
    used = {span.label for span in longest.spans} - {"blank"}
    return {
        "pieces": list(receive(longest, hits)),
        "cut": len(telegram.text) - len(longest.text),
        "labels": {label: meaning for label, meaning in LABELS.items() if label in used},
    }


def _cut(telegram: Telegram) -> Telegram:
    """The beginning of a telegram whose source is too long for one page."""
    spans = (replace(s, end=min(s.end, _LONGEST_RECEIVED)) for s in telegram.spans if s.start < _LONGEST_RECEIVED)
    return replace(telegram, text=telegram.text[:_LONGEST_RECEIVED], spans=tuple(spans))


def _ends(telegram: Telegram) -> Iterator[tuple[str, str]]:
    """What stands in and after the text that is no text: the label and the characters."""
    first = min((paragraph.start for paragraph in telegram.paragraphs), default=len(telegram.text))
    for span in telegram.spans:
        printed = telegram.text[span.start : span.end].strip()
        if printed and span.label not in _PLAIN_ENDS and (span.start >= first or span.label not in HEADING):
            yield span.label, printed


def record(asked: Asked) -> dict[str, Any] | Elsewhere:
    """The record of a telegram, every character under its label; its reftels resolved where they are held."""
    telegram = _telegram(asked)
    if isinstance(telegram, Elsewhere):
        return telegram
    held = asked.room.archive.held(reftel.mrn for reftel in telegram.reftels if reftel.mrn)
    reftels = tuple(replace(one, state="resolved") if one.mrn in held else one for one in telegram.reftels)
    return record_fields(replace(telegram, reftels=reftels), spans=True)


def received(asked: Asked) -> Words | Elsewhere:
    """The text of a telegram as received, to the character."""
    telegram = _telegram(asked)
    return telegram if isinstance(telegram, Elsewhere) else Words(telegram.text)


def ris(asked: Asked) -> Words | Elsewhere:
    """The citation of a telegram for reference managers."""
    telegram = _telegram(asked)
    if isinstance(telegram, Elsewhere):
        return telegram
    words = cite_for_programs([(telegram, None)], "ris")
    return Words(words, "application/x-research-info-systems", f"{telegram.id}.ris")


def _telegram(asked: Asked) -> Telegram | Elsewhere:
    """The telegram that is asked for, or where to go: to its one address, to what is known of a missing one."""
    name = asked.path["number"]
    try:
        telegram = asked.room.archive.get(name)
    except TelegramNotFound:
        number = parse_mrn(name)
        if number is None or next(asked.room.archive.citing(str(number)), None) is None:
            raise
        address = missing_address(str(number))
        return Elsewhere(address + (".json" if asked.form == "json" else ""))
    if telegram.id != name:
        form = "" if asked.form == "html" else asked.form
        return Elsewhere(with_query(telegram_address(telegram.id, form=form), dict(asked.query)))
    return telegram
