"""Answering a question from the index and the record: which telegrams, how many, and the words in their place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import tantivy

from reftel.archive.database import INDEX
from reftel.archive.entries import Entry, entries, entries_by_key
from reftel.archive.facets import Facet, count_facets
from reftel.archive.index import open_index, schema
from reftel.archive.numbers import find_key
from reftel.archive.passages import Passage, Wanted, passages
from reftel.archive.translating import Sought, Translator, is_worded
from reftel.archive.vocabulary import Vocabulary
from reftel.archive.widening import Widened, Widening
from reftel.query import And, In, Note, Number, Or, Parsed, Query, Sort, parse, show_query
from reftel.query.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reftel.archive.store import Store
    from reftel.query import Node

_PAGE = 2_000  # hits asked for together while all are asked for
_LONGEST_NUMBER = 60  # characters of a question that may be nothing but a number
_LONGEST_VALUE = 40  # characters of a value that is only told
_FEW = 5  # hits; with fewer, telegrams that have most of the words are given as well
_FACETED = {"from": "post"}  # facts of which only another shows what values there are
_ORDER = {"dtg": "dtg", "number": "serial"}


class Hit(msgspec.Struct, frozen=True):
    """A telegram that answers a question, with the pieces of it that show why. `score` only orders the hits."""

    entry: Entry
    score: float
    passages: tuple[Passage, ...]


class Found(msgspec.Struct, frozen=True):
    """The answer to a question.

    `total` is the number of telegrams in all, `hits` are those asked for. `query` is the question as it was understood
    (typed again it means the same), `notes` say what was searched in another way than typed, `widened` which other
    spellings were searched beside the words. `straight` is the telegram whose number the question is. Where very few
    telegrams have all of the words, `also` are some that have most of them; they are not counted.
    """

    total: int
    hits: tuple[Hit, ...]
    query: str = ""
    notes: tuple[Note, ...] = ()
    widened: tuple[Widened, ...] = ()
    facets: tuple[Facet, ...] = ()
    straight: Entry | None = None
    also: tuple[Hit, ...] = ()


class Asked(msgspec.Struct, frozen=True):
    """What is asked of an answer: see `Archive.find`."""

    question: str
    limit: int = 20
    offset: int = 0
    facets: tuple[str, ...] = ()
    facet_limit: int = 20
    sort: str | None = None
    exact: bool = False
    passages: int = 2
    after: int = 0  # only telegrams with a higher key: what came later than that one
    strict: bool = False  # nothing looser where no telegram has all of its words


class _Search(NamedTuple):
    """A question made ready for one state of the index."""

    searcher: tantivy.Searcher
    parsed: Parsed
    query: tantivy.Query
    sought: tuple[Sought, ...]
    widened: tuple[Widened, ...]

    def page(self, limit: int, offset: int) -> tuple[int, list[tuple[int, float]]]:
        """The number of all hits, and of some the keys with their scores."""
        # More than there is would only cost memory, and nothing at all makes tantivy panic.
        most = max(min(limit, self.searcher.num_docs), 1)
        place = max(min(offset, self.searcher.num_docs), 0)
        order = self.parsed.query.sort
        if order is None or order.field == "relevance":
            result = self.searcher.search(self.query, limit=most, offset=place)
        else:
            way = tantivy.Order.Desc if order.falling else tantivy.Order.Asc
            field = _ORDER[order.field]
            result = self.searcher.search(self.query, limit=most, offset=place, order_by_field=field, order=way)
        shown = result.hits[: max(limit, 0)]
        keys = self.searcher.fast_field_values("key", [address for _, address in shown])
        total: int = result.count  # type: ignore[attr-defined]  # its type stub does not know it
        return total, [(int(key or 0), float(score or 0)) for key, (score, _) in zip(keys, shown, strict=True)]


class Finder:
    """Searches the index of an archive as it was last committed; for any number of threads."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / INDEX
        self._index: tantivy.Index | None = None
        self._vocabulary: Vocabulary | None = None
        self._seen: tuple[int, ...] = ()
        self._mirror: tempfile.TemporaryDirectory[str] | None = None

    def find(self, store: Store, asked: Asked) -> Found:
        """The answer to a question."""
        search, total, scored = self._searched(store, asked, asked.limit, asked.offset)
        wanted = Wanted(search.sought)
        unknown = () if total else tuple(self._unknown(store, asked, search))
        also = self._also(store, asked, search, total) if 0 < total < _FEW and asked.limit > total else []
        return Found(
            total=total,
            hits=tuple(self._hits(store, scored, wanted, asked.passages)),
            also=tuple(self._hits(store, also, wanted, asked.passages)),
            query=show_query(search.parsed.query),
            notes=search.parsed.notes + unknown,
            widened=search.widened,
            facets=count_facets(search.searcher, search.query, asked.facets, asked.facet_limit),
            straight=_straight(store, search.parsed.query),
        )

    def find_all(self, store: Store, asked: Asked) -> Iterator[Hit]:
        """All hits in their order from `offset` on, page by page from one state of the index."""
        search, total, scored = self._searched(store, asked, _PAGE, asked.offset)
        wanted, offset = Wanted(search.sought), asked.offset
        while scored:
            yield from self._hits(store, scored, wanted, asked.passages)
            offset += len(scored)
            if offset >= total:
                return
            _, scored = search.page(_PAGE, offset)

    def wanted(self, store: Store, question: str, *, exact: bool = False) -> Wanted:
        """What of a question is marked where it stands in a text."""
        asked = Asked(question, exact=exact)
        return Wanted(self._search(store, _understood(store, asked), asked).sought)

    def last_key(self) -> int:
        """The highest key in the index: what came after it is not known there yet."""
        searcher = self.searcher()
        result = searcher.search(tantivy.Query.all_query(), limit=1, order_by_field="key", order=tantivy.Order.Desc)
        return max((int(key) for key, _ in result.hits), default=0)

    def searcher(self) -> tantivy.Searcher:
        """The state of the index that was committed last."""
        seen = self._look()
        if self._index is None or seen[:1] != self._seen[:1] or (self._mirror and seen != self._seen):
            place = self._writable()
            self._index = open_index(place)
            self._vocabulary = Vocabulary(place)
        elif seen != self._seen:
            self._index.reload()
        self._seen = seen
        return self._index.searcher()

    def close(self) -> None:
        """Let go of the index."""
        self._index = None
        if self._vocabulary is not None:
            self._vocabulary.close()
            self._vocabulary = None
        if self._mirror is not None:
            self._mirror.cleanup()
            self._mirror = None

    def _searched(
        self, store: Store, asked: Asked, limit: int, offset: int
    ) -> tuple[_Search, int, list[tuple[int, float]]]:
        """The question made ready, and its first answer; looser where nothing has all of its words."""
        parsed = _understood(store, asked)
        search = self._search(store, parsed, asked)
        total, scored = search.page(limit, offset)
        worded = 0 if asked.strict else _worded(parsed.query)
        for least in sorted({worded // 2, 1}, reverse=True) if not total and worded > 1 else ():
            looser = self._search(store, parsed, asked, least)
            total, scored = looser.page(limit, offset)
            if total:
                meaning = f"no telegram has all of this; these have {least} of its {worded} words, or more"
                note = Note(show_query(parsed.query), meaning)
                return looser._replace(parsed=Parsed(parsed.query, (*parsed.notes, note))), total, scored
        return search, total, scored

    def _also(self, store: Store, asked: Asked, search: _Search, total: int) -> list[tuple[int, float]]:
        """Telegrams with most of the words of a question, beside the few that have all of them."""
        worded = _worded(search.parsed.query)
        if worded < 2:
            return []
        found = {key for key, _ in search.page(total, 0)[1]}
        looser = self._search(store, search.parsed, asked, max(worded // 2, 1))
        _, scored = looser.page(_FEW + total, 0)
        return [(key, score) for key, score in scored if key not in found][:_FEW]

    def _unknown(self, store: Store, asked: Asked, search: _Search) -> Iterator[Note]:
        """What no telegram has of the facts that a question without an answer names, and what they have instead."""
        for part in _facts_asked(search.parsed.query.node)[:_FEW]:
            alone = Asked(asked.question, exact=asked.exact)
            if self._search(store, Parsed(Query(part)), alone).page(0, 0)[0]:
                continue
            everything = tantivy.Query.all_query()
            for facet in count_facets(search.searcher, everything, (_FACETED.get(part.field, part.field),), _FEW):
                yield Note(show_query(Query(part)), _held_instead(facet))

    def _search(self, store: Store, parsed: Parsed, asked: Asked, least: int | None = None) -> _Search:
        searcher = self.searcher()
        assert self._vocabulary is not None
        widening = Widening(searcher, self._vocabulary, exact=asked.exact)
        translator = Translator(
            widening, lambda mrn: find_key(store.connection, mrn), lambda asked: _cited_by(store, asked)
        )
        node = parsed.query.node
        if least is None or not isinstance(node, And):
            query = translator.query(node)
        else:
            query = translator.most_of(node.parts, least)
        missed = (Note(mrn, "is not held; telegrams that refer to it were searched") for mrn in translator.not_held)
        if asked.after:
            later = tantivy.Query.range_query(schema(), "key", tantivy.FieldType.Integer, asked.after + 1, None)
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(later, 0.0))]
            )
        over = (Note(each, "is one pattern too many: not searched in every place") for each in translator.passed_over)
        told = Parsed(parsed.query, (*parsed.notes, *missed, *over))
        return _Search(searcher, told, query, tuple(translator.sought), tuple(widening.widened))

    def _writable(self) -> Path:
        """The folder of the index, or one of links to its files: tantivy locks a file even to read."""
        if os.access(self._place, os.W_OK):
            return self._place
        self.close()
        self._mirror = tempfile.TemporaryDirectory(prefix="reftel-")
        for file in self._place.iterdir():
            if file.suffix != ".lock":
                (Path(self._mirror.name) / file.name).symlink_to(file.absolute())
        return Path(self._mirror.name)

    def _look(self) -> tuple[int, ...]:
        """Changes when the index is another (first number) or has been committed to (the others)."""
        folder, commit = self._place.stat(), (self._place / "meta.json").stat()
        return folder.st_ino, commit.st_ino, commit.st_mtime_ns

    @staticmethod
    def _hits(store: Store, scored: list[tuple[int, float]], wanted: Wanted, pieces: int) -> Iterator[Hit]:
        held = entries_by_key(store.connection, [key for key, _ in scored])
        for key, score in scored:
            if key in held:  # else it was removed since the index was committed
                shown = passages(store.record(key), wanted, pieces) if pieces else ()
                yield Hit(held[key], score, shown)


def _understood(store: Store, asked: Asked) -> Parsed:
    """The question as understood; one that is nothing but the number of a telegram that is held is that telegram."""
    question = asked.question.strip()
    key = find_key(store.connection, question) if 0 < len(question) <= _LONGEST_NUMBER else None
    if key is not None:
        entry = next(entries(store.connection, "telegram.key = ?", (key,)))
        parsed = Parsed(Query(Number(entry.id if "~" in question or not entry.mrn else entry.mrn)))
    else:
        parsed = parse(asked.question)
    if asked.sort is not None:
        ordered = parse(f"sort:{asked.sort}")
        order: Sort | None = ordered.query.sort
        return Parsed(Query(parsed.query.node, order or parsed.query.sort), (*parsed.notes, *ordered.notes))
    return parsed


def _straight(store: Store, query: Query) -> Entry | None:
    if not isinstance(query.node, Number):
        return None
    key = find_key(store.connection, query.node.mrn)
    return None if key is None else next(entries(store.connection, "telegram.key = ?", (key,)), None)


def _worded(query: Query) -> int:
    """How many parts of the question are words, where all of them are asked for."""
    return sum(map(is_worded, query.node.parts)) if isinstance(query.node, And) else 0


def _facts_asked(node: Node | None) -> list[In]:
    """The facts of the heading that a question names; not those that telegrams must not have."""
    found: list[In] = []
    waiting = [node]
    while waiting:
        match waiting.pop():
            case In() as part if FIELDS[part.field].kind == "value":
                found.append(part)
            case And(parts) | Or(parts):
                waiting += reversed(parts)
    return found


def _held_instead(facet: Facet) -> str:
    if not facet.values:
        return "no telegram here has this"
    values = [value.value[:_LONGEST_VALUE] for value in facet.values]
    if facet.field == "year":
        return f"no telegram here has this; those held are of {values[0]} to {values[-1]}"
    first = "there are" if not facet.more else "the commonest are"
    return f"no telegram here has this; {first} {', '.join(values)}"


def _cited_by(store: Store, asked: str) -> Sequence[str]:
    """The numbers that a telegram refers to for certain."""
    key = find_key(store.connection, asked)
    found = store.connection.execute("SELECT mrn FROM reference WHERE telegram = ?", (key,))
    return [row[0] for row in found]
