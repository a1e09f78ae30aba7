"""The sample collection multiplied: other numbers, other words in another order, and as long as real telegrams are.

`python bench/making/collection.py FOLDER COUNT [CHARACTERS]` writes COUNT files, a thousand to a folder, the same every
time. Until there is a maker of whole collections, this is what speed is measured on.
"""

from __future__ import annotations

import random
import re
import sys
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from reftel.sample import sample_folder

_WORD = re.compile(r"[A-Za-z]{4,}")
_OWN_NUMBER = re.compile(r"(?:19|20)?\d\d[A-Z]+?0*(\d+)(?:_\w+)?$")
_PARAGRAPH = re.compile(r"(?:\n|&#x000A;)(?:<a [^>]*>[^<]*</a>)?\d{1,2}\. ")
_SYLLABLES = ("ba", "den", "ko", "ri", "ment", "tal", "os", "ver", "in", "gra", "tion", "pel", "su", "mor", "ex", "li")
_MADE_WORDS = 40_000  # a large collection has many words that are rare: names, places, slips
_RARE = 0.004  # so that one word in thirty or so is in no dictionary, as in real telegrams
_CHANGED = 0.3  # of the words of a telegram


class Sample(NamedTuple):
    """One telegram of the sample collection: its text as it stands in the file, and what is exchanged in it."""

    name: str
    text: str
    number: str
    body: int
    newline: str


class Words(NamedTuple):
    """What words are taken from: by length, and all of them with how often each is taken."""

    by_length: dict[int, list[str]]
    all: list[str]
    weights: list[float]


def samples() -> list[Sample]:
    """The telegrams of the sample collection that have a number and numbered paragraphs."""
    found = []
    for file in sorted((sample_folder() / "telegrams").iterdir()):
        number = _OWN_NUMBER.match(file.stem)
        text = file.read_text(encoding="utf-8", errors="replace")
        paragraph = _PARAGRAPH.search(text)
        if number and paragraph and file.suffix in {".txt", ".html"}:
            newline = "&#x000A;" if "&#x000A;" in text else "\n"
            found.append(Sample(file.name, text, number[1], paragraph.start(), newline))
    return found


def words_of(telegrams: list[Sample]) -> Words:
    """The words of the sample, and made ones that are rarer and rarer."""
    rng = random.Random("words")  # noqa: S311 - a seed and no secret
    used = [word.upper() for telegram in telegrams for word in _WORD.findall(telegram.text[telegram.body :])]
    made = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 5))).upper() for _ in range(_MADE_WORDS)]
    by_length: dict[int, list[str]] = {}
    for word in used:
        by_length.setdefault(len(word), []).append(word)
    weights = [1.0] * len(used) + [_RARE * len(used) / (rank + 20) for rank in range(len(made))]
    return Words(by_length, used + made, list(accumulate(weights)))


def multiply(telegram: Sample, nth: int, words: Words, length: int) -> str:
    """Another telegram of about this length made of a sample: its number, and some thirds of its words, are others."""
    rng = random.Random(nth)  # noqa: S311 - a seed and no secret
    small = not telegram.text[telegram.body :].isupper()

    def cased(word: str) -> str:
        return word.lower() if small else word

    def other(found: re.Match[str]) -> str:
        if rng.random() > _CHANGED:
            return found[0]
        return cased(rng.choice(words.by_length.get(len(found[0]), [found[0]])))

    head, body = telegram.text[: telegram.body], telegram.text[telegram.body :]
    if telegram.newline == "\n":
        body = _WORD.sub(other, body)
    missing = length - len(telegram.text)
    more = []
    while missing > 0:
        line = " ".join(cased(word) for word in rng.choices(words.all, cum_weights=words.weights, k=8))
        more.append(line)
        missing -= len(line) + 1
    body = _at_second_paragraph(body, telegram.newline.join(["", *more, ""]), telegram.newline)
    return _renumbered(head + body, telegram.number, str(10_001 + nth))


def _at_second_paragraph(body: str, more: str, newline: str) -> str:
    second = body.find(newline + newline, len(newline) * 2)
    place = second if second >= 0 else len(body) // 2
    return body[:place] + more + body[place:]


def _renumbered(text: str, before: str, now: str) -> str:
    def same_width(found: re.Match[str]) -> str:
        return now.zfill(len(found[0]))

    renumbered = re.sub(rf"(?<!\d)0*{before}(?!\d)", same_width, text)
    # A station's serial has the last four digits of the number; five would be a heading that no network sent.
    return re.sub(r"#\d*(\d{4})(?=[/ ])", r"#\1", renumbered)


def write_collection(folder: Path, count: int, length: int = 5000) -> int:
    """Write the files; their size in bytes."""
    telegrams = samples()
    words = words_of(telegrams)
    size = 0
    for nth in range(count):
        telegram = telegrams[nth % len(telegrams)]
        file = folder / f"{nth // 1000:04d}" / f"{nth:07d}{Path(telegram.name).suffix}"
        if nth % 1000 == 0:
            file.parent.mkdir(parents=True, exist_ok=True)
        content = multiply(telegram, nth // len(telegrams), words, length).encode()
        file.write_bytes(content)
        size += len(content)
    return size


if __name__ == "__main__":
    print(write_collection(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:])))
