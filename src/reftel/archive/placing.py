"""Is this the same telegram? Which of those held a text belongs to, by its number and its words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.model.repair import apply_repairs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from reftel.model.telegram import Telegram

# The same telegram as a page and as plain text differs in these and in white space. Nothing else is evened out:
# a lost decimal point or a changed letter makes another text, which is kept and shown as a conflict.
_EVEN = {
    **dict.fromkeys("‘’‚‛ʼ´′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "\u00ad": "",
}
_UNEVEN = re.compile(f"[{''.join(_EVEN)}]")  # `str.translate` takes 50 times as long
_DIGEST = 16


def comparable(telegram: Telegram) -> str:
    """The words that make two texts the same telegram or not: paragraphs as repaired, and what nobody could read.

    Headings differ between copies of one telegram (each station writes its own), so they are left out. A text in
    which no paragraph was found is compared whole.
    """
    if telegram.paragraphs:
        pieces = [f"{paragraph.heading or ''}\n{paragraph.text}" for paragraph in telegram.paragraphs]
        pieces += [telegram.text[span.start : span.end] for span in telegram.spans if span.label == "unread"]
        words = "\n".join(pieces)
    else:
        words = apply_repairs(telegram.text, telegram.repairs).text
    if not words.isascii():
        words = _UNEVEN.sub(lambda found: _EVEN[found[0]], unicodedata.normalize("NFC", words))
    return "".join(words.split()).replace("--", "-")


def words_hash(telegram: Telegram) -> bytes:
    """A hash of `comparable`: equal for two copies of one telegram, different for two texts."""
    return hashlib.blake2b(comparable(telegram).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def stamp_of(record: bytes) -> int:
    """A whole number of 63 bits that changes whenever the record does."""
    return int.from_bytes(hashlib.blake2b(record, digest_size=8).digest(), "big") >> 1


class Place(NamedTuple):
    """Where a text belongs: with telegram `key`, or (`None`) as a new one called `id`, the `copy`-th of its number."""

    key: int | None
    id: str
    copy: int


class Held(NamedTuple):
    """A telegram that is held: what decides whether another text is the same."""

    key: int
    id: str
    copy: int
    words: bytes
    stamp: int
    witness: int


class Claim(msgspec.Struct, frozen=True):
    """What a text says it is: its number, or without one the name that its hash gives it."""

    mrn: str | None
    name: str

    @classmethod
    def of(cls, telegram: Telegram) -> Claim:
        """The claim of a telegram as read; copies are told apart by the archive, not by the reader."""
        return cls(telegram.mrn, telegram.mrn or telegram.id.partition("~")[0])


def place(connection: sqlite3.Connection, claim: Claim, words: bytes) -> Place:
    """Find the telegram with this number and these words, or the name under which a new one is to be kept."""
    held = held_under(connection, claim.name)
    for telegram in held:
        if telegram.words == words:
            return Place(telegram.key, telegram.id, telegram.copy)
    return new_place(claim.name, held)


def new_place(name: str, held: Sequence[Held]) -> Place:
    """The place of another text under a name."""
    copy = 1 + max((telegram.copy for telegram in held), default=0)
    return Place(None, numbered(name, copy), copy)


def held_under(connection: sqlite3.Connection, name: str) -> list[Held]:
    """The telegrams that are held under a name, in the order of their copies."""
    asked = """
        SELECT key, id, copy, words, stamp, witness FROM telegram
        WHERE id = ?1 OR (id >= ?1 || '~0' AND id < ?1 || '~:') ORDER BY copy
    """
    return [Held(*row) for row in connection.execute(asked, (name,))]


def numbered(name: str, copy: int) -> str:
    """The id of the first, second ... text that is held under a name.

    >>> numbered("07ASTANA605", 1), numbered("07ASTANA605", 2)
    ('07ASTANA605', '07ASTANA605~2')
    """
    return name if copy == 1 else f"{name}~{copy}"
