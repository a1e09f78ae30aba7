"""What lint finds: a place, a rule, and, where there is one, the change that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reftel.model.repair import Repair
    from reftel.model.telegram import Telegram

Severity = Literal["error", "warning", "info"]


class Hit(NamedTuple):
    """One place that breaks a rule: `text[start:end]`, in plain words, and how to mend it. Places are of the source."""

    start: int
    end: int
    message: str
    fix: tuple[Repair, ...] = ()


class Rule(NamedTuple):
    """One rule: its code, how grave a breach is, what it says, who says so, and what finds breaches.

    An archive of telegrams breaks many rules in peace; `info` is worth knowing, a `warning` worth a look, an `error`
    is wrong.
    """

    code: str
    severity: Severity
    says: str
    source: str
    find: Callable[[Telegram], Iterator[Hit]]


class Finding(NamedTuple):
    """A breach of a rule in one telegram."""

    rule: Rule
    start: int
    end: int
    message: str
    fix: tuple[Repair, ...] = ()


def place(telegram: Telegram, field: str) -> tuple[int, int]:
    """Where a field was read, the first place; nowhere (0, 0) for a telegram that was made and not read."""
    return telegram.evidence.get(field, [(0, 0)])[0]
