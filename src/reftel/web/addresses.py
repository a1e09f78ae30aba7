"""The addresses of things, made in one place. They are permanent: what is cited today must be found in ten years."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping


def telegram_address(name: str, paragraph: str = "", form: str = "") -> str:
    """The address of a telegram by its id, of one of its paragraphs (`p8`), or of one of its forms (`json`).

    >>> telegram_address("07ASTANA605", "p8"), telegram_address("07ASTANA605~2", form="ris")
    ('/t/07ASTANA605#p8', '/t/07ASTANA605~2.ris')
    """
    return f"/t/{_part(name)}{f'.{form}' if form else ''}{f'#{paragraph}' if paragraph else ''}"


def missing_address(mrn: str) -> str:
    """The address of a telegram that is not held.

    >>> missing_address("07ASTANA604")
    '/missing/07ASTANA604'
    """
    return f"/missing/{_part(mrn)}"


def person_address(key: str) -> str:
    """The address of a person by the key under which forms of the name meet.

    >>> person_address("annika brandvoll"), person_address("ordway@ASTANA")
    ('/person/annika%20brandvoll', '/person/ordway%40ASTANA')
    """
    return f"/person/{_part(key)}"


def post_address(post: str, year: int) -> str:
    """The address of a post's year.

    >>> post_address("LAPAZ", 1974)
    '/post/LAPAZ/1974'
    """
    return f"/post/{_part(post)}/{year}"


def search_address(question: str = "", form: str = "", **more: object) -> str:
    """The address of a question; what is asked with nothing is left out.

    >>> search_address('"early elections"', limit=50)
    '/search?q=%22early+elections%22&limit=50'
    """
    return with_query(f"/search{f'.{form}' if form else ''}", {"q": question, **more})


def with_query(path: str, asked: Mapping[str, object]) -> str:
    """A path with what is asked of it; empty values and `None` are left out, lists are asked several times.

    >>> with_query("/search", {"q": "dam", "tag": ["PGOV", "KZ"], "offset": None})
    '/search?q=dam&tag=PGOV&tag=KZ'
    """
    said = {name: value for name, value in asked.items() if value not in (None, "", [], ())}
    return f"{path}?{urlencode(said, doseq=True)}" if said else path


def _part(name: str) -> str:
    return quote(name, safe="")
