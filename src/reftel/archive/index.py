"""The index: which words and facts of a telegram can be searched, and how they are cut into words.

One exact field for each kind of text. A stemmed field beside it was measured: it takes three times as long to build and
40% more room, for what a question widened to the forms of its words finds as well (`reftel.spelling.forms`).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from reftel.archive.entries import seconds
from reftel.archive.shingles import shingles
from reftel.model.repair import repaired_text
from reftel.spelling import garbled_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reftel.model.telegram import Addressee, Telegram

#: Change it with anything below: an index of another version is built anew.
INDEX_VERSION = 4

#: Fields whose words are searched, and what they hold. Phrases work in all of them.
TEXT_FIELDS = {
    "subject": "the subject line",
    "body": "titles and paragraphs, as repaired",
    "rest": "passing lines, notes, drafting and office lines, signature, and what could not be understood",
    "received": "words of the text as received that a repair changed",
    "sender": "address of the originator, as printed",
    "action": "addresses for action, as printed",
    "copied": "addresses for information, as printed",
    "place": "the kind of file, and the words of its path",
}
#: Fields that hold whole values, in capitals.
VALUE_FIELDS = {
    "mrn": "the telegram's own number",
    "post": "the post that sent it",
    "to": "posts for action (where the post is not known: the address)",
    "info": "posts for information",
    "tag": "TAGS",
    "level": "classification",
    "caption": "captions",
    "precedence": "precedence for action",
    "signed": "signature",
    "office": "offices of the distribution and of addressees",
    "dialect": "layout of the telegram",
    "defect": "kinds of defects",
    "ref": "numbers that it refers to for certain",
    "garbled": "words with signs in them, the signs as ?",
}
#: Numbers, for ranges, counts and order; `key` is the archive's, `stamp` changes with the record, `dtg` is in seconds,
#: `month` is year times 100 and month, `serial` the year and the number.
NUMBER_FIELDS = ("key", "stamp", "dtg", "year", "month", "serial")
#: Pieces of the text as numbers: see `reftel.archive.shingles`.
SHINGLE = "shingle"

_OWN_NAMES = frozenset(("dialect", "defect", "garbled"))
_YEAR_STEP = 100_000_000  # more than the number of any telegram
_TOKENIZER = "words"
_LONGEST_WORD = 80
_LONGEST_VALUE = 200
_REST = frozenset(
    ("unread", "passing", "note", "drafting", "offices", "signature", "corrected", "classified-by", "exempt", "circuit")
)


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """Cuts text into words for the index and for questions alike: letters and digits, small, without accents."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


@cache
def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    for name in NUMBER_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field(SHINGLE, indexed=True, fast=False)
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="position")
    for name in VALUE_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


def open_index(folder: Path) -> tantivy.Index:
    """The index in a folder, made where there is none."""
    index = tantivy.Index(schema(), path=str(folder))
    index.register_tokenizer(_TOKENIZER, analyzer())  # tantivy forgets it with every opening
    index.config_reader(reload_policy="manual")
    return index


def words_of_index(folder: Path) -> Iterator[str]:
    """Every word that the vocabulary learns, from an index that is there."""
    index = open_index(folder)
    searcher = index.searcher()
    for field in ("subject", "body", "garbled"):
        yield from (word for word, _ in searcher.terms_with_prefix(field, ""))


class Lesson(NamedTuple):
    """What the index learns of a telegram, and the words that the vocabulary learns."""

    document: tantivy.Document
    words: set[str]


def index_words(text: str) -> list[str]:
    """The words of a text as the index has them."""
    return list(analyzer().analyze(text.encode("utf-8", "replace").decode()))


def body_words(telegram: Telegram) -> list[str]:
    """The words of subject and paragraphs as the index has them, in order."""
    return index_words(_all_written(telegram))


def lesson(telegram: Telegram, key: int, stamp: int) -> Lesson:
    """What is to be learned of a telegram."""
    made = tantivy.Document()
    for name, number in _numbers(telegram, key, stamp):
        made.add_integer(name, number)
    written = _all_written(telegram)
    words, garbled = index_words(written), {*garbled_words(written)}
    for number in shingles(words):
        made.add_integer(SHINGLE, number)
    for word in garbled:
        made.add_text("garbled", word)
    for name, value in _values(telegram):
        if value:
            made.add_text(name, value_form(name, value))
    for name, text in _texts(telegram):
        if text:
            made.add_text(name, text)
    return Lesson(made, {*words, *garbled})


@lru_cache(10_000)
def _value(name: str, value: str) -> str:
    plain = " ".join(value.split())
    return plain if name in _OWN_NAMES else plain.upper()


def value_form(name: str, value: str) -> str:
    """How a value stands in the index and has to be asked for: in capitals, but for the names of reftel's own kinds.

    >>> value_form("tag", "pgov"), value_form("defect", "cut-off")
    ('PGOV', 'cut-off')
    """
    return _value(name, value[:_LONGEST_VALUE])


def _numbers(telegram: Telegram, key: int, stamp: int) -> Iterator[tuple[str, int]]:
    yield "key", key
    yield "stamp", stamp
    year = telegram.year or (telegram.dtg.year if telegram.dtg else None)
    month = telegram.dtg.year * 100 + telegram.dtg.month if telegram.dtg else None
    serial = year * _YEAR_STEP + min(telegram.number, _YEAR_STEP - 1) if year and telegram.number is not None else None
    facts = {"dtg": seconds(telegram.dtg), "year": year, "month": month, "serial": serial}
    for name, value in facts.items():
        if value is not None and abs(value) < 2**63:
            yield name, value


def _values(telegram: Telegram) -> Iterator[tuple[str, str | None]]:
    yield "mrn", telegram.mrn
    yield "post", telegram.post
    yield "level", telegram.classification.level
    yield "precedence", telegram.precedence.action
    yield "signed", telegram.signature
    yield "dialect", telegram.source.dialect
    lists: dict[str, Iterable[str | None]] = {
        "to": (_whom(addressee) for addressee in telegram.to),
        "info": (_whom(addressee) for addressee in telegram.info),
        "tag": (term.code for term in telegram.tags),
        "caption": telegram.captions,
        "office": _offices(telegram),
        "defect": (defect.defect for defect in telegram.defects),
        "ref": (reftel.mrn for reftel in telegram.reftels),
    }
    for name, values in lists.items():
        for value in dict.fromkeys(values):
            yield name, value


def _whom(addressee: Addressee) -> str:
    return addressee.post or addressee.address


def _offices(telegram: Telegram) -> Iterator[str | None]:
    if telegram.distribution:
        yield from (office.office for office in telegram.distribution.action + telegram.distribution.info)
    yield from (addressee.office for addressee in telegram.to + telegram.info)


def _written(telegram: Telegram) -> Iterator[tuple[str, str | None]]:
    """What the drafter wrote: subject, titles, paragraphs."""
    yield "subject", telegram.subject
    for paragraph in telegram.paragraphs:
        yield "body", paragraph.heading
        yield "body", paragraph.text
    if not telegram.paragraphs:
        yield "body", repaired_text(telegram.text, telegram.repairs, 0, len(telegram.text))


def _all_written(telegram: Telegram) -> str:
    return "\n".join(text for _, text in _written(telegram) if text)


def _texts(telegram: Telegram) -> Iterator[tuple[str, str | None]]:
    yield from _written(telegram)
    if telegram.paragraphs:
        yield from (("rest", words) for words in _rest(telegram))
    if telegram.originator:
        yield "sender", telegram.originator.address
    yield from (("action", addressee.address) for addressee in telegram.to)
    yield from (("copied", addressee.address) for addressee in telegram.info)
    yield from (("received", words) for words in received_words(telegram))
    yield "place", f"{telegram.source.container} {telegram.source.path}"


def _rest(telegram: Telegram) -> Iterator[str]:
    starts = [repair.start for repair in telegram.repairs]
    for span in telegram.spans:
        if span.label in _REST:
            within = telegram.repairs[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            yield repaired_text(telegram.text, within, span.start, span.end)


def received_words(telegram: Telegram) -> Iterator[str]:
    """The words of the text as received in which something was repaired, whole, each place once."""
    text, done = telegram.text, 0
    for repair in telegram.repairs:
        if not repair.applied or repair.start < done or not repair.now.strip():
            continue  # what was only taken out (a line end, a page mark) changed no word
        start, end = repair.start, repair.end
        while start > done and repair.start - start < _LONGEST_WORD and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and end - repair.end < _LONGEST_WORD and text[end].isalnum():
            end += 1
        if any(map(str.isalnum, text[start:end])):
            yield text[start:end]
        done = end
