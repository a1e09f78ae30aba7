"""The layouts of telegrams. Each is one module with `name`, `likelihood` and `read`; adding one is a line in `DIALECTS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reftel.dialects import acp127, fragment, smart, state1973, state2000

if TYPE_CHECKING:
    from reftel.model.draft import Draft
    from reftel.text.lines import Line


class Dialect(Protocol):
    """One layout of telegrams: can this text be in it, and if so what does it say."""

    @property
    def name(self) -> str:
        """The dialect's name in the record."""
        ...

    def likelihood(self, text: str, lines: list[Line]) -> float:
        """From 0 (cannot be) to 1 (is): how well the heading fits this layout."""
        ...

    def read(self, text: str, lines: list[Line]) -> Draft:
        """What the text says, read as this layout. Never raises; what it cannot read it leaves unlabelled."""
        ...


DIALECTS: tuple[Dialect, ...] = (
    state2000.DIALECT, state1973.DIALECT, acp127.DIALECT, smart.DIALECT, fragment.DIALECT,
)  # fmt: skip


def dialect_of(text: str, lines: list[Line]) -> Dialect:
    """The dialect that a text is most likely in; a text that is no telegram is a fragment."""
    return max(DIALECTS, key=lambda dialect: dialect.likelihood(text, lines))
