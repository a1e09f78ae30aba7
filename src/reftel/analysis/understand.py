"""Understand one telegram: people, statements, dates, meetings and relations, each with its place in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reftel.analysis import meaning
from reftel.analysis.comment import comment_tokens
from reftel.analysis.confidence import confidence
from reftel.analysis.continued import continued, is_inside_speech, is_quoted
from reftel.analysis.dates import find_dates
from reftel.analysis.events import about, date_mention, event_beside, known_events, subject_dates
from reftel.analysis.heading import heading_mentions, tagged_persons
from reftel.analysis.meetings import MeetingFinder
from reftel.analysis.mentions import entities_of, mentions_of
from reftel.analysis.passage import Passage, read_passages
from reftel.analysis.people import People
from reftel.analysis.quotations import whole_quotations
from reftel.analysis.relations import find_relations
from reftel.analysis.roles import read_roles
from reftel.analysis.speakers import Resolver
from reftel.analysis.statements import sentence_statements
from reftel.analysis.unnamed import unnamed_mentions
from reftel.model.analysis import POST, Analysis, DateMention, Mention, Piece, Relation, Speaker, Statement

if TYPE_CHECKING:
    from reftel.analysis.datewords import FoundDate
    from reftel.analysis.found import Found
    from reftel.analysis.subjects import Phrase
    from reftel.model.telegram import Telegram

#: The version of the rules: raised when they change, so that an archive knows what to understand anew.
RULES = 15


def analyze(telegram: Telegram) -> Analysis:
    """Everything that the rules understand of a telegram. Never raises for what a telegram holds."""
    return _Work(telegram).run()


def _rates_what_stands_before(one: Found, before: Found | None) -> bool:
    """Whether a chance is that of what the same speaker said before it: `and put the odds at three to one`."""
    together = before is not None and (before.sentence, before.voices) == (one.sentence, one.voices)
    return together and one.construction.endswith("chance") and one.kind == "forecast"


class _Work:
    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.text = telegram.text
        self.passages = read_passages(telegram)
        self.people = People(self.passages, tagged_persons(telegram))
        self.resolver = Resolver(self.people)
        today = telegram.dtg.date() if telegram.dtg is not None else None
        self.today = today
        self.dates: list[list[FoundDate]] = []
        before: FoundDate | None = None
        for passage in self.passages:
            self.dates.append(find_dates(passage.tokens, today, before))
            before = self.dates[-1][-1] if self.dates[-1] else before
        self.offices = read_roles(self.people, self.dates)
        self.events = known_events(self.passages, self.dates)
        self.meetings = MeetingFinder(telegram, self.resolver)
        self.relations: list[Relation] = []
        self.earlier: list[Found] = []
        self.statements: list[Statement] = []
        self.pronouns: list[Mention] = []
        self.places: dict[int, int] = {}  # the place in the list of statements by the identity of what was found

    def run(self) -> Analysis:
        for p, passage in enumerate(self.passages):
            self._paragraph(p, passage)
        self.pronouns += heading_mentions(self.telegram, self.people)
        self.pronouns += unnamed_mentions(self.telegram, self.passages, self.people)
        return Analysis(
            mentions=mentions_of(self.telegram, self.passages, self.people, self.pronouns),
            entities=entities_of(self.passages, self.people, self.offices),
            statements=tuple(self.statements),
            relations=tuple(self.relations),
            dates=self._dates(),
            meetings=self.meetings.meetings(),
            rules=RULES,
        )

    # -- statements -----------------------------------------------------------------------------------------

    def _paragraph(self, p: int, passage: Passage) -> None:
        self.resolver.begin_paragraph()
        comment = comment_tokens(passage)
        everything: list[Found] = []
        for number in range(len(passage.bounds)):
            found = sentence_statements(passage, number)
            first, stop = passage.bounds[number]
            if comment.own(first, stop):
                for statement in found:
                    statement.own_comment = True
                if not [s for s in found if s.within is None]:
                    found = [comment.whole(number, first, stop), *found]
            elif is_quoted(passage, first, stop) or not any(
                s.within is None and not is_inside_speech(passage, s, everything) for s in found
            ):
                more = continued(passage, number, everything)
                if more is not None:
                    for statement in found:
                        statement.within = statement.within or more
                    found = [more, *found]
            for statement in found:
                self._voices(p, passage, statement)
            everything += found
        everything = whole_quotations(passage, everything)
        for place, one in enumerate(everything, start=len(self.statements)):
            self.places[id(one)] = place
        for one, before in zip(everything, [None, *everything], strict=False):
            made = self._statement(passage, one, self.dates[p])
            if made.about is None and _rates_what_stands_before(one, before):
                made = msgspec.structs.replace(made, about=self.statements[-1].about)
            self.statements.append(made)
        self.meetings.read(p, passage, self.dates[p], everything)
        self._relate(p, passage, everything)
        self.earlier += everything

    def _relate(self, p: int, passage: Passage, everything: list[Found]) -> None:
        for relation in find_relations(p, passage, self.people, everything, self.earlier):
            start, end = passage.source_span(relation.first, relation.stop)
            self.relations.append(
                Relation(
                    kind=relation.kind,
                    start=start,
                    end=end,
                    text=self.text[start:end],
                    entities=relation.entities,
                    statements=tuple(sorted(self.places[id(one)] for one in relation.statements)),
                )
            )

    def _dates(self) -> tuple[DateMention, ...]:
        made: list[DateMention] = []
        for passage, dates in zip(self.passages, self.dates, strict=True):
            for one in dates:
                place, event = passage.source_span(one.start, one.stop), event_beside(passage.tokens, one)
                made.append(date_mention(one, self.text, place, event, passage.paragraph.number))
        return tuple(made + subject_dates(self.telegram, self.today))

    def _voices(self, p: int, passage: Passage, found: Found) -> None:
        if found.construction == "comment":
            found.voices = (POST,)
            return
        if found.source is not None:
            found.voices = self.resolver.resolve(p, passage, found.source)
            self._pronoun(passage, found.source, found.voices)
        elif found.shared is not None:
            found.voices = found.shared.voices
        if found.addressee is not None:
            found.listeners = self.resolver.resolve(p, passage, found.addressee)
            self._pronoun(passage, found.addressee, found.listeners)
        if found.within is None:
            self.resolver.heard(found.voices)

    def _pronoun(self, passage: Passage, phrase: Phrase, entities: tuple[str, ...]) -> None:
        """Note what a pronoun or a description ("the opposition leader") stands for, where it is one entity."""
        if len(entities) != 1 or entities[0] == POST or passage.inside[phrase.head]:
            return
        kind = self.resolver.by_id[entities[0]].type
        start, end = passage.source_span(phrase.first, phrase.stop)
        self.pronouns.append(
            Mention(start=start, end=end, text=self.text[start:end], type=kind, entity=entities[0], pronoun=True)
        )

    def _statement(self, passage: Passage, found: Found, dates: list[FoundDate]) -> Statement:
        words = " ".join(passage.tokens.cut(first, stop) for first, stop in found.pieces)
        source = found.source
        if source is None and found.shared is not None and not found.implied:
            origin = found.shared
            while origin.source is None and origin.shared is not None:
                origin = origin.shared
            source = origin.source
        kind = meaning.kind_of(passage, found)
        return Statement(
            paragraph=passage.paragraph.number,
            speaker=self._speaker(passage, source, found.voices) if source is not None else self._own(passage, found),
            cue=self._piece(passage, found.cue.first, found.cue.stop) if found.cue is not None else None,
            content=tuple(self._piece(passage, first, stop) for first, stop in found.pieces),
            addressee=self._speaker(passage, found.addressee, found.listeners) if found.addressee is not None else None,
            speech=meaning.speech(passage, found.pieces),
            attribution="implied" if found.implied else "explicit",
            kind=kind,
            polarity="negative" if meaning.is_negative(passage, found.pieces) else "positive",
            hedges=tuple(passage.tokens.cut(*hedge) for hedge in meaning.hedges(passage, found.pieces)),
            probability=meaning.probability(words, rated=found.construction.endswith("chance")),
            about=about(passage, found.pieces, dates, self.events, self.today, ahead=kind == "forecast"),
            within=self.places.get(id(found.within)) if found.within is not None else None,
            confidence=confidence(
                found.construction, speaker_known=bool(found.voices), nested=found.within is not None
            ),
            voices=found.voices,
            construction=found.construction,
            words=" … ".join(" ".join(passage.tokens.cut(*piece).split()) for piece in found.pieces),
        )

    def _own(self, passage: Passage, found: Found) -> Speaker | None:
        """The speaker of the post's own comment: the word `Comment` before it, where there is one."""
        if found.construction != "comment":
            return None
        if found.label >= 0:
            start, end = passage.source_span(found.label, found.label + 1)
        else:
            start, end = passage.paragraph.start, max(passage.paragraph.text_start, passage.paragraph.start + 1)
        return Speaker(start, end, self.text[start:end], (POST,))

    def _piece(self, passage: Passage, first: int, stop: int) -> Piece:
        start, end = passage.source_span(first, stop)
        return Piece(start, end, self.text[start:end])

    def _speaker(self, passage: Passage, phrase: Phrase, entities: tuple[str, ...]) -> Speaker:
        start, end = passage.source_span(phrase.first, phrase.stop)
        return Speaker(start, end, self.text[start:end], entities)
