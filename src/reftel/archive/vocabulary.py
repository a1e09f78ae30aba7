"""The words of an archive by what they sound like and what they may have been: a file beside the index, made from it.

It only ever proposes words; the index knows which of them occur. It learns the words of telegrams before the index
learns the telegrams, so that it is never behind, and it may know words of telegrams that are gone. Where it is missing
or broken it is made anew from the words of the index.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from contextlib import closing
from typing import TYPE_CHECKING

from reftel.repair.lexicon import shipped_lexicon
from reftel.spelling import sound, sounds_alike, undamaged
from reftel.spelling.garble import HOLE, may_be

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Its file, in the folder of the index.
VOCABULARY = "words.sqlite"
_TABLE = "CREATE TABLE IF NOT EXISTS known (clue TEXT, word TEXT, PRIMARY KEY (clue, word)) WITHOUT ROWID"
_COMMON = 1_200_000  # times in written English, as the 20,000 commonest words are: such a word is no name
_MOST_CLOSE = 200  # words looked at for one clue
_ENDS = 2  # letters of a garbled word by which it is looked up


class VocabularyWriter:
    """Adds words, for the one writer. A broken file is thrown away: `made_anew` then says that it has to be filled."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / VOCABULARY
        self.made_anew = not self._place.exists()
        try:
            self._connection = self._opened()
        except sqlite3.DatabaseError:
            for file in folder.glob(f"{VOCABULARY}*"):
                file.unlink()
            self.made_anew = True
            self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._place, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")  # what a power cut breaks is made anew
            connection.execute(_TABLE)
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def learn(self, words: Iterable[str]) -> None:
        """Add words, small and without accents, and garbled words with their holes."""
        clues = ((clue, word) for word in words for clue in _clues(word))
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", clues)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class Vocabulary:
    """Proposes other spellings of a word. Where the file is not there, it proposes none.

    Its file is let go of at the latest when nobody holds it any more: a question that began before the index was made
    anew still asks the old one.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        place = folder / VOCABULARY
        frozen = not os.access(folder, os.W_OK)
        try:
            self._connection = sqlite3.connect(
                f"{place.absolute().as_uri()}?{'immutable=1' if frozen else 'mode=ro'}",
                uri=True,
                check_same_thread=False,
            )
        except sqlite3.OperationalError:
            self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self.close = weakref.finalize(self, self._connection.close)

    def spellings(self, word: str) -> list[str]:
        """Words of the archive that may be the same name in another transliteration; none for a word of English."""
        key = sound(word)
        if key is None or self._known(f"c:{word}"):
            return []
        return [other for other in self._known(f"s:{key}") if other != word and sounds_alike(word, other)]

    def damaged(self, word: str) -> list[str]:
        """Words of the archive that may be this one, damaged: with digits for letters, or with holes (`?`)."""
        found = self._known(f"d:{word}")
        holed = dict.fromkeys([*self._known(f"<:{word[:_ENDS]}"), *self._known(f">:{word[-_ENDS:]}")])
        return found + [other for other in holed if may_be(other, word)]

    def _known(self, clue: str) -> list[str]:
        try:
            with self._lock:
                asked = "SELECT word FROM known WHERE clue = ? LIMIT ?"
                return [row[0] for row in self._connection.execute(asked, (clue, _MOST_CLOSE))]
        except sqlite3.DatabaseError:
            return []  # not there yet, or broken: the next writer makes it anew


def _clues(word: str) -> Iterator[str]:
    """Under what a word is looked up."""
    if HOLE in word:
        head, tail = word.partition(HOLE)[0], word.rpartition(HOLE)[2]
        if len(head) >= _ENDS:
            yield f"<:{head[:_ENDS]}"
        if len(tail) >= _ENDS:
            yield f">:{tail[-_ENDS:]}"
        return
    if shipped_lexicon().count(word) >= _COMMON:
        yield f"c:{word}"
        return
    key = sound(word)
    if key is not None:
        yield f"s:{key}"
    for whole in undamaged(word):
        yield f"d:{whole}"


def has_vocabulary(folder: Path) -> bool:
    """Whether there is a vocabulary in the folder of an index."""
    return (folder / VOCABULARY).exists()


def vocabulary_is_sound(file: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file of the vocabulary; its log is looked at with it."""
    if file.name != VOCABULARY:
        return True
    access = "mode=ro" if os.access(file.parent, os.W_OK) else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?{access}", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
