"""reftel note: a reader's own notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.archive.notebook import Note
    from reftel.cli.session import Session


@archive_command(
    "note",
    "Your own notes on telegrams: write, list, search.",
    examples=(
        ("reftel note 04HALLEM512 'compare with the annex' --paragraph 3", "on its third paragraph"),
        ("reftel note 04HALLEM512 --label cited --label chapter-2", "labels, with or without words"),
        ("reftel note 04HALLEM512", "the notes on one telegram"),
        ("reftel note --find annex", "every note with that word"),
        ("reftel note --json > notes.jsonl", "all of them, for other programs"),
    ),
)
@click.argument("number", required=False, metavar="[MRN]")
@click.argument("words", required=False)
@click.option(
    "--paragraph", type=click.IntRange(1, 9999), help="The paragraph that the note is on, by its true number."
)
@click.option("--label", "labels", multiple=True, help="A label; may be given several times. Alone: the notes with it.")
@click.option("--find", help="Notes with all of these words.")
@click.option("--take-out", type=click.IntRange(1, 2**62), metavar="N", help="Take note N out for good.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(
    session: Session,
    number: str | None,
    words: str | None,
    paragraph: int | None,
    labels: tuple[str, ...],
    find: str | None,
    take_out: int | None,
    as_json: bool,
) -> int:
    """Write a note on a telegram, or list notes. They lie in `notes.sqlite` beside the record, and never change it.

    A note can be written while another reftel adds telegrams; neither waits for the other.
    """
    from reftel.archive.notebook import Notebook

    with session.open_archive() as archive:
        notebook = Notebook(session.folder)
        if take_out is not None:
            _show(session, notebook.take_out(take_out), as_json=as_json)
            session.say("taken out")
            return 0
        if number is not None and (words is not None or labels):
            telegram = archive.get(number)
            if paragraph is not None and paragraph not in {each.number for each in telegram.paragraphs}:
                raise WrongRequest(f"{telegram.id} has no paragraph {paragraph}")
            written = notebook.write(telegram.id, words or "", paragraph=paragraph, labels=labels)
            _show(session, written, as_json=as_json)
            return 0
        found = notebook.notes(archive.entry(number).id if number else None, words=find)
    found = [note for note in found if set(labels) <= set(note.labels)]
    for note in found:
        _show(session, note, as_json=as_json)
    if not found:
        session.say("No such note is kept." if number or find or labels else "No note is kept yet.")
    return 0 if found else 1


def _show(session: Session, note: Note, *, as_json: bool) -> None:
    import msgspec

    if as_json:
        session.write(msgspec.json.encode(note) + b"\n")
        return
    place = f" ¶{note.paragraph}" if note.paragraph is not None else ""
    labels = "".join(f" [{name}]" for name in note.labels)
    session.show_whole(f"{note.id}  {note.changed:%Y-%m-%d}  {note.telegram}{place}{labels}  {note.words}")
