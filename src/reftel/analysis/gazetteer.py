"""Names that are known beforehand: countries and their people, places, organisations, posts."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from reftel.facts.posts import posts
from reftel.facts.table import remembered
from reftel.facts.tags import tags

_SHORT = 4  # letters


class Known(NamedTuple):
    """A known name: `words` in lower case, what it names, under which common name; `code` of a country.

    `type` is country, demonym, place or organisation.
    """

    words: tuple[str, ...]
    type: str
    name: str
    code: str | None


def _rows(name: str) -> list[dict[str, str]]:
    text = files("reftel.analysis").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _all() -> list[Known]:
    from reftel.analysis.tokens import tokenize

    found: list[Known] = []

    def put(form: str, kind: str, name: str, code: str | None) -> None:
        words = tuple(tokenize(form).lowers)
        if words:
            found.append(Known(words, kind, name, code))

    for row in _rows("countries.csv"):
        for form in (row["name"], *filter(None, row["variants"].split("|"))):
            put(form, "country", row["name"], row["code"])
        for form in filter(None, row["demonyms"].split("|")):
            put(form, "demonym", row["name"], row["code"])
    for row in _rows("places.csv"):
        for form in row["names"].split("|"):
            put(form, "place", form, None)
    for row in _rows("organisations.csv"):
        first, *others = row["names"].split("|")
        for form in (first, *others):
            put(form, "organisation", max((first, *others), key=len), None)
    return found


def _from_facts() -> list[Known]:
    """Places of the TAGS and seats of posts, a user's own among them: `<country>n` is taken for its people."""
    from reftel.analysis.tokens import tokenize

    found: list[Known] = []
    for tag in tags().values():
        if tag.kind != "place" or not tag.label or len(tag.label) > 40 or "(" in tag.label:
            continue
        words = tuple(tokenize(tag.label).lowers)
        found.append(Known(words, "country", tag.label, tag.country or tag.code))
        if len(words) == 1 and words[0].endswith("a"):
            found += (
                Known((words[0] + ending,), "demonym", tag.label, tag.country or tag.code) for ending in ("n", "ns")
            )
    for post in posts():
        if post.city and len(post.city) > 2:
            found.append(Known(tuple(tokenize(post.city).lowers), "place", post.city, None))
    return found


@remembered
def known_names() -> dict[str, list[Known]]:
    """Every known name by its first word, the longest first.

    >>> [known.name for known in known_names()["saudi"]]
    ['Saudi Arabia', 'Saudi Arabia', 'Saudi Aramco', 'Saudi Arabia']
    """
    found: dict[str, list[Known]] = {}
    for known in (*_all(), *_from_facts()):
        same = found.setdefault(known.words[0], [])
        if all(other.words != known.words for other in same):
            same.append(known)
    for names in found.values():
        names.sort(key=lambda known: -len(known.words))
    return found


@cache
def short_acronyms() -> frozenset[str]:
    """Known organisations of up to four letters that are written in capitals, in lower case: `gao`, not `esso`."""
    forms = (form for row in _rows("organisations.csv") for form in row["names"].split("|"))
    return frozenset(form.lower() for form in forms if form.isupper() and form.isalpha() and len(form) <= _SHORT)


def match_known(lowers: list[str], place: int) -> Known | None:
    """The longest known name that begins at token `place`."""
    for known in known_names().get(lowers[place], ()):
        size = len(known.words)
        if size == 1 or tuple(lowers[place : place + size]) == known.words:
            return known
    return None
