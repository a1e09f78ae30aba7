"""A linter for telegrams: rules of the trade, the places that break them, and the changes that mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.model.repair import repaired_text
from reftel.write.lint import classification, heading, words
from reftel.write.lint.finding import Finding, Hit, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reftel.model.repair import Repair
    from reftel.model.telegram import Telegram

__all__ = ["ALL_RULES", "RULES", "Finding", "Hit", "Rule", "Severity", "fixed_text", "lint", "shown"]

#: Every rule, in the order of its code. Adding one is a function and a row in one of the three modules.
RULES: tuple[Rule, ...] = tuple(
    sorted((*classification.RULES, *heading.RULES, *words.RULES), key=lambda rule: rule.code)
)
_NOT_HELD = Rule("L10", "info", "references are to telegrams that exist", "the archive", lambda _telegram: iter(()))
#: The same and the one that only an archive can tell.
ALL_RULES: tuple[Rule, ...] = (*RULES, _NOT_HELD)


def lint(telegram: Telegram, held: Callable[[list[str]], Iterable[str]] | None = None) -> list[Finding]:
    """Everything in a telegram that breaks a rule, in order of its place.

    Args:
        telegram: A telegram that was read; one that was made has no places.
        held: Which of some numbers an archive holds; without it nobody is asked whether references exist.
    """
    found = [Finding(rule, *hit) for rule in RULES for hit in rule.find(telegram)]
    if held is not None:
        numbers = [reftel.mrn for reftel in telegram.reftels if reftel.mrn]
        there = set(held(numbers))
        found += [
            Finding(_NOT_HELD, reftel.start, reftel.end, f"the archive does not hold {reftel.mrn}")
            for reftel in telegram.reftels
            if reftel.label is not None and reftel.mrn and reftel.mrn not in there
        ]
    return sorted(found, key=lambda finding: (finding.start, finding.rule.code))


def fixed_text(telegram: Telegram, findings: Iterable[Finding]) -> tuple[str, int]:
    """The source with the findings' changes made, and how many there were; of two that overlap the first is made."""
    fixes = sorted({fix for finding in findings for fix in finding.fix}, key=lambda fix: (fix.start, fix.end))
    kept: list[Repair] = []
    for fix in fixes:
        if telegram.text[fix.start : fix.end] == fix.was and (not kept or fix.start >= kept[-1].end):
            kept.append(fix)
    return repaired_text(telegram.text, kept, 0, len(telegram.text)), len(kept)


def shown(telegram: Telegram, finding: Finding, path: str) -> str:
    r"""A finding as compilers show theirs: the place, the line, a caret under it, the rule and its source.

    >>> from reftel import read_text
    >>> words = "R 141200Z MAR 79\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n\nUNCLAS LIMA 1\n\n1. NO.\nHALE\n"
    >>> telegram = read_text(words)[0]
    >>> print(shown(telegram, lint(telegram)[0], "a.txt").splitlines()[0])
    a.txt: warning L05: there is no subject
    """
    rule = finding.rule
    head = f"{rule.severity} {rule.code}: {finding.message}"
    under = f"  rule: {rule.says} ({rule.source})"
    fix = f"\n  fix: {finding.fix[0].was!r} to {finding.fix[0].now!r}" if finding.fix else ""
    more = f" and {len(finding.fix) - 1} more" if len(finding.fix) > 1 else ""
    if finding.end == 0:
        return f"{path}: {head}\n{under}{fix}{more}"
    text = telegram.text
    begin = text.rfind("\n", 0, finding.start) + 1
    stop = text.find("\n", finding.start)
    line = text[begin : len(text) if stop < 0 else stop].rstrip("\r")
    column = finding.start - begin
    from_column = max(0, column - 60)
    piece = line[from_column : from_column + 100].replace("\t", " ")
    width = max(1, min(finding.end, begin + len(line)) - finding.start)
    caret = " " * (column - from_column) + "^" * min(width, max(1, len(piece) - (column - from_column)))
    row = text.count("\n", 0, finding.start) + 1
    return f"{path}:{row}:{column + 1}: {head}\n  {piece}\n  {caret}\n{under}{fix}{more}"
