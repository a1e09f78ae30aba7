"""From what a person types to a `Query`.

    query   := [ any ]                              everything, where nothing is typed
    any     := all { ("OR" | "|") all }
    all     := one { [ "AND" ] one }
    one     := ("NOT" | "-") one | near
    near    := part { distance part }
    part    := "(" any ")" | field value | phrase | word
    value   := "(" any ")" | phrase | word          the field holds for every term of it; a comma means OR
    distance := "NEAR" [ "/" n ] | "w/" n | "/" n | "/s" | "/p"
    phrase  := '"' { word } '"' [ "~" [ n ] ]       with ~n: in any order, n words apart
    word    := [ "=" ] letters, digits, "*", "?" [ "~" [ "1" | "2" ] ]
    field   := one of the names in `reftel.query.fields`, and ":"

AND, OR, NOT and NEAR are signs in capitals only. Signs between letters part words that must follow each other
(`O'Mara`, `EUR/CE`). A number such as 07ASTANA605 means that telegram. Curly quotation marks are quotation marks.

Nothing is an error. A sign that makes no sense where it stands is searched as a word, a parenthesis without its partner
and a quotation mark without its end are passed over, and a `Note` says whatever was not searched as it was typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.facts import posts
from reftel.model.number import parse_mrn
from reftel.query.days import read_days
from reftel.query.fields import field_named
from reftel.query.lexer import Token, tokens
from reftel.query.nodes import (
    And,
    In,
    Near,
    Node,
    Not,
    Note,
    Number,
    Or,
    Parsed,
    Pattern,
    Phrase,
    Query,
    Sort,
    Word,
    all_of,
    any_of,
    none_of,
)

if TYPE_CHECKING:
    from reftel.query.fields import FieldFact

LONGEST = 10_000  # characters of a question that are read
SENTENCE, PARAGRAPH = 20, 100  # words: what /s and /p are searched as; the index knows words, not sentences
_NEAR = 10  # what NEAR without a number means
_FURTHEST = 1000
_MOST_EDITS = 2
_MOST_WAYS = 16  # of combining alternatives on both sides of NEAR
_SHORTEST_PATTERN = 2  # letters or digits of a pattern; "a*" would be half the dictionary
_DISTANCE = re.compile(r"(?:NEAR(?:/(\d{1,6}))?|[wW]?/(\d{1,6}))|[wW]?/([sSpP])")
_PIECE = re.compile(r"(?:[^\W_]|[*?])+")
_NO_FIELD = re.compile(r"([A-Za-z]+):[^\W_]")
_EDITS = re.compile(r"~(\d{0,3})\Z")
_OPEN = re.compile(r"[*?]+")
_END = Token("end", "")
_SORTS = {"relevance": "relevance", "dtg": "dtg", "date": "dtg", "number": "number", "mrn": "number"}


def parse(question: str) -> Parsed:
    """What a question means, and what has to be said of it. Time is linear in its length.

    >>> from reftel.query.printer import show_query
    >>> parsed = parse("dams w/5 treaty -subject:river OR")
    >>> show_query(parsed.query), parsed.notes[0].meaning
    ('"dams treaty"~5 -subject:river =OR', 'joins nothing here; searched as a word')
    """
    reader = _Reader(question)
    node = reader.read()
    return Parsed(Query(node, reader.sort), tuple(dict.fromkeys(reader.notes)))


class _Reader:
    """Reads one question. `place` is the token that comes next; each method reads the rule of its name."""

    def __init__(self, question: str) -> None:
        self.notes: list[Note] = []
        self.sort: Sort | None = None
        self.question = question[:LONGEST]
        if len(question) > LONGEST:
            self.note(f"{question[:20]}…", f"only the first {LONGEST:,} characters were read")
        self.tokens = tokens(self.question)
        self.place = 0

    def note(self, typed: str, meaning: str) -> None:
        self.notes.append(Note(typed, meaning))

    def read(self) -> Node | None:
        number = self._whole_number()
        return number or self.any()

    def _whole_number(self) -> Number | None:
        """The whole question as the number of a post that is known, in any spelling: Astana 605 2007."""
        if len(self.tokens) > 6 or any(token.kind != "run" for token in self.tokens):
            return None
        mrn = parse_mrn(self.question)
        return Number(str(mrn)) if mrn and posts().named(mrn.post) and _is_number(str(mrn)) else None

    # The rules of the grammar

    def any(self) -> Node | None:
        found = [self.all()]
        while self.peek().kind == "run" and self.peek().text in {"OR", "|", "||"}:
            sign = self.take()
            after = self.all()
            if found[-1] is None or after is None:
                found[-1] = all_of([part for part in (found[-1], self.as_word(sign), after) if part])
            else:
                found.append(after)
        return any_of([part for part in found if part])

    def all(self) -> Node | None:
        found: list[Node] = []
        while self.peek().kind not in {"end", "close"} and not self._at("OR", "|", "||"):
            if self._at("AND"):
                sign = self.take()
                if not found or not self._starts_one():
                    found += filter(None, [self.as_word(sign)])
                continue
            part = self.one()
            if part is not None:
                found.append(part)
        return all_of(found)

    def one(self) -> Node | None:
        turned, sign = False, None
        while self.peek().kind == "not":
            sign, turned = self.take(), not turned
        if sign is None:
            return self.near()
        part = self.near() if self._starts_one() else None
        if part is None:
            return self.as_word(sign)
        return none_of(part) if turned else part

    def near(self) -> Node | None:
        last = self.part()
        joined: list[Node] = []
        while (sign := self.peek()).kind == "run" and (found := _DISTANCE.fullmatch(sign.text)):
            self.take()
            after = self.part() if self._starts_part() else None
            if last is None or after is None:
                last = all_of([part for part in (last, self.as_word(sign), after) if part])
                continue
            joined.append(self._pair(last, after, sign.text, _distance(found)))
            if found[3]:
                kind = "sentence" if found[3] in "sS" else "paragraph"
                self.note(sign.text, f"same {kind}: searched as words at most {_distance(found)} apart")
            last = after
        return all_of(joined) if joined else last

    def part(self) -> Node | None:
        token = self.peek()
        if token.kind in {"end", "close"}:
            return None
        self.take()
        if token.kind == "open":
            inside = self.any()
            self.accept("close")
            return inside
        if token.kind == "quoted":
            return self.phrase(token)
        if _DISTANCE.fullmatch(token.text):
            return self.as_word(token)
        fact = _field_of(token.text)
        return self.field(fact, token, token.text.partition(":")[2]) if fact else self.word(token.text)

    def field(self, fact: FieldFact, token: Token, rest: str) -> Node | None:
        """A field and its value, which may stand glued to it or after a blank."""
        after = self.peek()
        if rest.strip("-=,") or not self._starts_part() or (after.kind == "run" and _field_of(after.text)):
            value = self._value(fact, rest, token.text)
            if value is None and fact.kind != "order":
                self.note(token.text, "nothing stands after the colon; searched as a word")
                return self.word(token.text)
            return value
        self.take()
        if after.kind == "open":
            inside = self.any()
            self.accept("close")
            return _within(fact, inside) if inside else None
        if after.kind == "quoted" and fact.kind not in {"days", "order"}:
            phrase = self.phrase(after)
            if isinstance(phrase, Phrase) and fact.kind == "value" and rest.startswith("="):
                phrase = Phrase(phrase.words, whole=True)
            return _within(fact, phrase) if phrase else None
        return self._value(fact, after.text, f"{token.text}{after.text}")

    def phrase(self, token: Token) -> Node | None:
        words = self._pieces(token.text, token.text)
        if len(words) > 1 and token.within:
            return Near(words, min(token.within, _FURTHEST))
        return _follow(words)

    def word(self, typed: str, *, in_field: bool = False) -> Node | None:
        text = typed.lstrip("-+")
        if not in_field and _is_number(text):
            return Number(str(parse_mrn(text)))
        if not in_field and (name := _NO_FIELD.match(text)):
            self.note(typed, f"there is no field {name[1]}; searched as words")
        edits = _EDITS.search(text)
        exact = text.startswith("=")
        words = self._pieces(text[: edits.start()] if edits else text, typed)
        if len(words) != 1 or exact:
            return _follow(words)
        if "*" in words[0] or "?" in words[0]:
            return Pattern(words[0])
        if edits and len(words[0]) > 1:
            return Word(words[0], edits=min(max(int(edits[1] or 1), 1), _MOST_EDITS))
        return Word(words[0])

    # Values of fields

    def _value(self, fact: FieldFact, text: str, typed: str) -> Node | None:
        if fact.kind == "order":
            self._order(text, typed)
            return None
        if fact.kind == "days":
            days = read_days(fact.name, text)
            if days is None and text.strip():
                self.note(typed, "is no date that is understood; searched as words")
                return self.word(text)
            return days
        pieces = text.split(",") if fact.kind == "value" else [text]
        found = [self.word(piece, in_field=True) for piece in pieces]
        return any_of([_within(fact, word) for word in found if word])

    def _order(self, text: str, typed: str) -> None:
        field = _SORTS.get(text.strip().lstrip("-+").lower())
        if field is None:
            self.note(
                typed, "is no order; there are sort:relevance, sort:dtg and sort:number, with - for the last first"
            )
        else:
            self.sort = Sort(field, falling=text.strip().startswith("-"))  # type: ignore[arg-type]

    # Small things

    def _pair(self, left: Node, right: Node, typed: str, within: int) -> Node:
        """Two parts that stand near each other, as searches in words; alternatives are combined."""
        ways = [(one, other) for one in _alternatives(left) for other in _alternatives(right)]
        if len(ways) > _MOST_WAYS or not all(_spoken(part) for way in ways for part in way):
            self.note(typed, "works between words and phrases; searched as AND")
            return all_of([left, right]) or left
        found = any_of([_together(one, other, within) for one, other in ways])
        return found or left

    def _pieces(self, text: str, typed: str) -> tuple[str, ...]:
        """The words of a text; patterns in their shortest form, and as words where they are too short."""
        found = []
        for piece in _PIECE.findall(text):
            # A question mark at the end of a word ends a sentence.
            pattern = _OPEN.sub(lambda open_: "*" if "*" in open_[0] else open_[0], piece).rstrip("?")
            letters = pattern.replace("*", "").replace("?", "")
            if len(letters) >= _SHORTEST_PATTERN or (letters and letters == pattern):
                found.append(pattern)
            elif letters:
                self.note(typed, "is too short for a pattern; searched as a word")
                found.append(letters)
        return tuple(found)

    def as_word(self, token: Token) -> Node | None:
        """A sign that stands where it means nothing: the word itself."""
        words = self._pieces(token.text, token.text)
        if words:
            self.note(token.text, "joins nothing here; searched as a word")
        return Word(words[0], exact=True) if len(words) == 1 else _follow(words)

    def peek(self) -> Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else _END

    def take(self) -> Token:
        token = self.peek()
        self.place += 1
        return token

    def accept(self, kind: str) -> None:
        if self.peek().kind == kind:
            self.place += 1

    def _at(self, *signs: str) -> bool:
        return self.peek().kind == "run" and self.peek().text in signs

    def _starts_one(self) -> bool:
        return self._starts_part() or self.peek().kind == "not"

    def _starts_part(self) -> bool:
        token = self.peek()
        if token.kind != "run":
            return token.kind in {"open", "quoted"}
        return token.text not in {"OR", "|", "||", "AND"} and not _DISTANCE.fullmatch(token.text)


def _field_of(text: str) -> FieldFact | None:
    name, colon, _ = text.partition(":")
    return field_named(name) if colon else None


def _distance(found: re.Match[str]) -> int:
    if found[3]:
        return SENTENCE if found[3] in "sS" else PARAGRAPH
    return min(int(found[1] or found[2] or _NEAR), _FURTHEST)


def _follow(words: tuple[str, ...]) -> Node | None:
    """Words that follow each other; a single one exactly."""
    if len(words) != 1:
        return Phrase(words) if words else None
    return Pattern(words[0]) if "*" in words[0] or "?" in words[0] else Word(words[0], exact=True)


def _within(fact: FieldFact, node: Node) -> Node:
    """The field asked for every term of a node; what names a field of its own keeps it."""
    match node:
        case Word() | Pattern() | Phrase() | Near():
            return In(fact.name, node)
        case Number(mrn):
            return In(fact.name, Word(mrn))
        case And(parts):
            return all_of([_within(fact, part) for part in parts]) or node
        case Or(parts):
            return any_of([_within(fact, part) for part in parts]) or node
        case Not(part):
            return none_of(_within(fact, part))
    return node


def _alternatives(part: Node) -> tuple[Node, ...]:
    return part.parts if isinstance(part, Or) else (part,)


def _together(left: Node, right: Node, within: int) -> Node:
    """Words of two parts near each other; a phrase among them has to be there as such."""
    near = Near((*_spoken(left), *_spoken(right)), min(max(within, 1), _FURTHEST))
    phrases: list[Node] = [part for part in (left, right) if isinstance(part, Phrase)]
    return all_of([*phrases, near]) or near


def _spoken(part: Node) -> tuple[str, ...]:
    """The words that a part stands for, where it is nothing but words."""
    match part:
        case Word(text):
            return (text,)
        case Pattern(text):
            return (text,)
        case Phrase(words):
            return words
    return ()


def _is_number(text: str) -> bool:
    """Whether one word is the number of a telegram: digits, a name of three letters or more, digits."""
    if not text.isascii() or not text.isalnum() or not text[:2].isdigit():
        return False
    mrn = parse_mrn(text)
    return mrn is not None and len(mrn.post) > 2
