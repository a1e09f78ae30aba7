"""The lists that code, pages and docs share, as Markdown: `python -m reftel.cli.catalogue docs/catalogue.md`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reftel.archive.checking import KINDS
from reftel.model.defect import DEFECTS
from reftel.model.span import LABELS
from reftel.repair import RULES, RULES_OF_READING
from reftel.sources import CAUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOP = """\
# Catalogue: labels, defects, rules, causes

Written from the lists in the code (`make reference`).
"""

_OF_RULES = """\
Each can be switched off by its name: `reftel read --without RULE`. In brackets: how many of those looked at, in real
telegrams and in their context, were right; the confidence of a rule's repairs rests on that."""


def catalogue() -> str:
    """Labels of spans, kinds of defects, rules of repair, causes, findings of `reftel check`, as Markdown."""
    rules = [(rule.name, f"{rule.does} ({rule.measured})") for rule in RULES]
    rules += [(name, f"{does} ({measured})") for name, (does, measured) in RULES_OF_READING.items()]
    return "\n".join(
        [
            _TOP,
            _table("Labels of spans", "Every character of a text stands under one of these.", LABELS.items()),
            _table(
                "Defects", "What is wrong with a telegram, as data with its place: kept, never raised.", DEFECTS.items()
            ),
            _table("Rules of repair", _OF_RULES, rules),
            _table("Causes", "Why a file, or a part of one, cannot be read; nothing else stops.", CAUSES.items()),
            _table("Findings of `reftel check`", "What can be wrong with an archive itself.", KINDS.items()),
        ]
    )


def _table(title: str, says: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"## {title}\n", f"{says}\n", "| name | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {_escaped(meaning)} |" for name, meaning in rows]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Text in which no sign means anything to Markdown."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|&" else sign for sign in text)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(catalogue(), encoding="utf-8")
