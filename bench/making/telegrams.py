"""Telegrams made up as records, for measuring search: read by nobody, so that a hundred thousand take two minutes.

Their words follow each other as in the sample collection and, where it is at hand, in real telegrams (a chain of words,
one after the other), with rare made-up words and names among them. Headings vary as telegrams do. Some are planted:
sent again under another number, corrected, or with a passage of another telegram in them.
"""

from __future__ import annotations

import hashlib
import random
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reftel.intake import read_one_place
from reftel.model.telegram import (
    Addressee,
    Classification,
    Originator,
    Paragraph,
    Precedence,
    Reftel,
    Source,
    TagsTerm,
    Telegram,
)
from reftel.sample import sample_folder
from reftel.sources import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POSTS = [
    "STATE",
    "LONDON",
    "PARIS",
    "BONN",
    "MOSCOW",
    "TOKYO",
    "CAIRO",
    "TEHRAN",
    "LAPAZ",
    "LIMA",
    "OSLO",
    "ROME",
    "MADRID",
    "ASTANA",
    "KABUL",
    "DELHI",
    "SEOUL",
    "BEIJING",
    "MANILA",
    "JAKARTA",
    "LAGOS",
    "NAIROBI",
    "TUNIS",
    "RABAT",
    "BERN",
    "VIENNA",
    "PRAGUE",
    "WARSAW",
    "BUDAPEST",
    "ATHENS",
    "ANKARA",
    "NICOSIA",
    "QUITO",
    "BOGOTA",
]
_TAGS = [
    "PGOV",
    "PREL",
    "ECON",
    "ETRD",
    "PHUM",
    "MARR",
    "SENV",
    "KDEM",
    "PFOR",
    "PINT",
    "EAID",
    "EFIN",
    "OVIP",
    "MASS",
    "ENRG",
    "UK",
    "FR",
    "GE",
    "UR",
    "JA",
    "EG",
    "IR",
    "BL",
    "PE",
    "NO",
    "KZ",
]
_LEVELS = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET")
_CAPTIONS = ("SIPDIS", "EXDIS", "NODIS", "LIMDIS", "STADIS", "NOFORN")
_NAMES = [
    "nazarbayev",
    "nazarbaev",
    "qadhafi",
    "gaddafi",
    "khrushchev",
    "khruschev",
    "mubarak",
    "mohammed",
    "muhammad",
    "karimov",
    "teheran",
    "electi0ns",
]
_SYLLABLES = ("ba", "den", "ko", "ri", "ment", "tal", "os", "ver", "in", "gra", "tion", "pel", "su", "mor", "ex", "li")
_RARE_WORDS = 60_000
_RARE = 0.03  # of the words of a telegram
_FIRST = datetime(1973, 7, 1, tzinfo=UTC)
_HOURS = 7 * 365 * 24
_PLANTED_EVERY = 300  # telegrams; of the planted a third each is sent again, corrected, quoted
_CHANGED = 0.03  # of the words of a corrected copy
QUOTED = (60, 150)  # words of a quoted passage, at least and at most
KINDS = ("retransmission", "corrected", "quoted")


class Planted(NamedTuple):
    """That telegram `copy` repeats `original`, and how."""

    original: int
    copy: int
    kind: str


def planted(nth: int) -> Planted | None:
    """What the nth telegram repeats, if it is a planted one."""
    if nth < _PLANTED_EVERY or nth % _PLANTED_EVERY:
        return None
    turn = nth // _PLANTED_EVERY
    return Planted(nth - 1 - turn % 97, nth, KINDS[turn % len(KINDS)])


class Chain:
    """Which words follow a word: in the sample, and in the real telegrams of a shared folder where it is at hand."""

    def __init__(self, shared: Path) -> None:
        folders = [sample_folder() / "telegrams"]
        if (shared / "corpora").is_dir():
            folders.append(shared / "corpora")
        else:
            print(f"{shared} is not here: words follow those of the sample alone, so figures differ from those in docs")
        self.after: dict[str, list[str]] = {}
        for place in find_places(folders):
            for read in read_one_place(place):
                if isinstance(read, tuple):
                    self._learn(read[0])
        self.starts = self.after["."]
        rng = random.Random("rare")  # noqa: S311 - a seed and no secret
        rare = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 5))) for _ in range(_RARE_WORDS)]
        self.rare = [*_NAMES, *rare]
        self.weights = [1 / (rank + 20) for rank in range(len(self.rare))]
        for rank in range(1, len(self.weights)):
            self.weights[rank] += self.weights[rank - 1]

    def _learn(self, telegram: Telegram) -> None:
        words = re.findall(r"[A-Za-z]+|\.", " . ".join(paragraph.text for paragraph in telegram.paragraphs).lower())
        for word, following in zip([".", *words], [*words, "."], strict=True):
            self.after.setdefault(word, []).append(following)

    def words(self, rng: random.Random, count: int) -> list[str]:
        """So many words, rare ones among them."""
        word, found = ".", []
        after, draw = self.after, rng.random
        for _ in range(count):
            following = after[word]
            word = following[int(draw() * len(following))]
            found.append(word)
        for place, rare in zip(
            rng.sample(range(count), int(count * _RARE)),
            rng.choices(self.rare, cum_weights=self.weights, k=int(count * _RARE)),
            strict=True,
        ):
            found[place] = rare
        return found


def words_of(chain: Chain, nth: int) -> list[str]:
    """The words of the nth telegram, a planted one made from those of its original."""
    rng = random.Random(nth)  # noqa: S311 - a seed and no secret
    plant = planted(nth)
    if plant is None:
        return chain.words(rng, max(int(rng.gauss(1150, 450)), 80))
    words = words_of(chain, plant.original)
    if plant.kind == "corrected":
        changed = rng.sample(range(len(words)), int(len(words) * _CHANGED))
        for place, word in zip(changed, chain.words(rng, len(changed)), strict=True):
            words[place] = word
    elif plant.kind == "quoted":
        length = min(rng.randint(*QUOTED), len(words))
        start = rng.randrange(len(words) - length + 1)
        own = chain.words(rng, 800)
        own[400:400] = words[start : start + length]
        return own
    return words


def made(chain: Chain, nth: int) -> tuple[Telegram, bytes]:
    """The nth telegram and the bytes of its file."""
    rng = random.Random(-nth - 1)  # noqa: S311 - a seed and no secret
    words = words_of(chain, nth)
    capital = rng.random() < 0.6
    post = rng.choices(_POSTS, weights=range(len(_POSTS), 0, -1))[0]
    when = _FIRST + timedelta(hours=rng.randrange(_HOURS), minutes=rng.randrange(60))
    text, paragraphs = "", []
    for number, start in enumerate(range(0, len(words), 90), start=1):
        body = " ".join(words[start : start + 90]).replace(" .", ".")
        body = body.upper() if capital else body
        mark = f"{number}. (C) "
        begin = len(text)
        text += f"{mark}{body}\n\n"
        paragraphs.append(
            Paragraph(
                number=number, portion="C", text=body, start=begin, end=len(text) - 2, text_start=begin + len(mark)
            )
        )
    content = text.encode()
    mrn = f"{when.year % 100}{post}{nth}"
    telegram = Telegram(
        id=mrn,
        mrn=mrn,
        year=when.year,
        post=post,
        number=nth,
        source=Source(f"made/{nth}.txt", hashlib.sha256(content).hexdigest(), "state1973", "text"),
        text=text,
        dtg=when,
        precedence=Precedence(rng.choice(("ROUTINE", "PRIORITY", "IMMEDIATE"))),
        originator=Originator(f"AMEMBASSY {post}", post),
        to=tuple(_addressee(rng) for _ in range(1 if rng.random() < 0.7 else 3)),
        info=tuple(_addressee(rng) for _ in range(rng.randrange(5))),
        classification=Classification(level=rng.choices(_LEVELS, weights=(4, 2, 3, 1))[0]),
        captions=(rng.choice(_CAPTIONS),) if rng.random() < 0.3 else (),
        tags=tuple(TagsTerm(code, "subject") for code in rng.sample(_TAGS, 3)),
        subject=" ".join(chain.words(rng, 8)).replace(" .", "").upper(),
        reftels=(
            Reftel(text="REF", mrn=f"{when.year % 100}{rng.choice(_POSTS)}{rng.randrange(100_000)}", start=0, end=1),
        ),
        paragraphs=tuple(paragraphs),
        signature=rng.choice(chain.rare[:3000]).upper(),
    )
    return telegram, content


def _addressee(rng: random.Random) -> Addressee:
    post = rng.choices(_POSTS, weights=range(len(_POSTS), 0, -1))[0]
    return Addressee(address=f"AMEMBASSY {post}", post=post)


def made_telegrams(chain: Chain, count: int) -> Iterator[tuple[Telegram, bytes]]:
    """The first `count` telegrams."""
    return (made(chain, nth) for nth in range(count))
