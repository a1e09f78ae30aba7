"""reftel show: one telegram, to read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.archive import Archive
    from reftel.cli.session import Session
    from reftel.model.telegram import Telegram

_VIEWS = {
    "source": "The text as received, to the character; in a terminal, control characters are made visible.",
    "bytes": "The file that it came in, byte for byte.",
    "repairs": "Every repair: where, what it read, what it reads now, which rule, how sure.",
    "spans": "Every character of the text under its label.",
    "json": "The record, as `reftel read` prints it.",
}


@archive_command(
    "show",
    "Show one telegram, its heading explained.",
    examples=(
        ("reftel show 07ASTANA605", "by its number"),
        ("reftel show Astana 605 2007", "in any spelling"),
        ("reftel show 07ASTANA605~2", "a second, different text under the same number"),
        ("reftel show 07ASTANA605 --source > a.txt", "the text as received, into a file"),
    ),
)
@click.argument("number", nargs=-1, required=True, metavar="MRN")
@click.option("--source", "view", flag_value="source", help=_VIEWS["source"])
@click.option("--bytes", "view", flag_value="bytes", help=_VIEWS["bytes"])
@click.option("--repairs", "view", flag_value="repairs", help=_VIEWS["repairs"])
@click.option("--spans", "view", flag_value="spans", help=_VIEWS["spans"])
@click.option("--json", "view", flag_value="json", help=_VIEWS["json"])
def command(session: Session, number: tuple[str, ...], view: str | None) -> None:
    """Show a telegram: its heading explained, its text repaired, its reftels held or not held.

    Any spelling of its number opens it, and so do its id and the beginning of an id made of a hash.
    """
    asked = " ".join(number)
    with session.open_archive() as archive:
        if view == "bytes":
            _write_bytes(session, archive.source(asked))
            return
        telegram = archive.get(asked)
        if view is None:
            _read(session, archive, telegram)
        elif view == "source":
            _write_text(session, telegram.text)
        elif view == "json":
            _write_record(session, archive, telegram)
        else:
            _show_part(session, telegram, view)


def _read(session: Session, archive: Archive, telegram: Telegram) -> None:
    from reftel.show.terminal import show_telegram

    numbers = [reftel.mrn for reftel in telegram.reftels if reftel.mrn]
    held = {number: archive.entry(number) for number in archive.held(numbers)}
    citing = [entry for entry in archive.citing(telegram.mrn) if entry.id != telegram.id] if telegram.mrn else []
    same = archive.list(telegram.post, telegram.year) if archive.entry(telegram.id).conflict else ()
    others = [entry.id for entry in same if entry.mrn == telegram.mrn and entry.id != telegram.id]
    witnesses = archive.witnesses(telegram.id)
    session.show(show_telegram(telegram, held=held, citing=citing, witnesses=witnesses, others=others))


def _show_part(session: Session, telegram: Telegram, view: str) -> None:
    from reftel.show.terminal import show_repairs, show_spans

    session.show(show_repairs(telegram) if view == "repairs" else show_spans(telegram))


def _write_record(session: Session, archive: Archive, telegram: Telegram) -> None:
    """The record, in which the reftels that are held are resolved."""
    from msgspec.structs import replace

    from reftel.cli.printing import record_line

    held = archive.held(reftel.mrn for reftel in telegram.reftels if reftel.mrn)
    reftels = tuple(replace(one, state="resolved") if one.mrn in held else one for one in telegram.reftels)
    session.write(record_line(replace(telegram, reftels=reftels), spans=True))


def _write_text(session: Session, text: str) -> None:
    if sys.stdout.isatty():
        from reftel.show.safe import visible

        shown = visible(text)
        session.write((shown if shown.endswith("\n") else shown + "\n").encode())
    else:
        session.write(text.encode("utf-8", "surrogatepass"))


def _write_bytes(session: Session, content: bytes) -> None:
    if sys.stdout.isatty():
        raise WrongRequest(
            "bytes are not written to a terminal, which would obey some of them", "Send them to a file: --bytes > FILE"
        )
    session.write(content)
