"""What is like a telegram, and what differs between two texts, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.exceptions import HTTPException

from reftel.analysis.differing import Difference, differences, telegram_words
from reftel.analysis.twins import similar
from reftel.show.machine import entry_fields
from reftel.web.place import Ask, Page

if TYPE_CHECKING:
    from reftel.analysis.twins import Similar
    from reftel.archive import Witness
    from reftel.web.place import Asked

SIMILAR_ASKS = (Ask("limit", "how many of each kind, 1 to 50; 10 where nothing is said", "integer"),)
_SAME = 400  # characters of a piece that is the same: of more, the ends are shown


class _Piece(NamedTuple):
    """A piece of two texts; `cut` is how many characters in the middle of it are left out, as they are the same."""

    what: str
    text: str
    after: str = ""
    cut: int = 0


class _Compared(NamedTuple):
    """A witness beside the one that is read, and what differs."""

    witness: Witness
    pieces: list[_Piece]
    changes: int


def alike(asked: Asked) -> Page:
    """Telegrams with the same text or a passage of it, and others on the same matter."""
    found = _similar(asked)
    return Page("similar.html", f"Like {found.entry.id}", {"found": found})


def alike_data(asked: Asked) -> dict[str, Any]:
    """Telegrams that are like one: twins with what they share, and those on the same matter."""
    found = _similar(asked)
    return {
        "telegram": found.entry.id,
        "twins": [
            {"telegram": entry_fields(one.entry), "kind": one.kind, "common": one.common, "passage": one.passage}
            for one in found.twins
        ],
        "same_matter": [entry_fields(entry) for entry in found.same_matter],
        "telling": found.telling,
    }


def page(asked: Asked) -> Page:
    """What differs between two telegrams, word by word."""
    archive = asked.room.archive
    first, second = archive.entry(asked.path["first"]), archive.entry(asked.path["second"])
    found = _between(asked)
    shown = {"first": first, "second": second, "pieces": _shortened(found), "changes": _changes(found)}
    return Page("compare.html", f"{first.id} and {second.id}", shown)


def data(asked: Asked) -> list[Difference]:
    """What differs between two telegrams: pieces that are in both, only in the first, only in the second."""
    return _between(asked)


def witnesses(asked: Asked) -> Page:
    """The places where a telegram was found, each compared with the one that is read."""
    archive = asked.room.archive
    entry = archive.entry(asked.path["number"])
    held = archive.witnesses(entry.id)
    read = next((one for one in held if one.chosen), None)
    if read is None:
        raise HTTPException(404)
    words = telegram_words(archive.witnessed(read))
    compared = []
    for one in held:
        if one.id != read.id:
            found = differences(words, telegram_words(archive.witnessed(one)))
            compared.append(_Compared(one, _shortened(found), _changes(found)))
    return Page("witnesses.html", f"Witnesses of {entry.id}", {"entry": entry, "read": read, "compared": compared})


def witnesses_data(asked: Asked) -> list[Witness]:
    """The places where a telegram was found."""
    return list(asked.room.archive.witnesses(asked.path["number"]))


def _similar(asked: Asked) -> Similar:
    return similar(asked.room.archive, asked.path["number"], asked.number("limit", 10, 1, 50))


def _between(asked: Asked) -> list[Difference]:
    first, second = (telegram_words(asked.room.archive.get(asked.path[name])) for name in ("first", "second"))
    return differences(first, second)


def _changes(found: list[Difference]) -> int:
    return sum(piece.what != "same" for piece in found)


def _shortened(found: list[Difference]) -> list[_Piece]:
    """The pieces, long ones that are the same by their ends."""
    made = []
    for place, piece in enumerate(found):
        if piece.what != "same" or len(piece.text) <= _SAME:
            made.append(_Piece(piece.what, piece.text))
            continue
        before = "" if place == 0 else piece.text[: _SAME // 2].rpartition(" ")[0]
        after = "" if place == len(found) - 1 else piece.text[-_SAME // 2 :].partition(" ")[2]
        made.append(_Piece("same", before, after, len(piece.text) - len(before) - len(after)))
    return made
