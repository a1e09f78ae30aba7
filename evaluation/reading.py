"""How well telegrams are read, against what their containers say of them.

    python evaluation/reading.py ../shared            the table, and what fails; 1 where a row fell below its floor
    python evaluation/reading.py ../shared --failures every single failure
    python evaluation/reading.py ../shared --pin      raise the floors to today's shares; they are never lowered

The archive's "Message Attributes" and the pages' tables are the answer key: they are cut off before reading. The seed
is held against what a careful reader found in it, 100 pages against what was read in them by eye (tests/expectations).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from scoring.floors import settle

from reftel.errors import Unreadable
from reftel.facts import tags
from reftel.intake import read_document, read_text
from reftel.model.number import compact_post
from reftel.sources import Document, find_places, read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from page_expectations import FIELDS, differences, expected_pages  # the tests' own words

#: The official description of this one belongs to another telegram (see the dialect notes).
MISFILED = frozenset(("1974LAPAZ02047",))
#: Words that the archive's To field puts for the addresses that telegrams print.
SAME_ADDRESSEE = {"STATE": "SECSTATE WASHDC", "SECSTATE WASHDC": "SECSTATE WASHDC", "AGR": "DEPT OF AGRICULTURE",
                  "AGRICULTURE": "DEPT OF AGRICULTURE", "COM": "USDOC WASHDC", "COMMERCE": "USDOC WASHDC",
                  "USIA": "USINFO WASHDC", "DEA": "DEA HQS WASHDC"}  # fmt: skip


@dataclass
class Score:
    """Right, of how many asked, and what was wrong."""

    right: int = 0
    asked: int = 0
    failures: list[str] = field(default_factory=list)
    classes: Counter[str] = field(default_factory=Counter)

    def add(self, who: str, want: object, got: object, *, right: bool | None = None) -> None:
        self.asked += 1
        if want == got if right is None else right:
            self.right += 1
        else:
            self.failures.append(f"{who}: wanted {want!r}, read {got!r}")

    @property
    def share(self) -> float:
        return self.right / self.asked if self.asked else 0.0


Scores = dict[str, Score]


def without_attributes(document: Document) -> Document:
    """The document as if its container said nothing; its places keep their labels."""
    return msgspec.structs.replace(document, attributes={})


def documents(folder: Path) -> Iterator[Document]:
    for place in find_places([folder]):
        if isinstance(place, Unreadable):
            raise place
        for document in read_place(place):
            if isinstance(document, Unreadable):
                raise document
            yield document


def score_archives(folder: Path, scores: Scores) -> None:
    """The telegrams of 1974 and 1979 against the archive's attributes."""
    for document in documents(folder):
        said = {name: value.strip() for name, value in document.attributes.items()}
        who = said["Document Number"]
        telegrams = read_document(without_attributes(document))
        scores["nara: one record a file"].add(who, 1, len(telegrams))
        telegram = telegrams[0]
        if not telegram.paragraphs and telegram.mrn is None:
            scores["nara: no text in the file"].add(who, "", "")
            continue
        if who not in MISFILED:
            _score_attributes(telegram, said, who, scores)
        _score_lines(document, said, who, scores)
        _score_words(document, telegram, who, scores)
        _score_taken_out(telegram, who, scores)


def _score_attributes(telegram: Telegram, said: dict[str, str], who: str, scores: Scores) -> None:
    scores["nara: MRN"].add(who, who, who if who in telegram.aliases else telegram.aliases)
    day = telegram.dtg.strftime("%d %b %Y").upper() if telegram.dtg else None
    scores["nara: DTG date"].add(who, said["Draft Date"].upper(), day)
    scores["nara: classification"].add(who, said["Original Classification"], telegram.classification.level)
    office = telegram.distribution.action[0].office if telegram.distribution and telegram.distribution.action else None
    scores["nara: action office"].add(who, said["Office"].split()[-1:], [office])
    sender = said["From"].replace("OR-M", "").strip()
    post = telegram.originator.post if telegram.originator else None
    scores["nara: from"].add(who, sender, post, right=(post or "").startswith(compact_post(sender)[:5]))
    _score_addressee(telegram, said, who, scores)
    handling = said.get("Original Handling Restrictions", "n/a")
    wanted = [] if handling.lower() == "n/a" else re.split(r", *", handling)
    scores["nara: caption"].add(who, wanted, list(telegram.captions), right=set(wanted) <= set(telegram.captions))
    official = set(re.findall(r"[A-Z][A-Z0-9-]+", re.sub(r"\([^)]*\)?", " ", said.get("TAGS", ""))))
    ours = {term.code for term in telegram.tags if term.kind != "person"}
    scores["nara: TAGS all official"].add(who, sorted(official), sorted(ours), right=ours <= official)
    for code in sorted(ours - official):
        scores["nara: TAGS that the archive left or changed"].classes[_why_not_official(code, official)] += 1


def _why_not_official(code: str, official: set[str]) -> str:
    """Why a code that the telegram prints is not among those that the archive filed it under."""
    if code in tags():
        return "a right code that the archive left out"
    if any(len(code) == len(other) and sum(map(str.__ne__, code, other)) <= 1 for other in official):
        return "a slip of one letter, which the archive corrected"
    return "no known code: a slip or a word of the drafter's, which the archive left out or replaced"


def _score_addressee(telegram: Telegram, said: dict[str, str], who: str, scores: Scores) -> None:
    first = re.split(r" {5}", said["To"])[0].strip()
    got = telegram.to[0].address if telegram.to else None
    if first.lower() == "n/a":
        return
    want = SAME_ADDRESSEE.get(first.split(" USCINCSO")[0].split(" USIA")[0], first)
    post = telegram.to[0].post if telegram.to else None
    right = (
        got == want
        or (post is not None and compact_post(first).startswith(post[:5]))
        or (post == "STATE" and first.startswith(("STATE", "SECSTATE")))
    )
    scores["nara: first addressee"].add(who, first, got, right=right)


def _score_lines(document: Document, said: dict[str, str], who: str, scores: Scores) -> None:
    lines = document.text.split("\n")
    start = 0
    foreign: set[int] = set()
    for number, line in enumerate(lines):
        if any(a <= start < b for a, b, _ in document.marks):
            foreign.add(number)
        start += len(line) + 1
    count = len(lines) - len(foreign)
    want = int(said["Line Count"])
    scores["nara: line count"].add(who, want, count, right=count in {want, want + 1})


def _score_words(document: Document, telegram: Telegram, who: str, scores: Scores) -> None:
    """Every character is in the telegram, and every word of the body in one of its paragraphs, titles or fields."""
    kept = "".join(telegram.text[span.start : span.end] for span in telegram.spans) == document.text
    unread = [telegram.text[s.start : s.end] for s in telegram.spans if s.label == "unread"]
    scores["nara: every character kept"].add(who, True, kept)
    scores["nara: nothing unread"].add(who, [], unread)
    words = body_words(document)
    lost = [word for start, word in words if not _is_kept(telegram, start)]
    score = scores["nara: words of the body kept"]
    score.asked += len(words)
    score.right += len(words) - len(lost)
    if lost:
        score.failures.append(f"{who}: {lost[:12]}")
    sections = {int(number) for number in _SECTION.findall(document.text)}
    if sections:
        read = {section.number for section in telegram.sections}
        scores["nara: sections whole"].add(who, sorted(sections), sorted(read), right=sections <= read and not lost)


#: A crude reading of the archive's pages, which shares nothing with the reader: what is no furniture is body.
_SECTION = re.compile(r"\bSECTION (\d) O[FN] \d")
_PAGE_ONE = re.compile(r"PAGE 01 ")
_LEVEL_LINE = re.compile(
    r"\s*(?:UNCLAS|UNCLS|LIMITED OF+ICIAL USE|C O N F I D|S E C R E T|CONFIDENTIAL|SECRET)[A-Z ]*\d"
)
_FURNITURE = re.compile(
    r"\s*(?:PAGE \d\d .*|UNCLASSIFIED|LIMITED OF+ICIAL USE|CONFIDENTIAL|SECRET|NNNN?|(?:E )+E?|P?\*{8,}.*|\*\*\* .*"
    r"|<+ ?END OF DOCUMENT ?>+|)\s*"
)


def body_words(document: Document) -> list[tuple[int, str]]:
    """The words under the classification line of each section, with their places; furniture left out."""
    found: list[tuple[int, str]] = []
    inside = False
    start = 0
    for line in document.text.split("\n"):
        place, start = start, start + len(line) + 1
        if any(a <= place < b for a, b, _ in document.marks):
            continue
        if _PAGE_ONE.match(line):
            inside = False
        elif not inside:
            inside = _LEVEL_LINE.match(line) is not None
        elif not _FURNITURE.fullmatch(line):
            found += [(place + word.start(), word[0]) for word in re.finditer(r"\w+", line)]
    return found


#: A page mark, or SIPDIS, inside a line of text.
_INLINE_MARK = re.compile(r"SIPDIS |\W*[A-Z][A-Za-z. ]{1,12} ?\d{8} {0,3}\d{3}(?:\.\d)? (?:OF|of) \d{3}\W*")
_WORDS_OF_THE_DRAFTER = frozenset(("text", "table", "heading", "subject", "reference", "tags", "passing"))


def _score_taken_out(telegram: Telegram, who: str, scores: Scores) -> None:
    """What repairs take out of the text (more than a letter or two) are page marks, banners and the like, no words."""
    for repair in telegram.repairs:
        gone = len(re.sub(r"\W", "", repair.was)) - len(re.sub(r"\W", "", repair.now))
        if not repair.applied or gone <= 2 or _INLINE_MARK.fullmatch(repair.was):
            continue
        own = "".join(
            telegram.text[max(span.start, repair.start) : min(span.end, repair.end)]
            for span in telegram.spans
            if span.start < repair.end and repair.start < span.end and span.label in _WORDS_OF_THE_DRAFTER
        )
        kept = len(re.sub(r"\W", "", own)) <= len(re.sub(r"\W", "", repair.now))
        scores["all: repairs take out furniture only"].add(who, True, kept)


_FIELDS_WITH_WORDS = frozenset((
    "executive-order", "tags", "subject", "reference", "classified-by", "caption", "passing", "corrected", "signature",
    "note", "classification",
))  # fmt: skip


def _is_kept(telegram: Telegram, place: int) -> bool:
    """Whether a place is in a paragraph, in a title, or in a line that became a field."""
    if any(paragraph.start <= place < paragraph.end for paragraph in telegram.paragraphs):
        return True
    label = next(span.label for span in telegram.spans if span.start <= place < span.end)
    return label in _FIELDS_WITH_WORDS or label == "heading"


def score_pages(folder: Path, scores: Scores) -> None:
    """The pages of 1966-2010 against their tables. Extracts without a date-time group have no year and no number."""
    for document in documents(folder):
        said = document.attributes
        who = said["Reference ID"]
        telegram = read_document(without_attributes(document))[0]
        if telegram.dtg is not None:
            scores["html: MRN"].add(who, who, telegram.mrn)
            hour = telegram.dtg.strftime("%Y-%m-%d %H")
            scores["html: DTG hour"].add(who, said["Created"][:13], hour)
            post = re.sub(r"^\d\d|\d+$", "", who)
            scores["html: origin"].add(who, post, telegram.post)
        unread = [telegram.text[s.start : s.end].strip() for s in telegram.spans if s.label == "unread"]
        scores["html: nothing unread"].add(who, [], unread)
        _score_taken_out(telegram, who, scores)
        level = said["Classification"].split("//")[0]
        scores["html: classification"].add(who, level, telegram.classification.level)


def score_adjudicated(folder: Path, scores: Scores) -> None:
    """The 100 pages that were read by eye, field by field."""
    expected = {page["id"]: page for page in expected_pages()}
    for document in documents(folder):
        page = expected.get(document.attributes["Reference ID"])
        if page is None:
            continue
        wrong = differences(page, read_document(without_attributes(document))[0])
        for name in FIELDS:
            want, got = wrong.get(name, (None, None))
            scores[f"100 pages: {name}"].add(page["id"], want, got)


_SAME_SIGNS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


def score_seed(folder: Path, scores: Scores) -> None:
    """The seed against its gold: structure, certain damage, and what else was changed."""
    gold: dict[str, Any] = json.loads((folder / "astana-605.gold.json").read_text("utf-8"))
    (telegram,) = read_text((folder / "astana-605.txt").read_text("utf-8"))
    for name, want, got in _seed_heading(gold["header"], telegram):
        scores["seed: heading"].add(name, want, got)
    for want, paragraph in zip(gold["paragraphs"], telegram.paragraphs, strict=True):
        who = f"paragraph {want['true_number']}"
        scores["seed: paragraph numbers"].add(who, want["true_number"], paragraph.number)
        scores["seed: portions"].add(who, want["portion_mark"], paragraph.portion)
    titles = [paragraph.heading for paragraph in telegram.paragraphs if paragraph.heading]
    wanted = [title["text"].translate(_SAME_SIGNS) for title in gold["headings"]]
    scores["seed: headings"].add("headings", wanted, [title.translate(_SAME_SIGNS) for title in titles])
    _score_damage(gold["damage"], telegram, scores)


def _seed_heading(gold: dict[str, Any], telegram: Telegram) -> Iterator[tuple[str, object, object]]:
    said = telegram.classification
    yield "MRN", gold["canonical_id"], telegram.mrn
    yield "DTG", gold["date"], telegram.dtg and f"{telegram.dtg:%Y-%m-%dT%H:%M:%SZ}"
    yield "level", gold["classification"], said.level
    yield "captions", gold["captions"], list(telegram.captions)
    yield "sections", list(range(1, gold["sections"] + 1)), [section.number for section in telegram.sections]
    yield "precedence", gold["precedence"], telegram.precedence.action
    yield "from", gold["from_"], telegram.originator and telegram.originator.address
    for name, entries in (("to", telegram.to), ("info", telegram.info)):
        yield name, gold[name], [f"{e.routing}/{e.address} {e.precedence} {e.serial}" for e in entries]
    yield "order", gold["eo"], said.executive_order
    yield "declassify on", gold["decl"], said.declassify_on and said.declassify_on.isoformat()
    yield "TAGS", gold["tags"], [term.code for term in telegram.tags]
    yield "subject", gold["subject"], telegram.subject
    yield "classified by", gold["classified_by"], said.classified_by
    yield "reasons", [reason.replace(" ", "") for reason in gold["reasons"]], list(said.reasons)
    yield "signature", gold["signature"], telegram.signature


def _score_damage(damage: list[dict[str, Any]], telegram: Telegram, scores: Scores) -> None:
    repairs = {(repair.start, repair.end): repair for repair in telegram.repairs if repair.applied}
    certain = [site for site in damage if site["certain"]]
    for site in certain:
        repair = repairs.get((site["start"], site["end"]))
        now = repair.now.translate(_SAME_SIGNS) if repair else None
        want = site["repaired"].translate(_SAME_SIGNS)
        scores["seed: certain damage repaired"].add(f"at {site['start']}", want, now)
    places = {(site["start"], site["end"]) for site in certain}
    others = [r for place, r in repairs.items() if place not in places and (r.was.split() or r.now.split())]
    scores["seed: no other change alters a word"].add("repairs", [], others)


def print_scores(scores: Scores, limit: int | None) -> None:
    for name, score in scores.items():
        if score.asked:
            print(f"{name:36} {score.right:6} of {score.asked:6}  {score.share:7.2%}")
        else:
            print(f"{name:36} {sum(score.classes.values()):6}")
        for failure in score.failures[:limit]:
            print(f"    {failure}")
        for reason, count in score.classes.most_common():
            print(f"    {count:3} {reason}")


def asked(arguments: list[str]) -> tuple[Path | None, set[str]]:
    """The folder of real telegrams, where it is here, and the options."""
    options = {argument for argument in arguments if argument.startswith("--")}
    folders = [Path(argument) for argument in arguments if argument not in options]
    shared = folders[0] if folders else Path("../shared")
    if shared.is_dir():
        return shared, options
    print(f"the folder of real telegrams ({shared}) is not here: nothing measured")
    return None, options


def main(arguments: list[str]) -> int:
    shared, options = asked(arguments)
    if shared is None:
        return 0
    scores: Scores = defaultdict(Score)
    score_seed(shared / "seed", scores)
    score_archives(shared / "corpora" / "nara", scores)
    score_pages(shared / "corpora" / "wikileaks-html", scores)
    score_adjudicated(shared / "corpora" / "wikileaks-html", scores)
    print_scores(scores, None if "--failures" in options else 6)
    today = {name: round(100 * score.share, 2) for name, score in scores.items() if score.asked}
    fallen = settle(today, "reading", pin="--pin" in options)
    print("\n".join(fallen) or "every row is at its floor or above")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
