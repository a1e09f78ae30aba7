"""reftel cite: right citations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.analysis.citing import Format, Style
    from reftel.cli.session import Session

_PLACE = re.compile(r"(?P<number>.+?)(?:#p(?P<paragraph>\d{1,4}))?\Z", re.DOTALL)
#: As `reftel.analysis.citing` has them, which is imported only when the command runs.
STYLES = ("nara", "frus", "chicago", "short")
FORMATS = ("bibtex", "ris", "csl-json")


@archive_command(
    "cite",
    "Write right citations of telegrams.",
    examples=(
        ("reftel cite 07ASTANA605", "in the manner of Chicago"),
        ("reftel cite 07ASTANA605#p3 --style frus", "its third paragraph, as Foreign Relations cites"),
        ("reftel cite 07ASTANA605 06ASTANA121 --format bibtex", "for a reference manager"),
    ),
)
@click.argument("numbers", nargs=-1, required=True, metavar="MRN[#p3]...")
@click.option("--style", type=click.Choice(STYLES), default="chicago", show_default=True, help="For people.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="For reference managers.")
def command(session: Session, numbers: tuple[str, ...], style: Style, form: Format | None) -> None:
    """Write citations: always with post, number and date, naming which date it is, and the post's name of the time.

    Several words are one number where they are one together (Astana 605 2007). `reftel resolve` reads every form back.
    """
    from reftel.analysis.citing import cite, cite_for_programs
    from reftel.show.safe import visible

    with session.open_archive() as archive:
        whole = _place(" ".join(numbers))
        asked = [whole] if archive.find_id(whole[0]) else [_place(number) for number in numbers]
        cited = []
        for number, paragraph in asked:
            telegram = archive.get(number)
            if paragraph is not None and paragraph not in {each.number for each in telegram.paragraphs}:
                raise WrongRequest(f"{telegram.id} has no paragraph {paragraph}")
            cited.append((telegram, paragraph))
        if form is not None:
            session.write(cite_for_programs(cited, form).encode())
        else:
            for telegram, paragraph in cited:
                session.write(visible(cite(telegram, style, paragraph)).encode() + b"\n")


def _place(asked: str) -> tuple[str, int | None]:
    found = _PLACE.match(asked)
    assert found is not None
    return found["number"], int(found["paragraph"]) if found["paragraph"] else None
