"""Which post the words before a number name, as drafters write them: SECSTATE, Embtel, Paris', AMEMBASSY ANKARA."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.facts.posts import posts
from reftel.facts.table import forget_with_tables, remembered
from reftel.references.own import NOBODY, Own

if TYPE_CHECKING:
    from reftel.facts.posts import Post


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that stand before a post's name and are no part of it.
_OPENINGS = _words(
    "AMEMBASSY AMEMB EMBASSY AMCONSUL AMCONGEN CONSULATE CONGEN USMISSION MISSION USLO USINT US AMERICAN AM CABLE "
    "CABLES TELEGRAM TELEGRAMS TEL TELS MESSAGE MSG REF REFS REFTEL REFTELS REFERENCE SEE ALSO FROM AND OF IN "
    "VIDE PER BOTH FORMER POST YOUR THE TO BY VIA CONSUL EMBASSY'S WITH AS ON FOR OR GENERAL CONGENERAL AIRGRAM"
)
#: Words between a post's name and its number.
_CLOSINGS = _words(
    "TEL TELS TELEGRAM TELEGRAMS CABLE CABLES MESSAGE MSG MSGS NO NR NOS NUMBER SERIAL NOTAL REFTEL REFTELS AIRGRAM"
)
#: The department, as posts call it.
_DEPARTMENT = _words(
    "STATE SECSTATE DEPT DEPARTMENT DEPTEL DEPTELS DEPTL DEPTOFSTATE DEPARTMENTOFSTATE STATEDEPT "
    "STATEDEPARTMENT DEPTSTATE"
)
#: The citing post, as it calls itself.
OWN_WORDS = _words("OURTEL OURTELS MY OUR OURS MYTEL MYTELS")
#: The embassy or other post abroad of two that write to each other, and the addressee.
_ABROAD = _words("EMBTEL EMBTELS CONTEL CONTELS USUNTEL MISSIONTEL POSTTEL EMBASSY'S CONSULATE'S MISSION'S POST'S")
_YOURS = _words("YOUR YOURS YOURTEL YOURTELS URTEL URTELS UR YR")
#: Words that stand for a post by the part that it has in the exchange.
PARTS = OWN_WORDS | _ABROAD | _YOURS
#: Short names in the drafters' use that are no names of telegram numbers, with the name that is.
_SHORT = {
    "RIO": "RIODEJANEIRO", "MEXICOCITY": "MEXICO", "USUN": "USUNNEWYORK", "USUNNY": "USUNNEWYORK",
    "ECBRUSSELS": "ECBRUSSELS", "USEC": "ECBRUSSELS", "USEU": "USEUBRUSSELS", "USNATOBRUSSELS": "USNATO",
    "BA": "BUENOSAIRES", "TGU": "TEGUCIGALPA", "HCMC": "HOCHIMINHCITY", "POS": "PORTOFSPAIN", "PAP": "PORTAUPRINCE",
    "USEEC": "ECBRUSSELS", "USIAEA": "IAEAVIENNA", "USOECDPARIS": "OECDPARIS", "USLO": "PEKING", "WH": "WHITEHOUSE",
    "WHITEHOUSE": "WHITEHOUSE", "KL": "KUALALUMPUR", "GUAT": "GUATEMALA", "STODOMINGO": "SANTODOMINGO",
    "PAUP": "PORTAUPRINCE", "HK": "HONGKONG", "BKK": "BANGKOK", "USMISSIONUN": "USUNNEWYORK",
    "BRUSSELSUSEU": "USEUBRUSSELS", "UNVIE": "UNVIEVIENNA", "AIT": "AITTAIPEI", "FRANKFURT": "FRANKFURT",
}  # fmt: skip
#: Series of the travelling Secretary and of agencies: their numbers are used like those of a post.
SERIES = _words("SECTO TOSEC HAKTO TOHAK USDOC TOAID AIDTO TOUSI USITO TOPOL POLTO CEDTO TOCED")
#: Words that are followed by numbers and name no post.
_NO_POST = _words(
    "JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER "
    "OCTOBER NOVEMBER DECEMBER PARA PARAS PARAGRAPH PARAGRAPHS PAGE PAGES SECTION SECTIONS PART PARTS ITEM ITEMS "
    "REPORT REPORTS LETTER LETTERS MEMO MEMORANDUM MEMCON TELCON TELECON TELECOM EMAIL MAIL FAM FAH IIR TD TDX "
    "OSC FBIS DTG NOTE NOTES CASE DATED DATE DTD GMT ZULU LOCAL EST EDT HOURS ABOUT UNTIL SINCE THAN RESOLUTION "
    "UNSCR UNGA HR ARTICLE ANNEX CHAPTER VOLUME VOL DOC DOCUMENT CONTRACT GRANT PROJECT LOAN PL EO PERCENT "
    "DOLLARS US$ AND PREVIOUS EARLIER OTHERS POINTS CFR USC CLASS GROUP TABLE FIGURE OPTION PHASE ROUND VISAS DAY "
    "WEEK MONTH YEAR SPRING SUMMER AUTUMN FALL WINTER MON TUE WED THU FRI SAT SUN MONDAY TUESDAY WEDNESDAY "
    "THURSDAY FRIDAY SATURDAY SUNDAY FY CY TELEPHONE CALL CONVERSATION REPLY SUBJ SUBJECT REGULATION INSTRUCTION "
    "POUCH DC NOTICE NOTAL EXDIS NODIS LIMDIS STADIS AIDAC UNCLASSIFIED UNCLAS CONFIDENTIAL SECRET TEXT AT WAS IS "
    "ARE WERE HAS HAVE NOT THIS THAT CERP FORM CIRCULAR HANDBOOK PUBLICATION"
)
_NO_CAPITAL = re.compile(r"[^A-Z]+")
_REMEMBERED = 20_000  # names looked up: an archive has a few thousand
#: Words that are in no name of a post that is not known.
_IN_NO_NAME = (_NO_POST | _OPENINGS | _CLOSINGS) - {"US", "USMISSION", "MISSION", "GENERAL"}


class Named(NamedTuple):
    """A post as numbers carry it, and whether it is in the table of posts (or a series)."""

    post: str
    known: bool


def name_of(words: str, own: Own = NOBODY) -> Named | None:
    """What the words before a number name; `None` where they name no post (PARAGRAPH, MAY, EMBTEL of an unknown post).

    >>> name_of("SECSTATE"), name_of("Amembassy La Paz"), name_of("MARCH")
    (Named(post='STATE', known=True), Named(post='LAPAZ', known=True), None)
    >>> [name_of(words, Own(post="STATE", to="LIMA")) for words in ("OUR", "EMBTEL")]
    [Named(post='STATE', known=True), Named(post='LIMA', known=True)]
    """
    found = _read(words)
    if found.post[:1] == "*":
        post = own.to if found is _THEIRS or (found is _OF_THE_EMBASSY and own.post == "STATE") else own.post
        return Named(post, True) if post else None
    if not found.known and found.post and found.post == own.post:
        return Named(found.post, True)  # it calls itself so, whatever the tables know
    return found if found.post else None


def full_name_at_end(words: list[str], own: Own = NOBODY) -> tuple[int, Named] | None:
    """The longest known name that the last words make up: how many words of it, and the name.

    In running text a short name (CASA, BA) is more often something else: only full names are taken.
    """
    for count in range(min(4, len(words)), 0, -1):
        if count > 1 and words[-count].upper() in _OPENINGS:
            continue
        printed = " ".join(words[-count:])
        named = name_of(printed, own)
        if named is not None and named.known and _is_full(printed, named):
            return count, named
    return None


def _is_full(printed: str, named: Named) -> bool:
    upper = printed.upper().replace("’", "'").removesuffix("'S").removesuffix("'")
    letters = _compact(upper)
    if letters == "WASHINGTON":
        return False  # an address more often than the department
    long = len(letters) > 5 or letters == named.post
    return long or letters in _FULL or upper in PARTS or printed.upper().replace("’", "'") in _ABROAD


@lru_cache(maxsize=_REMEMBERED)
def ends_a_name(word: str) -> bool:
    """Whether a word can be the last one before the number of a telegram: a quick check, true for too many."""
    upper = word.upper().replace("’", "'")
    return _compact(upper.removesuffix("'S")) in _last_words()


@lru_cache(maxsize=_REMEMBERED)
def mrn_start(named: Named, year: int) -> str:
    """Year and post of a telegram number, the post under the name of that year (`99KIEV`).

    >>> mrn_start(Named("LAPAZ", known=True), 1974)
    '74LAPAZ'
    """
    post = posts().named(named.post, year) if named.known else None
    return f"{year % 100:02d}{named.post if post is None else post.mrn_name}"


def misspelt_state(words: str) -> bool:
    """Whether the words are STATE but for one letter: STAE, SATTE, 5TATE without its figure."""
    return _one_edit(_compact(words), "STATE")


def nearest_name(words: str, own_post: str | None = None) -> str | None:
    """The one known name that differs from the words in a single letter; `None` where there is none, or several.

    Of five letters it is given only where two are swapped, or where it is the citing post's own.

    >>> nearest_name("SANTIAG"), nearest_name("LA PAX"), nearest_name("LA PAX", "LAPAZ"), nearest_name("QUTIO")
    ('SANTIAGO', None, 'LAPAZ', 'QUITO')
    """
    letters = _compact(words)
    if own_post is not None and len(letters) >= 5 and _one_edit(letters, own_post):
        return own_post
    if len(letters) < 5:
        return None
    near = _near_names()
    found: set[str] = set(near.get(letters, ()))
    for place in range(len(letters)):
        found.update(near.get(letters[:place] + letters[place + 1 :], ()))
    if len(letters) == 5:
        found = {name for name in found if sorted(name) == sorted(letters)}
    posts_meant = {name for name in found if _one_edit(letters, name)}
    meant = {named.post for name in posts_meant if (named := name_of(name)) is not None}
    return meant.pop() if len(meant) == 1 else None


_NO_NAME = Named("", False)
_OURS, _OF_THE_EMBASSY, _THEIRS = Named("*own", True), Named("*abroad", True), Named("*addressee", True)
#: Short names that mean nothing but the post, in running text too.
_FULL = _DEPARTMENT | SERIES | _words("USUN USEC USEU USEEC UNVIE USBER")


@remembered
def _last_words() -> frozenset[str]:
    names = (name for post in posts() for name in (post.mrn_name, post.name, *post.other_names))
    last = {_compact(part) for name in names for part in (name.split()[-1:] or [name])}
    parts = PARTS | {word.removesuffix("'S") for word in _ABROAD}
    return frozenset(last | _DEPARTMENT | parts | _CLOSINGS | SERIES | set(_SHORT) | {"CITY"})


@remembered
def known_posts() -> dict[str, Named]:
    """Every known post by its names as they are usually printed, in capitals."""
    found = {words: named for words in ("STATE", "SECSTATE") if (named := name_of(words)) is not None}
    for post in posts():
        for words in (post.name, post.mrn_name, *post.other_names):
            named = name_of(words)
            if named is not None and named.known:
                found[words] = named
    return found


@lru_cache(maxsize=_REMEMBERED)
def _read(words: str) -> Named:
    if words.upper().replace("’", "'") in _ABROAD:
        return _OF_THE_EMBASSY
    parts = (
        words.upper().replace("’", "'").replace("'S", "").replace("'", "").replace(".", " ").replace("-", " ").split()
    )
    while len(parts) > 1 and parts[-1] in _CLOSINGS:
        parts.pop()
    for first in range(len(parts)):
        named = _whole_name(parts[first:])
        if named is not None:
            return named
        if parts[first] not in _OPENINGS:
            return _unknown(parts[first:])
    return _NO_NAME


def _whole_name(parts: list[str]) -> Named | None:
    compacted = _compact("".join(parts))
    if compacted in _DEPARTMENT:
        return Named("STATE", True)
    if compacted in OWN_WORDS:
        return _OURS
    if compacted in _YOURS:
        return _THEIRS
    if compacted in _ABROAD:
        return _OF_THE_EMBASSY
    if compacted in _NO_POST:
        return None
    found: Post | None = posts().named(compacted)
    if found is None and compacted in _SHORT:
        found = posts().named(_SHORT[compacted])
        if found is None:
            return Named(_SHORT[compacted], True)
    if found is not None:
        return Named(found.mrn_name, True)
    return Named(compacted, True) if compacted in SERIES else None


def _unknown(parts: list[str]) -> Named:
    """A name that is in no table: accepted as a shape of a post's name, two to three words of letters."""
    compacted = _compact("".join(parts))
    if len(parts) > 3 or not 3 <= len(compacted) <= 24 or any(part in _IN_NO_NAME for part in parts):
        return _NO_NAME
    return Named(compacted, False)


def _compact(words: str) -> str:
    return _NO_CAPITAL.sub("", words.upper())


@remembered
def _near_names() -> dict[str, set[str]]:
    """Every known name of five letters and more under itself and under itself less one letter."""
    near: dict[str, set[str]] = {}
    for post in posts():
        for name in {_compact(name) for name in (post.mrn_name, post.name, *post.other_names)}:
            if len(name) < 5:
                continue
            near.setdefault(name, set()).add(name)
            for place in range(len(name)):
                near.setdefault(name[:place] + name[place + 1 :], set()).add(name)
    return near


def _one_edit(left: str, right: str) -> bool:
    """Whether one letter more, less or other, or two swapped, make one word of the other."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    same = 0
    while same < min(len(left), len(right)) and left[same] == right[same]:
        same += 1
    rest_left, rest_right = left[same:], right[same:]
    if len(left) == len(right):
        swapped = rest_left[:2] == rest_right[:2][::-1] and rest_left[2:] == rest_right[2:]
        return swapped or rest_left[1:] == rest_right[1:]
    return rest_left[1:] == rest_right if len(left) > len(right) else rest_left == rest_right[1:]


for _looked_up in (ends_a_name, mrn_start, _read):
    forget_with_tables(_looked_up.cache_clear)
