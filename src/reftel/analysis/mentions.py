"""The mentions and entities of a telegram as the record gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.model.analysis import Entity, Mention, Office

if TYPE_CHECKING:
    from reftel.analysis.passage import Passage
    from reftel.analysis.people import People
    from reftel.analysis.roles import Held
    from reftel.model.analysis import MentionType
    from reftel.model.telegram import Telegram

_SHOWN: dict[str, MentionType] = {
    "person": "person",
    "office": "person",
    "organisation": "organisation",
    "place": "place",
    "country": "place",
    "demonym": "group",
}


def mentions_of(
    telegram: Telegram, passages: list[Passage], people: People, pronouns: list[Mention]
) -> tuple[Mention, ...]:
    """Every place that names somebody or something, in order; titles stand beside a name, not in it.

    An office without a name ("the Foreign Minister") counts as a pronoun: it stands for the name.
    """
    found: dict[tuple[int, int], Mention] = {}
    for p, passage in enumerate(passages):
        for n, name in enumerate(passage.names):
            someone, kind = people.of_name[p][n], people.types[p][n]
            if someone is None or kind not in _SHOWN:
                continue
            start, end = passage.source_span(name.first, name.stop)
            found[start, end] = Mention(
                start=start,
                end=end,
                text=telegram.text[start:end],
                type=_SHOWN[kind],
                entity=someone.id,
                pronoun=kind == "office",
            )
    for mention in pronouns:
        found.setdefault((mention.start, mention.end), mention)
    return tuple(found[span] for span in sorted(found))


def entities_of(passages: list[Passage], people: People, offices: list[list[Held]]) -> tuple[Entity, ...]:
    """The entities with their forms, roles, and the offices they hold or held."""
    held: dict[str, list[Office]] = {}
    for passage, here in zip(passages, offices, strict=True):
        for one in here:
            start, end = passage.source_span(one.first, one.stop)
            title = passage.tokens.cut(one.first, one.stop)
            mine = held.setdefault(one.person, [])
            if one.since is not None or all(title != other.title for other in mine):
                mine.append(
                    Office(title=title, start=start, end=end, held_from=one.since, held_to=one.until, former=one.former)
                )
    return tuple(
        Entity(
            id=one.id,
            name=one.name,
            type=one.type,
            roles=tuple(one.roles),
            forms=tuple(one.forms),
            offices=tuple(held.get(one.id, ())),
            members=tuple(one.members),
            code=one.code,
        )
        for one in people.entities
    )
