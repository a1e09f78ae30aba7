"""The rows of an archive as telegrams and bytes, over one connection."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from reftel.archive.corrections import corrected, corrections
from reftel.archive.packing import Packing
from reftel.errors import ArchiveDamaged
from reftel.model.repair import Repair  # noqa: TC001 (msgspec reads the annotations)
from reftel.model.telegram import Telegram

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Telegram)
_RECORD = "SELECT bytes FROM record JOIN telegram ON telegram.witness = record.witness WHERE telegram.key = ?"


class Wording(msgspec.Struct, frozen=True, gc=False):
    """As much of a record as it takes to quote it: reading no more is five times as quick."""

    text: str = ""
    repairs: tuple[Repair, ...] = ()


_wording_decoder = msgspec.msgpack.Decoder(Wording)


def encode(telegram: Telegram) -> bytes:
    """The record of a telegram as bytes.

    Raises:
        ValueError: A text holds half a character (a lone surrogate, which sources replace while decoding), or a
            number is beyond 64 bits.
    """
    try:
        return _encoder.encode(telegram)
    except OverflowError as error:
        raise ValueError(str(error)) from error


def decode(record: bytes) -> Telegram:
    """The telegram of a record; `ValueError` where the bytes are none."""
    return _decoder.decode(record)


class Store:
    """Reads and writes rows; who may write and when is decided above it. For one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.packing = Packing(connection)

    def fact(self, name: str) -> str | None:
        """What the archive knows of itself under this name."""
        row = self.connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: str) -> None:
        """Remember something about the archive itself."""
        self.connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def record(self, key: int) -> bytes:
        """The encoded record of a telegram.

        Raises:
            KeyError: There is no telegram of that key.
            ArchiveDamaged: Its record cannot be unpacked.
        """
        row = self.connection.execute(_RECORD, (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return self._unpacked(row[0], "record", key)

    def telegram(self, key: int) -> Telegram:
        """The telegram of that key, whole, with what people say of it; fails as `record`."""
        telegram = self.as_read(key)
        return corrected(telegram, corrections(self.connection, telegram.id))

    def as_read(self, key: int) -> Telegram:
        """The telegram of that key as it was read, without the corrections of people."""
        return self._named(self.record(key), self.name(key), key)

    def wording(self, key: int) -> Wording:
        """The source text of a telegram with its repairs, corrected by people, without the rest; fails as `record`."""
        said = corrections(self.connection, self.name(key))
        if said:
            telegram = self.telegram(key)
            return Wording(text=telegram.text, repairs=telegram.repairs)
        return _wording_decoder.decode(self.record(key))

    def name(self, key: int) -> str:
        """The id of the telegram of that key."""
        row = self.connection.execute("SELECT id FROM telegram WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return str(row[0])

    def telegrams(self, after: int = 0) -> Iterator[tuple[int, Telegram]]:
        """All telegrams, as `telegram` gives them, in the order of their keys; a large archive streams."""
        asked = """
            SELECT telegram.key, telegram.id, record.bytes
            FROM telegram JOIN record ON record.witness = telegram.witness
            WHERE telegram.key > ? ORDER BY telegram.key
        """
        about = {name for (name,) in self.connection.execute("SELECT DISTINCT name FROM correction")}
        for key, name, frame in self.connection.execute(asked, (after,)):
            telegram = self._named(self._unpacked(frame, "record", key), name, key)
            yield key, corrected(telegram, corrections(self.connection, name)) if name in about else telegram

    def witnessed(self, witness: int) -> Telegram:
        """The telegram as it was read at one of the places where it was found."""
        row = self.connection.execute("SELECT bytes FROM record WHERE witness = ?", (witness,)).fetchone()
        if row is None:
            raise KeyError(witness)
        return decode(self._unpacked(row[0], "record", witness))

    def content(self, sha256: str) -> bytes:
        """The bytes with that hash, exactly as they came in."""
        asked = "SELECT id, bytes FROM content WHERE sha256 = ?"
        row = self.connection.execute(asked, (bytes.fromhex(sha256),)).fetchone()
        if row is None:
            raise KeyError(sha256)
        plain = self._unpacked(row[1], "content", row[0])
        if hashlib.sha256(plain).hexdigest() != sha256:
            raise ArchiveDamaged(f"the bytes {sha256[:12]} are not what came in", "Restore them from a backup.")
        return plain

    def _named(self, record: bytes, name: str, key: int) -> Telegram:
        try:
            telegram = decode(record)
        except ValueError as error:
            raise ArchiveDamaged(f"the record of {name} (key {key}) cannot be read: {error}") from error
        # The reader knows a telegram by its own number only; which copy of it this is, the archive knows.
        return telegram if telegram.id == name else msgspec.structs.replace(telegram, id=name)

    def _unpacked(self, frame: bytes, what: str, key: int) -> bytes:
        try:
            return self.packing.unpack(frame)
        except ValueError as error:
            raise ArchiveDamaged(f"{what} {key} is {error}", "Restore the archive from a backup.") from error
