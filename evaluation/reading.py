"""How well telegrams are read, against what their containers say of them.

    python evaluation/reading.py ../shared            the table, and what fails, by class
    python evaluation/reading.py ../shared --failures every single one

The archive's "Message Attributes" and the pages' tables are the answer key: they are cut off before reading.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reftel.errors import Unreadable
from reftel.intake import read_document
from reftel.model.number import compact_post
from reftel.sources import Document, find_places, read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

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
    """Every word of the body is in a paragraph, or in a line that says itself what else it is."""
    kept = "".join(telegram.text[span.start : span.end] for span in telegram.spans) == document.text
    unread = [telegram.text[s.start : s.end] for s in telegram.spans if s.label == "unread"]
    scores["nara: every character kept"].add(who, True, kept)
    scores["nara: nothing unread"].add(who, [], unread)


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
        level = said["Classification"].split("//")[0]
        scores["html: classification"].add(who, level, telegram.classification.level)


def main(arguments: list[str]) -> int:
    shared = Path(arguments[0]) if arguments else Path("../shared")
    if not shared.is_dir():
        print(f"the folder of real telegrams ({shared}) is not here: nothing measured")
        return 0
    scores: Scores = defaultdict(Score)
    score_archives(shared / "corpora" / "nara", scores)
    score_pages(shared / "corpora" / "wikileaks-html", scores)
    for name, score in scores.items():
        print(f"{name:32} {score.right:5} of {score.asked:5}  {score.share:7.2%}")
        limit = None if "--failures" in arguments else 6
        for failure in score.failures[:limit]:
            print(f"    {failure}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
