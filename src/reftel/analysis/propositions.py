"""What a statement holds, clause by clause, in a form in which two statements can be compared.

A proposition is the matter (its telling words), the side (for what it names, or against it), and the figures and years
in it. The cue counts with the words: who opposed a bridge and who said that no bridge should be built hold the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import ADV, AUX, PREP, english, table, word_bits, words_of
from reftel.analysis.matters import is_telling, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.analysis import Statement

_TABLE = "poles.toml"
_NOT = words_of(_TABLE, "not")
_SAID_OF = words_of(_TABLE, "said_of")
_SAYING_OF = words_of(_TABLE, "saying_of")
_OWN = words_of(_TABLE, "own")
_LESSER = words_of(_TABLE, "lesser")
_CONDITIONAL = words_of(_TABLE, "conditional")
_AHEAD = words_of(_TABLE, "ahead")
_UNTELLING = words_of(_TABLE, "when") | words_of(_TABLE, "months") | _AHEAD
_PAST = words_of(_TABLE, "past")
_MINE = words_of(_TABLE, "mine")
_MONTHS = words_of(_TABLE, "months")
_CUE_ENDS = dict.fromkeys(words_of(_TABLE, "cue_for"), 1) | dict.fromkeys(words_of(_TABLE, "cue_against"), -1)
_OUGHT = frozenset(("should", "must", "ought", "deserve", "deserves", "deserved"))
_UNTIL = frozenset(("before", "until", "till"))
_CAN = frozenset(("can", "could"))
_BEFORE_SEASON = frozenset(("the", "last", "next", "this", "early", "late", "in", "by", "each", "every", "of"))
_NUMBERS = {word: place for place, word in enumerate(table(_TABLE)["numbers"].split(), start=2)} | {
    word: 10 * place for place, word in enumerate(table(_TABLE)["tens"].split(), start=2)
}
_TIMES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "mn": 1e6, "bn": 1e9, "m": 1e6}
#: Lengths of time in days, so that two weeks and two months can be compared.
_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365}
_WORD = re.compile(r"[^\W\d_]+|\d[\d,.]*\d|\d|[^\w\s]")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
#: Phrases that read as one word of the scales, or that take back a word of denial. Each is bounded in length.
_REWRITTEN = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"n['’]t\b", " not"),
        (r"\bcannot\b", "can not"),
        (r"\bin favou?r of\b|\b(?:vot(?:ed?|es|ing)|c(?:a|o)me out) (?:for|in support of)\b", "favor"),
        (r"\bin support (?:of|for)\b|\b(?:stood|stands?|standing) behind\b", "support"),
        (r"\b(?:won|c(?:a|o)me) (?:over|a?round) to\b", "support"),
        (r"\bturn(?:ed|s)? against\b|\bforced (?:up)?on\b", "oppose"),
        (r"\bbest thing\b", "good"),
        (r"\bput (?:my|his|her|their|its|our) name to\b", "sign"),
        (r"\bvot(?:ed?|es|ing) against\b", "oppose"),
        (r"\bout of the question\b", "impossible"),
        (r"\brul(?:es?|ed|ing) out\b", "exclude"),
        (r"\bruled nothing out\b", "not exclude"),
        (r"\bno longer\b|\bby no means\b", "not"),
        (r"\b(?:no doubt|nothing but|no (?:less|more|later|fewer|sooner)|not (?:only|just|merely))\b", " "),
        (r"\bwithout (?:a )?doubt\b", " "),
        (r"\bnot (?:[^\s,.;]+ ){1,6}but\b", " "),
        (r"\bfail(?:s|ed|ing)? to\b", "not"),
        (r"\bwant(?:s|ed|ing)? to\b", "intend"),
        (r"\btoo (?:small|low|few|little)\b", "insufficient"),
        (r"\b(?:more|less) than\b|\bat (?:least|most)\b|\bup to\b", " "),
        (r"\bhalf\b", "50 percent"),
    )
)
_BREAKS = frozenset((";", ":", ".", "?", "!", "—", "–"))
_AFTER_COMMA = frozenset(("and", "but", "or", "nor", "yet", "so", "not"))
_SUBJECTS = frozenset(("that", "he", "she", "they", "it", "we", "i", "there", "this"))
_OBJECTS = ("object", "as", "phrase")
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "such"))
_NOUNS = frozenset(("support", "backing", "praise", "need", "trust", "favor", "favour", "approval"))
#: Words that begin with un- and are no contrary.
_NOT_UN = frozenset(("unrest", "unveil", "unfold", "unleash", "uncover", "unload", "unlike", "unless"))
_SHORTEST_UN = 6
#: So many words at most stand between what says something of something and what it says.
_REACH = 6
#: More clauses of one statement are not looked at: two statements are compared clause by clause.
_MOST = 12


class Figure(NamedTuple):
    """A number under its unit, `""` where it has none, and both as written; lengths of time are in days."""

    unit: str
    value: float
    text: str


class Proposition(NamedTuple):
    """One clause: its matter, the scales it uses, its side (1 or -1), figures by unit, years; whose view, how meant.

    `subject` is the part of the matter of which the rest is said, where a helping verb shows where it ends. `valued`:
    it says what is good, likely or so, and does not only tell what happened. `limited`: it is denied up to a day only.
    """

    matter: frozenset[str]
    subject: frozenset[str]
    scales: frozenset[str]
    side: int
    figures: tuple[Figure, ...]
    years: frozenset[int]
    of_others: bool
    ahead: bool
    conditional: bool
    limited: bool
    valued: bool


def propositions_of(statement: Statement, words: str) -> tuple[Proposition, ...]:
    """The propositions of a statement; none of a question.

    `words` is its content as repaired. The cue is read with the first clause.
    """
    if statement.kind == "question":
        return ()
    cue = " ".join(statement.cue.text.split()).lower() if statement.cue else ""
    return _propositions(cue, words.lower(), objects=statement.construction.endswith(_OBJECTS))


@lru_cache(maxsize=20000)
def _propositions(cue: str, words: str, *, objects: bool = False) -> tuple[Proposition, ...]:
    found = []
    subject: frozenset[str] = frozenset()
    for number, clause in enumerate(islice(_clauses(_words(words), objects=objects), _MOST)):
        one = _Reader(_words(cue) if number == 0 else [], clause).proposition()
        if word_bits().get(clause[0], 0) & AUX:  # "is disloyal and must be disbanded": the subject goes on
            one = one._replace(matter=one.matter | subject, subject=subject)
        subject = one.subject
        if one.matter or one.scales:
            found.append(one)
    return tuple(found)


def _words(text: str) -> list[str]:
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    return _WORD.findall(text)


def _clauses(words: list[str], *, objects: bool) -> Iterator[list[str]]:
    """The main clauses, without what only explains them; `objects`: the verb of the first is its cue."""
    clause: list[str] = []
    lesser = False
    verb = objects
    for place, word in enumerate(words):
        if word in _BREAKS or _joins(words, place, verb=verb):
            if clause:
                yield clause
            clause, lesser, verb = [], False, False
            continue
        verb = verb or bool(word_bits().get(word, 0) & AUX)
        if word in _LESSER and place:
            lesser = True
            if word in _CONDITIONAL or word in _UNTIL:
                clause.append(word)
        elif lesser and word == "," and not clause:
            lesser = False
        if not lesser:
            clause.append(word)
    if clause:
        yield clause


def _joins(words: list[str], place: int, *, verb: bool) -> bool:
    """Whether a comma, `and` or `but` begins another clause; `verb`: the one before has its verb."""
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else ""
    if word == ",":
        return after in _AFTER_COMMA
    if word not in ("and", "but"):
        return False
    if after in _SUBJECTS or word_bits().get(after, 0) & AUX or (word == "but" and words[place - 1] == ","):
        return True
    return verb and any(word_bits().get(one, 0) & AUX for one in words[place + 1 : place + _REACH + 1])


@lru_cache(maxsize=1)
def _poles() -> dict[str, tuple[str, int]]:
    """The scale of each word and the end of it where the word stands."""
    found: dict[str, tuple[str, int]] = {}
    for key in table(_TABLE):
        scale, _, end = key.rpartition("_")
        if end in ("for", "against") and scale not in ("cue", "so"):
            for word in words_of(_TABLE, key):
                if word not in found or scale != "good":
                    found[word] = (scale, 1 if end == "for" else -1)
    for key, side in (("so_for", 1), ("so_against", -1)):
        found |= dict.fromkeys(words_of(_TABLE, key), ("so", side))
    return found | dict.fromkeys((*words_of(_TABLE, "demanding"), *_OUGHT), ("good", 1))


@lru_cache(maxsize=1)
def _own_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _OWN)


class _Reader:
    """Reads one clause from the left, the words of its cue first."""

    def __init__(self, cue: list[str], clause: list[str]) -> None:
        self.words = [*cue, *clause]
        self.clause = len(cue)
        self.matter: set[str] = set()
        self.subject: frozenset[str] | None = None
        self.scales: set[str] = set()
        self.side = 1
        self.figures: list[Figure] = []
        self.years: set[int] = set()
        self.of_others = False
        self.valued = False
        self.saying_of = -_REACH - 1  # where something was last said of something
        self.foreign = False  # a subject other than the speaker or those he speaks for was read
        self.ought = False

    def proposition(self) -> Proposition:
        for place in range(len(self.words)):
            self._word(place)
        words = set(self.words)
        return Proposition(
            matter=frozenset(self.matter),
            subject=self.subject or frozenset(),
            scales=frozenset(self.scales),
            side=self.side,
            figures=tuple(self.figures),
            years=frozenset(self.years),
            of_others=self.of_others,
            ahead=bool(words & _AHEAD),
            conditional=bool(words & _CONDITIONAL),
            limited=self.side < 0 and bool(words & _UNTIL),
            valued=self.valued,
        )

    def _word(self, place: int) -> None:
        word = self.words[place]
        bits = word_bits().get(word, 0)
        in_cue = place < self.clause
        if not in_cue and self.subject is None and (bits & AUX or self._is_past(place)):
            mine = not _MINE.isdisjoint(self.words[self.clause : place])
            self.subject = frozenset(self.matter) - (_own_stems() if mine else frozenset())
        if word[0].isdigit() or word in _NUMBERS:
            self._figure(place)
        elif word in _NOT:
            self.side = -self.side
        elif in_cue and word in _CUE_ENDS:
            self._take("good", _CUE_ENDS[word])
        elif word in _poles() and not self._is_season(place):
            self._pole(place)
        elif not in_cue and is_telling(word) and word not in _UNTELLING:
            self._telling(word)
        if word in _SAYING_OF:
            self.saying_of = place
        elif not in_cue and bits & PREP:
            self.saying_of = -_REACH - 1
        self.ought = self.ought or word in _OUGHT or (word in _CAN and "be" in self.words[place + 1 : place + 3])

    def _is_past(self, place: int) -> bool:
        """Whether a past form stands right after what it is said of: `the caucus held`, no `limited harvest`."""
        word, before = self.words[place], self.words[place - 1] if place > self.clause else ""
        return (word.endswith("ed") or word in _PAST) and bool(self.matter) and stem(before) in self.matter

    def _telling(self, word: str) -> None:
        """A word of the matter; of the contrary of a word, the word and another side."""
        self.foreign = self.foreign or word not in _OWN
        if word.startswith("un") and word[2:] in english() and word not in _NOT_UN and len(word) >= _SHORTEST_UN:
            self.matter.add(stem(word[2:]))
            self.side = -self.side
            self.valued = True
        elif word.startswith(("over", "under")) and word.endswith("ed"):
            self.matter.add(stem(word.removeprefix("over").removeprefix("under")))
            self._take("measure", 1 if word.startswith("over") else -1)
        else:
            self.matter.add(stem(word))

    def _take(self, scale: str, end: int) -> None:
        """Count a word at an end of a scale."""
        self.scales.add(scale)
        self.side *= end
        self.valued = True

    def _is_season(self, place: int) -> bool:
        return self.words[place] == "fall" and place > 0 and self.words[place - 1] in _BEFORE_SEASON

    def _pole(self, place: int) -> None:
        """Count a word of a scale; an adjective or noun only where it is said of something: `was useless`."""
        word = self.words[place]
        in_cue = place < self.clause
        if word in _NOUNS and not in_cue and place and self.words[place - 1] in _ARTICLES:
            self.matter.add(stem(word))
            return
        if word in _SAID_OF and not in_cue and place - self.saying_of > _REACH:
            before = word_bits().get(self.words[place - 1], 0) if place else 0
            if not before & (AUX | ADV):
                self.matter.add(stem(word))
                return
        scale, end = _poles()[word]
        if scale == "so":
            self.side *= end
            self.valued = True
            return
        if scale == "good" and not in_cue and word not in _SAID_OF and self.foreign and not self.ought:
            self.of_others = _MINE.isdisjoint(self.words[max(self.clause, place - 2) : place])
        self._take(scale, end)

    def _figure(self, place: int) -> None:
        """Keep a figure under its unit: `400 million dollars`; years apart; days of a month not at all."""
        word = self.words[place]
        before = self.words[place - 1] if place else ""
        if _YEAR.fullmatch(word):
            self.years.add(int(word))
            return
        number = _NUMBERS[word] if word in _NUMBERS else _value(word)
        at = place + 1
        while at < len(self.words) and self.words[at] in _TIMES:
            number *= _TIMES[self.words[at]]
            at += 1
        unit = self.words[at] if at < len(self.words) else ""
        if before in _MONTHS or unit in _MONTHS or before in _TIMES:
            return
        text = " ".join(self.words[place : at + 1])
        if unit in _DAYS:
            number, unit = number * _DAYS[unit], "days"
        named = unit.isalpha() and not word_bits().get(unit, 0) & PREP
        self.figures.append(Figure(stem(unit) if named else "", number, text if named else word))


def _value(figure: str) -> float:
    """What a figure is worth; a number with several points, as of a paragraph, nothing."""
    plain = figure.replace(",", "")
    return float(plain) if plain.count(".") <= 1 and plain.isascii() else 0.0
