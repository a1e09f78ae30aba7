"""Reading REF lines: items, lists, ranges, notes, and what is no telegram.

The reader goes through the block once, from item to item. A post and a printed year are carried to the numbers that
follow without one (`STATE 93410, 105386 AND BONN 12`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.number import full_year
from reftel.model.telegram import Reftel
from reftel.references import shapes
from reftel.references.damage import Number, number_in_letters, repair_at, repaired_name, whole_number
from reftel.references.names import Named, name_of
from reftel.references.plain import START, Stop, read_plain_items
from reftel.references.tail import Tail, end_of_range, moment_of, mrn_of
from reftel.references.years import Dated, years_of

if TYPE_CHECKING:
    from datetime import datetime

    from reftel.model.repair import Repair
    from reftel.references.own import Own

_LONGEST_TEXT = 400
_NOTHING = re.compile(r"(?:N/?\.?A|NONE|NIL)\.?\b", re.IGNORECASE)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?![\dA-Za-z/-])(?=\s*(?:$|[;\n]|AND\b))")


def read_reference_block(text: str, start: int, end: int, own: Own) -> tuple[list[Reftel], list[Repair]]:
    """The references of REF lines in order, with their letters, and the repairs that reading them took.

    `text[start:end]` are the lines without their label; places in the result count characters of `text`. What names
    no telegram (an e-mail, a memorandum) is there as its own kind. Reading takes time in proportion to the length.

    >>> from reftel.references.own import Own
    >>> reftels, _ = read_reference_block("A. ASTANA 515 B. 06 ASTANA 121", 0, 30, Own(2007, "ASTANA", 605))
    >>> [(reftel.label, reftel.text, reftel.mrn) for reftel in reftels]
    [('A', 'ASTANA 515', '07ASTANA515'), ('B', '06 ASTANA 121', '06ASTANA121')]
    """
    block = shapes.without_furniture(text[start:end])
    reftels: list[Reftel] = []
    reached = read_plain_items(block, start, own, START, reftels)
    if reached[0] == len(block):
        return reftels, []
    reader = _Reader(start, block, own, reftels)
    reader.go_on_from(reached)
    reader.read()
    return reftels, reader.repairs


class _Reader:
    """The state of reading one block: where we are, the letter of the item, what is carried."""

    def __init__(self, start: int, block: str, own: Own, reftels: list[Reftel]) -> None:
        self.base = start
        self.block = block
        self.own = own
        self.reftels = reftels
        self.repairs: list[Repair] = []
        self.place = 0
        self.label: str | None = None
        self.named: Named | None = None
        self.printed_year: int | None = None
        self.in_item = False  # something of the item has been read: what follows may be its description

    def read(self) -> None:
        """Go through the block; every round consumes at least one character."""
        block, size = self.block, len(self.block)
        between = shapes.BETWEEN
        while True:
            gap = between.match(block, self.place)
            stop = gap.end() if gap is not None else self.place
            separator = block[self.place : stop]
            self.place = stop
            if stop >= size:
                return
            if self._enumerator(separator):
                continue
            part = shapes.PART_OF.match(block, self.place)
            if part is not None:
                self.place = part.end()
            if not (self._numbered() or self._carried(separator) or self._year_alone()):
                self._free_words(separator)
            if self.place >= size:
                return
            self._plain()

    def go_on_from(self, stop: Stop) -> None:
        """Take over from a run of plain items."""
        self.place, self.label, self.named, self.printed_year = stop
        self.in_item = bool(self.reftels)

    def _plain(self) -> None:
        stop = (self.place, self.label, self.named, self.printed_year)
        reached = read_plain_items(self.block, self.base, self.own, stop, self.reftels)
        if reached is not stop:
            self.go_on_from(reached)

    # -- items

    def _enumerator(self, separator: str) -> bool:
        found = shapes.ENUMERATOR.match(self.block, self.place)
        if found is None:
            return False
        letter = (found["round"] or found["open"] or found["shifted"]).upper()
        at_line_start = not self.reftels or "\n" in separator or self.label is None or not self.in_item
        if not (at_line_start or found["round"] or found["shifted"] or self._follows(letter)):
            return False
        if found["shifted"]:
            now = f"({letter})"
            self.repairs.append(
                repair_at(self.base, self.block, found.start(), found.end(), now, "reference-label", 0.95)
            )
        self.label, self.in_item = letter, False
        self.place = found.end()
        return True

    def _follows(self, letter: str) -> bool:
        """Whether a letter inside a line can be the next item's: the next of the alphabet, or nearly."""
        last = self.label
        return last is not None and len(letter) == len(last) == 1 and 0 < ord(letter) - ord(last) <= 3

    # -- telegrams

    def _numbered(self) -> bool:
        found = shapes.NUMBERED.match(self.block, self.place)
        if found is None:
            return self._garbled_number()
        words = found["post"]
        if words[-1] in "Aa" and self._airgram(found, words):
            return True
        if len(found["number"]) < 3 and shapes.MONTH_NEXT.match(self.block, found.end()):
            return False  # the day of a date: BONN 12 JUNE
        named = name_of(words, self.own.post)
        if named is None or not self._clear(named, words) or words[-2:-1].isspace():
            return self._garbled_number() or (
                named is not None and self._clear(named, words) and self._named(found, named)
            )
        return self._named(found, named)

    def _named(self, found: re.Match[str], named: Named) -> bool:
        words = found["post"]
        if not named.known:
            if shapes.DTG_AFTER.match(self.block, found.end()):
                return False  # a military message: its number says nothing without the date-time group
            repaired = repaired_name(self.block, self.base, found.start("post"), words, len(found["number"]))
            if repaired is not None:
                named = repaired[0]
                self.repairs.append(repaired[1])
        self.named, self.printed_year = named, _printed_year(found)
        as_printed = Number(int(found["number"]), found.start("number"), found.end("number"))
        number, repair = whole_number(self.block, self.base, as_printed, named)
        if repair is not None:
            self.repairs.append(repair)
        self._telegrams(found.start(), number)
        return True

    def _clear(self, named: Named, words: str) -> bool:
        """Whether words that are in no table have the shape of a post's name here: capitals, and a number after."""
        if named.known:
            return True
        return words.isupper() and "-" not in words and "/" not in words and not self.in_item

    def _garbled_number(self) -> bool:
        """A known post before a number in which letters stand for figures: STATE 1O1684."""
        found = shapes.NUMBERED_GARBLED.match(self.block, self.place)
        if found is None:
            return False
        value = number_in_letters(found["number"])
        named = name_of(found["post"], self.own.post)
        if value is None or named is None or not named.known:
            return False
        start, end = found.span("number")
        self.repairs.append(repair_at(self.base, self.block, start, end, str(value), "reference-digits", 0.9))
        self.named, self.printed_year = named, _printed_year(found)
        self._telegrams(found.start(), Number(value, start, end))
        return True

    def _carried(self, separator: str) -> bool:
        """A number alone: of the post before it, where there is one."""
        found = shapes.CARRIED.match(self.block, self.place)
        if found is None or (not self.in_item and _YEAR_ALONE.match(self.block, self.place)):
            return False
        if shapes.DTG.match(self.block, self.place) or not shapes.AFTER_CARRIED.match(self.block, found.end()):
            return False
        if self.named is None:
            return self._bare_number(found)
        if not (self.in_item or self.label is not None or separator.strip()):
            return False
        self.printed_year = _printed_year(found) or self.printed_year
        self._telegrams(found.start(), Number(int(found["number"]), found.start("number"), found.end("number")))
        return True

    def _bare_number(self, found: re.Match[str]) -> bool:
        """A number without any post: the citing post's own, or the department's; which is not known."""
        own, number = self.own, int(found["number"])
        if len(found["number"]) < 2 or own.post is None:
            return False
        tail = Tail(self.block, found.end(), own)
        year = tail.year or _printed_year(found)
        mrns: list[str] = []
        for post in dict.fromkeys((own.post, "STATE")):
            if year is None and post == own.post and own.number is not None and number > own.number:
                continue
            years = (year,) if year is not None else years_of(post, number, own).years
            mrns += [mrn_of(Named(post, known=True), each, number) for each in years]
        self._add_unsure(found.start(), tail, tuple(mrns), "a number without a post: its own, or the department's")
        return True

    def _add_unsure(self, start: int, tail: Tail, mrns: tuple[str, ...], reason: str) -> None:
        self.reftels.append(
            Reftel(
                label=self.label,
                text=self._printed(start, tail.end),
                state="ambiguous" if len(mrns) > 1 else "unresolved",
                start=self.base + start,
                end=self.base + tail.end,
                candidates=mrns,
                note=tail.note,
                reason=reason,
            )
        )
        self.place, self.in_item = tail.stop, True

    def _telegrams(self, start: int, number: Number) -> None:
        """Write down the telegram (of a range: each one) whose number was read, with what follows the number."""
        tail = Tail(self.block, number.end, self.own)
        named = self.named
        if named is None:
            return
        year = tail.year or self.printed_year
        note = tail.note
        last = end_of_range(number.value, tail.last)
        for value in range(number.value, last + 1):
            others = number.others if value == number.value else ()
            self._add_telegram(start, tail.end, named, value, others, year, note)
        self.place = tail.stop
        self.in_item = True

    def _add_telegram(
        self,
        start: int,
        end: int,
        named: Named,
        number: int,
        others: tuple[int, ...],
        year: int | None,
        note: str | None,
    ) -> None:
        dated = Dated((year,)) if year is not None else years_of(named.post, number, self.own)
        numbers = (number, *others)
        mrns = tuple(dict.fromkeys(mrn_of(named, of_year, each) for of_year in dated.years for each in numbers))
        reason = dated.reason
        if others:
            reason = "a figure of the number is damaged"
        elif year is not None and self.own.year is not None and year > self.own.year:
            reason = "the printed year is later than the telegram's own"
        certain = len(mrns) == 1
        self.reftels.append(
            Reftel(
                label=self.label,
                text=self._printed(start, end),
                mrn=mrns[0] if certain else None,
                state="known" if certain else "ambiguous" if mrns else "unresolved",
                start=self.base + start,
                end=self.base + end,
                candidates=() if certain else mrns,
                note=note,
                reason=reason,
            )
        )

    # -- what is no numbered telegram

    def _airgram(self, found: re.Match[str], words: str) -> bool:
        """An airgram: A-245, LA PAZ A87, STATE CA-3400, each with the date that follows."""
        upper = words.upper()
        pieces = upper.replace("-", " ").split()
        if pieces[-1] not in {"A", "CA"}:
            return False
        between = self.block[found.end("post") : found.start("number")]
        if len(pieces) == 1 and between not in {"-", ""}:
            return False
        post_words = words[: len(words) - len(pieces[-1])].strip(" -\t\r\n")
        named = name_of(post_words, self.own.post) if post_words else None
        if post_words and (named is None or not self._clear(named, post_words)):
            return False
        tail = Tail(self.block, found.end("number"), self.own)
        year = tail.year or _printed_year(found)
        whose = named.post if named else self.own.post
        self._add_other(
            "airgram", found.start(), tail.end, "known", _about_airgram(pieces[-1], found, whose, year), tail.note
        )
        self.place, self.in_item = tail.stop, True
        return True

    def _year_alone(self) -> bool:
        """The year of a date that a form cut off and numbered as an item of its own: `FEBRUARY 17 / B. 2006`."""
        found = _YEAR_ALONE.match(self.block, self.place)
        if found is None or not self.reftels or self.reftels[-1].kind == "telegram":
            return False
        self.place = found.end()
        self.in_item = True
        return True

    def _free_words(self, separator: str) -> None:
        """Words that are no numbered telegram, up to the next item: a document, a date-time group, or a description."""
        start, end = self.place, self._end_of_piece()
        nothing = _NOTHING.match(self.block, start)
        if nothing is not None:
            self.place = nothing.end()
            return
        piece = self.block[start:end].rstrip(" \t\r\n,.:")
        self.place = max(end, start + 1)
        note = shapes.NOTE_AFTER.match(piece)
        if note is not None and self.in_item and note.end() == len(piece):
            return
        if self._dated_message(start, piece):
            return
        dtg = shapes.DTG.search(piece)
        if dtg is not None and (dtg["month"] or self.own.dtg is not None) and not self._described(separator):
            self._date_time_group(start, dtg)
            return
        kind = next((kind for kind, words in shapes.KINDS if words.search(piece)), None)
        if self._described(separator) or (kind is None and self.in_item):
            return
        if kind is None and not any(map(str.isalnum, piece)):
            return
        self._free_item(start, piece, kind)

    def _dated_message(self, start: int, piece: str) -> bool:
        """A telegram named by sender and date: OUR TELEGRAM OF MARCH 3, BONN 12 JUNE 1974."""
        found = shapes.SENT.match(piece)
        if found is None or self.in_item:
            return False
        named = name_of(found["who"], self.own.post)
        known = named is not None and named.known
        if not known and (found["noun"] is None or found["noun"].upper().startswith(("MES", "MSG"))):
            return False
        self._add_other("telegram", start, start + found.end(), "unresolved", "sender and date, no number")
        self.place, self.in_item = start + found.end(), True
        return True

    def _described(self, separator: str) -> bool:
        """Whether the words follow a telegram without a separator: they say what it is about, or to whom it went."""
        return self.in_item and not any(mark in separator for mark in ",;\n:&") and "AND" not in separator.upper()

    def _free_item(self, start: int, piece: str, kind: str | None) -> None:
        named = name_of(piece, self.own.post)
        if kind is None and named is not None and named.known:
            self._add_other("telegram", start, start + len(piece), "unresolved", "a post without a number")
        else:
            self._add_other(kind or "document", start, start + len(piece), "unresolved", "not a telegram")
        self.in_item = True

    def _end_of_piece(self) -> int:
        """Where free words end: at a semicolon, at the next item, or where a telegram follows a comma or AND."""
        block = self.block
        for mark in shapes.PIECE_END.finditer(block, self.place + 1):
            what = mark.group()
            if what == ";":
                return mark.start()
            follows = shapes.BETWEEN.match(block, mark.start())
            place = follows.end() if follows is not None else mark.end()
            if what == "\n" and (self._item_at_line_start(place) or "\n" in block[mark.end() : place]):
                return mark.start()
            if what[0] not in ";,\n A" and what[0] != "a" and self._item_at(mark.start()):
                return mark.start()
            if what in {",", "AND", "and", "\n", "  "} and self._telegram_at(place):
                return mark.start()
        return len(block)

    def _item_at_line_start(self, place: int) -> bool:
        return place >= len(self.block) or shapes.ENUMERATOR.match(self.block, place) is not None

    def _item_at(self, place: int) -> bool:
        found = shapes.ENUMERATOR.match(self.block, place)
        if found is None:
            return False
        letter = (found["round"] or found["open"] or found["shifted"]).upper()
        return bool(self.label) and self._follows(letter)

    def _telegram_at(self, place: int) -> bool:
        found = shapes.NUMBERED.match(self.block, place)
        if found is None:
            return False
        words = found["post"]
        if words.upper().endswith((" A", " CA")):
            words = words[:-2]
        named = name_of(words, self.own.post)
        return named is not None and named.known

    def _date_time_group(self, start: int, found: re.Match[str]) -> None:
        when, reason = moment_of(found, self.own)
        self._add_other("dtg", start, start + found.end(), "known" if when else "unresolved", reason, None, when)
        self.place = start + found.end()
        self.in_item = True

    # -- writing down

    def _add_other(
        self, kind: str, start: int, end: int, state: str, reason: str | None, note: str | None = None,
        dtg: datetime | None = None,
    ) -> None:  # fmt: skip
        self.reftels.append(
            Reftel(
                label=self.label,
                text=self._printed(start, end),
                kind=kind,
                state="known" if state == "known" else "unresolved",
                start=self.base + start,
                end=self.base + end,
                note=note,
                reason=reason,
                dtg=dtg,
            )
        )

    def _printed(self, start: int, end: int) -> str:
        printed = self.block[start : min(end, start + _LONGEST_TEXT)]
        if "\n" in printed or "  " in printed or "\ufffd" in printed or "¶" in printed:
            printed = " ".join(printed.replace("¶", " ").replace("\ufffd", " ").split())
        return printed


def _printed_year(found: re.Match[str]) -> int | None:
    """The year before a number, in full."""
    printed = found["year"]
    return None if printed is None else full_year(int(printed.lstrip("'’`")))


def _about_airgram(kind: str, found: re.Match[str], post: str | None, year: int | None) -> str:
    number = f"{kind}-{int(found['number'])}"
    return f"airgram {number}" + (f" of {post}" if post else "") + (f", {year}" if year else "")
