"""What stands on REF lines and is no numbered telegram: airgrams, date-time groups, memoranda, telcons, e-mails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.number import full_year
from reftel.references import shapes
from reftel.references.items import NO_NUMBER, Items
from reftel.references.names import Named, name_of
from reftel.references.tail import Tail, moment_of

if TYPE_CHECKING:
    from reftel.model.repair import Repair
    from reftel.model.telegram import Reftel
    from reftel.references.own import Own

_NOTHING = re.compile(r"(?:N/?\.?A|NONE|NIL)\.?\b", re.IGNORECASE)
YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?![\dA-Za-z/-])(?=\s*(?:$|[;\n]|AND\b))")
_HARD_SEPARATORS = ",;\n:&+"


class DocumentReader:
    """The state of reading one block (where we are, the letter of the item, what is carried), and all but telegrams."""

    def __init__(self, start: int, block: str, own: Own, reftels: list[Reftel]) -> None:
        self.base = start
        self.block = block
        self.own = own
        self.reftels = reftels
        self.items = Items(block, start, own, reftels)
        self.repairs: list[Repair] = []
        self.place = 0
        self.label: str | None = None
        self.named: Named | None = None
        self.printed_year: int | None = None
        self.in_item = False  # something of the item has been read: what follows may be its description
        self.has_parts = any(word in block for word in shapes.PART_WORDS)
        self.has_garbles = shapes.FIGURE_AT_LETTER.search(block) is not None
        self.letters_behind = (
            block.find(")", -6) > 0 and shapes.LETTER_AT_END.search(block, len(block) - 12) is not None
        )

    def follows(self, letter: str) -> bool:
        """Whether a letter inside a line can be the next item's: the next of the alphabet, or nearly."""
        last = self.label
        return last is not None and len(letter) == len(last) == 1 and 0 < ord(letter) - ord(last) <= 3

    def parted(self, separator: str) -> bool:
        """Whether what follows is a thing of its own, and no words about the item before."""
        return any(mark in separator for mark in _HARD_SEPARATORS) or "AND" in separator.upper()

    def airgram(self, found: re.Match[str], words: str) -> bool:
        """An airgram: A-245, LA PAZ A87, STATE CA-3400, each with the date that follows."""
        pieces = words.upper().replace("-", " ").split()
        if pieces[-1] not in {"A", "CA"}:
            return False
        between = self.block[found.end("post") : found.start("number")]
        post_words = words[: len(words) - len(pieces[-1])].strip(" -\t\r\n")
        called = pieces[-2:-1] == ["AIRGRAM"]
        if called:
            post_words = post_words[: -len("AIRGRAM")].strip(" -\t\r\n")
        if len(pieces) == 1 and between not in {"-", ""}:
            return False
        named = name_of(post_words, self.own) if post_words else None
        if post_words and (named is None or not (named.known or (post_words.isupper() and not self.in_item))):
            return False
        tail = Tail(self.block, found.end("number"), self.own)
        year = tail.year or printed_year(found)
        whose = named.post if named else self.own.post
        about = _about_airgram(pieces[-1], found, whose, year)
        self.items.other(self.label, "airgram", found.start(), tail.end, "known", about, tail.note)
        self.place, self.in_item = tail.stop, True
        return True

    def year_alone(self) -> bool:
        """The year of a date that a form cut off and numbered as an item of its own: `FEBRUARY 17 / B. 2006`."""
        found = YEAR_ALONE.match(self.block, self.place)
        if found is None or not self.reftels or self.reftels[-1].kind == "telegram":
            return False
        self.place = found.end()
        self.in_item = True
        return True

    def free_words(self, separator: str) -> None:
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
        kind = shapes.kind_of(piece)
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
        named = name_of(found["who"], self.own)
        known = named is not None and named.known
        if not known and (found["noun"] is None or found["noun"].upper().startswith(("MES", "MSG"))):
            return False
        end = start + found.end()
        self.items.other(self.label, "telegram", start, end, "unresolved", NO_NUMBER)
        self.place, self.in_item = end, True
        return True

    def _described(self, separator: str) -> bool:
        """Whether the words follow a telegram without a separator: they say what it is about, or to whom it went."""
        return self.in_item and not self.parted(separator)

    def _free_item(self, start: int, piece: str, kind: str | None) -> None:
        named = name_of(piece, self.own)
        end = start + len(piece)
        if kind is None and named is not None and named.known:
            self.items.other(self.label, "telegram", start, end, "unresolved", "a post without a number")
        else:
            reason = "a separate telegram that is not named" if kind == "septel" else "not a telegram"
            self.items.other(self.label, kind or "document", start, end, "unresolved", reason)
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
        return bool(self.label) and self.follows(letter)

    def _telegram_at(self, place: int) -> bool:
        found = shapes.NUMBERED.match(self.block, place)
        if found is None:
            return False
        words = found["post"]
        if words.upper().endswith((" A", " CA")):
            words = words[:-2]
        named = name_of(words, self.own)
        return named is not None and named.known

    def _date_time_group(self, start: int, found: re.Match[str]) -> None:
        when, reason = moment_of(found, self.own)
        state = "known" if when else "unresolved"
        self.items.other(self.label, "dtg", start, start + found.end(), state, reason, None, when)
        self.place = start + found.end()
        self.in_item = True


def printed_year(found: re.Match[str]) -> int | None:
    """The year before a number, in full."""
    printed = found["year"]
    return None if printed is None else full_year(int(printed.lstrip("'’`")))


def _about_airgram(kind: str, found: re.Match[str], post: str | None, year: int | None) -> str:
    number = f"{kind}-{int(found['number'])}"
    return f"airgram {number}" + (f" of {post}" if post else "") + (f", {year}" if year else "")
