"""What the department's own system printed above a telegram: offices with copies, drafting lines, control numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.telegram import Distribution, Drafting, Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from reftel.model.draft import Draft
    from reftel.text.lines import Line

_OFFICES = re.compile(
    r"\s*(?:(?P<kind>ACTION|ORIGIN|INFO)\b:? *)?(?P<offices>(?:[A-Z][A-Z/&]{0,6} ?- ?\d\d\b[ ,]*)+)(?:(?:[/1](?P<total>\d{2,4})|\( ?[A-Z]{2,5} ?\)) ?(?P<way>[WR])?)?\s*"
)
_KIND = re.compile(r"\s*(ACTION|ORIGIN)\b")
_OFFICE = re.compile(r"([A-Z][A-Z/&]{0,6}) ?- ?(\d\d)\b")
_TOTAL = re.compile(r"\s*(?:/(?P<total>\d{2,4})|\( ?[A-Z]{2,5} ?\)) ?[WR]?\s*")
RULE = re.compile(r"\s*-{15,30} *(?:\d{6}Z? +)*[0-9A-F]{5,6}.{0,30}")
_CIRCUIT = re.compile(r"\s*\d{2}(?:[/ -]\d{2})?\s*")
_DRAFTING = re.compile(r"\s*(?P<label>DRAFTED|APPROVED|CLEARED|CLEARANCES?)(?: BY)?\b[: ]*(?P<words>.*)")


def read_offices(draft: Draft, lines: list[Line], at: int, furniture_of: Callable[[Line], str | None]) -> int:
    """Read office, drafting and control lines from `lines[at]` on, up to the first line that is none of them.

    `furniture_of` is the dialect's own answer for lines that a machine put in: page marks and banners.
    """
    kind = "action"
    drafting: dict[str, list[str]] = {}
    offices = _Offices()
    mode: str | None = None
    place = at
    while place < len(lines):
        line = lines[place]
        text = line.text
        found = _OFFICES.fullmatch(text) if "-" in text else None
        if (known := furniture_of(line)) is not None:
            label = known
        elif not text.strip():
            label = "blank"
        elif RULE.fullmatch(text):
            label = "circuit"
            mode = None
        elif _CIRCUIT.fullmatch(text):
            label = "circuit"
        elif (drafted := _DRAFTING.match(text)) is not None:
            mode = {"D": "drafted_by", "A": "approved_by"}.get(drafted["label"][0], "cleared_by")
            drafting.setdefault(mode, []).append(" ".join(drafted["words"].split()))
            draft.note("drafting", line.start, line.end)
            label = "drafting"
        elif found is not None and mode is None:
            kind = (found["kind"] or kind).lower()
            offices.keep(found, kind)
            draft.note("distribution", line.start, line.end)
            label = "offices"
        elif (total := _TOTAL.fullmatch(text)) is not None:
            offices.total = int(total["total"]) if total["total"] else offices.total
            label = "offices"
        elif mode is not None and not _looks_like_heading(text):
            mode = "cleared_by"
            drafting.setdefault(mode, []).append(" ".join(text.split()))
            label = "drafting"
        elif _KIND.match(text) and len(text) < 40:
            label = "offices"
        else:
            break
        draft.marks.append((line.start, line.next, label))
        place += 1
    offices.add_to(draft)
    if drafting:
        draft.drafting = Drafting(
            drafted_by=" ".join(drafting.get("drafted_by", ())) or None,
            approved_by=" ".join(drafting.get("approved_by", ())) or None,
            cleared_by=tuple(words for words in drafting.get("cleared_by", ()) if words),
        )
    return place


def _looks_like_heading(text: str) -> bool:
    return re.match(r"\s*(?:(?:[YZOPR] ){1,2}\d{6}|\d{6} ?Z|FM |TO |V?ZCZC)", text) is not None


class _Offices:
    """The offices of the lines read so far."""

    def __init__(self) -> None:
        self.action: list[Office] = []
        self.info: list[Office] = []
        self.origin = False
        self.total: int | None = None

    def keep(self, found: re.Match[str], kind: str) -> None:
        offices = [Office(name, int(copies)) for name, copies in _OFFICE.findall(found["offices"])]
        (self.info if kind == "info" else self.action).extend(offices)
        self.origin = self.origin or kind == "origin"
        self.total = int(found["total"]) if found["total"] else self.total

    def add_to(self, draft: Draft) -> None:
        """Add them to what the draft has: the lines of one heading can be read in two goes."""
        if not (self.action or self.info or self.total is not None):
            return
        have = draft.distribution or Distribution()
        draft.distribution = Distribution(
            action=(*have.action, *self.action),
            info=(*have.info, *self.info),
            origin=have.origin or self.origin,
            total=have.total if self.total is None else self.total,
        )
