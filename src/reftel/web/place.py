"""An address of the reading room: the forms it is given in, what can be asked of it, and what a handler gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from starlette.datastructures import FormData, QueryParams

    from reftel.web.room import Room
    from reftel.web.security import Guard, Visitor

_LONGEST = 1000  # characters of anything that is asked in an address
_PATTERNS, _MOST_PATTERNS = ("*", "?", "~"), 16  # signs of a question that make it look through the words of the index


class Ask(NamedTuple):
    """Something that can be asked of an address after its `?`: the name, what it means, and `integer` or `string`.

    Where only some words can be said, these are `values`.
    """

    name: str
    meaning: str
    type: str = "string"
    values: tuple[str, ...] = ()


class Asked:
    """One request as a handler sees it: which archive, which address, what was asked, what was sent."""

    def __init__(
        self,
        room: Room,
        path: Mapping[str, str],
        query: QueryParams,
        *,
        form: str = "html",
        url: str = "/",
        sent: FormData | None = None,
        visitor: Visitor,
        guard: Guard,
        places: Sequence[Place] = (),
    ) -> None:
        self.room = room
        self.path = path
        self.query = query
        self.form = form
        self.url = url
        self.sent = sent
        self.visitor = visitor
        self.guard = guard
        self.places = places

    @property
    def csrf(self) -> str:
        """What a form has to send under `csrf` for what it sends to be believed."""
        return self.guard.csrf(self.visitor)

    def words(self, name: str) -> str:
        """What was asked under a name, without blanks around it; empty where it was not.

        Raises:
            WrongRequest: It is longer than anybody types.
        """
        said = self.query.get(name, "").strip()
        if len(said) > _LONGEST:
            raise WrongRequest(f"{name} is longer than {_LONGEST:,} characters", "Ask in fewer words.")
        return said

    def check(self, asks: Iterable[Ask]) -> None:
        """See that an address knows all that is asked of it.

        Raises:
            WrongRequest: It does not know a name, or not the value; the hint says what can be asked.
        """
        known = {ask.name: ask for ask in asks}
        for name in self.query:
            if name not in known:
                possible = f"What can be asked: {', '.join(known)}." if known else "Nothing can be asked here."
                raise WrongRequest(f"{name[:40]} cannot be asked here", possible)
            said, values = self.words(name), known[name].values
            if said and values and said not in values:
                raise WrongRequest(f"{name} cannot be {said[:40]}", f"It can be {', '.join(values)}.")

    def question(self) -> str:
        """The question that was asked under `q`.

        Raises:
            WrongRequest: It is longer than anybody types, or has so many patterns that others would wait for it.
        """
        said = self.words("q")
        if sum(map(said.count, _PATTERNS)) > _MOST_PATTERNS:
            raise WrongRequest(
                f"a question has {_MOST_PATTERNS} patterns at most",
                f"Each of {' '.join(_PATTERNS)} makes one; fewer of them find more quickly, too.",
            )
        return said

    def number(self, name: str, otherwise: int, least: int = 0, most: int = 2**53) -> int:
        """The whole number that was asked under a name, or `otherwise`.

        Raises:
            WrongRequest: It is none, or out of bounds.
        """
        said = self.words(name)
        if not said:
            return otherwise
        if not said.isascii() or not said.isdigit() or len(said) > 16 or not least <= int(said) <= most:
            raise WrongRequest(f"{name} is not a whole number from {least:,} to {most:,}")
        return int(said)

    def field(self, name: str) -> str:
        """What was sent under a name in a form; empty where nothing was."""
        said = self.sent.get(name) if self.sent is not None else None
        return said if isinstance(said, str) else ""


class Page(msgspec.Struct, frozen=True):
    """A page: its template, its title, and what the template needs."""

    template: str
    title: str
    shown: dict[str, Any] = {}
    status: int = 200


class Table(msgspec.Struct, frozen=True):
    """A list as CSV: the names of its columns and its rows, which may come one by one without end; its file's name."""

    names: Sequence[str]
    rows: Iterable[Sequence[object]]
    file: str = "reftel.csv"


class Elsewhere(msgspec.Struct, frozen=True):
    """What was asked for is at another address."""

    url: str


class Words(msgspec.Struct, frozen=True):
    """Plain text, exactly so; with a name it is a file to keep."""

    text: str
    type: str = "text/plain"
    file: str | None = None


#: What a handler may give; anything else is data, and becomes JSON.
Given = Page | Table | Elsewhere | Words | Any
Handler = "Callable[[Asked], Given]"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """An address and its handlers, one for each form that it is given in; the docstrings of these describe it.

    `path` as Starlette writes it. The other forms stand at `path` with `.json`, `.csv` and so on (of `/`: `/entrance`).
    `menu` is its name in the menu of every page, `key` the letter that is shown with it. `post` answers what is sent to
    it by a form, and is asked only with a token that proves that the form was ours. `most` is how many bytes may be
    sent. `open_to_all` is for what must be seen before signing in.
    """

    path: str
    html: Callable[[Asked], Any] | None = None
    json: Callable[[Asked], Any] | None = None
    csv: Callable[[Asked], Any] | None = None
    txt: Callable[[Asked], Any] | None = None
    ris: Callable[[Asked], Any] | None = None
    post: Callable[[Asked], Any] | None = None
    asks: tuple[Ask, ...] = ()
    menu: str | None = None
    most: int = 200_000
    open_to_all: bool = False

    def forms(self) -> dict[str, Callable[[Asked], Any]]:
        """The handlers by the ending of their address; the page itself is `html`, without one."""
        made = {name: getattr(self, name) for name in ("json", "csv", "txt", "ris", "html")}
        return {name: handler for name, handler in made.items() if handler is not None}

    def address(self, form: str) -> str:
        """The path of one form."""
        if form == "html":
            return self.path
        return f"{'/entrance' if self.path == '/' else self.path}.{form}"
