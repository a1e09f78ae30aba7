"""Templates: everything in them is escaped, and made visible where a browser would obey it instead of showing it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reftel.show.explain import caption_words, tag_words
from reftel.show.safe import visible, visible_line
from reftel.show.style import LEVEL_LETTERS
from reftel.show.words import count_words, day_words, list_words, moment_words, period_words, post_words, size_words
from reftel.web import addresses
from reftel.web.said import place_of

if TYPE_CHECKING:
    from datetime import datetime

STATIC = files("reftel.web") / "static"


def _shown(value: Any) -> Any:
    """Every value of a template goes through here: control and direction characters get a sign of their own."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def static_address(name: str) -> str:
    """The address of a file of ours; it changes with the file, so that browsers may keep it."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def _day(when: datetime | None) -> str:
    return day_words(when) if when else "no date"


def _flat(text: str) -> str:
    """Words of a telegram on one line, as they are quoted."""
    return visible_line(" ".join(text.split()))


def _letters(level: str | None) -> str:
    return LEVEL_LETTERS.get(level or "", "?" if level else "-")


@cache
def environment() -> Environment:
    """The templates of the reading room."""
    made = Environment(
        loader=PackageLoader("reftel.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    made.filters.update(
        {
            "caption": caption_words,
            "count": count_words,
            "day": _day,
            "drawn": Markup,  # only for charts, which escape what they are made of themselves
            "flat": _flat,
            "letters": _letters,
            "line": visible_line,
            "listed": list_words,
            "moment": moment_words,
            "period": period_words,
            "post": post_words,
            "size": size_words,
            "tag": tag_words,
            "thousands": "{:,}".format,
        }
    )
    made.globals.update(
        {
            "missing_address": addresses.missing_address,
            "person_address": addresses.person_address,
            "place_of": place_of,
            "post_address": addresses.post_address,
            "search_address": addresses.search_address,
            "static": static_address,
            "telegram_address": addresses.telegram_address,
            "with_query": addresses.with_query,
        }
    )
    return made


def render(template: str, **shown: Any) -> str:
    """A page as HTML."""
    return environment().get_template(template).render(**shown)
