"""reftel correct: what people say of a telegram against what was read in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.archive.corrections import Correction
    from reftel.cli.session import Session


@archive_command(
    "correct",
    "Correct a repair, a number or a post of a telegram; undo it; the log.",
    examples=(
        ("reftel show 04HALLEM512 --repairs", "its repairs, to count them from 1"),
        ("reftel correct 04HALLEM512 --repair-off 3 --why 'the paper reads so'", "the third is none"),
        ("reftel correct sha-5f2c9a --number '04 Hallem 512'", "the number that it is also found under"),
        ("reftel correct --log", "every correction, also those undone"),
        ("reftel correct --undo 7", "take correction 7 back"),
    ),
)
@click.argument("telegram", required=False, metavar="[MRN]")
@click.option("--repair-off", type=int, metavar="N", help="Repair N is wrong: read the source there.")
@click.option("--repair-on", type=int, metavar="N", help="Repair N, which is only suggested, is right.")
@click.option("--number", metavar="MRN", help="A number that the telegram has as well.")
@click.option("--post", help="The post that sent it.")
@click.option("--why", help="Your reason, kept with it.")
@click.option("--who", help="Your name, kept with it.")
@click.option("--undo", type=int, metavar="ID", help="Take a correction back.")
@click.option("--log", "show_log", is_flag=True, help="Every correction, the last first.")
def command(
    session: Session,
    telegram: str | None,
    repair_off: int | None,
    repair_on: int | None,
    number: str | None,
    post: str | None,
    why: str | None,
    who: str | None,
    undo: int | None,
    show_log: bool,
) -> int:
    """Say what is right of one telegram. The record itself stays as it was read; every correction can be undone.

    Corrections outlive `reftel reread`, and can be made while another reftel adds telegrams.
    """
    from reftel.archive.correcting import say_number, say_post, switch_repair, undo_correction
    from reftel.archive.corrections import corrections

    with session.open_archive() as archive:
        if undo is not None:
            _show(session, undo_correction(session.folder, undo, who))
            session.say("undone")
            return 0
        if show_log or telegram is None:
            found = corrections(archive.connection, archive.entry(telegram).id if telegram else None)
            for one in found:
                _show(session, one)
            if not found:
                session.say("Nothing was corrected.")
            return 0 if found else 1
    said: list[Correction] = []
    if repair_off is not None:
        said.append(switch_repair(session.folder, telegram, repair_off, applied=False, who=who, why=why))
    if repair_on is not None:
        said.append(switch_repair(session.folder, telegram, repair_on, applied=True, who=who, why=why))
    if number is not None:
        said.append(say_number(session.folder, telegram, number, who=who, why=why))
    if post is not None:
        said.append(say_post(session.folder, telegram, post, who=who, why=why))
    if not said:
        raise WrongRequest("what is to be corrected?", "Say --repair-off, --repair-on, --number or --post.")
    for one in said:
        _show(session, one)
    return 0


def _show(session: Session, one: Correction) -> None:

    who = f" by {one.who}" if one.who else ""
    why = f"  ({one.why})" if one.why else ""
    undone = f"  [undone {one.undone:%Y-%m-%d}]" if one.undone else ""
    session.show_whole(f"{one.id}  {one.at:%Y-%m-%d %H:%M}{who}  {one.name}: {one.words}{why}{undone}")
