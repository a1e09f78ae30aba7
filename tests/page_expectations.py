"""What careful reading of 100 published pages found, and how a telegram is held against it.

`expectations/html_pages.jsonl` holds one page a line; `expectations/README.md` says how it was made. No words of the
pages are in it: of subject and classifier only the number of words and the beginning of a hash.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reftel.model.telegram import Addressee, Telegram

FIELDS = (
    "tags", "subject", "classified_by", "declassify_on", "reasons", "signature", "captions", "to", "info", "sections",
    "paragraphs",
)  # fmt: skip

Expected = dict[str, Any]


def expected_pages() -> list[Expected]:
    """The pages in the order of their ids."""
    path = Path(__file__).with_name("expectations") / "html_pages.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def print_of(words: str | None) -> list[object] | None:
    """How many words, and the first 16 hex digits of the hash of their letters and digits in capitals."""
    if not words:
        return None
    plain = re.sub(r"[^A-Z0-9]+", " ", words.upper()).strip()
    return [len(plain.split()), hashlib.sha256(plain.encode()).hexdigest()[:16]]


def differences(expected: Expected, telegram: Telegram) -> dict[str, tuple[object, object]]:
    """The fields in which a telegram is not what the page says: what was expected, and what was read."""
    read = _read(telegram)
    found = {name: (expected[name], read[name]) for name in FIELDS if name not in {"to", "info"}}
    found = {name: pair for name, pair in found.items() if pair[0] != pair[1]}
    for name, entries in (("to", telegram.to), ("info", telegram.info)):
        wanted = expected[name]
        if len(wanted) != len(entries) or not all(map(_is_addressee, wanted, entries)):
            found[name] = (wanted, [(a.routing, a.address, a.precedence, a.serial) for a in entries])
    return found


def _is_addressee(wanted: list[str | None], entry: Addressee) -> bool:
    """An entry is named by its routing indicator, by its post, or (bodies without either) by its address."""
    who, precedence, serial = wanted
    return who in {entry.routing, entry.post, entry.address} and (precedence, serial) == (
        entry.precedence,
        entry.serial,
    )


def _read(telegram: Telegram) -> dict[str, object]:
    said = telegram.classification
    return {
        "tags": [term.code for term in telegram.tags],
        "subject": print_of(telegram.subject),
        "classified_by": print_of(said.classified_by),
        "declassify_on": said.declassify_on.isoformat() if said.declassify_on else None,
        "reasons": sorted(said.reasons),
        "signature": telegram.signature.upper() if telegram.signature else None,
        "captions": list(telegram.captions),
        "sections": [[section.number, section.of] for section in telegram.sections],
        "paragraphs": " ".join(
            f"{p.number}({p.portion.upper().replace(' ', '')})" if p.portion else f"{p.number}"
            for p in telegram.paragraphs
            if p.number is not None
        ),
    }
