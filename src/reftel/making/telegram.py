"""One made telegram: typed, damaged, and as it is delivered, with all that is true of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from reftel.making import passage, teletype
from reftel.making.edits import Edit, Site, deliver
from reftel.making.heading1973 import typed1973
from reftel.making.heading2000 import typed2000
from reftel.making.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.making.draft import Clean, Placed
    from reftel.making.traffic import Plan
    from reftel.making.world import World

LAST_OLD_YEAR = 1979
_STARS = "P" + "*" * 31
_LOST_WORDS = 160


class Made(NamedTuple):
    """A telegram as delivered. `head` is how long the first of its two blocks is; 0 where it has but one."""

    plan: Plan
    layout: str
    text: str
    head: int
    sites: list[Site]
    truth: dict[str, Any]


class Maker:
    """Makes the telegrams of one seed at given rates of damage (see `reftel.making.rates`)."""

    def __init__(self, world: World, seed: int, rates: dict[str, float]) -> None:
        self.prose = Prose(world)
        self.seed = seed
        self.rates = rates
        self._words = random.Random()  # noqa: S311 - a seed and no secret
        self._slips = random.Random()  # noqa: S311

    def make(self, plan: Plan, container: str) -> Made:
        """The telegram of a plan for a container: text, html or csv."""
        words, slips, rates = self._words, self._words, self.rates
        words.seed(self.seed * 1_000_003 + plan.seed)
        if plan.again:  # the same words, other damage
            slips = self._slips
            slips.seed(self.seed * 1_000_003 + plan.nth + 500_000_009)
        if plan.year <= LAST_OLD_YEAR:
            return self._old(plan, words, slips)
        page = container == "html"
        client = words.random() < rates["shifted"]
        signed = rates["paragraph-sign"] + rates["paragraph-digit"]
        sign = "¶" if page or (container == "text" and words.random() < signed * 3) else ""  # a third are texts
        clean = typed2000(plan, self.prose, words, client=client, sign=sign, unwrapped=container != "text")
        layout, damage = passage.page_marks(clean, rates, slips)
        for edits in (
            passage.typography(clean, rates, slips, client=client),
            passage.loading(clean, rates, slips),
            passage.publishing(clean, rates, slips, page=page, sign=sign),
            _class_word(clean, rates, slips),
        ):
            damage += edits
        return _made(_cut_off(clean, rates, slips, "...\n"), "state2000", layout, damage)

    def _old(self, plan: Plan, words: random.Random, slips: random.Random) -> Made:
        rates = self.rates
        clean = typed1973(
            plan, self.prose, words,
            inside=rates["page-mark"], divides=rates["hyphen"], short=rates["short-line"],
        )  # fmt: skip
        clean = _cut_off(clean, rates, slips, "\nE E E E E E E E\n")
        damage = [*teletype.slips(clean, rates, slips), *teletype.heading_slips(clean, rates, slips)]
        damage += _class_word(clean, rates, slips)
        if slips.random() < rates["lost-text"]:
            damage += _lost_text(clean, slips)
        return _made(clean, "state1973", clean.edits, damage)


def _class_word(clean: Clean, rates: dict[str, float], rng: random.Random) -> Iterable[Edit]:
    """The level's first letter twice or lost, or one of its blanks lost, on the classification line."""
    if rng.random() >= rates["class-word"]:
        return
    text = clean.text
    at = text.find("\n", clean.block)
    while at >= 0 and not text.startswith(("C O N", "S E C", "UNCLAS "), at + 1):
        at = text.find("\n", at + 1)
    at += 1
    if not at or at > clean.heading:
        return
    chance = rng.random()
    spaced = text[at + 1] == " "
    if chance < 10 / 17:
        yield Edit(at, at, text[at], "", "class-word")
    elif chance < 13 / 17 and spaced:
        yield Edit(at, at + 2, "", text[at : at + 2], "class-word")
    elif spaced:
        yield Edit(at + 1, at + 2, "", " ", "class-word")


def _lost_text(clean: Clean, rng: random.Random) -> Iterable[Edit]:
    first, last = clean.paragraphs[0].text_start, clean.paragraphs[-1].end
    if last - first > 3 * _LOST_WORDS:
        start = first + int(rng.random() * (last - first - 2 * _LOST_WORDS))
        inside = next(p for p in clean.paragraphs if p.end > start)
        start = max(start, inside.text_start)
        end = min(start + _LOST_WORDS, inside.end)
        yield Edit(start, end, _STARS, clean.text[start:end], "lost-text")


def _cut_off(clean: Clean, rates: dict[str, float], rng: random.Random, ending: str) -> Clean:
    """The telegram, or what is left of one whose transmission or copy broke off."""
    if rng.random() >= rates["cut-off"]:
        return clean
    first, last = clean.paragraphs[0].text_start, clean.paragraphs[-1].end
    at = clean.text.rfind(" ", 0, first + 20 + int((last - first) * (0.3 + 0.7 * rng.random())))
    if at <= first:
        return clean
    fields = {**clean.fields, "signature": None, "cut": True}
    kept = [paragraph for paragraph in clean.paragraphs if paragraph.text_start < at]
    kept[-1] = _shortened(kept[-1], at)
    edits = [edit for edit in clean.edits if edit.end < at]
    edits.append(Edit(at, at, ending, "", "cut-off"))
    return clean._replace(
        fields=fields, text=clean.text[:at], paragraphs=kept, edits=edits,
        wraps=[wrap for wrap in clean.wraps if wrap < at], joints=[joint for joint in clean.joints if joint < at],
    )  # fmt: skip


def _shortened(paragraph: Placed, at: int) -> Placed:
    if paragraph.end <= at:
        return paragraph
    length = at - paragraph.text_start
    words = paragraph.words
    shorter = replace(
        words,
        text=words.text[:length],
        said=[said for said in words.said if said.end <= length],
        meetings=[meeting for meeting in words.meetings if meeting.end <= length],
    )
    return replace(paragraph, end=at, words=shorter)


def _made(clean: Clean, layout: str, laid: list[Edit], damage: list[Edit]) -> Made:
    length = len(clean.text)
    if clean.fields.get("cut"):
        laid = [edit for edit in laid if edit.end < length or edit.kind == "cut-off"]
        laid += [edit for edit in clean.edits if edit.kind == "cut-off" and edit not in laid]
        damage = [edit for edit in damage if edit.end < length]
    done = deliver(clean.text, laid, damage)
    plan, fields = clean.plan, clean.fields
    paragraphs: list[dict[str, Any]] = []
    statements: list[dict[str, Any]] = []
    meetings: list[dict[str, Any]] = []
    for paragraph in clean.paragraphs:
        number, words, start, end = paragraph.number, paragraph.words, paragraph.start, paragraph.end
        text_start = paragraph.text_start
        shift = done.shift(start, end)
        place = done.place if shift is None else shift.__add__
        paragraphs.append(
            {"number": number, "portion": paragraph.portion, "heading": words.heading, "role": words.role,
             "text": words.text, "start": place(start), "end": place(end)}
        )  # fmt: skip
        for said in words.said:
            true = {"paragraph": number, "speaker": said.speaker, "cue": said.cue, "kind": said.kind,
                    "start": place(text_start + said.start), "end": place(text_start + said.end)}  # fmt: skip
            statements.append(true | said.planned if said.planned else true)
        meetings += [
            {"paragraph": number, "participants": met.people, "officer": met.officer, "date": met.date,
             "place": met.place, "medium": met.medium,
             "start": place(text_start + met.start), "end": place(text_start + met.end)}
            for met in words.meetings
        ]  # fmt: skip
    truth: dict[str, Any] = {
        "mrn": plan.mrn, "year": plan.year, "post": plan.sender.mrn_name, "number": plan.number, "layout": layout,
        "thread": plan.thread, "again": plan.again, **fields, "paragraphs": paragraphs, "statements": statements,
        "meetings": meetings,
    }  # fmt: skip
    head = done.place(clean.block - 1) + 1 if clean.block else 0
    return Made(plan, layout, done.text, head, done.sites, truth)
