"""reftel write: a telegram in another layout, or for other programs and paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session

#: As `reftel.write` has them, which is imported only when the command runs.
LAYOUTS = ("state2000", "state1973", "markdown")
EXPORTS = ("tei", "html", "pdf")


@archive_command(
    "write",
    "Write a telegram in another layout, or as TEI, HTML or PDF.",
    examples=(
        ("reftel write 07ASTANA605 --as markdown -o draft.md", "as its drafter would type it; compose takes it back"),
        ("reftel write old.pdf --as state1973", "in the layout of 1973-79"),
        ("reftel write 07ASTANA605 --as tei -o astana.xml", "for an edition; repairs as <choice>"),
        ("reftel write 07ASTANA605 --as pdf -o astana.pdf", "for paper"),
    ),
)
@click.argument("name", metavar="FILE|MRN")
@click.option("--as", "form", type=click.Choice([*LAYOUTS, *EXPORTS]), required=True, help="What to write it as.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file; else the output.")
def command(session: Session, name: str, form: str, output: Path | None) -> int:
    """Write a telegram in another layout, or for other programs and for paper.

    Layouts read back: what one has no place for is named on standard error, and the exit code is 1 then. TEI, HTML and
    PDF are for others to read.
    """
    from reftel.cli.asked import one_telegram
    from reftel.cli.delivered import deliver, tell_losses

    telegram = one_telegram(session, name)
    if form in EXPORTS:
        from reftel.write.exports import export

        deliver(session, export(telegram, form), output, binary=form == "pdf")
        return 0
    from reftel.write import write

    written = write(telegram, form)
    deliver(session, written.text.encode("utf-8", "surrogatepass"), output)
    return 1 if tell_losses(session, written.lost) else 0
