"""reftel send: a telegram as the networks take it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "send",
    "Write a telegram as a network takes it.",
    examples=(
        ("reftel send 07ASTANA605 --as acp127", "format lines 1 to 16, sections, 69 columns, NNNN"),
        ("reftel send telegram.txt --as mime -o telegram.eml", "mail with the fields of RFC 6477"),
        ("reftel send draft.txt --as acp127 --station RUEHTA", "by a calling station that the text does not name"),
    ),
)
@click.argument("name", metavar="FILE|MRN")
@click.option("--as", "form", type=click.Choice(["acp127", "mime"]), required=True, help="Teletype, or mail.")
@click.option("--station", metavar="RI", help="The calling station's routing indicator, where none is known.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file; else the output.")
def command(session: Session, name: str, form: str, station: str | None, output: Path | None) -> int:
    """Write a telegram as a network takes it; nothing is sent anywhere.

    What the relay heading lacks is taken from the tables of posts and addresses, and left out where they do not know.
    Whatever the form has no place for is named on standard error, and the exit code is 1 then.
    """
    from reftel.cli.asked import one_telegram
    from reftel.cli.delivered import deliver, tell_losses
    from reftel.write import write
    from reftel.write.acp127 import complete

    telegram = complete(one_telegram(session, name), station=station)
    written = write(telegram, form)
    deliver(session, written.text.encode("utf-8"), output)
    return 1 if tell_losses(session, written.lost) else 0
