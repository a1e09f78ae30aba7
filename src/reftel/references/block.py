"""Reading REF lines: items, lists, ranges, notes, and what is no telegram.

The reader goes through the block once, from item to item. A post and a printed year are carried to the numbers that
follow without one (`STATE 93410, 105386 AND BONN 12`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.number import full_year
from reftel.references import shapes
from reftel.references.damage import Number, number_in_letters, repair_at, repaired_name, whole_number
from reftel.references.documents import YEAR_ALONE, DocumentReader, printed_year
from reftel.references.names import Named, name_of
from reftel.references.plain import START, Stop, read_plain_items
from reftel.references.tail import Tail, mrn_of
from reftel.references.years import printed_near, years_of

if TYPE_CHECKING:
    from reftel.model.repair import Repair
    from reftel.model.telegram import Reftel
    from reftel.references.own import Own

_LETTER_BEFORE_NAME = re.compile(r"[A-Z][ \t]{1,4}(?=[A-Z]{2})")


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


class _Reader(DocumentReader):
    """Reads one block, item by item."""

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
            part = shapes.PART_OF.match(block, self.place) if self.has_parts else None
            if part is not None:
                self.place = part.end()
            if not (self._numbered(separator) or self._carried(separator) or self.year_alone()):
                self.free_words(separator)
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

    # -- letters of items

    def _enumerator(self, separator: str) -> bool:
        found = shapes.ENUMERATOR.match(self.block, self.place)
        if found is None:
            return False
        letter = (found["round"] or found["open"] or found["shifted"]).upper()
        if self._is_year_in_brackets(found, letter):
            return False
        if self.letters_behind and found["round"] and self.in_item and self.reftels and not self.reftels[-1].label:
            self.items.label_last(letter)
            self.place = found.end()
            return True
        at_line_start = not self.reftels or "\n" in separator or self.label is None or not self.in_item
        if not (at_line_start or found["round"] or found["shifted"] or self.follows(letter)):
            return False
        if found["shifted"]:
            now = f"({letter})"
            self.repairs.append(
                repair_at(self.base, self.block, found.start(), found.end(), now, "reference-label", 0.95)
            )
        self.label, self.in_item = letter, False
        self.place = found.end()
        return True

    def _is_year_in_brackets(self, found: re.Match[str], letter: str) -> bool:
        """(06) ASTANA 121: a year, where the figures can be one and no item's number."""
        if not found["round"] or not letter.isdigit() or len(letter) != 2:
            return False
        return (letter[0] == "0" or int(letter) >= 50) and printed_near(int(letter), self.own)

    def _letter_before_name(self) -> bool:
        """The letter of an item without its point, where the letter is no part of the post's name: B LA PAZ 3504."""
        found = _LETTER_BEFORE_NAME.match(self.block, self.place)
        if found is None:
            return False
        letter = self.block[self.place]
        if not (self.follows(letter) or (letter == "A" and not self.reftels and self.label is None)):
            return False
        numbered = shapes.NUMBERED.match(self.block, found.end())
        named = None if numbered is None else name_of(numbered["post"], self.own)
        if named is None or not named.known:
            return False
        self.label, self.in_item, self.place = letter, False, found.end()
        return True

    # -- telegrams

    def _numbered(self, separator: str) -> bool:
        found = shapes.NUMBERED.match(self.block, self.place)
        if found is None:
            return self._garbled_number() or self._number_set_apart() or self._garbled_name()
        words = found["post"]
        if words[-1] in "Aa" and self.airgram(found, words):
            return True
        if len(found["number"]) < 3 and shapes.MONTH_NEXT.match(self.block, found.end()):
            return False  # the day of a date: BONN 12 JUNE
        named = name_of(words, self.own)
        if (named is None or not named.known) and words[1:2].isspace() and self._letter_before_name():
            return self._numbered("")
        if named is None or not self._clear(named, found, separator) or words[-2:-1].isspace():
            return (
                self._garbled_number()
                or self._number_set_apart()
                or self._your_number(found)
                or (named is not None and self._clear(named, found, separator) and self._named(found, named))
            )
        return self._named(found, named)

    def _named(self, found: re.Match[str], named: Named) -> bool:
        words = found["post"]
        if not named.known:
            if shapes.DTG_AFTER.match(self.block, found.end()):
                return False  # a military message: its number says nothing without the date-time group
            digits = len(found["number"])
            repaired = repaired_name(self.block, self.base, found.start("post"), words, digits, self.own.post)
            if repaired is not None:
                named = repaired[0]
                self.repairs.append(repaired[1])
        self.named, self.printed_year = named, printed_year(found)
        start, end = found.span("number")
        if self.printed_year is None and end - start == 2 and printed_near(int(found["number"]), self.own):
            behind = shapes.NUMBER_BEHIND_YEAR.match(self.block, end)
            if behind is not None:  # ASTANA 06-121
                self.printed_year, (start, end) = full_year(int(found["number"])), behind.span("number")
        as_printed = Number(int(self.block[start:end]), start, end)
        number, repair = whole_number(self.block, self.base, as_printed, named, self.own)
        if repair is not None:
            self.repairs.append(repair)
        self._telegrams(found.start(), number)
        return True

    def _clear(self, named: Named, found: re.Match[str], separator: str) -> bool:
        """Whether words that are in no table have the shape of a post's name here: capitals, and a number after.

        Inside an item they have it only after a comma or the like, and where nothing follows that the number counts.
        """
        words = found["post"]
        if named.known:
            return True
        if "-" in words or "/" in words:
            return False
        alone = len(found["number"]) > 1 and shapes.AFTER_CARRIED.match(self.block, found.end()) is not None
        if self.in_item:
            return words.isupper() and alone and self.parted(separator) and " " not in words
        return words.isupper() or (words.istitle() and alone and self.label is not None)

    def _garbled_number(self) -> bool:
        """A known post before a number in which letters stand for figures: STATE 1O1684."""
        found = shapes.NUMBERED_GARBLED.match(self.block, self.place) if self.has_garbles else None
        if found is None:
            return False
        value = number_in_letters(found["number"])
        named = name_of(found["post"], self.own)
        if value is None or named is None or not named.known:
            return False
        start, end = found.span("number")
        self.repairs.append(repair_at(self.base, self.block, start, end, str(value), "reference-digits", 0.9))
        self.named, self.printed_year = named, printed_year(found)
        self._telegrams(found.start(), Number(value, start, end))
        return True

    def _garbled_name(self) -> bool:
        """A known post in whose name figures stand for letters: B0NN 12511."""
        found = shapes.NAME_GARBLED.match(self.block, self.place) if self.has_garbles else None
        name = "" if found is None else found["post"].translate(shapes.AS_LETTERS)
        named = name_of(name, self.own) if name else None
        if found is None or named is None or not named.known:
            return False
        self.repairs.append(repair_at(self.base, self.block, *found.span("post"), name, "reference-post", 0.9))
        self.named, self.printed_year = named, None
        self._telegrams(found.start(), Number(int(found["number"]), *found.span("number")))
        return True

    def _number_set_apart(self) -> bool:
        """A known post with a comma or colon before its number: STATE: 110568."""
        place = self.place
        marked = self.block.find(",", place, place + 60) >= 0 or self.block.find(":", place, place + 60) >= 0
        found = shapes.SET_APART.match(self.block, place) if marked else None
        named = None if found is None else name_of(found["post"], self.own)
        if found is None or named is None or not named.known:
            return False
        self.named, self.printed_year = named, printed_year(found)
        self._telegrams(found.start(), Number(int(found["number"]), *found.span("number")))
        return True

    def _your_number(self, found: re.Match[str]) -> bool:
        """YOUR 224372, where it is not known to whom the telegram was sent."""
        if not shapes.YOURS.fullmatch(found["post"]):
            return False
        self.named = None
        return self._bare_number(found, own=False)

    def _carried(self, separator: str) -> bool:
        """A number alone: of the post before it, where there is one."""
        found = shapes.CARRIED.match(self.block, self.place)
        if found is None or (not self.in_item and YEAR_ALONE.match(self.block, self.place)):
            return False
        if shapes.DTG.match(self.block, self.place) or not shapes.AFTER_CARRIED.match(self.block, found.end()):
            return False
        if self.named is None:
            return self._bare_number(found)
        if not (self.in_item or self.label is not None or separator.strip()):
            return False
        self.printed_year = printed_year(found) or self.printed_year
        self._telegrams(found.start(), Number(int(found["number"]), found.start("number"), found.end("number")))
        return True

    def _bare_number(self, found: re.Match[str], *, own: bool = True) -> bool:
        """A number without any post: the citing post's own (unless `own` is false), or the department's."""
        citing, number = self.own, int(found["number"])
        if len(found["number"]) < 2 or citing.post is None:
            return False
        tail = Tail(self.block, found.end(), citing, number)
        year = tail.year or printed_year(found)
        mrns: list[str] = []
        for post in dict.fromkeys((citing.post, "STATE")):
            if post == citing.post and (
                not own or (year is None and citing.number is not None and number > citing.number)
            ):
                continue
            years = (year,) if year is not None else years_of(post, number, citing).years
            mrns += [mrn_of(Named(post, known=True), each, number) for each in years]
        reason = (
            "a number without a post: its own, or the department's" if own else "the addressee's: whose is not said"
        )
        self.items.unsure(self.label, found.start(), tail, tuple(mrns), reason)
        self.place, self.in_item = tail.stop, True
        return True

    def _telegrams(self, start: int, number: Number) -> None:
        """Write down the telegram (of a range: each one) whose number was read, and those behind strokes."""
        if self.named is None:
            return
        while True:
            tail = self.items.telegrams(self.label, start, number, self.named, self.printed_year)
            self.place, self.in_item = tail.stop, True
            at = tail.stop
            stroke = self.block.find("/", at, at + 2) >= 0
            further = shapes.BEHIND_STROKE.match(self.block, at) if stroke else None
            if further is None:
                return
            start = further.start("number")
            number = Number(int(further["number"]), *further.span("number"))
