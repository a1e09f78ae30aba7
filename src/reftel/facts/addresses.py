"""Plain language addresses: which post, agency, command or collective an address line names."""

from __future__ import annotations

import functools
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from reftel.facts.posts import Post, posts
from reftel.facts.table import Table, compact, forget_with_tables, one_of, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = Table(
    "addresses", ("address", "post", "kind", "body", "routing_indicators", "source"), lists=("routing_indicators",)
)
_KINDS = frozenset({"post", "agency", "military", "collective", "aig"})

#: Words that begin a post's address, and the kinds of post that may follow them.
_OPENINGS: dict[str, frozenset[str]] = {
    "AMEMBASSY": frozenset({"embassy", "consulate", "liaison office", "interests section", "office"}),
    "AMCONSUL": frozenset({"consulate", "embassy", "office"}),
    "AMCONGEN": frozenset({"consulate", "embassy", "office"}),
    "USMISSION": frozenset({"mission", "delegation"}),
    "USINT": frozenset({"interests section", "embassy"}),
    "USLO": frozenset({"liaison office", "embassy", "consulate", "office"}),
    "USOFFICE": frozenset({"office", "embassy", "liaison office"}),
    "USDEL": frozenset({"delegation", "mission", "series"}),
    "REO": frozenset({"office", "consulate"}),
    "RRT": frozenset({"office"}),
    "RPO": frozenset({"office"}),
    "PRT": frozenset({"office"}),
}
#: Longer or older spellings of the openings, as one or two words.
_OPENING_SPELLINGS = {
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
    "US MISSION": "USMISSION",
    "US LIAISON OFFICE": "USLO",
    "US INTERESTS SECTION": "USINT",
    "USINTS": "USINT",
    "US OFFICE": "USOFFICE",
}
_CAPITAL = re.compile(r" (?:WASHDC|WASHINGTON(?: D ?C)?)$")
_AFTER_ADDRESS = re.compile(r"(?: (?:NIACT|FLASH|OVERRIDE|IMMEDIATE|PRIORITY|ROUTINE|[0-9]{1,5}))+$")
_COLLECTIVE = re.compile(r"(?:^| )(?:COLLECTIVE|ALL (?:\w+ )*POSTS|DIPL POSTS)(?:$| )")
_AIG = re.compile(r"AIG \d{1,5}")
_COMMAND = re.compile(r"(?:CDR|HQ|COM|CG|CINC|CO|USCINC|USDAO|DAO|ODC|ODRP|CHUSMAAG|MAAG|USMILGP|MILGP|JCS|CJTF|USS)\b")


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
        address = address_form(row["address"])
        indicators = tuple(row["routing_indicators"].replace(";", " ").split())
        kind = one_of(row, "kind", _KINDS)
        if row["post"] and posts().named(row["post"]) is None:
            raise row.wrong(f"there is no post {row['post']!r} in the table of posts")
        found[address] = AddressFact(address, row["post"], kind, row["body"], indicators, row["source"])
    for post in posts():
        if post.address:
            address = address_form(post.address)
            found.setdefault(address, AddressFact(address, post.mrn_name, "post", "", (), post.source))
    return MappingProxyType(found)


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


@functools.lru_cache(maxsize=16384)
def _known(address: str) -> _Known:
    form = address_form(address)
    if _AIG.fullmatch(form):
        return _Known("aig")
    fact = addresses().get(form)
    if fact is None:
        form = _AFTER_ADDRESS.sub("", form)  # a precedence or serial number that a damaged line left standing
        fact = addresses().get(form) or _addresses_without_capital().get(_without_capital(form))
    if fact is not None:
        post = posts().named(fact.post) if fact.post else None
        return _Known(fact.kind, post, post.mrn_name if post else None, fact)
    if form.startswith("USDEL SECRETARY"):
        form = "USDEL SECRETARY"  # IN CAIRO, ABOARD ...: where the Secretary is does not change the series
    named = posts().called(form)
    if named is not None:
        return _Known("post", named, named.mrn_name)
    opening, rest = _opened(form)
    if opening:
        return _post_after(opening, rest)
    if _COLLECTIVE.search(form):
        return _Known("collective")
    return _Known("military" if _COMMAND.match(form) else "unknown")


forget_with_tables(_known.cache_clear)


def _opened(form: str) -> tuple[str, str]:
    """The word that opens a post's address, and the rest; both blank where the address is no post's."""
    first, _, rest = form.partition(" ")
    if first in _OPENINGS:
        return first, rest
    words = form.split(" ")
    for length in (3, 2, 1):
        opening = _OPENING_SPELLINGS.get(" ".join(words[:length]))
        if opening and len(words) > length:
            return opening, " ".join(words[length:]).removeprefix("GENERAL ").removeprefix("OF ")
    close = [opening for opening in _OPENINGS if len(opening) >= 8 and _one_letter_apart(first, opening)]
    if len(close) == 1:
        return close[0], rest
    glued = [opening for opening in ("AMEMBASSY", "AMCONSUL", "USMISSION") if first.startswith(opening)]
    return (glued[0], form[len(glued[0]) :]) if glued else ("", "")


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


def _post_after(opening: str, rest: str) -> _Known:
    words = rest.split(" ")
    for length in range(min(len(words), 5), 0, -1):
        post = _post_of_kind(opening, " ".join(words[:length]))
        if post is not None:
            return _Known("post", post, post.mrn_name)
    code = compact(rest)
    if opening == "USMISSION" and posts().named(rest) is not None:
        code = ""  # a mission in a city that has a post of another kind: which mission, the address does not say
    return _Known("post", None, code or None)


def _post_of_kind(opening: str, name: str) -> Post | None:
    fitting = [post for post in posts().candidates(name) if post.kind in _OPENINGS[opening]]
    exact = [post for post in fitting if compact(name) != post.archive_code or compact(name) == post.mrn_name]
    return exact[0] if exact and (len(exact) == 1 or exact[0].mrn_name == compact(name)) else None


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
