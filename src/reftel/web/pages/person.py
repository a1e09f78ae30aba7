"""People: who is known in the archive, and one person over time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from reftel.analysis.persons import decide
from reftel.errors import WrongRequest
from reftel.model.analysis import POST
from reftel.show.charts import Lane, Mark, lanes, month_bars
from reftel.web.addresses import person_address, telegram_address, with_query
from reftel.web.asking import A_PAGE, decisions_made, library, understood_at
from reftel.web.place import Ask, Elsewhere, Page, Table
from reftel.web.said import SAID_COLUMNS, Quote, quotes, said_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from reftel.analysis.answers import Named, Profile, Said, Shift
    from reftel.analysis.asking import Library
    from reftel.analysis.persons import Suggestion
    from reftel.analysis.tenures import Tenure
    from reftel.show.charts import Chart
    from reftel.web.place import Asked

ASKS = (
    Ask("from", "how many statements to leave out", "integer"),
    Ask("after", "of somebody named often: how many telegrams to leave out", "integer"),
    Ask("all", "`yes`: all telegrams at once, however often the person is named; it may take seconds", values=("yes",)),
)
LIST_ASKS = (Ask("q", "words of the name"), Ask("from", "how many persons to leave out", "integer"))
_A_LIST = 100
_STRETCH = 60  # telegrams that are looked into for one page
_COMPARED = 30  # telegrams of which all statements are compared with each other for one page
_MOST_MET = 30
_MOST_SHIFTS = 20


# -- everybody


def everybody(asked: Asked) -> Page:
    """Everybody who speaks, meets or is named in the archive, the most often named first."""
    found = _named(asked)
    start = asked.number("from", 0)
    shown = {
        "persons": found[start : start + _A_LIST],
        "total": len(found),
        "words": asked.words("q"),
        "start": start,
        "on": start + _A_LIST if start + _A_LIST < len(found) else None,
    }
    return Page("people.html", "People", shown)


def everybody_data(asked: Asked) -> dict[str, Any]:
    """Everybody with the key, the name and the number of telegrams that name them."""
    found = _named(asked)
    start = asked.number("from", 0)
    return {"total": len(found), "persons": found[start : start + _A_LIST]}


def everybody_rows(asked: Asked) -> Table:
    """Everybody as a table."""
    named = ((one.key, one.name, one.telegrams) for one in _named(asked))
    return Table(("key", "name", "telegrams"), named, "people.csv")


def _named(asked: Asked) -> list[Named]:
    everyone: list[Named] = asked.room.remembered(
        ("everybody", decisions_made(asked.room)), lambda: library(asked.room).everybody(), understood_at(asked.room)
    )
    words = asked.words("q")
    return [one for one in everyone if one.is_called(words)] if words else everyone


# -- one person


def page(asked: Asked) -> Page | Elsewhere:
    """One person: the forms of the name, offices over time, statements by date, whom met, what does not agree."""
    books = library(asked.room)
    keys = _keys(asked, books)
    if isinstance(keys, Elsewhere):
        return keys
    naming, after = books.naming(keys), asked.number("after", 0)
    often = len(naming) > _STRETCH and not asked.words("all")
    profile = _profile(
        asked, books, keys, after=after if often else 0, most=_STRETCH if often else None,
        differing=len(naming) <= _COMPARED or bool(asked.words("all")),
    )  # fmt: skip
    start = asked.number("from", 0)
    shown = {
        "person": profile,
        "key": keys[0],
        "often": _by_month(profile.name, keys[0], naming) if often else None,
        "after": after,
        "named": len(naming),
        "surname": bool(books.persons.open_to(keys)),
        "later": after + _STRETCH if often and after + _STRETCH < len(naming) else None,
        "compared": len(naming) <= _COMPARED or bool(asked.words("all")),
        "chart": _chart(profile),
        "met": _met(books, profile),
        "said": quotes(asked.room.archive, profile.said[start : start + A_PAGE]),
        "offices": [(office, _period(office)) for office in profile.offices],
        "shifts": _shifts(asked, profile),
        "start": start,
        "query": dict(asked.query),
        "on": start + A_PAGE if start + A_PAGE < len(profile.said) else None,
        "alike": [one for one in suggested(asked) if keys[0] in {one.first, one.second}],
    }
    return Page("person.html", profile.name, shown)


def data(asked: Asked) -> Profile | Elsewhere:
    """What is known of a person: forms, roles, offices, meetings, statements, and where these do not agree."""
    books = library(asked.room)
    keys = _keys(asked, books)
    return keys if isinstance(keys, Elsewhere) else _profile(asked, books, keys)


def rows(asked: Asked) -> Table | Elsewhere:
    """The statements of a person by date, as a table."""
    books = library(asked.room)
    keys = _keys(asked, books)
    if isinstance(keys, Elsewhere):
        return keys
    said = _profile(asked, books, keys, differing=False).said
    return Table(SAID_COLUMNS, map(said_row, said), f"{keys[0]}.csv")


def decided(asked: Asked) -> Elsewhere:
    """Note a decision about a person: merge, apart, split, rename or hide. It can be undone."""
    what, key, other = asked.field("what"), asked.path["key"], asked.field("other").strip()[:200]
    if what == "rename" and not other:
        raise WrongRequest("how is this person to be called?")
    decide(asked.room.folder, what, key, other if what != "hide" else None)
    return Elsewhere("/people" if what == "hide" else person_address(key))


def _keys(asked: Asked, books: Library) -> tuple[str, ...] | Elsewhere:
    """The keys of the person at an address; another form of the name leads to the one address of its person."""
    said = asked.path["key"]
    main = books.persons.main(said)
    keys = books.persons.keys_of(main)
    if not keys:
        called = [key for key in books.persons.called(said) if key != POST]
        mains = list(dict.fromkeys(books.persons.main(key) for key in called))
        if not mains:
            raise HTTPException(404, "nobody here is called so")
        if len(mains) > 1:
            return Elsewhere(with_query("/people", {"q": said}))
        main = mains[0]
    if main != said:
        address = person_address(main) + ("" if asked.form == "html" else f".{asked.form}")
        return Elsewhere(with_query(address, dict(asked.query)))
    return keys


def _profile(
    asked: Asked,
    books: Library,
    keys: tuple[str, ...],
    *,
    after: int = 0,
    most: int | None = None,
    differing: bool = True,
) -> Profile:
    """What is known of a person, from some of the telegrams or all; that may take a while, and is remembered."""
    name = ("person", keys, after, most, differing, decisions_made(asked.room))
    return asked.room.remembered(
        name, lambda: books.profile(keys, start=after, most=most, differing=differing), understood_at(asked.room)
    )


def suggested(asked: Asked) -> list[Suggestion]:
    """Pairs that may be one person, gathered once."""
    room = asked.room
    found: list[Suggestion] = room.remembered(
        ("suggestions", decisions_made(room)), library(room).persons.suggestions, understood_at(room)
    )
    return found


def _by_month(name: str, key: str, naming: list[tuple[int, datetime | None]]) -> Chart:
    """In how many telegrams somebody is named over time; each bar leads to the first of them."""
    months: Counter[tuple[int, int]] = Counter()
    places: dict[tuple[int, int | None], int] = {}
    for place, (_, when) in enumerate(naming):
        if when is not None:
            months[when.year, when.month] += 1
            places.setdefault((when.year, when.month), place)
            places.setdefault((when.year, None), place)
    return month_bars(
        f"Telegrams that name {name}",
        months,
        lambda year, month: with_query(person_address(key), {"after": places[year, month]}),
    )


def _met(books: Library, profile: Profile) -> list[tuple[str, str, int, str]]:
    """Whom a person met: key, name, how often, the first telegram."""
    times: Counter[str] = Counter()
    where: dict[str, str] = {}
    keys: dict[str, int] = {}
    connection = books.connection
    for name, meeting in profile.met:
        if name not in keys:
            keys[name] = int(connection.execute("SELECT key FROM telegram WHERE id = ?", (name,)).fetchone()[0])
        people = books.entities(keys[name])
        present = {books.persons.main(people[one]) for one in meeting.participants if one in people}
        for one in present - set(profile.keys):
            if books.persons.types.get(one) == "person" and one not in books.persons.hidden:
                times[one] += 1
                where.setdefault(one, name)
    return [(key, books.persons.shown(key), number, where[key]) for key, number in times.most_common(_MOST_MET)]


def _office_marks(office: Tenure) -> Iterator[Mark]:
    """A bar for a period that a text states; else a dot where the office is named first and last.

    Between these nobody said that it was held, and former presidents are called president.

    >>> from datetime import date
    >>> from reftel.analysis.tenures import Naming, find_tenures
    >>> from reftel.model.analysis import Office
    >>> named = [(date(1974, 1, 9), "74LAPAZ1"), (date(1979, 8, 31), "79LAPAZ2")]
    >>> title = Office(title="President", start=0, end=9)
    >>> (office,) = find_tenures(Naming(telegram, day, title) for day, telegram in named)
    >>> [(mark.day.year, mark.until) for mark in _office_marks(office)]
    [(1974, None), (1979, None)]
    """
    address = telegram_address(office.telegram)
    stated = office.held_from or office.held_to
    if stated:
        yield Mark(stated, office.title, address, "office", office.held_to or office.last)
    elif office.first and office.last and not office.former:
        yield Mark(office.first, office.title, address, "office")
        if office.last != office.first:
            yield Mark(office.last, office.title, None, "office")


def _chart(profile: Profile) -> Chart:
    offices = [mark for office in profile.offices for mark in _office_marks(office)]
    said = [_mark(one) for one in profile.said if one.dtg is not None]
    met = [
        Mark(meeting.first, " ".join(meeting.text.split()), telegram_address(name, f"p{meeting.paragraph}"), "other")
        for name, meeting in profile.met
        if meeting.first is not None
    ]
    shown = [
        Lane(name, marks) for name, marks in (("office", offices), ("statements", said), ("meetings", met)) if marks
    ]
    return lanes(f"{profile.name} over time", shown)


def _period(office: Tenure) -> str:
    """What a text states of the time of an office; where it states nothing, the days on which it is named."""
    if office.held_from or office.held_to:
        return f"{office.held_from or '…'} to {office.held_to or '…'}"
    named = f"named {office.first}" + (f" to {office.last}" if office.last != office.first else "")
    return ", ".join(filter(None, ("former" if office.former else "", named if office.first else "")))


def _shifts(asked: Asked, profile: Profile) -> list[tuple[Shift, Quote, Quote]]:
    """What does not agree, each pair of words once: a telegram held in two texts says everything twice."""
    found: list[tuple[Shift, Quote, Quote]] = []
    seen: set[tuple[str, str]] = set()
    for shift in profile.shifts:
        if len(found) == _MOST_SHIFTS:
            break
        pair = (shift.earlier.words, shift.later.words)
        if pair not in seen and pair[0] != pair[1]:
            seen.add(pair)
            earlier, later = quotes(asked.room.archive, (shift.earlier, shift.later))
            found.append((shift, earlier, later))
    return found


def _mark(one: Said) -> Mark:
    assert one.dtg is not None
    place = f"p{one.statement.paragraph}" if one.statement.paragraph else ""
    return Mark(one.dtg.date(), f"{one.statement.kind}: {one.words}", telegram_address(one.telegram, place), "held")
