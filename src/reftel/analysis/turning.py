"""Words by which a text says itself that somebody's mind is another than it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MIND = (
    r"(?:mind|view|views|position|positions|stance|stand|opinion|tune|opposition|objections?|support|backing|insistence"
    r"|demands?|estimates?|forecasts?|predictions?|figures?|numbers?|proposals?|promises?|pledges?|plans?|threats?"
    r"|endorsement|assurances?|refusal|denials?|statements?|assessment|judgment|line|call)"
)
_WHOSE = r"(?:his|her|their)(?: own)?(?: earlier| previous| former| original| initial| first| last| old| long-held)*"
_SAID = r"(?:told|said|promised|predicted|claimed|assured|argued|written|insisted|expected|thought|maintained|hoped)"
_HELD = (
    r"(?:believ|think|support|oppos|insist|see[sn]?|want|favou?r|expect|consider|regard|exclud|rul|object|demand|hold|held"
    r"|shar|advocat|agre|doubt|trust|fear|hope|reject|thought|saw|felt|feel)(?:s|es|ed|ing|e|d)?"
)
_IN_THAT_YEAR = r"in (?:18|19|20)\d\d (?:had )?(?:denied|promised|predicted|opposed|insisted)"
#: So many characters before words of a turn are looked at.
_BEFORE = 40
#: Words by which somebody says that he thought otherwise, or that what he thought did not come true.
_STRONG = re.compile(
    r"\b(?:had been (?:wrong|mistaken|misled|naive|misquoted|misunderstood"
    r"|(?:too )?(?:low|high|early|premature|optimistic|pessimistic|hasty))"
    r"|(?:he|she) was wrong|been wrong|wrong about|mistaken in|(?:he|she) no longer"
    rf"|no longer (?:\w+ )?{_HELD}|ceased to {_HELD}"
    rf"|changed (?:his|her|their) (?:own )?{_MIND}|reversed (?:himself|herself|themselves|course|{_WHOSE} {_MIND})"
    rf"|(?:withdr(?:ew|aws|awn|awing)|dropp(?:ed|ing)|drops|abandon(?:s|ed|ing)|retract(?:s|ed|ing)|gave up|given up"
    rf"|revis(?:es|ed|ing)|lower(?:s|ed|ing)|rais(?:es|ed|ing)|soften(?:s|ed|ing)|modif(?:ies|ied|ying)"
    rf"|shift(?:s|ed|ing)|scaled back|renounc(?:es|ed|ing)|recant(?:s|ed|ing)) {_WHOSE} {_MIND}"
    rf"|contrary to what (?:he|she|they) (?:had )?(?:earlier |previously |once )?{_SAID}"
    rf"|contrary to (?:his|her|their) (?:own |earlier |previous |former )+\w+"
    rf"|in (?:a|an apparent) (?:change|shift|departure|reversal|turn)(?: of \w+)?(?: from (?:his|her|their)[^,.;]*)?"
    rf"|what (?:he|she) (?:had )?{_SAID}(?: us| the ambassador)? (?:in|last|on|earlier)"
    rf"|(?:his|her|their) {_MIND} (?:(?:on|of|about) [^,.;]{{1,40}} )?(?:had|has)"
    r" (?:evolved|changed|shifted|hardened|softened|moved)"
    r"|(?:been )?won over to|turned against|(?:been|was|were) misplaced"
    r"|back(?:ed|ing) away from|backed off|backtracked|c(?:a|o)me a?round to|second thoughts|thought better of"
    r"|(?:did|does) not repeat (?:that|this|his|her)|not come true|having (?:opposed|supported|denied|promised))\b",
    re.IGNORECASE,
)
#: The same where they stand in what somebody says, and not in what is told of him.
_IN_SPEECH = re.compile(
    r"\b(?:(?:his|her) (?:own |earlier |former |last )+"
    r"(?:estimate|forecast|prediction|figure|number|position|support|view|doubt|reservation|fear|hope|optimism|brief|argument|speech|article|report|testimony"
    r"|ruling|advice|words?)s?"
    r"|(?:he|she) (?:had|has) (?:once |earlier |also |previously )?"
    r"(?:promised|predicted|supposed|denied|opposed|insisted)"
    rf"|(?:he|she) (?:had )?once \w+|{_IN_THAT_YEAR})\b",
    re.IGNORECASE,
)
#: The same where a writer tells it of somebody.
_TOLD = re.compile(rf"\b{_IN_THAT_YEAR}\b", re.IGNORECASE)
#: Words that say so too, and as often something else: a change only where the telegram refers to the earlier one.
_HALF = re.compile(
    r"\b(?:had evolved|had come to|after all(?=\s*(?:$|[:;.]))"
    r"|(?:his|her) (?:estimate|forecast|prediction|figure|number)s?"
    r"|himself for|herself for)\b",
    re.IGNORECASE,
)
#: Words by which somebody recalls what he said: a change where that is joined to what he said then.
_RECALLING = re.compile(
    r"\b(?:(?:he|she) (?:had|has) (?:earlier |also |previously )?"
    r"(?:said|told|expected|given|thought|argued|supported|written)"
    r"|in (?:18|19|20)\d\d (?:had )?(?:said|told|supported|argued)"
    r"|(?:wrote|reported|said|predicted) that we (?:had )?(?:expected|thought|believed|doubted)"
    r"|we were (?:wrong|mistaken|too)|our (?:own |earlier |last )+(?:estimate|forecast|prediction|view)s?)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:not|never|n.t|nor|if|unless|would|will|might|may|could|should|whether|rumou?rs?|reports?|deny|denie[sd]|denying"
    r"|critics|opponents|others|those)\b[^,.;]*$",
    re.IGNORECASE,
)


#: Where a clause begins; helping words before a verb.
_CLAUSE = re.compile(r"\b(?:and|but|or|that|who)\b|[,;:]", re.IGNORECASE)
_HELPING = re.compile(
    r"(?:\s*\b(?:had|has|have|having|was|is|been|also|now|since|then|ever|thus|apparently|to|\w+ly))*\s*$",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    (
        "on",
        "in",
        "at",
        "during",
        "after",
        "before",
        "since",
        "by",
        "with",
        "from",
        "over",
        "under",
        "of",
        "for",
        "to",
        "as",
    )
)
#: Who is the speaker, or leaves it to him.
_SELF = frozenset(("he", "she", "they", "i", "we", "himself", "herself", "and", "but", "or", "by", "that", "who", "of"))
_VERB_FIRST = re.compile(
    r"(?:chang|revers|withdr|drop|abandon|retract|gave|given|revis|lower|rais|soften|modif|shift|scaled|renounc|recant"
    r"|turned|won|been won|no longer|ceased|back|came|come|did not|does not|been wrong"
    r"|had been (?:wrong|mistaken|mis|naive)|having)",
    re.IGNORECASE,
)


Kind = Literal["turn", "recalling", "half"]
_BY_KIND: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_STRONG, "turn"),
    (_IN_SPEECH, "turn"),
    (_RECALLING, "recalling"),
    (_HALF, "half"),
)


class Words(NamedTuple):
    """Words of a turn, on one line in lower case; how surely they say one; where they stand."""

    text: str
    kind: Kind
    start: int
    end: int


def turn_in(text: str) -> Words | None:
    """The words of a cue and what it brings that say that the speaker's mind is another now; `None` where none do.

    >>> turn_in("that he had changed his mind about the dam").text
    'changed his mind'
    >>> turn_in("that he would change his mind if the dam broke"), turn_in("that critics had been wrong about the dam")
    (None, None)
    """
    for pattern, kind in _BY_KIND:
        for words in _found(pattern, text, kind):
            who = who_turns(text, words)
            if who is None or who.lower() in _SELF:
                return words
    return None


def turn_beside(sentence: str) -> Words | None:
    """The words of a whole sentence that say that a mind is another; whose, `who_turns` tells."""
    return next((words for pattern in (_STRONG, _TOLD) for words in _found(pattern, sentence, "turn")), None)


def who_turns(text: str, words: Words) -> str | None:
    """The word before a verb of turning, which names who turned; `None` where none stands there or needs to.

    >>> text = "that the President had changed his mind"
    >>> who_turns(text, turn_beside(text))
    'President'
    """
    if not _VERB_FIRST.match(text, words.start):
        return None
    clause = _CLAUSE.split(text[max(0, words.start - _BEFORE) : words.start])[-1]
    subject = _HELPING.sub("", clause).split()
    if not subject or subject[0].lower() in _PREPOSITIONS:
        return None
    return subject[-1].strip(",;.()\"“”’'")


def _found(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Words]:
    for match in pattern.finditer(text):
        if not _NOT_SO.search(text, max(0, match.start() - _BEFORE), match.start()):
            yield Words(" ".join(match.group().split()).lower(), kind, match.start(), match.end())
