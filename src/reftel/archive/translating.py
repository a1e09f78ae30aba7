"""From a `Query` to what tantivy asks of the index, and to what is marked in the paragraphs shown."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING

import msgspec
import tantivy

from reftel.archive.entries import seconds
from reftel.archive.index import index_words, schema, value_form
from reftel.facts import portions, posts
from reftel.model.number import parse_mrn
from reftel.query import And, Days, In, Near, Not, Number, Or, Pattern, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reftel.archive.widening import Form, Widening
    from reftel.query import Node, Term

#: The fields in which plain words are looked for, and what a word weighs there.
PLAIN_FIELDS = {"subject": 3.0, "body": 1.0, "rest": 0.7}

Query = tantivy.Query
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot

#: For each field of a question that is a fact of the heading: its name in the index.
_VALUES = {
    "from": "post", "post": "post", "to": "to", "info": "info", "tags": "tag", "class": "level", "caption": "caption",
    "prec": "precedence", "signed": "signed", "office": "office", "ref": "ref", "mrn": "mrn", "dialect": "dialect",
    "defect": "defect",
}  # fmt: skip
#: Those whose values are compared by their words, not only as a whole.
_BY_WORDS = frozenset(("caption", "precedence", "signed", "office", "defect", "dialect"))
#: Those in which posts stand, and the text that has the address as printed.
_ADDRESSES = {"from": "sender", "to": "action", "info": "copied"}
_NUMBERS = frozenset(("ref", "mrn"))
_NOT_LETTERS = "[^A-Za-z0-9]"
_SIGN = {"*": ".*", "?": "."}
_MOST_PAIRS = 5  # words of a proximity of which every two are compared; of more, each with the next
_FEW_VALUES = 5_000
_MOST_PATTERNS = 64  # in one question, each counted for every field that it is looked for in


class Sought(msgspec.Struct, frozen=True, gc=False):
    """Words that follow each other and are marked where they stand: for each the forms that will do.

    A form is small and without accents; `?` in it is a hole, where signs stand for letters. `edits`: the one word may
    differ by so many letters. `patterns`: the forms are patterns with `*` and `?`.
    """

    choices: tuple[tuple[str, ...], ...]
    edits: int = 0
    patterns: bool = False


class Translator:
    """Translates one question. What it needs of the archive it asks by the functions that it is given.

    `key_of` gives the key of a number that is held, `cited_by` the numbers that a held telegram refers to.
    """

    def __init__(
        self,
        widening: Widening,
        key_of: Callable[[str], int | None],
        cited_by: Callable[[str], Sequence[str]],
    ) -> None:
        self._widening = widening
        self._key_of = key_of
        self._cited_by = cited_by
        self._patterns = 0
        self.passed_over: dict[str, None] = {}  # patterns for which the question has no room
        self.sought: list[Sought] = []
        self.not_held: list[str] = []  # numbers asked for that are not in the archive

    def query(self, node: Node | None) -> Query:
        """The whole question."""
        return Query.all_query() if node is None else self._node(node, shown=True)

    def most_of(self, parts: Sequence[Node], least: int) -> Query:
        """At least so many of the parts that are words, and all of the others."""
        worded = [part for part in parts if is_worded(part)]
        must = [(_MUST, self._node(part, shown=True)) for part in parts if part not in worded]
        ways = [(_SHOULD, self._node(part, shown=True)) for part in worded]
        return Query.boolean_query([*must, (_MUST, Query.boolean_query(ways, minimum_number_should_match=least))])

    def _node(self, node: Node, *, shown: bool) -> Query:
        match node:
            case And(parts):
                plain = [part for part in parts if not isinstance(part, Not)]
                must = [(_MUST, self._node(part, shown=shown)) for part in plain] or [(_MUST, Query.all_query())]
                out = [(_NOT, self._node(part.part, shown=False)) for part in parts if isinstance(part, Not)]
                return Query.boolean_query(must + out)
            case Or(parts):
                return _any(self._node(part, shown=shown) for part in parts)
            case Not(part):
                return Query.boolean_query([(_MUST, Query.all_query()), (_NOT, self._node(part, shown=False))])
            case Days():
                return _days(node)
            case Number(mrn):
                return self._number(mrn)
            case In(field, term):
                return self._in(field, term, shown=shown)
        if shown:
            self._mark(node)
        return self._words(node, PLAIN_FIELDS)

    # Words

    def _in(self, field: str, term: Term, *, shown: bool) -> Query:
        if field in {"body", "subject"}:
            if shown:
                self._mark(term)
            return self._words(term, {field: 1.0})
        if field == "raw":
            if shown:
                self._mark(term)
            exact = Word(term.text, exact=True) if isinstance(term, Word) and not term.edits else term
            return self._words(exact, {**PLAIN_FIELDS, "received": 1.0})
        if field == "held":
            return self._words(_exactly(term), {"place": 1.0})
        if field == "year":
            return _any(Query.term_query(schema(), "year", int(word)) for word in _typed(term)[:1] if _is_year(word))
        if field == "refby":
            found = self._cited_by(" ".join(_typed(term)))
            return Query.term_set_query(schema(), "mrn", list(found)) if found else Query.empty_query()
        return self._value(field, term)

    def _words(self, term: Term, fields: dict[str, float]) -> Query:
        """A term in any of some fields; what a field does not hold at all costs nothing."""
        ways = []
        forms = self._forms(term)
        for field, weight in fields.items():
            for found, less in self._in_field(field, term, forms):
                boost = weight * less
                ways.append(found if boost == 1 else Query.boost_query(found, boost))
        return _any(ways)

    def _forms(self, term: Term) -> list[Form]:
        if isinstance(term, Word) and not term.exact and not term.edits:
            words = index_words(term.text)
            if len(words) == 1:
                return self._widening.forms(words[0])
        return []

    def _in_field(self, field: str, term: Term, forms: list[Form]) -> Iterator[tuple[Query, float]]:
        for form in forms:
            if form.garbled:
                if field == "body":
                    yield Query.term_query(schema(), "garbled", form.words[0]), form.weight
            else:
                yield _phrase(field, form.words), form.weight
        if forms:
            return
        match term:
            case Word(text, _, 0):
                yield _phrase(field, index_words(text)), 1.0
            case Word(text, _, edits):
                for word in index_words(text)[:1]:
                    yield Query.fuzzy_term_query(schema(), field, word, distance=edits), 1.0
            case Pattern(text):
                yield self._pattern(field, text), 1.0
                if field == "body":
                    yield self._pattern("garbled", text), 1.0
            case Phrase(words):
                yield self._follow(field, words), 1.0
            case Near(words, within):
                yield self._near(field, words, within), 1.0

    def _pattern(self, field: str, text: str) -> Query:
        if not self._has_room(text):
            return Query.empty_query()
        try:
            return Query.regex_query(schema(), field, _regex(text))
        except ValueError:  # longer than tantivy takes: no word is so long
            return Query.empty_query()

    def _has_room(self, *patterns: str) -> bool:
        """Whether so many more patterns can be looked through; what is passed over is remembered, to be said."""
        self._patterns += len(patterns)
        if self._patterns <= _MOST_PATTERNS:
            return True
        self.passed_over[" ".join(patterns)] = None
        return False

    def _follow(self, field: str, words: Sequence[str], slop: int = 0) -> Query:
        """Words that follow each other; patterns among them are searched as such."""
        if not any("*" in word or "?" in word for word in words):
            return _phrase(field, [piece for word in words for piece in index_words(word)], slop)
        if not self._has_room(*words):
            return Query.empty_query()
        try:
            return Query.regex_phrase_query(schema(), field, [_regex(word) for word in words], slop)
        except ValueError:
            return Query.empty_query()

    def _near(self, field: str, words: Sequence[str], within: int) -> Query:
        """Every two of the words at most so many apart, in both orders."""
        pairs = [*combinations(words, 2)] if len(words) <= _MOST_PAIRS else [*pairwise(words)]
        return Query.boolean_query([(_MUST, self._pair(field, pair, within)) for pair in pairs])

    def _pair(self, field: str, pair: tuple[str, str], within: int) -> Query:
        orders = dict.fromkeys(permutations(pair))
        return _any(self._follow(field, order, within - 1) for order in orders)

    # Facts of the heading

    def _value(self, field: str, term: Term) -> Query:
        name = _VALUES[field]
        words = _typed(term)
        if not words:
            return Query.empty_query()
        whole = (isinstance(term, Word) and term.exact) or (isinstance(term, Phrase) and term.whole)
        ways = [Query.term_query(schema(), name, value) for value in _values(field, words)]
        if isinstance(term, Word) and term.edits:
            ways.append(Query.fuzzy_term_query(schema(), name, value_form(name, words[0]), distance=term.edits))
        elif any("*" in word or "?" in word for word in words) or (name in _BY_WORDS and not whole) or len(words) > 1:
            ways += self._by_words(name, words, whole=name not in _BY_WORDS or whole)
        if field in _NUMBERS and not whole:
            ways += self._open_number(name, words)
        if field in _ADDRESSES and not whole:
            ways.append(self._words(_exactly(term), {_ADDRESSES[field]: 1.0}))
        return Query.const_score_query(_any(ways), 0.0)

    def _by_words(self, name: str, words: Sequence[str], *, whole: bool) -> Iterator[Query]:
        """Values that have these words, one after the other; `whole`: and no others."""
        if not whole and not any("*" in word or "?" in word for word in words):
            held = self._values_held(name)
            if held is not None:
                asked = f"(?<![A-Z0-9]){f'{_NOT_LETTERS}+'.join(map(re.escape, words))}(?![A-Z0-9])"
                having = re.compile(asked, re.IGNORECASE)
                found = [value for value in held if having.search(value)]
                yield Query.term_set_query(schema(), name, found) if found else Query.empty_query()
                return
        inner = f"{_NOT_LETTERS}+".join(_regex(value_form(name, word), fold=False) for word in words)
        before, after = (f"{_NOT_LETTERS}*",) * 2 if whole else (f"(.*{_NOT_LETTERS})?", f"({_NOT_LETTERS}.*)?")
        if self._has_room(" ".join(words)):
            try:
                yield Query.regex_query(schema(), name, f"{before}{inner}{after}")
            except ValueError:
                return

    def _values_held(self, name: str) -> list[str] | None:
        """All values of a field, where they are few: looking through them is quicker than a regular expression."""
        held = [value for value, _ in self._widening.searcher.terms_with_prefix(name, "", limit=_FEW_VALUES + 1)]
        return held if len(held) <= _FEW_VALUES else None

    def _open_number(self, name: str, words: Sequence[str]) -> Iterator[Query]:
        """Numbers without their year: ASTANA 605."""
        joined = "".join(words).upper()
        if re.fullmatch(r"[A-Z]{3,}0*[1-9][0-9]*", joined):
            post, number = re.split(r"0*(?=[1-9])", joined, maxsplit=1)
            yield Query.regex_query(schema(), name, f"[0-9][0-9]{post}{number}")

    def _number(self, mrn: str) -> Query:
        key = self._key_of(mrn)
        if key is not None:
            return Query.term_query(schema(), "key", key)
        self.not_held.append(mrn)
        return Query.term_query(schema(), "ref", mrn)

    # What is marked

    def _mark(self, term: Node) -> None:
        match term:
            case Word(text, exact, edits):
                words = index_words(text)
                forms = [] if exact or edits or len(words) != 1 else self._widening.forms(words[0])
                if not forms and words:
                    self.sought.append(Sought(tuple((word,) for word in words), edits))
                if forms:
                    single = tuple(form.words[0] for form in forms if len(form.words) == 1)
                    self.sought.append(Sought((single,)))
                    self.sought += [Sought(tuple((w,) for w in f.words)) for f in forms if len(f.words) > 1]
            case Pattern(text):
                self.sought.append(_sought([text]))
            case Phrase(words):
                self.sought.append(_sought(words))
            case Near(words):
                self.sought += [_sought([word]) for word in words]


def is_worded(node: Node) -> bool:
    """Whether a part of a question is looked for in the text, and not in the heading."""
    match node:
        case In(field):
            return field in {"body", "subject", "raw"}
        case Or(parts) | And(parts):
            return all(map(is_worded, parts))
        case Days() | Number() | Not():
            return False
    return True


def _sought(words: Sequence[str]) -> Sought:
    if any("*" in word or "?" in word for word in words):
        return Sought(tuple((_folded(word),) for word in words), patterns=True)
    return Sought(tuple((piece,) for word in words for piece in index_words(word)))


def _any(ways: Iterable[Query]) -> Query:
    found = list(ways)
    if len(found) == 1:
        return found[0]
    return Query.boolean_query([(_SHOULD, way) for way in found]) if found else Query.empty_query()


def _phrase(field: str, words: Sequence[str], slop: int = 0) -> Query:
    if len(words) > 1:
        return Query.phrase_query(schema(), field, list(words), slop)
    return Query.term_query(schema(), field, words[0]) if words else Query.empty_query()


def _days(days: Days) -> Query:
    first = seconds(datetime.combine(days.first, time(), UTC)) if days.first else None
    last = seconds(datetime.combine(days.last, time(23, 59, 59), UTC)) if days.last else None
    found = Query.range_query(schema(), "dtg", tantivy.FieldType.Integer, first, last)
    return Query.const_score_query(found, 0.0)


def _typed(term: Term) -> list[str]:
    match term:
        case Word(text) | Pattern(text):
            return [text]
        case Phrase(words) | Near(words):
            return list(words)
    raise AssertionError(term)


def _exactly(term: Term) -> Term:
    """The term without other spellings."""
    return Word(term.text, exact=True) if isinstance(term, Word) and not term.edits else term


def _values(field: str, words: Sequence[str]) -> list[str]:
    """The values of a field that words may mean as a whole."""
    joined, spaced = "".join(words), " ".join(words)
    if field == "class":
        mark = portions().get(joined.upper())
        return [value_form("level", mark.level if mark else spaced)]
    if field in _NUMBERS:
        number = parse_mrn(spaced)
        return [value_form("mrn", spaced), *([str(number)] if number else [])]
    if field in {"from", "to", "info", "post"}:
        post = posts().named(spaced)
        return list(dict.fromkeys((joined.upper(), spaced.upper(), *([post.mrn_name] if post else []))))
    return [value_form(_VALUES[field], spaced)]


def _folded(word: str) -> str:
    """A word or pattern in small letters without accents, its signs kept."""
    pieces = re.split(r"([*?])", word)
    return "".join(piece if piece in _SIGN else "".join(index_words(piece)) for piece in pieces)


def _regex(word: str, *, fold: bool = True) -> str:
    """A word or pattern as tantivy's regular expressions write it."""
    text = _folded(word) if fold else word
    return "".join(_SIGN.get(letter) or (letter if letter.isalnum() else f"\\{letter}") for letter in text)


def _is_year(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) == 4
