"""Words of 1973-79 that weaker evidence speaks for: a blank for a lost letter, the telegram's own names, short words.

What `reftel.repair.letters` leaves alone is looked at once more, with what the telegram itself shows. Most of it is
only suggested: a person decides.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from reftel.model.repair import APPLIED_FROM, Repair
from reftel.repair.letters import remembered_reading
from reftel.repair.lexicon import EDGE
from reftel.repair.sheet import words_on
from reftel.repair.unknown import TITLES, Unknown, is_plain, unknown_words
from reftel.text.folded import cases, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.lexicon import Lexicon
    from reftel.repair.sheet import Sheet

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NEXT = re.compile(r" ([A-Z]{1,20})(?!\w|\.\w|[&'/-])")
_BEFORE = re.compile(r"\b([A-Z]{1,20}) \Z")
_ARTICLES = frozenset(("the", "a", "an"))  # what follows them is no such word as FUNCTION holds
_SMALL = frozenset("a i".split())  # noqa: SIM905 - letters that are words

#: A word from this count on is common.
_COMMON = 3_000_000
_SHORTEST_WHOLE, _LONGER_PIECE = 5, 3
_SURE_FROM = 8
_NAME_FROM = 6
#: Letters that words end in where they are bent: PERONISTA, PERONISTAS.
_ENDINGS = frozenset("aeionsrz")
_MOST_NAMES = 60
_LONGEST_SHORT, _SHORTEST_READ = 4, 5
_BLANKS, _AFTER = frozenset(" \n"), frozenset(" \n,.")
_LOWEST = 0.3
#: Of the short words suggested in 241 real telegrams about a third was right: many are abbreviations.
_SHORT_WORDS = 0.4
#: Names stand beside names: a word there is a slip less often.
_BESIDE_NAMES = 0.6

#: The words that half of any text consists of; short ones with a slip are looked for among these only.
_FUNCTION = frozenset(
    "the and that for with was were had has have not this from they would will could are been their there which its"  # noqa: SIM905
    " his her but all any who when than then them into over upon also only such made said told about after before while"
    " other some more most must may can did does our out now new one two under both what"
    " of to in on at by as is be an or no if it he we so".split()
)


def letters_lost_to_blanks(sheet: Sheet) -> Iterator[Repair]:
    """`INDISC IMINATE`, `P IOR`: a blank stands where a letter was lost, or where none belongs."""
    text, lexicon = sheet.text, sheet.lexicon
    done = -1
    for unknown in sheet.once(unknown_words):
        start, end, word = unknown[:3]
        if start < done or unknown.is_foreign:
            continue
        after = _NEXT.match(text, end)
        before = _BEFORE.search(text, max(start - 21, 0), start)
        for first, last, left, right in (
            *(((start, after.end(), word, after[1].lower()),) if after else ()),
            *(((before.start(), end, before[1].lower(), word),) if before else ()),
        ):
            reading = _joined(left, right, lexicon)
            if reading is not None and first > done:
                whole, confidence = reading
                yield Repair(
                    first,
                    last,
                    text[first:last],
                    whole.upper(),
                    "lost-to-blank",
                    confidence,
                    confidence >= APPLIED_FROM,
                )
                done = last
                break


def _joined(left: str, right: str, lexicon: Lexicon) -> tuple[str, float] | None:
    """The one common word that the two pieces are, with a letter between them or without."""
    if len(left) + len(right) + 1 < _SHORTEST_WHOLE or max(len(left), len(right)) < _LONGER_PIECE:
        return None
    if (len(left) >= EDGE and left[:EDGE] not in lexicon.beginnings) or (
        len(right) >= EDGE and right[-EDGE:] not in lexicon.endings
    ):
        return None  # no known word begins so, or ends so
    known = filter(lexicon.counts.__contains__, [left + letter + right for letter in ("", *_LETTERS)])
    wholes = [whole for whole in known if lexicon.count(whole) >= _COMMON / 10]
    if not wholes:
        return None
    whole = max(wholes, key=lexicon.count)
    if 2 * lexicon.count(whole) < sum(map(lexicon.count, wholes)):
        return None
    pieces_known = sum(piece in lexicon and (len(piece) > 1 or piece in _SMALL) for piece in (left, right))
    if (
        pieces_known
        and not _is_no_chance(left, right, whole)
        and (reading := remembered_reading(max(left, right, key=len), lexicon)) is not None
        and reading.confidence > 0.5
    ):
        return None  # one of them is a word; the other rather has a slip of its own
    sure = len(whole) >= _SURE_FROM and not pieces_known
    return whole, 0.92 if sure else 0.75 if not pieces_known or len(whole) >= _SURE_FROM else 0.5


def _is_no_chance(left: str, right: str, whole: str) -> bool:
    """Whether two pieces of a long word with one letter between them stand beside each other for no other reason."""
    return (
        len(whole) > len(left) + len(right) and len(whole) >= _SURE_FROM and min(len(left), len(right)) >= _LONGER_PIECE
    )


def own_names(sheet: Sheet) -> Iterator[Repair]:
    """A name of this telegram that lost the blank beside it (RODUANISAID), or that is one letter off (suggested)."""
    unknown = sheet.once(unknown_words)
    if not unknown:
        return
    text, lexicon = sheet.text, sheet.lexicon
    counts = sheet.once(words_on)
    long = list(dict.fromkeys(word for _, _, word, *_ in unknown if len(word) >= _NAME_FROM))
    names = [word for word in long if counts.get(word, 0) > 1][:_MOST_NAMES]
    known = frozenset(long)
    for start, end, word, *_ in unknown:
        if counts.get(word, 0) > 1:
            continue
        split = _split_off(word, known, lexicon)
        if split is not None:
            often = any(counts.get(piece, 0) > 1 for piece in split.split() if piece in known)
            yield Repair(
                start, end, text[start:end], split.upper(), "glued-words", 0.9 if often else 0.7, applied=often
            )
            continue
        near = [name for name in names if _is_one_slip(word, name)]
        if len(near) == 1:
            yield Repair(start, end, text[start:end], near[0].upper(), "own-name", 0.7, applied=False)


def _split_off(word: str, names: frozenset[str], lexicon: Lexicon) -> str | None:
    for place in range(2, len(word) - 1):
        first, second = word[:place], word[place:]
        if (first in names and _is_common(second, lexicon)) or (second in names and _is_common(first, lexicon)):
            return f"{first} {second}"
    return None


def _is_common(word: str, lexicon: Lexicon) -> bool:
    return word in _FUNCTION or (len(word) > 3 and lexicon.count(word) >= _COMMON)


def _is_one_slip(word: str, name: str) -> bool:
    """Whether a letter was changed, lost, added or swapped; not the last one where endings change it."""
    if word[0] != name[0] and word[1:] != name[1:]:
        return word == name[1:] or word[1:] == name
    at = 0
    shortest = min(len(word), len(name))
    while at < shortest and word[at] == name[at]:
        at += 1
    if at >= shortest - 1 and len(word) != len(name) and max(word, name, key=len)[-1] in _ENDINGS:
        return False
    if len(word) == len(name):
        rest = word[at + 1 :] == name[at + 1 :] and (at < len(word) - 1 or word[-1] not in _ENDINGS)
        return rest or (word[at : at + 2] == name[at : at + 2][::-1] and word[at + 2 :] == name[at + 2 :])
    return word[at:] == name[at + 1 :] or word[at + 1 :] == name[at:]


def doubtful_words(sheet: Sheet) -> Iterator[Repair]:
    """Suggestions: short words, words beside names, glued short words, and what has a second good reading."""
    text, lexicon = sheet.text, sheet.lexicon
    for unknown in sheet.once(unknown_words):
        counts = sheet.once(words_on)
        start, end, word = unknown[:3]
        if counts.get(word, 0) > 1 or unknown.is_foreign:
            continue
        if len(word) < _SHORTEST_READ and (text[start - 1 : start] not in _BLANKS or text[end : end + 1] not in _AFTER):
            continue  # in brackets and the like short words are abbreviations
        reading = _doubtful_reading(unknown, lexicon)
        if reading is not None and reading[1] >= _LOWEST:
            now, confidence, rule = reading
            yield Repair(start, end, text[start:end], now.upper(), rule, round(confidence, 2), applied=False)


def _doubtful_reading(unknown: Unknown, lexicon: Lexicon) -> tuple[str, float, str] | None:
    word = unknown.word
    for place in range(2, len(word) - 1):
        if word[:place] in _FUNCTION and word[place:] in _FUNCTION:
            return f"{word[:place]} {word[place:]}", 0.75, "glued-words"
    beside_names = unknown.before in TITLES or unknown.is_beside_unknown(lexicon)
    if len(word) < _SHORTEST_READ:
        if beside_names or unknown.before in _ARTICLES:
            return None
        return _short_reading(word, unknown.after, lexicon)
    reading = remembered_reading(word, lexicon)
    if reading is None:
        return _two_words(word, lexicon)
    if beside_names and reading.slip == "wrong-letter":
        enough = _COMMON / 10 if len(word) >= _SURE_FROM else _COMMON
        if lexicon.count(reading.word) < enough or (unknown.before in TITLES and len(word) < _SURE_FROM):
            return None
    return reading.word, min(reading.confidence * (_BESIDE_NAMES if beside_names else 0.9), 0.75), reading.slip


def _two_words(word: str, lexicon: Lexicon) -> tuple[str, float, str] | None:
    """Two words that lost the blank between them, which `letters` does not know as common ones."""
    pairs = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    both = [pair for pair in pairs if _go_together(*pair, lexicon)]
    return (" ".join(both[0]), 0.5, "glued-words") if len(both) == 1 else None


def _go_together(first: str, second: str, lexicon: Lexicon) -> bool:
    if first in _FUNCTION or second in _FUNCTION:
        other = second if first in _FUNCTION else first
        return len(other) >= _SHORTEST_READ and other in lexicon
    return len(first + second) >= _SURE_FROM and min(lexicon.count(first), lexicon.count(second)) >= 3 * _COMMON


@functools.lru_cache(maxsize=10_000)
def _short(word: str) -> tuple[str, ...]:
    """The function words one slip away."""
    if len(word) > 2 and (single := _single(word)) in _FUNCTION:
        return (single,)
    return tuple(
        each for each in sorted(_FUNCTION) if len(each) > 2 and abs(len(each) - len(word)) < 2 and _is_near(word, each)
    )


def _single(word: str) -> str:
    """A word with the letter once that stands there twice: OON, TTHE."""
    return next(
        (word[:place] + word[place + 1 :] for place in range(len(word) - 1) if word[place] == word[place + 1]), ""
    )


def _is_near(word: str, other: str) -> bool:
    if len(word) == len(other):
        differ = [place for place, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
        return len(differ) == 1 or (
            len(differ) == 2 and word[differ[0]] == other[differ[1]] and word[differ[1]] == other[differ[0]]
        )
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _short_reading(word: str, after: str, lexicon: Lexicon) -> tuple[str, float, str] | None:
    near = [each for each in _short(word) if after not in _ARTICLES or each not in _ARTICLES]
    if not near:
        reading = remembered_reading(word, lexicon) if len(word) == _LONGEST_SHORT else None
        share = reading.confidence if reading else 0.0  # of words that short it is the share of the best reading
        return (reading.word, _SHORT_WORDS * share, "wrong-letter") if reading else None
    best = max(near, key=lexicon.count)
    share = lexicon.count(best) / (sum(map(lexicon.count, near)) or 1)
    return best, _SHORT_WORDS * share, "wrong-letter"


#: Words with an apostrophe that are no possessives.
_CONTRACTIONS = """
DIDN'T DOESN'T DON'T HASN'T HAVEN'T HADN'T ISN'T AREN'T WASN'T WEREN'T WON'T WOULDN'T COULDN'T SHOULDN'T CAN'T
MUSTN'T THEY'RE WE'RE YOU'RE THEY'VE WE'VE YOU'VE I'VE THEY'LL WE'LL HE'LL SHE'LL YOU'LL THEY'D WE'D HE'D SHE'D YOU'D
""".split()  # noqa: SIM905
#: Before the end of a word, but no possessive; written, as the article below, with a fixed beginning.
_APOSTROPHE = re.compile(r"'(?!S(?!\w))(?=(?P<rest>[A-Z]{1,4})(?!\w))")
_LETTERS_BEFORE = re.compile(r"[A-Z]{1,9}\Z")
_LONG_CONTRACTION = 6


def contractions(sheet: Sheet) -> Iterator[Repair]:
    """`DIDO'T`, `HASNN'T`, `LHEY'RE`: a word with an apostrophe, one slip from a known one and from no other."""
    text = sheet.text
    if sheet.mixed_case or sheet.draft.dialect == "state2000" or "'" not in text:
        return
    for found in sheet.find(_APOSTROPHE):
        before = _LETTERS_BEFORE.search(text, max(found.start() - 9, 0), found.start())
        if before is None:
            continue
        start, end = before.start(), found.end("rest")
        word = text[start:end]
        if word in _CONTRACTIONS or not is_plain(text, start, end):
            continue
        near = [each for each in _CONTRACTIONS if abs(len(each) - len(word)) < 2 and _is_near(word, each)]
        if len(near) == 1 and len(word) >= _LONG_CONTRACTION - 1:
            sure = len(word) >= _LONG_CONTRACTION
            yield Repair(start, end, word, near[0], "contraction", 0.85 if sure else 0.7, applied=sure)


_HE = re.compile(r"H(?<=[ \n]H)(?=E[ \n][A-Z]{3,} )(?!E[ \n](?:AND|WHO)\b)")
_PREPOSITION = re.compile(r"(?<![A-Z])(?:OF|TO|IN|ON|BY|AT|FROM|WITH|INTO|UNDER)[ \n]\Z")


def articles(sheet: Sheet) -> Iterator[Repair]:
    """`DEPENDED ON HE COURT`: what follows a preposition is no HE (suggested)."""
    if sheet.mixed_case or sheet.draft.dialect == "state2000":
        return
    for found in sheet.find(_HE):
        place = found.start()
        if _PREPOSITION.search(sheet.text, max(place - 8, 0), place):
            yield Repair(place, place + 2, "HE", "THE", "article", 0.7, applied=False)


_GLUED_SENTENCE = re.compile(r"\.(?=[A-Z][a-z])(?<=[a-z]\.)")
_WORD_FROM = re.compile(r"[A-Za-z]{2,20}(?![\w@.])")


def glued_sentences(sheet: Sheet) -> Iterator[Repair]:
    """`the drought.Professor`: the blank after a point is lost between two known words (suggested)."""
    if not sheet.mixed_case:
        return
    text, lexicon = sheet.text, sheet.lexicon
    for found in sheet.find(_GLUED_SENTENCE):
        place = found.end()
        first = _WORD_UP_TO.search(text, max(place - 22, 0), place - 1)
        second = _WORD_FROM.match(text, place)
        if first is None or second is None or sheet.in_address(place):
            continue
        if first[0] in lexicon and (len(second[0]) >= _SHORTEST_READ or second[0].lower() in lexicon):
            yield Repair(place, place, "", " ", "glued-sentence", 0.75, applied=False)


#: A capital behind a small letter, and before two more, as `cases` shows them.
_GLUED, _NAME = b"aA", b"aa"
_WORD_UP_TO = re.compile(r"\b[a-z]{4,20}\Z")


def glued_names(sheet: Sheet) -> Iterator[Repair]:
    """`reasonPutin`: a capital inside a word of small letters, behind what is a word by itself (suggested)."""
    if not sheet.mixed_case:
        return
    text, lexicon = sheet.text, sheet.lexicon
    signs = cases(text)
    capitals = [place + 1 for place in places_of(_GLUED, signs, 0, len(text)) if signs.startswith(_NAME, place + 2)]
    for place, _ in sheet.inside_prose((place, place + 1) for place in capitals):
        first = _WORD_UP_TO.search(text, max(place - 22, 0), place)
        if first is not None and lexicon.count(first[0].lower()) >= _COMMON and not sheet.in_address(place):
            yield Repair(place, place, "", " ", "glued-name", 0.7, applied=False)
