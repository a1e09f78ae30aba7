"""What the rules know of English: word classes, verbs and phrases that report, all read from the tables in `data`.

Nothing here is learned and nothing is downloaded: every table says in its first lines where it comes from.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

# Word classes, as bits: a word can have several.
(
    DET,
    POSS,
    PRON,
    OBJ,
    QUANT,
    AUX,
    BE,
    HAVE,
    MODAL,
    PREP,
    COORD,
    SUBORD,
    REL,
    WH,
    ADV,
    HUMAN,
    NEG,
    TITLE,
    CUE,
    NOUN,
    OTHER,
    PHRASE,
) = (1 << place for place in range(22))

#: The table of closed classes (`frames.toml`) and the bit of each.
_CLASSES = {
    "determiners": DET,
    "possessives": POSS,
    "subject_pronouns": PRON,
    "object_pronouns": OBJ,
    "quantifiers": QUANT,
    "auxiliaries": AUX,
    "be": BE,
    "have": HAVE,
    "modals": MODAL,
    "prepositions": PREP,
    "coordinators": COORD,
    "subordinators": SUBORD,
    "relatives": REL,
    "question_words": WH,
    "adverbs": ADV,
    "human_nouns": HUMAN,
    "negatives": NEG,
}


class CueVerb(NamedTuple):
    """A verb that reports. `frames` are the letters of `cue_verbs.csv`, `particles` the prepositions it takes."""

    lemma: str
    kind: str
    frames: str
    particles: frozenset[str]
    addressee: str
    clause: int
    object: int


class CueForm(NamedTuple):
    """One form of a cue verb: `past`, `participle`, `ing`, `third` (says) or `base` (say); some words are several."""

    verb: CueVerb
    forms: frozenset[str]


class CuePhrase(NamedTuple):
    """A cue of several words; `parts` are sets of words, each possibly preceded by up to two other words."""

    parts: tuple[tuple[frozenset[str], bool], ...]
    kind: str
    complement: str
    score: int


def _rows(name: str) -> list[dict[str, str]]:
    text = files("reftel.analysis").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def table(name: str) -> dict[str, str]:
    """A TOML table of word lists, as written."""
    return tomllib.loads(files("reftel.analysis").joinpath("data", name).read_text("utf-8"))


@cache
def words_of(name: str, key: str) -> frozenset[str]:
    """One word list of a TOML table, as a set.

    >>> "minister" in words_of("frames.toml", "human_nouns")
    True
    """
    return frozenset(table(name)[key].split())


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Common English words in lower case: what is not among them may be a name."""
    found: set[str] = set()
    for name in ("words.txt", "more_words.txt"):
        text = files("reftel.analysis").joinpath("data", name).read_text("utf-8")
        found.update(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
    return frozenset(found)


_VOWELS = "aeiou"


def inflect(lemma: str, irregular: str = "") -> dict[str, str]:
    """The forms of a verb; `irregular` is `past/participle` where the rules do not give them.

    >>> inflect("deny", "denied/denied")["third"], inflect("note")["ing"], inflect("stress")["third"]
    ('denies', 'noting', 'stresses')
    """
    past, _, participle = irregular.partition("/")
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third, regular = lemma[:-1] + "ies", lemma[:-1] + "ied"
    elif lemma.endswith(("s", "sh", "ch", "x", "z")):
        third, regular = lemma + "es", lemma + "ed"
    elif lemma.endswith("e"):
        third, regular = lemma + "s", lemma + "d"
    else:
        third, regular = lemma + "s", lemma + "ed"
    if lemma.endswith("e") and not lemma.endswith("ee"):
        ing = lemma[:-1] + "ing"
    elif past.endswith("ed") and past[: len(lemma)] == lemma and past[len(lemma) : len(lemma) + 1] == lemma[-1]:
        ing = lemma + lemma[-1] + "ing"
    else:
        ing = lemma + "ing"
    return {
        "base": lemma,
        "third": third,
        "past": past or regular,
        "participle": participle or past or regular,
        "ing": ing,
    }


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, CueForm]:
    """Every form of every reporting verb."""
    verbs: dict[str, CueVerb] = {}
    shapes: dict[str, dict[str, str]] = {}
    for row in _rows("cue_verbs.csv"):
        letters, *particles = row["frames"].split("+")
        lemma = row["verb"]
        old = verbs.get(lemma)
        if not int(row["clause"]) and not int(row["object"]):
            continue
        verbs[lemma] = CueVerb(
            lemma,
            old.kind if old else row["kind"],
            letters + (old.frames if old else ""),
            frozenset(particles) | (old.particles if old else frozenset()),
            row["addressee"] or (old.addressee if old else ""),
            max(int(row["clause"]), old.clause if old else 0),
            max(int(row["object"]), old.object if old else 0),
        )
        shapes.setdefault(lemma, inflect(lemma, row["forms"]))
    found: dict[str, CueForm] = {}
    for lemma, verb in verbs.items():
        for form, word in shapes[lemma].items():
            known = found.get(word)
            if known and known.verb.lemma != lemma:
                continue
            found[word] = CueForm(verb, (known.forms if known else frozenset()) | {form})
    return found


@lru_cache(maxsize=1)
def _one_letter_short() -> dict[str, str]:
    """Forms of cue verbs with one letter left out, for words that lost a letter on the way."""
    found: dict[str, str] = {}
    for word in cue_verbs():
        if len(word) >= 7 and word.endswith("ed"):
            for place in range(1, len(word)):
                found.setdefault(word[:place] + word[place + 1 :], word)
    return found


@lru_cache(maxsize=20000)
def garbled_cue(word: str) -> str | None:
    """The past form of a cue verb that a strange word is but for one letter: `explainied`, `stted`; else `None`.

    >>> garbled_cue("explainied"), garbled_cue("minister")
    ('explained', None)
    """
    if len(word) < 6 or word in english():
        return None
    short = _one_letter_short().get(word)
    if short:
        return short
    known = cue_verbs()
    for place in range(len(word)):
        whole = word[:place] + word[place + 1 :]
        if whole in known and whole.endswith("ed"):
            return whole
    return None


_VERBS_IN_PHRASES = {
    "BE": "is are was were be been being am",
    "HAVE": "has have had having",
    "MAKE": "make makes made making",
    "TAKE": "take takes took taken taking",
    "GIVE": "give gives gave given giving",
    "EXPRESS": "express expresses expressed expressing",
    "HOLD": "hold holds held holding",
    "REPEAT": "repeat repeats repeated repeating reiterate reiterates reiterated reiterating renew renews renewed",
    "OFFER": "offer offers offered offering",
    "PRESENT": "present presents presented presenting",
    "SHARE": "share shares shared sharing",
    "RAISE": "raise raises raised raising",
    "ISSUE": "issue issues issued issuing",
    "PLACE": "place places placed placing put puts putting",
    "LAY": "lay lays laid laying",
    "CALL": "call calls called calling",
    "DRAW": "draw draws drew drawn drawing",
    "SEEM": "seem seems seemed",
    "APPEAR": "appear appears appeared",
    "REMAIN": "remain remains remained",
    "FEEL": "feel feels felt",
    "VOICE": "voice voices voiced voicing",
    "LEAVE": "leave leaves left leaving",
    "LET": "let lets",
    "GO": "go goes went",
    "POSS": "my his her its our their your",
}


def _part(word: str) -> frozenset[str]:
    found: set[str] = set()
    for choice in word.split("|"):
        found.update(_VERBS_IN_PHRASES.get(choice, choice).split())
    return frozenset(found)


@lru_cache(maxsize=1)
def cue_phrases() -> dict[str, list[CuePhrase]]:
    """The cues of several words, by each form of their first word; the longest first."""
    found: dict[str, list[CuePhrase]] = {}
    for row in _rows("cue_phrases.csv"):
        parts: list[tuple[frozenset[str], bool]] = []
        gap = False
        for word in row["phrase"].split():
            if word == "*":
                gap = True
                continue
            parts.append((_part(word), gap))
            gap = False
        phrase = CuePhrase(tuple(parts), row["kind"], row["complement"], int(row["score"]))
        for first in parts[0][0]:
            found.setdefault(first, []).append(phrase)
    for phrases in found.values():
        phrases.sort(key=lambda phrase: -len(phrase.parts))
    return found


class CueNoun(NamedTuple):
    """A noun that holds what somebody says: its kind and how surely it does (0-9)."""

    kind: str
    score: int


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, CueNoun]:
    """The nouns of saying and thinking, singular and plural."""
    found: dict[str, CueNoun] = {}
    for row in _rows("cue_nouns.csv"):
        noun = CueNoun(row["kind"], int(row["score"]))
        word = row["noun"]
        found[word] = noun
        plural = word[:-1] + "ies" if word.endswith("y") and word[-2] not in _VOWELS else word + "s"
        if not word.endswith("s"):
            found.setdefault(plural, noun)
    return found


@lru_cache(maxsize=1)
def word_bits() -> dict[str, int]:
    """The classes of every word that has any, as bits."""
    bits: dict[str, int] = {}
    for key, bit in _CLASSES.items():
        for word in words_of("frames.toml", key):
            bits[word] = bits.get(word, 0) | bit
    for word in words_of("name_parts.toml", "titles"):
        bits[word] = bits.get(word, 0) | TITLE
    for word in cue_verbs():
        bits[word] = bits.get(word, 0) | CUE
    for word in cue_nouns():
        bits[word] = bits.get(word, 0) | NOUN
    for word in (*cue_phrases(), "according"):
        bits[word] = bits.get(word, 0) | PHRASE
    return bits
