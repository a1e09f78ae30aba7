"""Making bytes small: zstd, with dictionaries trained on the archive's own telegrams."""

from __future__ import annotations

import threading
import zlib
from itertools import islice
from typing import TYPE_CHECKING, Literal

import zstandard

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    Purpose = Literal["source", "record"]

_LEVEL = 3
_DICTIONARY_SIZE = 112_640
_SAMPLES = range(100, 600)  # fewer make no dictionary worth its size, more make none better
_LARGEST_SAMPLE = 32_000
_OF_ZLIB = b"x"  # how its frames begin


class _Here(threading.local):
    """This thread's own contexts."""

    def __init__(self) -> None:
        self.packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        self.unpacker = zstandard.ZstdDecompressor()


_here = _Here()


def packed(plain: bytes) -> bytes:
    """Bytes as a frame that needs no dictionary."""
    return _here.packer.compress(plain)


def unpacked(frame: bytes) -> bytes:
    """The bytes of such a frame, or of one of zlib, as which earlier reftels kept what was understood.

    >>> unpacked(packed(b"NNNN")), unpacked(zlib.compress(b"NNNN"))
    (b'NNNN', b'NNNN')
    """
    return zlib.decompress(frame) if frame.startswith(_OF_ZLIB) else _here.unpacker.decompress(frame)


class Packing:
    """Packs and unpacks the columns named `bytes`; a frame names its dictionary and carries a checksum itself.

    Not for several threads at a time, as zstd's contexts are not.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._packers: dict[str, zstandard.ZstdCompressor] = {}
        self._unpackers: dict[int, zstandard.ZstdDecompressor] = {}
        self.forget()

    def forget(self) -> None:
        """Look the dictionaries up again: those trained in a transaction that was rolled back are gone."""
        self._packers = {}
        self._unpackers = {0: zstandard.ZstdDecompressor()}
        for purpose, plain in self._connection.execute("SELECT purpose, plain FROM dictionary ORDER BY id"):
            self._use(purpose, zstandard.ZstdCompressionDict(plain))

    def pack(self, purpose: Purpose, plain: bytes) -> bytes:
        """`plain` as a frame, with the dictionary of that purpose where there is one."""
        packer = self._packers.get(purpose)
        if packer is None:
            packer = self._packers[purpose] = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        return packer.compress(plain)

    def unpack(self, frame: bytes) -> bytes:
        """The bytes that were packed; a frame that is damaged, or whose dictionary is gone, raises `ValueError`."""
        try:
            number = zstandard.get_frame_parameters(frame).dict_id
            return self._unpacker(number).decompress(frame)
        except (zstandard.ZstdError, MemoryError) as error:
            raise ValueError(f"damaged: {error}") from error

    def train(self, purpose: Purpose, samples: Sequence[bytes]) -> None:
        """Train a dictionary, once for each purpose and only on enough samples (inside the caller's transaction)."""
        short = (sample for sample in samples if len(sample) <= _LARGEST_SAMPLE)
        fitting: list[bytes | bytearray | memoryview[int]] = [*islice(short, _SAMPLES.stop)]
        if len(fitting) < _SAMPLES.start or self._is_trained(purpose):
            return
        try:
            # Naming k and d spares zstd a search for them that takes 20 times as long and gains nothing here.
            trained = zstandard.train_dictionary(_DICTIONARY_SIZE, fitting, k=1024, d=8)
        except zstandard.ZstdError:
            return  # the samples are too short or too alike; plain zstd will do
        self._connection.execute(
            "INSERT INTO dictionary (id, purpose, plain) VALUES (?, ?, ?)",
            (trained.dict_id(), purpose, trained.as_bytes()),
        )
        self._use(purpose, trained)

    def _is_trained(self, purpose: Purpose) -> bool:
        asked = "SELECT 1 FROM dictionary WHERE purpose = ?"
        return self._connection.execute(asked, (purpose,)).fetchone() is not None

    def _use(self, purpose: str, trained: zstandard.ZstdCompressionDict) -> None:
        trained.precompute_compress(level=_LEVEL)
        self._packers[purpose] = zstandard.ZstdCompressor(level=_LEVEL, dict_data=trained, write_checksum=True)
        self._unpackers[trained.dict_id()] = zstandard.ZstdDecompressor(dict_data=trained)

    def _unpacker(self, number: int) -> zstandard.ZstdDecompressor:
        if number not in self._unpackers:
            row = self._connection.execute("SELECT plain FROM dictionary WHERE id = ?", (number,)).fetchone()
            if row is None:
                raise ValueError(f"the dictionary {number} is not there")
            self._unpackers[number] = zstandard.ZstdDecompressor(dict_data=zstandard.ZstdCompressionDict(row[0]))
        return self._unpackers[number]
