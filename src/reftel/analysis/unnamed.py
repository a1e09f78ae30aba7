"""Persons that nobody names: officers of the post, "Borge's driver"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.lexicon import words_of
from reftel.model.analysis import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.passage import Passage
    from reftel.analysis.people import People
    from reftel.model.telegram import Telegram

_STAFF = frozenset(
    (
        "poloff",
        "econoff",
        "emboff",
        "conoff",
        "laboff",
        "polchief",
        "econchief",
        "poloffs",
        "emboffs",
        "econoffs",
        "rso",
    )
)
_CHIEFS = frozenset(("chief", "counselor", "officer", "counsellor"))


def unnamed_mentions(telegram: Telegram, passages: list[Passage], people: People) -> Iterator[Mention]:
    """Mentions of persons without a name; they count as pronouns, for they name nobody."""
    singular = words_of("frames.toml", "singular_human_nouns")
    for passage in passages:
        lowers, words = passage.tokens.lowers, passage.tokens.words
        for place, lower in enumerate(lowers):
            first = place
            if lower in ("'s", "’s"):
                number = passage.inside[place - 1] if place else 0
                known = number and passage.names[number - 1].type in ("person", "maybe")
                if not known or place + 1 >= len(lowers) or lowers[place + 1] not in singular:
                    continue
                first, stop = passage.names[number - 1].first, place + 2
            elif lower in _STAFF:
                stop = place + 1
            elif lower in _CHIEFS and place and "-" in words[place - 1] and words[place - 1][0].isupper():
                first, stop = place - 1, place + 1
            else:
                continue
            text = passage.tokens.cut(first, stop)
            someone = people.group(text, plural=lower.endswith("offs"))
            start, end = passage.source_span(first, stop)
            yield Mention(
                start=start, end=end, text=telegram.text[start:end], type=someone.type, entity=someone.id, pronoun=True
            )
