"""One name, many spellings: pure functions that say which words may be the same word.

`forms` gives singular and plural, `sound` and `sounds_alike` bring the transliterations of a name together,
`other_names` knows the pairs that no rule can, and `garble` reads words that were damaged on the way.
"""

from __future__ import annotations

from reftel.spelling.forms import forms
from reftel.spelling.garble import garbled_words, may_be, undamaged
from reftel.spelling.names import other_names
from reftel.spelling.transliteration import sound, sounds_alike

__all__ = ["forms", "garbled_words", "may_be", "other_names", "sound", "sounds_alike", "undamaged"]
