"""reftel missing: the gap ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.analysis.gaps import GapFinder
    from reftel.analysis.ledgers import Ledger
    from reftel.cli.session import Session


@archive_command(
    "missing",
    "List telegrams that are cited but not held.",
    examples=(
        ("reftel missing", "every telegram cited and not held, with its dates and who cites it"),
        ("reftel missing --post Astana --year 2007", "one post, one year"),
        ("reftel missing --sums", "by post and year: held, missing, unknown, and the year's total"),
        ("reftel missing 07ASTANA515 --request", "the text of a records request for it"),
    ),
)
@click.argument("number", nargs=-1, metavar="[MRN]")
@click.option("--post", help="Of one post, in any spelling.")
@click.option("--year", type=click.IntRange(1800, 2199), help="Of one year.")
@click.option("--implied", is_flag=True, help="Also the numbers that nobody cites, up to the highest one seen.")
@click.option("--sums", is_flag=True, help="Only the sums by post and year.")
@click.option("--request", is_flag=True, help="Draft a records request for the telegram named.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(
    session: Session,
    number: tuple[str, ...],
    post: str | None,
    year: int | None,
    implied: bool,
    sums: bool,
    request: bool,
    as_json: bool,
) -> None:
    """List every telegram that is cited, or implied by serial numbers, but not held.

    The dates hold the true one in at least 99 of 100 cases, the likely ones in about 80: they are reckoned from the
    dated numbers of the same post and year, and from the dates by which a number was cited.
    """
    from reftel.analysis.gaps import GapFinder
    from reftel.cli.resolved import resolved_archive

    if request and not number:
        raise WrongRequest("a request needs the telegram that is asked for", "reftel missing 07ASTANA515 --request")
    with resolved_archive(session) as archive:
        finder = GapFinder(archive)
        if number:
            _one(session, finder, " ".join(number), request=request, as_json=as_json)
            return
        if sums:
            _sums(session, finder.ledgers(post, year), as_json=as_json)
        else:
            _gaps(session, finder, finder.ledgers(post, year), implied=implied, as_json=as_json)


def _one(session: Session, finder: GapFinder, asked: str, *, request: bool, as_json: bool) -> None:
    from reftel.analysis.requests import request_text
    from reftel.cli.printing import gap_line
    from reftel.show.references import gap_lines
    from reftel.show.safe import visible

    gap = finder.gap(asked)
    if request:
        session.write(visible(request_text(gap)).encode())
    elif as_json:
        session.write(gap_line(gap))
    else:
        session.show(gap_lines(gap))


def _gaps(session: Session, finder: GapFinder, ledgers: list[Ledger], *, implied: bool, as_json: bool) -> None:
    from reftel.cli.printing import gap_line
    from reftel.show.references import gap_lines, ledger_lines
    from reftel.show.words import count_words

    count = 0
    for ledger in ledgers:
        if not as_json and (ledger.missing or implied):
            session.show(ledger_lines(ledger, first=not count))
        for gap in finder.gaps(ledger.place, implied=implied):
            count += 1
            if as_json:
                session.write(gap_line(gap))
            else:
                session.show(gap_lines(gap, post=False))
    if not as_json:
        known = f"{count_words(count, 'telegram')} not held." if ledgers else "Nothing of this is held or cited."
        session.say(known)


def _sums(session: Session, ledgers: list[Ledger], *, as_json: bool) -> None:
    from reftel.cli.printing import ledger_line
    from reftel.show.references import show_ledgers

    if as_json:
        for ledger in ledgers:
            session.write(ledger_line(ledger))
    else:
        session.show(show_ledgers(ledgers))
