"""Repairs beside the truth: which damage a reading mended, suggested, named or missed, and what it changed wrongly.

Damage and repairs seldom have the same places: a repairer puts a whole word in place of a word, where one letter of it
was damaged. So both are laid over the text, and where they meet it is asked whether the words come out the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reftel.making.edits import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from reftel.model.repair import Repair
    from reftel.model.telegram import Telegram

#: Line ends that merely wrap a paragraph: every reader has to join them, and nobody damaged them.
WRAP = "wrap"
#: What a reader that takes these for what they are leaves out of the words.
_FURNITURE = frozenset(("page-mark", "banner", "sipdis", "debris", "stamp", "note", "cut-off", "end"))
#: Damage that took words away for good: it can be named, not mended.
_NAMED_BY = {"cut-off": ("cut-off", "missing-end", "partial-extract"), "lost-text": ("lost-text",),
             "lost-letters": ("lost-text",)}  # fmt: skip
#: Damage to one line of the heading: mended where the field that stands there is read.
_FIELDS = {"enumerator": ("reftels",), "cut-classifier": ("classified_by", "reasons"), "class-word": ("level", "mrn"),
           "label": ("tags", "subject"), "lost-shift": ("order", "reftels")}  # fmt: skip


class Verdict(NamedTuple):
    """What became of one place of damage: mended, suggested, named, missed or wrong."""

    site: Site
    outcome: str


class Judged(NamedTuple):
    """One repair beside the truth. `of` is the kind of damage it met; `None`: what it changed was right before."""

    repair: Repair
    right: bool
    of: str | None


@dataclass
class Judgement:
    """All of one reading: each place of damage, each repair, and the words of paragraphs that were right before."""

    damage: list[Verdict] = field(default_factory=list)
    repairs: list[Judged] = field(default_factory=list)
    words: int = 0
    changed: int = 0


class _Change(NamedTuple):
    start: int
    end: int
    now: str
    what: Site | Repair


def judge(truth: Mapping[str, Any], sites: Sequence[Site], telegram: Telegram, wrong: Iterable[str] = ()) -> Judgement:
    """A reading of a made telegram beside the truth.

    Args:
        truth: The telegram's line of the truth.
        sites: Its damage.
        telegram: The reading.
        wrong: The names of the fields that were read wrong (see `reftel.making.comparing`).
    """
    text = telegram.text
    true = [_Change(site.start, site.end, site.now, site) for site in sites]
    true += [_Change(at, at + 1, " ", Site(at, at + 1, "\n", " ", WRAP)) for at in wraps_of(truth, sites, text)]
    made = [_Change(r.start, r.end, r.now, r) for r in telegram.repairs if r.applied]
    found = Judgement(words=sum(len(paragraph["text"].split()) for paragraph in truth["paragraphs"]))
    for changes in _clusters(_unsettled(true, made, found)):
        _judge_together(text, changes, found)
    _judge_suggestions(text, true, telegram, found)
    _judge_unmended(telegram, found, frozenset(wrong))
    return found


def wraps_of(truth: Mapping[str, Any], sites: Sequence[Site], text: str) -> list[int]:
    """The places of the line ends that wrap paragraphs: where the true words have a blank."""
    places: list[int] = []
    for paragraph in truth["paragraphs"]:
        start, end, words = paragraph["start"], paragraph["end"], paragraph["text"]
        inside = [site for site in sites if start <= site.start and site.end <= end]
        length = end - start + sum(len(site.now) - (site.end - site.start) for site in inside)
        before = length - len(words)  # the number and the mark
        at, true = start, -before
        for site in (*inside, None):
            stop = site.start if site else end
            while (place := text.find("\n", at, stop)) >= 0:
                true += place - at
                if 0 <= true < len(words) and words[true] == " ":
                    places.append(place)
                at = place + 1
                true += 1
            if site:
                true += stop - at + len(site.now)
                at = site.end
    return places


def _unsettled(true: list[_Change], made: list[_Change], found: Judgement) -> list[_Change]:
    """What is left where a repair is to the letter what undoes one place of damage: both are settled."""
    sites = {(site.start, site.end, _plain(site.now)): site for site in true if not _is_empty(site)}
    left: list[_Change] = []
    for change in made:
        site = sites.pop((change.start, change.end, _plain(change.now)), None)
        if site is None:
            left.append(change)
            continue
        assert isinstance(site.what, Site)
        assert not isinstance(change.what, Site)
        found.damage.append(Verdict(site.what, "mended"))
        found.repairs.append(Judged(change.what, right=True, of=site.what.kind))
    return [*(site for site in true if _is_empty(site)), *sites.values(), *left]


def _clusters(changes: list[_Change]) -> Iterable[list[_Change]]:
    """Changes that meet, together."""
    changes.sort(key=lambda change: (change.start, change.end))
    together: list[_Change] = []
    end = -1
    for change in changes:
        meets = change.start < end or (
            change.start == end
            and any(_is_empty(each) or _is_of_word(each) for each in (change, *together) if end in each[:2])
        )
        if together and not meets:
            yield together
            together = []
        together.append(change)
        end = max(end, change.end) if len(together) > 1 else change.end
    if together:
        yield together


def _is_empty(change: _Change) -> bool:
    return change.start == change.end


def _is_of_word(change: _Change) -> bool:
    """Whether letters of a word were lost there: whoever changes the piece beside them changes no right word."""
    return isinstance(change.what, Site) and change.now.isalpha() and not change.what.was.strip()


def _applied(text: str, changes: Iterable[_Change], start: int, end: int) -> str:
    pieces: list[str] = []
    at = start
    for change in changes:
        pieces += text[at : change.start], change.now
        at = max(at, change.end)
    return _plain("".join([*pieces, text[at:end]]))


def _plain(words: str) -> str:
    """Words as they are compared: however many blanks divide them, with or without the sign of a paragraph."""
    shown = words.replace("¶", "")
    return (" " if shown[:1].isspace() else "") + " ".join(shown.split()) + (" " if shown[-1:].isspace() else "")


def _judge_together(text: str, changes: list[_Change], found: Judgement) -> None:
    start, end = changes[0].start, max(change.end for change in changes)
    sites = [change for change in changes if isinstance(change.what, Site)]
    repairs = [change for change in changes if not isinstance(change.what, Site)]
    same = bool(repairs) and _applied(text, sites, start, end) == _applied(text, repairs, start, end)
    damage = [change.what for change in sites if isinstance(change.what, Site)]
    kind = next((site.kind for site in damage if site.kind != WRAP), WRAP if damage else None)
    for change in repairs:
        assert not isinstance(change.what, Site)
        found.repairs.append(Judged(change.what, same, kind))
    if not damage and not same:
        was, now = _plain(text[start:end]), _applied(text, repairs, start, end)
        found.changed += was.split() != now.split()
    outcome = "mended" if same else "wrong" if repairs else "missed"
    found.damage += [Verdict(site, outcome) for site in damage]


def _judge_suggestions(text: str, true: list[_Change], telegram: Telegram, found: Judgement) -> None:
    """Repairs that are only suggested: would each, alone, do right by the damage it meets?"""
    suggested = [repair for repair in telegram.repairs if not repair.applied]
    met: set[Site] = set()
    for repair in suggested:
        sites = [
            each for each in true
            if (each.start < repair.end and repair.start < each.end)
            or (_is_empty(each) and repair.start <= each.start <= repair.end)
        ]  # fmt: skip
        start = min([repair.start, *(each.start for each in sites)])
        end = max([repair.end, *(each.end for each in sites)])
        change = _Change(repair.start, repair.end, repair.now, repair)
        same = bool(sites) and _applied(text, sites, start, end) == _applied(text, [change], start, end)
        damage = [each.what for each in sites if isinstance(each.what, Site)]
        found.repairs.append(Judged(repair, same, next((site.kind for site in damage), None)))
        if same:
            met.update(damage)
    found.damage = [
        Verdict(site, "suggested" if outcome == "missed" and site in met else outcome) for site, outcome in found.damage
    ]


def _judge_unmended(telegram: Telegram, found: Judgement, wrong: frozenset[str]) -> None:
    """What no repair met: taken for what it is by its label, or read right all the same, or named by a defect."""
    labels = [(span.start, span.end) for span in telegram.spans if span.label in _FURNITURE]
    named = [(defect.defect, defect.start, defect.end) for defect in telegram.defects]

    def outcome_of(verdict: Verdict) -> str:
        site = verdict.site
        if verdict.outcome != "missed" or site.kind == WRAP:
            return verdict.outcome
        if site.kind in _NAMED_BY:
            names = _NAMED_BY[site.kind]
            near = site.kind != "lost-letters"
            is_named = any(
                name in names and (near or (start <= site.end and site.start <= end)) for name, start, end in named
            )
            return "named" if is_named else "missed"
        first = site.start + len(site.was) - len(site.was.lstrip())
        last = site.start + len(site.was.rstrip())
        if not site.now.strip() and any(start <= first and last <= end for start, end in labels):
            return "mended"
        fields = _FIELDS.get(site.kind)
        return "mended" if fields and not wrong.intersection(fields) and not _in_words(telegram, site) else "missed"

    found.damage = [Verdict(verdict.site, outcome_of(verdict)) for verdict in found.damage]


def _in_words(telegram: Telegram, site: Site) -> bool:
    return bool(telegram.paragraphs) and site.start >= telegram.paragraphs[0].start
