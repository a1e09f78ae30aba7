"""SVG as text: elements with escaped attributes and contents, classes in place of styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from reftel.show.safe import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 200  # characters of a label
_PLAIN = re.compile(r"[\w .,/#%?=~-]*")


def element(name: str, inside: str = "", /, **attributes: object) -> str:
    """One element. `inside` is SVG already; attributes are escaped here, `kind` becomes `class`, `_` a hyphen.

    >>> element("rect", x=1.25, width=10, kind="held", text_anchor=None)
    '<rect x="1.2" width="10" class="held"/>'
    """
    said = "".join(
        f" {'class' if key == 'kind' else key.replace('_', '-')}={_quoted(value)}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def words(text: object, **attributes: object) -> str:
    """Text at a place; control and direction characters made visible.

    >>> words("a < b", x=0, y=10)
    '<text x="0" y="10">a &lt; b</text>'
    """
    return element("text", escape(_line(text)), **attributes)


def told(text: object) -> str:
    """What a drawing says of an element when the pointer rests on it."""
    return f"<title>{escape(_line(text))}</title>"


def linked(address: str | None, inside: str) -> str:
    """Something that leads to an address of the room. Out of the order of the keys: the table behind is for these.

    Raises:
        ValueError: The address leads out of the room.
    """
    if not address:
        return inside
    if not address.startswith("/") or address.startswith("//"):
        raise ValueError(address)
    return element("a", inside, href=address, tabindex=-1)


def drawing(width: float, height: float, parts: Iterable[str], kind: str) -> str:
    """A whole drawing, hidden from those who cannot see it: they get the table behind it."""
    box = f"0 0 {_value(width)} {_value(height)}"
    return element("svg", "".join(parts), viewBox=box, kind=f"drawing {kind}", aria_hidden="true", focusable="false")


def _line(text: object) -> str:
    return visible_line(str(text))[:_LONGEST].encode("utf-8", "replace").decode()


def _quoted(value: object) -> str:
    """A value in its quotation marks; most are numbers and plain words, where no sign needs a look."""
    text = _value(value)
    return f'"{text}"' if _PLAIN.fullmatch(text) else quoteattr(text)


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)
