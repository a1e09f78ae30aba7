"""reftel lint: what is wrong with telegrams, by the rules of the trade."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from collections import Counter

    from reftel.cli.session import Session
    from reftel.write.lint import Finding


@archive_command(
    "lint",
    "Check telegrams by the rules of the trade.",
    examples=(
        ("reftel lint telegram.txt", "every breach of a rule, with its place, the rule and its source"),
        ("reftel lint 07ASTANA605", "a telegram of the archive; references are looked up in it"),
        ("reftel lint telegram.txt --fix -o mended.txt", "the text with the changes that rules know made"),
        ("reftel lint telegrams/ --study", "how often each rule is broken, with an example"),
        ("reftel lint --rules", "every rule with its source"),
    ),
)
@click.argument("names", nargs=-1, metavar="FILE|MRN...")
@click.option("--fix", is_flag=True, help="Write the text of the one telegram with the known changes made.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where --fix writes to.")
@click.option("--only", multiple=True, metavar="RULE", help="Only this rule; may be given again.")
@click.option("--without", multiple=True, metavar="RULE", help="Not this rule; may be given again.")
@click.option("--study", is_flag=True, help="Count the breaches of each rule instead of listing them.")
@click.option("--rules", is_flag=True, help="List the rules.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def command(
    session: Session,
    names: tuple[str, ...],
    fix: bool,
    output: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
    study: bool,
    rules: bool,
    form: str,
) -> int:
    """Check telegrams by the rules of the trade: markings, orders, numbers, addresses, TAGS, characters, lengths.

    The exit code is 1 where a rule of the grade "error" is broken, or a file could not be read.
    """
    from reftel.errors import WrongRequest

    if rules:
        _list_rules(session)
        return 0
    if not names:
        raise WrongRequest("nothing to check", "Name files or telegrams: reftel lint telegram.txt")
    if fix:
        return _fix(session, names, output, only, without)
    return _check(session, names, only, without, study=study, form=form)


def _list_rules(session: Session) -> None:
    from reftel.write.lint import ALL_RULES

    for rule in ALL_RULES:
        session.write(f"{rule.code}  {rule.severity:<7}  {rule.says}  ({rule.source})\n".encode())


def _chosen(findings: list[Finding], only: tuple[str, ...], without: tuple[str, ...]) -> list[Finding]:
    from reftel.errors import WrongRequest
    from reftel.write.lint import ALL_RULES

    unknown = {code.upper() for code in (*only, *without)} - {rule.code for rule in ALL_RULES}
    if unknown:
        raise WrongRequest(f"there is no rule {min(unknown)}", "`reftel lint --rules` lists them.")
    wanted = {code.upper() for code in only} or {rule.code for rule in ALL_RULES}
    wanted -= {code.upper() for code in without}
    return [finding for finding in findings if finding.rule.code in wanted]


def _fix(session: Session, names: tuple[str, ...], output: Path | None, *codes: tuple[str, ...]) -> int:
    from reftel.cli.asked import one_telegram
    from reftel.cli.delivered import deliver
    from reftel.errors import WrongRequest
    from reftel.show.words import count_words
    from reftel.write.lint import fixed_text, lint

    if len(names) != 1:
        raise WrongRequest("--fix takes one telegram at a time")
    telegram = one_telegram(session, names[0])
    text, count = fixed_text(telegram, _chosen(lint(telegram), *codes))
    session.say(f"{count_words(count, 'change')} made; the source itself stays as it is")
    deliver(session, text.encode("utf-8", "surrogatepass"), output)
    return 0


def _check(
    session: Session, names: tuple[str, ...], only: tuple[str, ...], without: tuple[str, ...], *, study: bool, form: str
) -> int:
    from collections import Counter

    from reftel.cli.asked import asked_telegrams
    from reftel.errors import Unreadable
    from reftel.show.safe import visible
    from reftel.write.lint import lint, shown

    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    telegrams = failed = broken = 0
    for each in asked_telegrams(session, names):
        if isinstance(each, Unreadable):
            session.say(str(each))
            failed += 1
            continue
        telegrams += 1
        findings = _chosen(lint(each.telegram, each.held), only, without)
        broken += sum(finding.rule.severity == "error" for finding in findings)
        for code in {finding.rule.code for finding in findings}:
            examples.setdefault(code, each.telegram.id)
        counts.update({finding.rule.code for finding in findings} if study else [f.rule.code for f in findings])
        if not study:
            for finding in findings:
                line = _json(each.telegram.id, finding) if form == "jsonl" else shown(each.telegram, finding, each.name)
                session.write((line if form == "jsonl" else visible(line)).encode("utf-8", "replace") + b"\n")
    if study:
        _show_study(session, counts, examples, telegrams)
    elif form == "text":
        _summary(session, counts.total(), broken, telegrams)
    return 1 if failed or (broken and not study) else 0


def _json(number: str, finding: Finding) -> str:
    import json

    return json.dumps(
        {
            "id": number,
            "rule": finding.rule.code,
            "severity": finding.rule.severity,
            "start": finding.start,
            "end": finding.end,
            "message": finding.message,
            "fix": [{"start": f.start, "end": f.end, "was": f.was, "now": f.now} for f in finding.fix],
        },
        ensure_ascii=False,
    )


def _summary(session: Session, found: int, broken: int, telegrams: int) -> None:
    from reftel.show.words import count_words

    of = count_words(telegrams, "telegram")
    session.say(
        f"{of}: {count_words(found, 'finding')}, {count_words(broken, 'error')}" if found else f"{of}: no findings"
    )


def _show_study(session: Session, counts: Counter[str], examples: dict[str, str], telegrams: int) -> None:
    """One line a rule: in how many of the telegrams it is broken."""
    from reftel.write.lint import ALL_RULES

    for rule in sorted(ALL_RULES, key=lambda rule: -counts[rule.code]):
        if counts[rule.code]:
            share = 100 * counts[rule.code] / max(telegrams, 1)
            words = f"{rule.code}  {counts[rule.code]:6,}  {share:5.1f}%  {rule.severity:<7}  {rule.says}"
            session.write(f"{words}  (as in {examples[rule.code]})\n".encode())
    _summary(session, counts.total(), sum(counts[r.code] for r in ALL_RULES if r.severity == "error"), telegrams)
