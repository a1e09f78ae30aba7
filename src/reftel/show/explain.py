"""Every line of a telegram's heading in plain words.

The heading of a telegram was written for machines and clerks. What its lines say is decided here, from the tables of
`reftel.facts`, for every face that shows telegrams.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import msgspec

from reftel.facts import (
    captions,
    fact_of_address,
    kind_of_address,
    meaning_of_security,
    offices,
    orders,
    post_of_address,
    posts,
    precedences,
    reasons,
    signals,
    tags,
)
from reftel.show.words import (
    count_words,
    day_words,
    list_words,
    moment_words,
    post_place_words,
    post_words,
    title_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reftel.model.span import Span
    from reftel.model.telegram import Addressee, Reftel, Telegram

#: Labels of the lines that can stand in a heading. The heading ends before the first span with any other label.
HEADING = frozenset(
    (
        "transmission", "routing", "station", "security", "dtg", "from", "to", "info", "exempt", "offices", "drafting",
        "circuit", "classification", "caption", "passing", "corrected", "executive-order", "tags", "subject",
        "reference", "classified-by", "page-mark", "banner", "sipdis", "debris", "note", "stamp", "attributes", "blank",
        "unread",
    )
)  # fmt: skip
_UNEXPLAINED = frozenset(("blank", "attributes", "debris", "stamp"))
_STATION = re.compile(r"#? ?(\d{3,4})(?: ?/ ?(\d\d))? +(\d{3})(\d\d)(\d\d)")
_CHANNEL = re.compile(r"V?ZCZC ?([A-Z]{3}) ?(\d{1,5})")
_SECTION = re.compile(r"\bSECTION\s+(\d{1,2})\s+O[FN]\s+(\d{1,2})", re.IGNORECASE)
_PAGE_1970S = re.compile(r"PAGE\s+(\d\d)\b(?:[^\n]*?\b(\d\d)(\d\d)(\d\d)Z)?")
_PAGE_2000S = re.compile(r"(\d{3})(?:\.\d)? +OF +(\d{3})", re.IGNORECASE)
_RULE = re.compile(r"-{5,} *(?:(\d\d)(\d\d)(\d\d)Z +)?([0-9A-F]{6})?(?: +(\d\d)(\d\d)(\d\d)Z)?")
_OFFICE = re.compile(r"([A-Z/]{1,6})-(\d\d)")
_TOTAL = re.compile(r"/(\d{2,4}) ?[RW]\b")
_SCHEDULES = {
    "GDS": "to be declassified by the general schedule",
    "XGDS": "exempt from the general declassification schedule",
    "ADS": "to be declassified earlier than the general schedule says",
    "RDS": "to be reviewed for declassification",
    "XDS": "kept classified longer than the usual six years",
    "OADR": "no date: the agency that wrote it decides",
    "MR": "to be reviewed by hand",
}
_SCHEDULE = re.compile(r"\b(X?GDS|ADS|[RX]DS|OADR|MR)\b")


class Explained(msgspec.Struct, frozen=True, gc=False):
    """`text[start:end]` of a telegram, which reads `printed`, and what it says in plain words.

    `label` is the label of its span. `words` is `None` where the line speaks for itself.
    """

    start: int
    end: int
    label: str
    printed: str
    words: str | None


def heading_spans(telegram: Telegram) -> list[Span]:
    """The spans before the first paragraph."""
    first = min((paragraph.start for paragraph in telegram.paragraphs), default=len(telegram.text))
    return list(takewhile(lambda span: span.label in HEADING and span.start < first, telegram.spans))


def explain_heading(telegram: Telegram) -> tuple[Explained, ...]:
    """The heading of a telegram, a line or an entry at a time, each with what it says."""
    return tuple(one for span in heading_spans(telegram) for one in explain_span(telegram, span))


def explain_span(telegram: Telegram, span: Span) -> Iterator[Explained]:
    """What one span of a heading says: in one piece, or each of its lines or addressees by itself."""
    if span.label in _UNEXPLAINED:
        return
    if span.label in {"to", "info"}:
        yield from _addressees(telegram, span)
        return
    whole = _WHOLE.get(span.label)
    if whole is not None:
        yield from _piece(telegram, span.start, span.end, span.label, whole(telegram))
        return
    by_line = _BY_LINE.get(span.label)
    start = span.start
    for line in telegram.text[span.start : span.end].splitlines(keepends=True):
        yield from _piece(
            telegram, start, start + len(line), span.label, by_line(telegram, line.strip()) if by_line else None
        )
        start += len(line)


def _piece(telegram: Telegram, start: int, end: int, label: str, words: str | None) -> Iterator[Explained]:
    """The place without the blanks around it; nothing where it is all blank."""
    text = telegram.text[start:end]
    printed = text.strip()
    if printed:
        start += len(text) - len(text.lstrip())
        yield Explained(start, start + len(printed), label, printed, words or None)


# The network's own lines


def _transmission(_: Telegram, line: str) -> str | None:
    found = _CHANNEL.match(line)
    if found is None:
        return "start of the message"
    return f"start of the message: copy no. {int(found[2])} on channel {found[1]}"


def _routing(telegram: Telegram, line: str) -> str:
    first, *rest = line.split()
    letter = first[0] if len(first) == 2 and first[0] == first[1] else ""
    stations = rest if letter else [first, *rest]
    precedence = _precedence_of(letter)
    served = list_words([_station_words(station, telegram) for station in stations])
    by_station = f"this copy goes by {served}" if served else ""
    return "; ".join(filter(None, (f"{precedence} at the highest" if precedence else "", by_station)))


def _station(telegram: Telegram, line: str) -> str:
    words = line.split()
    station = words[1] if len(words) > 1 and words[0] == "DE" else ""
    said = [f"sent by {_station_words(station, telegram)}" if station else "sending station"]
    found = _STATION.search(line)
    if found is not None:
        said.append(f"its no. {int(found[1])}")
        if found[2]:
            said.append(f"section {int(found[2])}")
        filed = telegram.transmission.filed if telegram.transmission else None
        day = f" ({day_words(filed)})" if filed else ""
        said.append(f"filed on day {int(found[3])} of the year{day}, {found[4]}:{found[5]} UTC")
    return ", ".join(said)


def _station_words(indicator: str, telegram: Telegram) -> str:
    """A routing indicator with the post that it leads to, where the tables know it: the sender, or one of that year."""
    sharing = posts().sharing_routing(indicator)
    one = next((post for post in sharing if post.mrn_name == telegram.post), None)
    one = one or posts().by_routing(indicator, telegram.year)
    names = [title_words(post.name) for post in ((one,) if one else sharing)]
    return f"{' or '.join(names)} ({indicator})" if names else f"station {indicator}"


def _security(_: Telegram, line: str) -> str:
    return "; ".join(filter(None, map(_signal_words, _signals_in(line))))


def _signals_in(line: str) -> list[str]:
    """The words of a line of signals; ZNR and ZNY only announce the group after them, which says the same."""
    words = line.split()
    grouped = len(words) > 1 and meaning_of_security(words[1]) is not None
    return words[1:] if grouped and words[0] in {"ZNR", "ZNY"} else words


def _signal_words(word: str) -> str | None:
    group = meaning_of_security(word)
    if group is not None:
        return group.meaning
    fact = signals().get(word)
    return fact.meaning if fact else None


# The date-time group and the addresses


def _dtg(telegram: Telegram, line: str) -> str:
    said = [_precedence_words(telegram)]
    said.append(moment_words(telegram.dtg) if telegram.dtg else "the date cannot be read")
    sent = telegram.transmission.signals if telegram.transmission else ()
    said += [f"{word}: {fact.meaning}" for word in sent if (fact := signals().get(word)) and word in line]
    return "; ".join(filter(None, said))


def _precedence_words(telegram: Telegram) -> str:
    action, info = telegram.precedence.action, telegram.precedence.info
    if action is None:
        return ""
    if info is None or info == action:
        return _handled(action)
    return f"{_handled(action)} for action, {_handled(info)} for information"


def _handled(word: str) -> str:
    fact = precedences().get(word)
    return f"{word} ({fact.handling})" if fact else word


def _precedence_of(letter: str) -> str | None:
    return next((fact.word for fact in precedences().values() if fact.letter == letter), None) if letter else None


def _from(telegram: Telegram) -> str | None:
    if telegram.originator is None:
        return None
    return f"from {address_words(telegram.originator.address)}"


def _addressees(telegram: Telegram, span: Span) -> Iterator[Explained]:
    """Each addressee by itself; of the lines in which none was read, the line."""
    entries = telegram.to if span.label == "to" else telegram.info
    start = span.start
    for line in telegram.text[span.start : span.end].splitlines(keepends=True):
        within = [entry for entry in entries if start <= entry.start < start + len(line)]
        purpose = "for action" if span.label == "to" else "for information"
        words = "; ".join(addressee_words(entry) for entry in within)
        yield from _piece(telegram, start, start + len(line), span.label, f"{purpose}: {words}" if words else None)
        start += len(line)


def addressee_words(entry: Addressee) -> str:
    """Who an entry of TO or INFO is, how fast, and the how-manieth message it is from here to there."""
    said = [address_words(entry.address)]
    if entry.office:
        said.append(f"office {entry.office}")
    if entry.precedence:
        said.append(entry.precedence)
    if entry.serial:
        said.append(f"message no. {entry.serial} from here to there")
    return ", ".join(said)


def address_words(address: str) -> str:
    """Who a plain language address is.

    >>> address_words("AMEMBASSY LA PAZ"), address_words("SECSTATE WASHDC")
    ('the embassy in La Paz, Bolivia', 'the Department of State in Washington')
    """
    post = post_of_address(address)
    if post is not None:
        return post_place_words(post)
    fact = fact_of_address(address)
    if fact is not None and fact.body:
        return fact.body
    kind = kind_of_address(address)
    if kind == "post":
        return _unknown_post_words(address)
    if kind == "collective":
        return f"{address}, a list of posts kept under one name"
    if kind == "aig":
        return f"{address}, a numbered list of addressees"
    return address


def _unknown_post_words(address: str) -> str:
    """A post that is in no table, by what its address says of it."""
    first, _, name = address.partition(" ")
    kind = {"AMEMBASSY": "embassy", "AMCONSUL": "consulate", "AMCONGEN": "consulate"}.get(first)
    return f"the {kind} in {title_words(name)} (in no table)" if kind and name else address


def _exempt(telegram: Telegram) -> str | None:
    return f"not to {list_words(telegram.exempt)}" if telegram.exempt else None


# The lines of 1973-79


def _offices(_: Telegram, line: str) -> str:
    first = line.split(maxsplit=1)[0]
    purpose = {"ACTION": "for action: ", "ORIGIN": "drafted in: ", "INFO": "for information: "}.get(first, "")
    named = [office_words(code, int(copies)) for code, copies in _OFFICE.findall(line)]
    total = _TOTAL.search(line)
    every = f"; {count_words(int(total[1]), 'copy', 'copies')} in all" if total else ""
    return purpose + ", ".join(named) + every


def office_words(code: str, copies: int | None = None) -> str:
    """An office by its name, with its copies.

    >>> office_words("ARA", 15)
    'ARA Bureau of Inter-American Affairs (15)'
    """
    fact = offices().get(code)
    name = f"{code} {fact.name}" if fact else code
    return f"{name} ({copies})" if copies else name


def _circuit(_: Telegram, line: str) -> str | None:
    if line.replace("/", "").isdigit():
        return "circuit over which it reached Washington"
    found = _RULE.match(line)
    if found is None:
        return None
    day, hour, minute = found.group(5, 6, 7) if found[5] else found.group(1, 2, 3)
    said = [f"control no. {found[4]} of the Department's communications centre"] if found[4] else []
    if day:
        said.append(f"handled on the {_nth(int(day))} at {hour}:{minute} UTC")
    return ", ".join(said)


def _page_mark(_: Telegram, line: str) -> str | None:
    found = _PAGE_1970S.match(line)
    if found is not None:
        received = f", received on the {_nth(int(found[2]))} at {found[3]}:{found[4]} UTC" if found[2] else ""
        return f"page {int(found[1])} of the printed telegram{received}"
    found = _PAGE_2000S.search(line)
    return f"section {int(found[1])} of {int(found[2])} begins here" if found else None


def _nth(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _banner(_: Telegram, __: str) -> str:
    return "classification, printed at the top and foot of each page"


# The lines of the text itself


_NUMBERS_APART = frozenset(("foreign-text", "number-disagrees"))


def _classification(telegram: Telegram) -> str:
    said = [telegram.classification.level or ""]
    start, end = next(((s.start, s.end) for s in telegram.spans if s.label == "classification"), (0, 0))
    section = _SECTION.search(telegram.text, start, end)
    if section is not None:
        said.append(f"section {int(section[1])} of {int(section[2])}")
    foreign = next((d.message for d in telegram.defects if d.defect in _NUMBERS_APART and start <= d.start < end), None)
    if foreign is not None:
        said.append(foreign)  # the telegram's own number would explain a line that says another
    elif telegram.mrn and telegram.post:
        said.append(f"telegram {telegram.number} of {telegram.year} from {post_words(telegram.post, telegram.year)}")
    return ", ".join(filter(None, said))


def _caption(_: Telegram, line: str) -> str | None:
    return caption_words(line)


def caption_words(caption: str) -> str | None:
    """What a caption asks for; `None` where it is in no table.

    >>> caption_words("LIMDIS")
    'limited distribution'
    """
    fact = captions().get(" ".join(caption.upper().split()))
    return fact.meaning if fact else None


def _passing(_: Telegram, line: str) -> str | None:
    upper = line.upper()
    if " PASS " in f" {upper} ":
        return "to be passed on"
    return "for the attention of these offices"


def _corrected(_: Telegram, __: str) -> str:
    return "a corrected copy: replaces the earlier transmission of the same number"


def _order(telegram: Telegram) -> str | None:
    marked = telegram.classification
    said = []
    if marked.executive_order:
        said.append(f"Executive Order {marked.executive_order} on classification")
        order = next((o for o in orders().values() if o.cited_as == marked.executive_order), None)
        if order is not None:
            said[-1] += f" (of {order.first_day.year})"
    if marked.declassify_on:
        said.append(f"to be declassified on {day_words(marked.declassify_on)}")
    elif marked.declassify:
        said.append(_declassify_words(marked.declassify))
    elif marked.level in {None, "UNCLASSIFIED", "LIMITED OFFICIAL USE", "FOR OFFICIAL USE ONLY"}:
        said.append("not classified under it")
    return ", ".join(filter(None, said))


def _declassify_words(printed: str) -> str:
    found = _SCHEDULE.search(printed)
    if found is None:
        return "not classified under it" if re.match(r"N[/: ]?A\b", printed) else f"declassification: {printed}"
    return _SCHEDULES[found[1]]


def _classified_by(telegram: Telegram) -> str | None:
    marked = telegram.classification
    said = [f"classified by {marked.classified_by}"] if marked.classified_by else []
    if marked.derived_from:
        said.append(f"derived from {marked.derived_from}")
    if marked.reasons:
        said.append(f"because of {list_words([reason_words(reason) for reason in marked.reasons])}")
    return ", ".join(said)


def reason_words(reason: str) -> str:
    """A reason for classifying.

    >>> reason_words("1.5(b)")
    '1.5(b) foreign government information'
    """
    found = re.search(r"\(([a-h])\)", reason)
    fact = reasons().get(found[1]) if found else None
    return f"{reason} {fact.meaning}" if fact else reason


def _tags(telegram: Telegram) -> str:
    return "; ".join(tag_words(term.code) for term in telegram.tags)


def tag_words(code: str) -> str:
    """A TAGS code with its meaning; the code alone where it is in no table.

    >>> tag_words("PREL"), tag_words("XYZW")
    ('PREL External political relations', 'XYZW')
    """
    fact = tags().get(code)
    return f"{code} {fact.label}" if fact else code


def _subject(telegram: Telegram) -> str | None:
    return telegram.subject


def _reference(telegram: Telegram) -> str | None:
    return "; ".join(
        reftel_words(reftel) for reftel in telegram.reftels if reftel.label or reftel.start < _body(telegram)
    )


def _body(telegram: Telegram) -> int:
    return min((paragraph.start for paragraph in telegram.paragraphs), default=len(telegram.text))


def reftel_words(reftel: Reftel) -> str:
    """What a mention of another telegram means, without asking an archive."""
    name = f"{reftel.label}: " if reftel.label else ""
    if reftel.mrn:
        return f"{name}telegram {reftel.mrn}"
    if reftel.state == "ambiguous" and reftel.candidates:
        return f"{name}{' or '.join(reftel.candidates)}"
    return name + REFTEL_KINDS.get(reftel.kind, reftel.kind)


#: What else than a telegram a reference can mean, in plain words.
REFTEL_KINDS = {
    "telegram": "a telegram whose number is not certain",
    "airgram": "an airgram: a letter in telegram form, sent by air pouch",
    "dtg": "a telegram named by its date-time group",
    "memo": "a memorandum",
    "telcon": "a telephone conversation",
    "email": "an electronic mail",
    "septel": "a separate telegram, not named",
    "document": "a document",
}


def _note(_: Telegram, __: str) -> str:
    return "note of a communications centre"


def _unread(_: Telegram, __: str) -> str:
    return "not understood; kept as it came"


def _sipdis(_: Telegram, __: str) -> str:
    return "put in by a machine"


def _drafting(_: Telegram, line: str) -> str | None:
    upper = line.upper()
    if upper.startswith("DRAFTED"):
        return "who wrote it"
    return "who let it go out" if upper.startswith("APPROVED") else "who agreed to it, or to whom it is shown"


_BY_LINE: dict[str, Callable[[Telegram, str], str | None]] = {
    "transmission": _transmission,
    "routing": _routing,
    "station": _station,
    "security": _security,
    "dtg": _dtg,
    "offices": _offices,
    "circuit": _circuit,
    "drafting": _drafting,
    "page-mark": _page_mark,
    "banner": _banner,
    "caption": _caption,
    "passing": _passing,
    "corrected": _corrected,
    "note": _note,
    "sipdis": _sipdis,
    "unread": _unread,
}
_WHOLE: dict[str, Callable[[Telegram], str | None]] = {
    "from": _from,
    "exempt": _exempt,
    "classification": _classification,
    "executive-order": _order,
    "classified-by": _classified_by,
    "tags": _tags,
    "subject": _subject,
    "reference": _reference,
}
