"""The transport lines before the text: format lines 1 to 9 of ACP 127, as far as the copies keep them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from reftel.dialects.addresses import ROUTE, read_addressee, read_originator
from reftel.model.defect import Defect
from reftel.model.dtg import moment
from reftel.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Callable

    from reftel.model.draft import Draft
    from reftel.model.telegram import Addressee
    from reftel.text.lines import Line

START = re.compile(r"\s*V?ZCZC ?[A-Z]{0,3} ?\d{0,5}")
_TRANSMISSION = re.compile(r"\s*(V?ZCZC(?:[A-Z]{3}\d{3,4})?\S{0,12})")
_ROUTING = re.compile(r"\s*(?:([YZOPR])\1 )?([A-Z]{4,7}(?: +[A-Z]{4,7})*)\s*")
_PROSIGN = re.compile(r"\s*([YZOPR])\1(?: |$)")
_STATION = re.compile(r"\s*DE ([A-Z]{4,7}) {1,2}#? ?(\d{3,4})(?: ?/ ?(\d\d))? +(\d{3})(\d{4})Z?")
_SECURITY = re.compile(r"\s*Z ?N ?[YR] +([A-Z]{5})(?:/[A-Z]{5})?(.*)")
_DTG = re.compile(
    r"\s*(?:DTG ?: *)?(?:(?P<action>[YZOPR])(?P=action)?(?: +(?P<info>[YZOPR]))? *)?(?P<day>\d\d) ?(?P<hour>\d\d)(?P<minute>\d\d) ?(?P<zone>[A-Z])? *"
    r"(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6} *(?P<year>(?:19|20)?\d\d)(?!\d)(?P<rest>.*)",
    re.IGNORECASE,
)
_DTG_DAMAGED = re.compile(
    r"\s*(?:[YZOPR] +){0,2}(?=[0-9OIl#]*\d)[0-9OIl#*]{4,7} ?[A-Z]? *"
    r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|[A-Z]{3}) *[0-9OIl]{2}\b",
    re.IGNORECASE,
)
#: A serial that was wrapped onto a line of its own.
_SERIAL = re.compile(r"\s*\d{3,4}\s*")
#: Also as a scanner reads it: INF0, LNFO, T0, or without the blank behind it.
_ADDRESS_LABEL = re.compile(
    r"\s*(FM|T[O0]|[IlL1]NF[O0]|XMT)(?:[ :]|$|(?=(?:AMEMBASSY|AMCONSUL|SECSTATE|USMISSION|R[A-Z]{3,6}/)))"
)

_ADDRESS_LABELS = {"F": "from", "T": "to", "I": "info", "l": "info", "L": "info", "1": "info", "X": "exempt"}
PRECEDENCES = {"Y": "FLASH OVERRIDE", "Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
_LETTERS_IN_YEAR = re.compile(r"(?<=[A-Z]{3} )(?=[OIl]?\d|\d[OIl])[0-9OIl]{2}\b")
_DIGIT_LIKE = str.maketrans("OoIl", "0011")


def read_transmission_lines(draft: Draft, lines: list[Line], at: int) -> int:
    """Read format lines 1 to 4, as many as there are, from `lines[at]`; the next line's place comes back."""
    if at < len(lines) and START.match(lines[at].text):
        line = lines[at]
        found = _TRANSMISSION.match(line.text)
        if found is not None:
            draft.transmission_id = found[1]
            draft.note("transmission.id", line.start + found.start(1), line.start + found.end(1))
        draft.marks.append((line.start, line.next, "transmission"))
        at += 1
    while at < len(lines):
        line = lines[at]
        text = line.text
        if not text.strip():
            draft.marks.append((line.start, line.next, "blank"))
        elif _STATION.match(text):
            _read_station(draft, line)
        elif _SECURITY.match(text):
            _read_security(draft, line)
        elif draft.security is None and draft.dtg is None and _is_routing(draft, text):
            draft.routing += text.split()[1 if _PROSIGN.match(text) else 0 :]
            draft.marks.append((line.start, line.next, "routing"))
        else:
            return at
        at += 1
    return at


def _is_routing(draft: Draft, text: str) -> bool:
    if _PROSIGN.match(text):
        return _DTG.match(text) is None
    return bool(draft.routing) and draft.station is None and _ROUTING.fullmatch(text) is not None


def _read_station(draft: Draft, line: Line) -> None:
    found = _STATION.match(line.text)
    assert found is not None
    draft.station = found[1]
    draft.serial = int(found[2])
    draft.station_section = int(found[3]) if found[3] else None
    draft.filed_day, draft.filed_time = int(found[4]), found[5]
    draft.note("transmission.station", line.start, line.end)
    draft.marks.append((line.start, line.next, "station"))


def _read_security(draft: Draft, line: Line) -> None:
    found = _SECURITY.match(line.text)
    assert found is not None
    draft.security = found[1]
    draft.signals += _signals(found[2])
    draft.note("transmission.security", line.start, line.end)
    draft.marks.append((line.start, line.next, "security"))


def _signals(rest: str) -> list[str]:
    return [part.strip() for part in re.findall(r"\([^)]*\)?|[^\s(]+", rest) if part.strip()]


def read_dtg(draft: Draft, line: Line) -> bool:
    """Whether the line is a date-time group line; if so it is read, with a defect where it is no date."""
    text = line.text
    found = _DTG.match(text)
    if found is None:
        if not _DTG_DAMAGED.match(text):
            return False
        return _read_damaged_dtg(draft, line)
    draft.dtg = moment(
        int(found["day"]),
        int(found["hour"]),
        int(found["minute"]),
        found["zone"] or "Z",
        found["month"],
        int(found["year"]),
    )
    if found["action"]:
        draft.action_precedence = PRECEDENCES[found["action"].upper()]
        draft.info_precedence = PRECEDENCES[(found["info"] or found["action"]).upper()]
        draft.note("precedence", line.start + found.start("action"), line.start + found.start("day"))
    start, end = line.start + found.start("day"), line.start + found.end("year")
    draft.note("dtg", start, end)
    if draft.dtg is None:
        draft.defects.append(Defect("garbled-dtg", start, end, f"no such date: {text.strip()[:60]}"))
    draft.signals += _signals(found["rest"])
    draft.marks.append((line.start, line.next, "dtg"))
    return True


def _read_damaged_dtg(draft: Draft, line: Line) -> bool:
    """A line shaped like a date-time group in which letters stand for digits: read if that makes a date."""
    parts = re.match(r"(\s*(?:[YZOPR] +){0,2})(\S+)(.*)", line.text)
    assert parts is not None
    rest = _LETTERS_IN_YEAR.sub(lambda year: year[0].translate(_DIGIT_LIKE), parts[3])
    mended = parts[1] + parts[2].translate(_DIGIT_LIKE) + rest
    found = _DTG.match(mended)
    value = found and moment(
        int(found["day"]),
        int(found["hour"]),
        int(found["minute"]),
        found["zone"] or "Z",
        found["month"],
        int(found["year"]),
    )
    draft.dtg = value or draft.dtg
    draft.defects.append(
        Defect("garbled-dtg", line.start, line.end, f"the date-time group is damaged: {line.text.strip()[:60]}")
    )
    signs = parts[1].split()
    if signs:
        draft.action_precedence = PRECEDENCES[signs[0]]
        draft.info_precedence = PRECEDENCES[signs[-1]]
    draft.note("dtg", line.start, line.end)
    draft.marks.append((line.start, line.next, "dtg"))
    return True


def _is_no_heading(draft: Draft) -> bool:
    """Whether nothing of a heading was read: TO above a letter that is passed on is no address of a telegram's."""
    return draft.dtg is None and draft.originator is None and draft.station is None and not draft.routing


def _repair_label(draft: Draft, found: re.Match[str], start: int) -> None:
    right = {"T": "TO", "F": "FM", "X": "XMT"}.get(found[1][0], "INFO")
    if found[1] != right:
        place = start + found.start(1)
        draft.repairs.append(Repair(place, start + found.end(1), found[1], right, "damaged-label", 0.95))


def read_addresses(draft: Draft, lines: list[Line], at: int, is_end: Callable[[Line], bool]) -> int:
    """Read FM, TO, INFO and XMT with their entries from `lines[at]`, up to the line for which `is_end(line)` holds."""
    entries: list[Addressee] | None = None
    label = "to"
    while at < len(lines):
        line = lines[at]
        text = line.text
        if not text.strip():
            draft.marks.append((line.start, line.next, "blank"))
            at += 1
            continue
        found = _ADDRESS_LABEL.match(text)
        if found is not None and found[1] == "TO" and found[0].endswith(":") and _is_no_heading(draft):
            break
        if found is not None:
            label = _ADDRESS_LABELS[found[1][0]]
            _repair_label(draft, found, line.start)
            words, start = text[found.end() :], line.start + found.end()
            if label == "from":
                read_originator(draft, words, start)
            elif label == "exempt":
                draft.exempt.append(words.strip())
            else:
                entries = draft.to if label == "to" else draft.info
                read_addressee(draft, entries, words, start)
        elif entries and entries[-1].serial is None and _SERIAL.fullmatch(text):
            entries[-1] = msgspec.structs.replace(entries[-1], serial=text.strip(), end=line.start + len(text.rstrip()))
        elif entries is not None and ROUTE.match(text):
            read_addressee(draft, entries, text, line.start)
        elif is_end(line):
            break
        elif label == "exempt":
            draft.exempt.append(text.strip())
        elif entries is not None:
            read_addressee(draft, entries, text, line.start)
        else:
            break
        draft.marks.append((line.start, line.next, label))
        at += 1
    return at
