"""People named outside the paragraphs: subject, signature, classified-by, passing and TAGS lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.analysis.lexicon import words_of
from reftel.analysis.people import plain
from reftel.analysis.surnames import SUFFIXES
from reftel.model.analysis import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.people import People, Someone
    from reftel.model.telegram import Telegram

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BRACKETS = re.compile(r"\(([^()]{3,60})\)")
_CLASSIFIER = re.compile(r"(?i)classified by:?\s*")
_STOP = re.compile(r"(?i)\b(?:for\s+reasons?|reasons?|per|,|(?<!\b[a-z])\.\s|\()")
_TAGS_LINE = re.compile(r"^TAGS:[^\n]*(?:\n[^\n:]*(?=\n))?", re.MULTILINE)
_TAGGED = re.compile(r"\(([^()\n]{3,60})\)")
_MOST_WORDS = 5
_TITLES = words_of("hints.toml", "heading_titles")


def heading_mentions(telegram: Telegram, people: People) -> Iterator[Mention]:
    """The mentions of persons in the heading and under the text, joined to the persons of the body."""
    yield from _known_words(telegram, people, "subject")
    yield from _classifier(telegram, people)
    yield from _signature(telegram, people)
    yield from _passing(telegram, people)
    yield from _tags(telegram, people)


def tagged_persons(telegram: Telegram) -> dict[tuple[str, ...], tuple[int, int]]:
    """The full names of persons among the TAGS, of the heading or of the archive's description, with their places."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for term in telegram.tags:
        if term.kind == "person" and term.end > term.start:
            _add_tagged(found, term.code.strip("() "), (term.start, term.end))
    for span in telegram.spans:
        line = _TAGS_LINE.search(telegram.text, span.start, span.end) if span.label == "attributes" else None
        for match in _TAGGED.finditer(telegram.text, line.start(), line.end()) if line else ():
            _add_tagged(found, match[1], match.span(1))
    return found


def _add_tagged(found: dict[tuple[str, ...], tuple[int, int]], written: str, place: tuple[int, int]) -> None:
    """Add a name with a comma in it: the surnames stand before it."""
    last, comma, first = written.partition(",")
    parts = tuple(part for word in (*first.split(), *last.split()) if (part := plain(word)) not in SUFFIXES | {""})
    if comma and first.strip() and last.strip() and len(parts) <= _MOST_WORDS:
        found.setdefault(parts, place)


def _mention(telegram: Telegram, start: int, end: int, someone: Someone) -> Mention:
    text = telegram.text[start:end]
    someone.add_form(text)
    return Mention(start=start, end=end, text=text, type="person", entity=someone.id)


def _known_words(telegram: Telegram, people: People, field: str) -> Iterator[Mention]:
    """Surnames of persons of the body in one field."""
    for start, end in telegram.evidence.get(field, []):
        for match in _WORD.finditer(telegram.text, start, end):
            word = plain(match.group())
            someone = people.by_last_name(word) if len(word) > 2 else None
            if someone is not None:
                yield _mention(telegram, match.start(), match.end(), someone)


def _person(people: People, words: list[str]) -> Someone | None:
    """The person with these names, a new one where the body does not know him."""
    parts = tuple(plain(word) for word in words if plain(word))
    if not parts or len(parts) > _MOST_WORDS:
        return None
    known = people.called_in_full(parts) if len(parts) > 1 else people.by_last_name(parts[0])
    if known is not None:
        return people.enter(known)
    return people.add_person(" ".join(word.title() if word.isupper() else word for word in words), parts)


def _with_point(text: str, word: re.Match[str]) -> str:
    """A word of a name, an initial with its full stop: `William J. Burns`."""
    initial = len(word.group()) == 1 and text[word.end() : word.end() + 1] == "."
    return f"{word.group()}." if initial else word.group()


def _classifier(telegram: Telegram, people: People) -> Iterator[Mention]:
    for start, end in telegram.evidence.get("classification.classified_by", [])[:1]:
        opening = _CLASSIFIER.match(telegram.text, start, end)
        begin = opening.end() if opening else start
        cut = _STOP.search(telegram.text, begin, end)
        words = [
            match
            for match in _WORD.finditer(telegram.text, begin, cut.start() if cut else end)
            if match.group().lower() not in _TITLES
        ]
        while len(words) > 1 and len(words[0].group()) == 1 and _with_point(telegram.text, words[0])[-1] != ".":
            del words[0]  # what is left of A/S, CDA A.I.
        if not 1 <= len(words) <= 4:
            continue
        someone = _person(people, [_with_point(telegram.text, match) for match in words])
        if someone is not None:
            role = " ".join(telegram.text[begin : words[0].start()].split())
            if role:
                someone.add_role(role)
            yield _mention(telegram, words[0].start(), words[-1].end(), someone)


def _signature(telegram: Telegram, people: People) -> Iterator[Mention]:
    for start, end in telegram.evidence.get("signature", [])[:1]:
        words = telegram.text[start:end].split()
        if len(words) > 3 or not all(_WORD.fullmatch(word) for word in words):
            continue
        someone = _person(people, words)
        if someone is not None:
            yield _mention(telegram, start, end, someone)


def _passing(telegram: Telegram, people: People) -> Iterator[Mention]:
    """`SCA/FCO (CHAYDEN)`: an initial run into a surname; `(M. O'MARA)`."""
    for start, end in telegram.evidence.get("passing", []):
        for match in _BRACKETS.finditer(telegram.text, start, end):
            inner = match.group(1)
            words = _WORD.findall(inner)
            someone = None
            if len(words) == 1 and words[0].isupper() and len(words[0]) > 3:
                known = people.by_last_name(plain(words[0][1:]))
                someone = known if known is not None and known.parts[0][0] == words[0][0].lower() else None
                someone = someone or people.by_last_name(plain(words[0]))
            elif 2 <= len(words) <= 3 and len(words[0]) == 1:
                someone = _person(people, words)
            if someone is not None:
                yield _mention(telegram, match.start(1), match.end(1), someone)


def _tags(telegram: Telegram, people: People) -> Iterator[Mention]:
    """`(NATUSCH, ALBERTO)` among the TAGS; of those of an archive's description only whom the text names."""
    heading = {(term.start, term.end) for term in telegram.tags}
    for parts, place in tagged_persons(telegram).items():
        someone = people.called_in_full(parts)
        if someone is not None and (place in heading or someone.id):
            yield _mention(telegram, *place, people.enter(someone))
    for term in telegram.tags:
        if term.kind == "person" and term.end > term.start and "," not in term.code:
            someone = _person(people, term.code.strip("() ").split())
            if someone is not None:
                yield _mention(telegram, term.start, term.end, someone)
