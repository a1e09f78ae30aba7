"""Damage of the line and of the typist, 1973-79: wrong, lost, doubled and swapped letters, lost shifts, labels.

The code and the keyboard stand here a second time (the repairer has its own): what makes damage and what mends it are
to know nothing of each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.making.edits import Edit
from reftel.making.world import pick

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from reftel.making.draft import Clean

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: ITA2 (ITU-T F.1), the letters' case: the five bits of each letter, first bit sent first.
_BITS = dict(
    zip(
        _ALPHABET,
        (0x03, 0x19, 0x0E, 0x09, 0x01, 0x0D, 0x1A, 0x14, 0x06, 0x0B, 0x0F, 0x12, 0x1C, 0x0C, 0x18, 0x16, 0x17, 0x0A,
         0x05, 0x10, 0x07, 0x1E, 0x13, 0x1D, 0x15, 0x11),
        strict=True,
    )
)  # fmt: skip
_NEAR_BITS = {
    letter: [other for other in _ALPHABET if (_BITS[letter] ^ _BITS[other]).bit_count() == 1] for letter in _ALPHABET
}
_KEYS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_NEAR_KEYS = {
    letter: [
        other
        for row_number in (row - 1, row, row + 1)
        if 0 <= row_number < len(_KEYS)
        for column, other in enumerate(_KEYS[row_number])
        if other != letter and -1 <= column - place + (row_number - row + 1) // 2 <= (0 if row_number != row else 1)
    ]
    for row, keys in enumerate(_KEYS)
    for place, letter in enumerate(keys)
}
#: What a letter prints as where the shift to letters was lost: the figures' case of the same code.
_FIGURES = dict(zip("ABCEIKLMNOPQRTUWXYZ", '-?:38().,9014572/6"', strict=True))
_BLANK_FOR_LOST = 0.15  # INDISC IMINATE: a lost letter leaves a blank now and then; nobody counted how often
_AS_FIGURE = 0.2  # COM,ITTED among lost shifts, likewise
_LABELS = {"TAGS": ("TAOS", "TASG", "TAHS"), "SUBJ": ("USBJ", "XIBJ", "SUBK", "SUJB")}

Slip = tuple[int, int, str]


def _wrong_bit(text: str, at: int, rng: random.Random) -> Slip | None:
    near = _NEAR_BITS[text[at]]
    return (at, at + 1, pick(rng, near)) if near else None


def _wrong_key(text: str, at: int, rng: random.Random) -> Slip:
    return at, at + 1, pick(rng, _NEAR_KEYS[text[at]])


def _wrong_letter(text: str, at: int, rng: random.Random) -> Slip | None:
    letter = pick(rng, _ALPHABET)
    return (at, at + 1, letter) if letter != text[at] else None


def _dropped(text: str, at: int, rng: random.Random) -> Slip:
    inside = text[at - 1].isalpha() and text[at + 1].isalpha()
    return at, at + 1, " " if inside and rng.random() < _BLANK_FOR_LOST else ""


def _doubled(text: str, at: int, _: random.Random) -> Slip:
    return at + 1, at + 1, text[at]


def _added(text: str, at: int, rng: random.Random) -> Slip | None:
    letter = pick(rng, _ALPHABET)
    return (at, at, letter) if letter not in {text[at], text[at - 1]} else None


def _swapped(text: str, at: int, _: random.Random) -> Slip | None:
    other = text[at + 1]
    return (at, at + 2, other + text[at]) if other.isalpha() and other != text[at] else None


def _joined(text: str, at: int, _: random.Random) -> Slip | None:
    blank = text.find(" ", at, at + 30)
    fits = blank > 0 and text[blank - 1].isalpha() and text[blank + 1].isalpha()
    return (blank, blank + 1, "") if fits else None


_SLIPS: dict[str, Callable[[str, int, random.Random], Slip | None]] = {
    "bit-error": _wrong_bit,
    "wrong-key": _wrong_key,
    "wrong-letter": _wrong_letter,
    "dropped-letter": _dropped,
    "doubled-letter": _doubled,
    "added-letter": _added,
    "swapped-letters": _swapped,
    "joined-words": _joined,
}


def slips(clean: Clean, rates: dict[str, float], rng: random.Random) -> Iterator[Edit]:
    """Slips of single letters, scattered over the words of all paragraphs whatever those words are."""
    total = sum(rates[name] for name in _SLIPS)
    if not total:
        return
    names = list(_SLIPS)
    shares = [rates[name] for name in names]
    text = clean.text
    for paragraph in clean.paragraphs:
        at = paragraph.text_start + int(rng.expovariate(total))
        while at < paragraph.end - 1:
            if text[at].isalpha() and text[at].isascii():
                name = rng.choices(names, shares)[0]
                slip = _SLIPS[name](text, at, rng)
                if slip is not None and slip[1] < paragraph.end:
                    start, end, was = slip
                    yield Edit(start, end, was, text[start:end], name)
            at += 1 + int(rng.expovariate(total))


def heading_slips(clean: Clean, rates: dict[str, float], rng: random.Random) -> Iterator[Edit]:
    """Lost shifts and wrong labels in the heading, and lost shifts in words."""
    text = clean.text
    if rng.random() < rates["lost-shift"]:
        yield from _lost_shift(clean, rng)
    if rng.random() < rates["label"]:
        label = pick(rng, list(_LABELS))
        at = text.find(f"\n{label}", 0, clean.heading) + 1
        if at and not text.startswith("SUBJECT", at):
            yield Edit(at, at + 4, pick(rng, _LABELS[label]), label, "label")


def _lost_shift(clean: Clean, rng: random.Random) -> Iterator[Edit]:
    text = clean.text
    if rng.random() < _AS_FIGURE:
        first = clean.paragraphs[0]
        at = first.text_start + int(rng.random() * (first.end - first.text_start))
        if text[at] in _FIGURES:
            yield Edit(at, at + 1, _FIGURES[text[at]], text[at], "lost-shift")
        return
    item = text.find("(A) ", 0, clean.heading)
    if item > 0 and rng.random() < 0.3:
        yield Edit(item + 2, item + 3, "L", ")", "lost-shift")
        return
    at = text.find("\nE.O. ", 0, clean.heading)
    if at > 0:
        yield Edit(at + 4, at + 5, "M", ".", "lost-shift")
