"""reftel compose: a draft becomes a telegram."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import plain_command

if TYPE_CHECKING:
    from reftel.cli.session import Session
    from reftel.model.telegram import Telegram

_LARGEST = 4_000_000  # bytes: a draft is typed by a person


@plain_command(
    "compose",
    "Make a telegram of a draft in Markdown.",
    examples=(
        ("reftel compose --new > draft.md", "a draft to type over, with every usual name"),
        ("reftel compose draft.md", "the telegram in the layout of the 2000s, checked"),
        ("reftel compose draft.md --as acp127 -o out.txt", "as a communications centre sends it"),
        ("reftel compose - --as state1973 < draft.md", "in the layout of 1973-79"),
    ),
)
@click.argument("draft", required=False, metavar="DRAFT.md|-")
@click.option("--new", is_flag=True, help="Print a draft to begin with.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["state2000", "state1973", "acp127", "mime"]),
    default="state2000",
    show_default=True,
    help="The layout.",
)
@click.option("--station", metavar="RI", help="The calling station, for acp127.")
@click.option("--no-lint", is_flag=True, help="Do not check it.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file; else the output.")
def command(
    session: Session,
    draft: str | None,
    new: bool,
    form: str,
    station: str | None,
    no_lint: bool,
    output: Path | None,
) -> int:
    """Make a telegram of a draft: names and values between two rules, then paragraphs in Markdown.

    The telegram goes to the output; what rules say against it, and what the layout has no place for, to standard error.
    The exit code is 1 where a rule of the grade "error" is broken or something is lost.
    """
    from reftel.cli.delivered import deliver, tell_losses
    from reftel.errors import WrongRequest
    from reftel.write import layout_named, write
    from reftel.write.acp127 import complete
    from reftel.write.manuscript import TEMPLATE, compose

    if new:
        deliver(session, TEMPLATE.encode(), output)
        return 0
    if draft is None:
        raise WrongRequest("no draft is named", "Begin one with `reftel compose --new > draft.md`.")
    made = compose(_text_of(draft))
    if form in {"acp127", "mime"}:
        made = complete(made, station=station)
    written = write(made, form)
    deliver(session, written.text.encode("utf-8", "surrogatepass"), output)
    lost = tell_losses(session, written.lost)
    broken = 0 if no_lint else _tell_breaches(session, layout_named(form).read(written.text)[0], str(output or form))
    return 1 if lost or broken else 0


def _text_of(draft: str) -> str:
    import sys

    from reftel.errors import WrongRequest

    try:
        content = sys.stdin.buffer.read(_LARGEST + 1) if draft == "-" else _content(Path(draft))
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongRequest(f"{draft} is not UTF-8, at byte {error.start}", "Save the draft as UTF-8.") from error
    if len(content) > _LARGEST:
        raise WrongRequest(f"{draft} is larger than {_LARGEST:,} bytes: no telegram is")
    return text


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)


def _tell_breaches(session: Session, telegram: Telegram, path: str) -> int:
    """Tell what lint finds; how many errors there are."""
    from reftel.show.safe import visible
    from reftel.write.lint import lint, shown

    findings = lint(telegram)
    for finding in findings:
        session.err.file.write(visible(shown(telegram, finding, path)) + "\n")
    return sum(finding.rule.severity == "error" for finding in findings)
