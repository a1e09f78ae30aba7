"""Understand one telegram: people, statements, dates, meetings and relations, each with its place in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis import meaning
from reftel.analysis.comment import comment_tokens
from reftel.analysis.continued import continued
from reftel.analysis.mentions import entities_of, mentions_of
from reftel.analysis.passage import Passage, read_passage
from reftel.analysis.people import People
from reftel.analysis.speakers import Resolver
from reftel.analysis.statements import Found, SentenceReader
from reftel.model.analysis import POST, Analysis, Mention, Piece, Speaker, Statement

if TYPE_CHECKING:
    from reftel.analysis.subjects import Phrase
    from reftel.model.telegram import Telegram

#: The version of the rules: raised when they change, so that an archive knows what to understand anew.
RULES = 1


def analyze(telegram: Telegram) -> Analysis:
    """Everything that the rules understand of a telegram. Never raises for what a telegram holds."""
    return _Work(telegram).run()


class _Work:
    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.text = telegram.text
        self.passages = [read_passage(telegram, paragraph) for paragraph in telegram.paragraphs]
        self.people = People(self.passages)
        self.resolver = Resolver(self.people)
        self.statements: list[Statement] = []
        self.pronouns: list[Mention] = []

    def run(self) -> Analysis:
        for p, passage in enumerate(self.passages):
            self._paragraph(p, passage)
        return Analysis(
            mentions=mentions_of(self.telegram, self.passages, self.people, self.pronouns),
            entities=entities_of(self.people),
            statements=tuple(self.statements),
        )

    # -- statements -----------------------------------------------------------------------------------------

    def _paragraph(self, p: int, passage: Passage) -> None:
        self.resolver.begin_paragraph()
        comment = comment_tokens(passage)
        everything: list[Found] = []
        for number in range(len(passage.bounds)):
            found = SentenceReader(passage, number).run()
            first, stop = passage.bounds[number]
            if comment.own(first, stop):
                for statement in found:
                    statement.own_comment = True
                if not [s for s in found if s.within is None]:
                    found = [comment.whole(number, first, stop), *found]
            elif not [s for s in found if s.within is None]:
                more = continued(passage, number, everything)
                if more is not None:
                    for statement in found:
                        statement.within = statement.within or more
                    found = [more, *found]
            for statement in found:
                self._voices(p, passage, statement)
            everything += found
        places = {id(one): len(self.statements) + place for place, one in enumerate(everything)}
        self.statements.extend(self._statement(passage, one, places) for one in everything)

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

    def _statement(self, passage: Passage, found: Found, places: dict[int, int]) -> Statement:
        words = " ".join(passage.tokens.cut(first, stop) for first, stop in found.pieces)
        source = found.source
        if source is None and found.shared is not None and not found.implied:
            origin = found.shared
            while origin.source is None and origin.shared is not None:
                origin = origin.shared
            source = origin.source
        return Statement(
            paragraph=passage.paragraph.number,
            speaker=self._speaker(passage, source, found.voices) if source is not None else self._own(passage, found),
            cue=self._piece(passage, found.cue.first, found.cue.stop) if found.cue is not None else None,
            content=tuple(self._piece(passage, first, stop) for first, stop in found.pieces),
            addressee=self._speaker(passage, found.addressee, found.listeners) if found.addressee is not None else None,
            speech=meaning.speech(passage, found.pieces),
            attribution="implied" if found.implied else "explicit",
            kind=meaning.kind_of(passage, found),
            polarity="negative" if meaning.is_negative(passage, found.pieces) else "positive",
            hedges=tuple(passage.tokens.cut(*hedge) for hedge in meaning.hedges(passage, found.pieces)),
            probability=meaning.probability(words),
            within=places[id(found.within)] if found.within is not None and id(found.within) in places else None,
            confidence=0.5,
            voices=found.voices,
            construction=found.construction,
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
