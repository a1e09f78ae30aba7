"""reftel similar: telegrams with the same text or a passage of it, and telegrams on the same matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "similar",
    "Telegrams that repeat one, or are on the same matter.",
    examples=(
        ("reftel similar 74HALLEM88", "retransmissions, corrected copies, quoted passages; then the same matter"),
        ("reftel similar 74HALLEM88 --json", "one JSON object"),
        ("reftel similar --all", "every pair of telegrams of the archive that repeat each other"),
    ),
)
@click.argument("number", nargs=-1, metavar="[MRN]")
@click.option("--all", "every", is_flag=True, help="All pairs of the whole archive, one a line.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many of each.")
@click.option("--json", "as_json", is_flag=True, help="JSON, one object (a line for each pair with --all).")
def command(session: Session, number: tuple[str, ...], every: bool, limit: int, as_json: bool) -> None:
    """Show telegrams that share text with one, the likest first, and others on the same matter by rare words and TAGS.

    A passage of 55 words that two telegrams share is found for certain, shorter ones often. What differs between two
    telegrams shows `reftel diff`.
    """
    import msgspec

    from reftel.analysis.twins import all_twins, similar
    from reftel.show.twins import pair_line, show_similar

    if every == bool(number):
        raise WrongRequest("similar to what?", "Name a telegram, or ask for --all.")
    with session.open_archive() as archive:
        if number:
            found = similar(archive, " ".join(number), limit)
            if as_json:
                session.write(msgspec.json.encode(found) + b"\n")
            else:
                session.show(show_similar(found))
            return
        for entry, twin in all_twins(archive):
            if as_json:
                session.write(msgspec.json.encode({"telegram": entry.id, "twin": twin}) + b"\n")
            else:
                session.show_line(pair_line(entry, twin))
