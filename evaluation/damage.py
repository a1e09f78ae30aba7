"""How well made damage is repaired: clean telegrams are damaged as real ones are, by a generator with a fixed seed.

    python evaluation/damage.py ../shared            the table; 1 where a row fell below its floor
    python evaluation/damage.py ../shared --failures every site that was left or repaired wrongly
    python evaluation/damage.py ../shared --pin      raise the floors to today's shares; they are never lowered

Each kind of damage is one of `damage_counts.csv`, made on 60 pages of the 2000s (wrong letters: on 60 telegrams of the
1970s) that show none of it themselves. Of the sites it says how many were repaired to what stood there, how many to
something else, and how many were left. `altered` counts words elsewhere that the reader changed and would not have
changed in the clean telegram. Fields are compared with those of the clean telegram.
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reading import asked, documents
from scoring.floors import settle

from reftel.intake import read_text
from reftel.repair.lexicon import shipped_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reftel.model.repair import Repair
    from reftel.model.telegram import Telegram
    from reftel.sources import Document

PAGES = 60
_SIGNS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})
_CODES = (3, 25, 14, 9, 1, 13, 26, 20, 6, 11, 15, 18, 28, 12, 24, 22, 23, 10, 5, 16, 7, 30, 19, 29, 21, 17)
_ITA2 = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _CODES, strict=True))
_KEYS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")


class Site(NamedTuple):
    """One place of damage: `start` to `end` in the damaged text, where `clean` stood."""

    start: int
    end: int
    clean: str


class Change(NamedTuple):
    """What a maker wants changed: `text[start:end]` of the clean text becomes `now`."""

    start: int
    end: int
    now: str


@dataclass
class Tally:
    """The sites of one kind, by what became of them."""

    right: int = 0
    wrong: int = 0
    left: int = 0
    altered: int = 0
    fields_asked: int = 0
    fields_right: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def made(self) -> int:
        return self.right + self.wrong + self.left


def _prose(telegram: Telegram) -> Iterator[tuple[int, int]]:
    return ((paragraph.text_start, paragraph.end) for paragraph in telegram.paragraphs)


def _in_prose(telegram: Telegram, pattern: str) -> Iterator[re.Match[str]]:
    compiled = re.compile(pattern)
    for start, end in _prose(telegram):
        yield from compiled.finditer(telegram.text, start, end)


def quotes(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """`&soften8`: quotation marks through a table of other signs."""
    for found in _in_prose(telegram, r"(?<=[\s(])[\"“]([A-Za-z][^\"“”\n&8]{1,80}[A-Za-z.,!?])[\"”](?=[\s.,;:)])"):
        yield Change(found.start(), found.start() + 1, "&")
        yield Change(found.end() - 1, found.end(), "⁸" if chance.random() < 0.05 else "8")


def apostrophes(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """`Kazakhstan,s`."""
    del chance
    for found in _in_prose(telegram, r"(?<=[A-Za-z])['’](?=(?:s|t|re|ve|ll|d|m)\b)"):
        yield Change(found.start(), found.end(), ",")


def dashes(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """`think) that`, with the quotation marks and apostrophes that go through the same table."""
    yield from quotes(telegram, chance)
    yield from apostrophes(telegram, chance)
    for found in _in_prose(telegram, r"(?<=[a-z]) (?:--|-|–|—) (?=[a-z])"):
        yield Change(found.start(), found.end(), ") ")


def mojibake(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """UTF-8 read as Windows-1252."""
    del chance
    for found in _in_prose(telegram, r"[“”’–—é]"):
        yield Change(found.start(), found.end(), found[0].encode().decode("cp1252", "replace"))


def page_marks(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """The header of the next section, inside a sentence."""
    post = (telegram.post or "LIMA")[:10]
    breaks = list(_in_prose(telegram, r"(?<=[a-z]) (?=[a-z])|(?<=[a-z])\n(?=[a-z])"))
    for number, found in enumerate(sorted(chance.sample(breaks, min(2, len(breaks))), key=re.Match.start), start=2):
        mark = f"{post} {telegram.number or 1:08d}  {number:03d} OF 003"
        yield Change(found.start(), found.end(), chance.choice((f"\n{mark}\n", f"\n\n{mark}\n\n", f" {mark} ")))


def sipdis(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """SIPDIS between the lines of a sentence."""
    breaks = list(_in_prose(telegram, r"(?<=[a-z]) ?\n(?=[a-z])"))
    for found in sorted(chance.sample(breaks, min(2, len(breaks))), key=re.Match.start):
        yield Change(found.start(), found.end(), "\n\nSIPDIS\n\n")


def blank_lines(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """A blank line inside a sentence."""
    breaks = list(_in_prose(telegram, r"(?<=[a-z,]) ?\n(?=[a-z])"))
    for found in sorted(chance.sample(breaks, min(3, len(breaks))), key=re.Match.start):
        yield Change(found.start(), found.end(), "\n\n")


def hyphens(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """`con- tinued`, inside a line."""
    words = list(_in_prose(telegram, r"(?<= )[a-z]{9,14}(?= )"))
    for found in sorted(chance.sample(words, min(3, len(words))), key=re.Match.start):
        cut = found.start() + chance.randint(3, 5)
        yield Change(cut, cut, "- ")


def signs_as_ones(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """`11.` for paragraph 1: the sign before the number read as a digit, in the first paragraphs or in half of all."""
    marked = [p for p in telegram.paragraphs if p.number and telegram.text[p.start] == "¶"]
    some = marked[:4] if chance.random() < 0.5 else [p for p in marked if chance.random() < 0.5]
    for paragraph in some:
        yield Change(paragraph.start, paragraph.start + 1, "1")


def lost_signs(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """U+FFFD where the sign stood."""
    del chance
    for paragraph in telegram.paragraphs:
        if telegram.text[paragraph.start] == "¶":
            yield Change(paragraph.start, paragraph.start + 1, "\ufffd")


def markdown(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """`[PREL](#)`: TAGS that became links."""
    del chance
    for term in telegram.tags:
        if term.kind != "person":
            yield Change(term.start, term.end, f"[{telegram.text[term.start : term.end]}](#)")


def first_letters(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """`UUNCLAS`, `E C R E T`: the first letter of the classification line doubled or lost."""
    start, end = telegram.evidence["classification.level"][0]
    first = telegram.text[start]
    if end - start > 6 and chance.random() < 0.5:
        yield Change(start, start + 2 if telegram.text[start + 1] == " " else start + 1, "")
    else:
        yield Change(start, start, first)


def labels(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """`SUBEJCT:`, `TGAS:`, `E.OM`: labels with a slip."""
    for word in ("SUBJECT:", "E.O. "):
        at = telegram.text.find(f"\n{word}")
        if at < 0:
            continue
        place = at + 1 + (chance.randint(1, 5) if word == "SUBJECT:" else 3)
        letters = telegram.text[place : place + 2]
        yield Change(place, place + 2, letters[::-1] if word == "SUBJECT:" else "M ")


def wrong_letters(telegram: Telegram, chance: random.Random) -> Iterator[Change]:
    """One letter of a long word wrong: a bit of the teleprinter's code, or a neighbour on the keyboard."""
    known = shipped_lexicon()
    words = [found for found in _in_prose(telegram, r"\b[A-Z]{7,14}\b") if found[0].lower() in known]
    for found in sorted(chance.sample(words, len(words) // 60), key=re.Match.start):
        place = found.start() + chance.randrange(1, len(found[0]))
        letter = telegram.text[place]
        near = _one_bit_away(letter) if chance.random() < 0.5 else _beside(letter)
        if near:
            yield Change(place, place + 1, chance.choice(near))


def _one_bit_away(letter: str) -> str:
    return "".join(other for other, code in _ITA2.items() if (code ^ _ITA2[letter]).bit_count() == 1)


def _beside(letter: str) -> str:
    row = next(row for row in _KEYS if letter in row)
    at = row.index(letter)
    return row[max(at - 1, 0) : at] + row[at + 1 : at + 2]


#: Each kind with what makes it. `wrong letters` is made on telegrams of the 1970s.
KINDS: dict[str, Callable[[Telegram, random.Random], Iterator[Change]]] = {
    "shifted quotes": quotes, "shifted apostrophes": apostrophes, "shifted signs together": dashes,
    "mojibake": mojibake, "page marks in sentences": page_marks, "SIPDIS in sentences": sipdis,
    "blank lines in sentences": blank_lines, "hyphens inside lines": hyphens, "signs as ones": signs_as_ones,
    "lost signs": lost_signs, "Markdown links": markdown, "first letters": first_letters, "labels": labels,
    "wrong letters": wrong_letters,
}  # fmt: skip
#: Kinds whose damage stands in the heading or in marks: there only the fields count.
FIELDS_ONLY = frozenset(("signs as ones", "lost signs", "Markdown links", "first letters", "labels"))


def damaged(text: str, changes: list[Change]) -> tuple[str, list[Site]]:
    """The text with the changes made (those that overlap one before left out), and where they are."""
    pieces: list[str] = []
    sites: list[Site] = []
    at = length = 0
    for change in sorted(changes):
        if change.start < at:
            continue
        pieces += text[at : change.start], change.now
        length += change.start - at
        sites.append(Site(length, length + len(change.now), text[change.start : change.end]))
        length += len(change.now)
        at = change.end
    return "".join((*pieces, text[at:])), sites


def what_became_of(site: Site, text: str, repairs: list[Repair]) -> str:
    """`right`, `wrong` or `left`: the repaired words around a site against those that stood there."""
    near = [repair for repair in repairs if _touches(repair, site)]
    if not near:
        return "left"
    start, end = min(site.start, near[0].start), max(site.end, near[-1].end)
    was = text[start : site.start] + site.clean + text[site.end : end]
    now, at = "", start
    for repair in near:
        now += text[at : repair.start] + repair.now
        at = repair.end
    now += text[at:end]
    return "right" if _plain(was) == _plain(now) else "left" if _plain(now) == _plain(text[start:end]) else "wrong"


def _touches(repair: Repair, site: Site) -> bool:
    if site.start == site.end:
        return repair.start <= site.end and site.start <= repair.end
    return repair.start < site.end and site.start < repair.end


def _plain(words: str) -> str:
    plain = re.sub(r"\s*(?:--|-|–|—)\s+", " - ", words.translate(_SIGNS))
    return " ".join(plain.split())


def _fields(telegram: Telegram) -> list[object]:
    return [
        telegram.mrn, telegram.classification.level, telegram.classification.executive_order,
        telegram.classification.declassify_on, [term.code for term in telegram.tags], telegram.subject,
        telegram.signature,
        [(paragraph.number, paragraph.portion) for paragraph in telegram.paragraphs],
    ]  # fmt: skip


def measure(name: str, clean: list[Telegram], *, in_text: bool) -> Tally:
    """Damage every telegram by one kind, read it, and count."""
    tally = Tally()
    chance = random.Random(f"reftel {name}")  # noqa: S311  no secret
    for telegram in clean:
        text, sites = damaged(telegram.text, list(KINDS[name](telegram, chance)))
        if not sites:
            continue
        read = read_text(text)[0]
        for want, got in zip(_fields(telegram), _fields(read), strict=True):
            tally.fields_asked += 1
            tally.fields_right += want == got
            if want != got:
                tally.failures.append(f"{telegram.id}: field {want!r}, read {got!r}"[:300])
        applied = [repair for repair in read.repairs if repair.applied]
        if in_text:
            _count_sites(tally, telegram, sites, text, applied)
        _count_altered(tally, telegram, sites, applied)
    return tally


def _count_sites(tally: Tally, telegram: Telegram, sites: list[Site], text: str, applied: list[Repair]) -> None:
    for site in sites:
        became = what_became_of(site, text, applied)
        setattr(tally, became, getattr(tally, became) + 1)
        if became != "right":
            around = text[max(site.start - 25, 0) : site.end + 25]
            tally.failures.append(f"{telegram.id}: {became}: {around!r}, stood {site.clean!r}")


def _count_altered(tally: Tally, telegram: Telegram, sites: list[Site], applied: list[Repair]) -> None:
    usual = {(repair.was, repair.now) for repair in telegram.repairs}
    for repair in applied:
        near = any(repair.start <= site.end and site.start <= repair.end for site in sites)
        if (
            near
            or repair.rule in _FURNITURE
            or (repair.was, repair.now) in usual
            or not (repair.was.split() or repair.now.split())
        ):
            continue
        tally.altered += 1
        tally.failures.append(f"{telegram.id}: altered {repair}")


_FURNITURE = frozenset(("page-mark", "banner", "stamp", "section-heading"))
_MARKS_OF_DAMAGE = frozenset(
    (
        "shifted-quote",
        "shifted-apostrophe",
        "shifted-dash",
        "twice-encoded",
        "stripped-letter",
        "question-mark",
        "q-mark",
    )
)


def _own_text(document: Document) -> str:
    """The text without the lines of its container (stamps, attributes)."""
    lines: list[str] = []
    start = 0
    for line in document.text.split("\n"):
        if not any(a <= start < b for a, b, _ in document.marks):
            lines.append(line)
        start += len(line) + 1
    return "\n".join(lines)


def clean_telegrams(folder: Path, pages: int) -> list[Telegram]:
    """Telegrams drawn at random that have their whole heading and show no damage of these kinds."""
    read = [read_text(_own_text(document))[0] for document in documents(folder)]
    fit = [
        telegram
        for telegram in read
        if telegram.mrn and len(telegram.paragraphs) > 2 and not {r.rule for r in telegram.repairs} & _MARKS_OF_DAMAGE
    ]
    return random.Random("reftel pages").sample(fit, min(pages, len(fit)))  # noqa: S311


def main(arguments: list[str]) -> int:
    shared, options = asked(arguments)
    if shared is None:
        return 0
    pages = clean_telegrams(shared / "corpora" / "wikileaks-html", PAGES)
    archive = clean_telegrams(shared / "corpora" / "nara", PAGES)
    today: dict[str, float] = {}
    print(f"{'':26} {'made':>5} {'right':>6} {'wrong':>6} {'left':>6} {'altered':>8}   fields right")
    for name in KINDS:
        in_text = name not in FIELDS_ONLY
        tally = measure(name, archive if name == "wrong letters" else pages, in_text=in_text)
        if in_text and tally.made:
            today[f"{name}, right"] = round(100 * tally.right / tally.made, 1)
            today[f"{name}, not wrong"] = round(100 - 100 * tally.wrong / tally.made, 1)
        today[f"{name}, fields"] = round(100 * tally.fields_right / max(tally.fields_asked, 1), 1)
        counts = f"{tally.made:5} {tally.right:6} {tally.wrong:6} {tally.left:6}" if in_text else " " * 26
        print(f"{name:26} {counts} {tally.altered:8}   {tally.fields_right} of {tally.fields_asked}")
        for failure in tally.failures if "--failures" in options else ():
            print("     ", failure)
    fallen = settle(today, "damage", pin="--pin" in options)
    print("\n".join(fallen) or "every row is at its floor or above")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
