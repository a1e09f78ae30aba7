"""Plain language addresses: which post, agency, command or collective an address line names."""

from __future__ import annotations

import functools
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from reftel.facts.posts import OTHER_KINDS, POSTS, Post, mrn_name_of, posts
from reftel.facts.table import Row, Table, compact, forget_with_tables, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = Table(
    "addresses", ("address", "post", "kind", "body", "routing_indicators", "source"), lists=("routing_indicators",)
)
_KINDS = frozenset({"post", "agency", "military", "collective", "aig"})

#: Words that begin a post's address, and the kinds of post that they are the right words for.
_OPENINGS: dict[str, frozenset[str]] = {
    "AMEMBASSY": frozenset({"embassy", "liaison office", "interests section"}),
    "AMCONSUL": frozenset({"consulate", "office"}),
    "AMCONGEN": frozenset({"consulate", "office"}),
    "USMISSION": frozenset({"mission", "delegation"}),
    "USINT": frozenset({"interests section", "embassy"}),
    "USLO": frozenset({"liaison office", "embassy", "office"}),
    "USOFFICE": frozenset({"office", "embassy"}),
    "USDEL": frozenset({"delegation", "mission", "series"}),
    "REO": frozenset({"office", "consulate"}),
}
#: Longer or older spellings of these words.
_SPELLINGS = {
    "AMEMB": "AMEMBASSY",
    "EMBASSY": "AMEMBASSY",
    "AM EMBASSY": "AMEMBASSY",
    "US EMBASSY": "AMEMBASSY",
    "AMERICAN EMBASSY": "AMEMBASSY",
    "CONSULATE": "AMCONSUL",
    "AM CONSUL": "AMCONSUL",
    "US CONSULATE": "AMCONSUL",
    "AMERICAN CONSULATE": "AMCONSUL",
    "AMCONSULATE": "AMCONSUL",
    "CONSULATE GENERAL": "AMCONGEN",
    "US CONSULATE GENERAL": "AMCONGEN",
    "AMERICAN CONSULATE GENERAL": "AMCONGEN",
    "US MISSION": "USMISSION",
    "US LIAISON OFFICE": "USLO",
    "US INTERESTS SECTION": "USINT",
    "USINTS": "USINT",
    "US OFFICE": "USOFFICE",
}
#: Words that may stand between an address and the line's end when the line is damaged.
_AFTER_ADDRESS = frozenset({"NIACT", "FLASH", "OVERRIDE", "IMMEDIATE", "PRIORITY", "ROUTINE"})
#: A word after a post's name that makes it a longer name: SANTIAGO DE LOS CABALLEROS is not SANTIAGO.
_GOING_ON = frozenset({"DE", "DEL", "DA", "DO", "DOS", "OF", "AND"})
_CAPITAL = re.compile(r" (?:WASHDC|WASHINGTON(?: D ?C)?)$")
_AIG = re.compile(r"AIG [0-9]{1,5}")
_COMMAND = re.compile(r"(?:CDR|HQ|COM|CG|CINC|CO|USCINC|USDAO|DAO|ODC|ODRP|CHUSMAAG|MAAG|USMILGP|MILGP|JCS|CJTF|USS)\b")
_LONGEST = 200  # no address line is half as long


class AddressFact(msgspec.Struct, frozen=True, gc=False):
    """One plain language address as printed: the `mrn_name` of its post ("" for others), its kind, who it is."""

    address: str
    post: str
    kind: str
    body: str
    routing_indicators: tuple[str, ...]
    source: str


class _Known(msgspec.Struct, frozen=True, gc=False):
    """What an address turned out to be: `code` is set for posts only, also those that are in no table."""

    kind: str
    post: Post | None = None
    code: str | None = None
    fact: AddressFact | None = None


@remembered
def addresses() -> Mapping[str, AddressFact]:
    """Every plain language address that is known, by its printed form (see `address_form`).

    >>> addresses()["CIA WASHDC"].body
    'Central Intelligence Agency'
    """
    found: dict[str, AddressFact] = {}
    for row in _TABLE.rows():
        printed, post, kind, body, indicators, source = row.cells
        if kind not in _KINDS:
            raise row.not_one_of("kind", _KINDS)
        if post and posts().called(post) is None:
            raise row.wrong(f"there is no post {post!r} in the table of posts")
        address = address_form(printed)
        listed = tuple(indicators.replace(";", " ").split()) if indicators else ()
        found[address] = AddressFact(address, post, kind, body, listed, source)
    for row in POSTS.own_rows():
        address = address_form(row["plain_language_address"])
        if address:
            found[address] = _beside_its_post(address, row)
    return MappingProxyType(found)


def _beside_its_post(address: str, row: Row) -> AddressFact:
    """The address that a row of a user's own table of posts gives beside the post, agency or collective."""
    indicators = tuple(f"{row['routing_indicators']} {row['routing_indicator']}".replace(";", " ").split())
    if row["kind"] in OTHER_KINDS:
        return AddressFact(address, "", row["kind"], row["name"], indicators, row["source"])
    return AddressFact(address, mrn_name_of(row), "post", "", indicators, row["source"])


@remembered
def _addresses_without_capital() -> Mapping[str, AddressFact]:
    """Known addresses by their form without WASHDC or WASHINGTON DC; those that then mean two bodies left out."""
    found: dict[str, AddressFact | None] = {}
    for address, fact in addresses().items():
        short = _without_capital(address)
        other = found.setdefault(short, fact)
        if other is not None and (other.kind, other.post, other.body) != (fact.kind, fact.post, fact.body):
            found[short] = None
    return MappingProxyType({short: fact for short, fact in found.items() if fact is not None})


def address_form(address: str) -> str:
    """An address as it is looked up: capitals, single blanks, without office symbols and points.

    >>> address_form("DIA  Washington, D.C.//DHI-1B//")
    'DIA WASHINGTON DC'
    """
    return " ".join(address.split("//", 1)[0].upper().replace(".", "").replace(",", " ").split())


def _without_capital(form: str) -> str:
    """The address without WASHDC or WASHINGTON DC at its end, also with one letter wrong (WSHDC)."""
    short = _CAPITAL.sub("", form)
    if short == form:
        rest, _, last = form.rpartition(" ")
        return rest if rest and _one_letter_apart(last, "WASHDC") else form
    return short


def _known(address: str) -> _Known:
    return _recognised(address if len(address) <= _LONGEST else address[:_LONGEST])


@functools.lru_cache(maxsize=16384)
def _recognised(address: str) -> _Known:
    form = address_form(address)
    if _AIG.fullmatch(form):
        return _Known("aig")
    fact = addresses().get(form)
    if fact is None:
        form = _without_what_follows(form)
        fact = addresses().get(form) or _addresses_without_capital().get(_without_capital(form))
    if fact is not None:
        post = posts().named(fact.post) if fact.post else None
        return _Known(fact.kind, post, post.mrn_name if post else None, fact)
    if form.startswith("USDEL SECRETARY"):
        form = "USDEL SECRETARY"  # IN CAIRO, ABOARD ...: where the Secretary is does not change the series
    return _without_a_row(form)


forget_with_tables(_recognised.cache_clear)


def _without_a_row(form: str) -> _Known:
    """An address that is in no table: a post's name, words that open a post's address, or the look of another kind."""
    named = posts().called(form)
    if named is not None:
        return _Known("post", named, named.mrn_name)
    words = form.split(" ")
    for length in (3, 2, 1):
        opening = _SPELLINGS.get(" ".join(words[:length]))
        if opening and len(words) > length:
            post = _post_after(opening, words[length:])
            return _Known("post", post, post.mrn_name if post else None)
    opening, rest = _opened(words)
    if opening:
        post = _post_after(opening, rest)
        return _Known("post", post, post.mrn_name if post else _code_after(opening, rest))
    if _is_collective(words):
        return _Known("collective")
    return _Known("military" if _COMMAND.match(form) else "unknown")


def _without_what_follows(form: str) -> str:
    words = form.split(" ")
    while len(words) > 1 and (words[-1] in _AFTER_ADDRESS or (words[-1].isdigit() and len(words[-1]) <= 5)):
        words.pop()
    return " ".join(words)


def _is_collective(words: list[str]) -> bool:
    return "COLLECTIVE" in words or words[-2:] == ["DIPL", "POSTS"] or (words[0] == "ALL" and words[-1] == "POSTS")


def _opened(words: list[str]) -> tuple[str, list[str]]:
    """The word that opens a post's address, one letter of it perhaps damaged, and the rest; "" where there is none."""
    first, rest = words[0], words[1:]
    if first in _OPENINGS:
        return first, rest
    close = [opening for opening in _OPENINGS if len(opening) >= 8 and _one_letter_apart(first, opening)]
    if len(close) == 1:
        return close[0], rest
    glued = [opening for opening in _OPENINGS if len(opening) >= 8 and first.startswith(opening)]
    return (glued[0], [first[len(glued[0]) :], *rest]) if glued else ("", rest)


def _one_letter_apart(word: str, right: str) -> bool:
    """Whether one letter was added, lost or changed, or two neighbours changed places."""
    if abs(len(word) - len(right)) > 1 or word == right:
        return word == right
    start = 0
    while start < min(len(word), len(right)) and word[start] == right[start]:
        start += 1
    rest, right_rest = word[start:], right[start:]
    if len(word) != len(right):
        return rest[1:] == right_rest or rest == right_rest[1:]
    swapped = rest[:2] == right_rest[1::-1]
    return rest[1:] == right_rest[1:] or (swapped and rest[2:] == right_rest[2:])


def _post_after(opening: str, words: list[str]) -> Post | None:
    """The known post whose name follows, also with words after it: MEXICO CITY, NEW DELHI PIORITY."""
    whole = _post_named(opening, words, exact=False)
    if whole is not None:
        return whole
    for length in range(min(len(words) - 1, 5), 0, -1):
        post = _post_named(opening, words[:length], exact=True)
        if post is not None and words[length] not in _GOING_ON:
            return post
    return None


def _post_named(opening: str, words: list[str], *, exact: bool) -> Post | None:
    """The post of that name, of the kind that the opening word is for; not exactly so, any embassy or consulate."""
    name = " ".join(words)
    post = posts().called(name)
    if post is None or post.kind in _OPENINGS[opening]:
        return post
    other_mission = opening in {"USMISSION", "USDEL"}
    return None if exact or other_mission else post


def _code_after(opening: str, words: list[str]) -> str | None:
    name = " ".join(words)
    if opening == "USMISSION" and posts().called(name) is not None:
        return None  # a mission in a city that has a post of another kind: which mission, the address does not say
    return compact(name) or None


def post_of_address(address: str) -> Post | None:
    """The post that a plain language address names; `None` for others and for posts that are in no table.

    >>> post_of_address("AMEMDASSY LA PAZ").name, post_of_address("USDEL SECRETARY").name
    ('LA PAZ', 'SECTO')
    """
    return _known(address).post


def post_code_of_address(address: str) -> str | None:
    """The name that numbers of the addressed post carry, also of a post in no table; `None` where it is no post.

    >>> [post_code_of_address(address) for address in ("SECSTATE WASHDC", "AMEMBASSY SAN LORENZO", "CIA WASHDC")]
    ['STATE', 'SANLORENZO', None]
    """
    return _known(address).code


def kind_of_address(address: str) -> str:
    """Whether an address is a post, agency, military, collective or aig; `unknown` where nothing tells."""
    return _known(address).kind


def fact_of_address(address: str) -> AddressFact | None:
    """The row of the table that an address is known by, WASHDC and WASHINGTON DC counted as one; else `None`.

    >>> fact_of_address("CIA WASHINGTON D.C.").body
    'Central Intelligence Agency'
    """
    return _known(address).fact
