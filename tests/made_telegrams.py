"""Telegrams made up by program: any number of them, the same every time, complete with spans, repairs and defects."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reftel.model.defect import Defect
from reftel.model.repair import Repair
from reftel.model.span import partition
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

if TYPE_CHECKING:
    from collections.abc import Iterator

_POSTS = ("VARRIN", "HALLEM", "PORTSELD", "OSTREL", "KESTOV", "STATE", "MIRANOV", "TALBRUCK")
_TAGS = ("PGOV", "PREL", "ECON", "ETRD", "PHUM", "MARR", "SENV", "KDEM")
_LEVELS = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET")
_SYLLABLES = ("ba", "den", "ko", "ri", "ment", "tal", "os", "ver", "in", "gra", "tion", "pel", "su", "mor", "ex", "li")
_FREQUENT = (
    "the of to and in a that for is on with by he said be as at from it this will not would has are was have which "
    "minister government president embassy ambassador talks river treaty court border election elections party "
    "policy agreement meeting foreign department economic report visit support position question proposal trade"
)
_COMMON = _FREQUENT.split()
_WIDTH = 69


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    rng = random.Random("words")
    rare = {"".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(30_000)}
    words = _COMMON + sorted(rare - set(_COMMON))
    weights: list[float] = []
    for rank in range(1, len(words) + 1):
        weights.append((weights[-1] if weights else 0.0) + 1 / rank)
    return words, weights


def made_telegram(nth: int, *, length: int = 5000, path: str | None = None) -> tuple[Telegram, bytes]:
    """The nth made telegram of about `length` characters, and the bytes of its file."""
    rng = random.Random(nth)
    post = _POSTS[nth % len(_POSTS)]
    when = datetime(1974, 1, 1, 8, 15, tzinfo=UTC) + timedelta(hours=nth % 50_000)
    return compose(
        post=post,
        number=nth // len(_POSTS) + 1,
        when=when,
        bodies=list(_paragraphs(rng, length)),
        subject=" ".join(_words(rng, 7)).upper(),
        tags=tuple(sorted(rng.sample(_TAGS, 3))),
        level=rng.choice(_LEVELS),
        refers=f"{when.year % 100:02d}{rng.choice(_POSTS)}{rng.randint(1, 400)}",
        path=path or f"made/{nth:07d}.txt",
    )


def compose(
    *,
    post: str = "VARRIN",
    number: int | None = 605,
    when: datetime = datetime(1974, 3, 7, 5, 18, tzinfo=UTC),
    bodies: list[str],
    subject: str = "THE RIVER TREATY",
    tags: tuple[str, ...] = ("PGOV",),
    level: str = "CONFIDENTIAL",
    refers: str = "74HALLEM12",
    path: str = "one.txt",
    garbled: tuple[str, str] | None = None,
) -> tuple[Telegram, bytes]:
    """One telegram with these paragraphs. `garbled` is a word as received and as repaired, in the first of them."""
    dtg = f"P {when:%d%H%M}Z {when:%b %y}".upper()
    reference = f"{refers[2:].rstrip('0123456789')} {refers.lstrip('0123456789').lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    lines = [
        (dtg, "dtg"),
        (f"FM AMEMBASSY {post}", "from"),
        ("TO SECSTATE WASHDC PRIORITY", "to"),
        ("INFO AMEMBASSY HALLEM", "info"),
        (f"{level} {post} {number or ''}", "classification"),
        (f"TAGS: {', '.join(tags)}", "tags"),
        (f"SUBJECT: {subject}", "subject"),
        (f"REF: {reference}", "reference"),
    ]
    text, marks, starts = "", [], {}
    for line, label in lines:
        starts[label] = len(text)
        marks.append((len(text), len(text) + len(line), label))
        marks.append((len(text) + len(line), len(text) + len(line) + 1, "blank"))
        text += line + "\n"
    paragraphs, repairs = [], []
    for true_number, body in enumerate(bodies, start=1):
        start, mark = len(text), f"{true_number}. (C) "
        received = body.replace(garbled[1], garbled[0], 1) if garbled and true_number == 1 else body
        wrapped = _wrapped(mark + received)
        if garbled and true_number == 1:
            place = start + wrapped.index(garbled[0])
            repairs.append(Repair(place, place + len(garbled[0]), garbled[0], garbled[1], "made", 0.95))
        words = start + len(mark)
        repairs += _unwrapping(wrapped, start)
        marks += [(start, words, "paragraph-mark"), (words, start + len(wrapped), "text")]
        marks.append((start + len(wrapped), start + len(wrapped) + 2, "blank"))
        text += wrapped + "\n\n"
        paragraphs.append(
            Paragraph(
                number=true_number, portion="C", text=body, start=start, end=start + len(wrapped), text_start=words
            )
        )
    signature = len(text)
    text += "ORLOFF\n"
    marks += [(signature, signature + 6, "signature"), (signature + 6, signature + 7, "blank")]
    content = text.encode()
    mrn = f"{when.year % 100:02d}{post}{number}" if number else None
    telegram = Telegram(
        id=mrn or "sha-" + hashlib.sha256(content).hexdigest()[:12],
        mrn=mrn,
        year=when.year if number else None,
        post=post if number else None,
        number=number,
        source=Source(path, hashlib.sha256(content).hexdigest(), "state1973", "text"),
        text=text,
        dtg=when,
        precedence=Precedence("PRIORITY", "PRIORITY"),
        originator=Originator(f"AMEMBASSY {post}", post, starts["from"] + 3, starts["to"] - 1),
        to=(Addressee(address="SECSTATE WASHDC", post="STATE", precedence="PRIORITY"),),
        info=(Addressee(address="AMEMBASSY HALLEM", post="HALLEM"),),
        classification=Classification(level=level),
        tags=tuple(TagsTerm(code, "subject") for code in tags),
        subject=subject,
        reftels=(
            Reftel(
                text=reference,
                mrn=refers,
                start=starts["reference"] + 5,
                end=starts["reference"] + 5 + len(reference),
            ),
        ),
        paragraphs=tuple(paragraphs),
        signature="ORLOFF",
        evidence={"dtg": [(0, len(dtg))]},
        spans=partition(len(text), marks),
        repairs=tuple(repairs),
        defects=(Defect("missing-end", len(text), len(text), "no NNNN at the end"),),
    )
    return telegram, content


def made_telegrams(count: int, first: int = 0, length: int = 5000) -> Iterator[tuple[Telegram, bytes]]:
    """`count` made telegrams from the `first` on."""
    return (made_telegram(nth, length=length) for nth in range(first, first + count))


def _words(rng: random.Random, count: int) -> list[str]:
    words, weights = _vocabulary()
    return rng.choices(words, cum_weights=weights, k=count)


def _paragraphs(rng: random.Random, length: int) -> Iterator[str]:
    written = 0
    while written < length:
        sentences = (" ".join(_words(rng, rng.randint(8, 30))).capitalize() + "." for _ in range(rng.randint(2, 6)))
        body = " ".join(sentences)
        yield body
        written += len(body)


def _wrapped(text: str) -> str:
    """The text with line ends in place of some of its blanks: as long as it was."""
    last = line = 0
    letters = list(text)
    for place in (nth for nth, letter in enumerate(text) if letter == " "):
        if place - line > _WIDTH and last > line:
            letters[last] = "\n"
            line = last + 1
        last = place
    return "".join(letters)


def _unwrapping(wrapped: str, start: int) -> Iterator[Repair]:
    """The line ends inside a paragraph as repairs."""
    places = [nth for nth, letter in enumerate(wrapped) if letter == "\n"]
    for place, following in pairwise([*places, len(wrapped)]):
        if following > place:
            yield Repair(start + place, start + place + 1, "\n", " ", "unwrap", 1.0)
