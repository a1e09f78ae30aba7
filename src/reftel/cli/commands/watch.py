"""reftel watch: questions kept under a name, and what has come since they were last asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.cli.questions import take_questions, typed_question
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.archive import Archive
    from reftel.archive.watching import Watches
    from reftel.cli.session import Session


@archive_command(
    "watch",
    "Keep questions, and see what is new to them.",
    examples=(
        ("reftel watch add dam 'dam (treaty OR accord)'", "keep a question under a name"),
        ("reftel watch run", "what has come since last time, for every question kept"),
        ("reftel watch run dam --format mrn", "for one, one number a line"),
        ("reftel watch list", "what is kept"),
        ("reftel watch remove dam", "forget it"),
    ),
)
@click.argument("action", type=click.Choice(["add", "run", "list", "remove"]))
@click.argument("name", required=False)
@click.argument("question", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "mrn", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="How `run` prints what is new.",
)
def command(session: Session, action: str, name: str | None, question: tuple[str, ...], form: str) -> None:
    """Keep questions under names (see docs/search.md) and report what is new to them since they were last run.

    Whatever is held is new to a question that never ran.
    """
    from reftel.archive.watching import Watches
    from reftel.show.words import count_words

    with session.open_archive() as archive:
        kept = Watches(archive)
        if action == "list":
            _list(session, kept)
        elif action == "run":
            _say_none(session, kept)
            _run(session, archive, [name] if name else [watch.name for watch in kept], form)
        elif name is None:
            raise WrongRequest(f"which watch is to {action}?", f"reftel watch {action} NAME")
        elif action == "remove":
            session.say(f"removed the watch {kept.remove(name).name}")
        elif not question:
            raise WrongRequest("what is to be watched?", f"reftel watch add {name} QUESTION")
        else:
            watch = kept.add(name, typed_question(question))
            searched = archive.find(watch.question, limit=0).query or "everything"
            held = sum(1 for _ in archive.find_all(watch.question, strict=True))
            session.say(f"{watch.name}: {searched}; {count_words(held, 'telegram')} held now")


def _say_none(session: Session, kept: Watches) -> None:
    if not list(kept):
        session.say("No question is kept yet; reftel watch add NAME QUESTION keeps one.")


def _list(session: Session, kept: Watches) -> None:
    from reftel.show.finding import watch_line

    _say_none(session, kept)
    for watch in kept:
        session.show_line(watch_line(watch))


def _run(session: Session, archive: Archive, names: list[str], form: str) -> None:
    from reftel.archive.watching import Watches
    from reftel.cli.printing import print_hits
    from reftel.show.answers import entry_line
    from reftel.show.finding import new_line

    for name in names:
        news = Watches(archive).new(name, passages=0)
        if form == "text":
            lines = [entry_line(hit.entry) for hit in news.hits]
            session.show_line(new_line(news.watch, len(lines)))
            for line in lines:
                session.show_line(line)
        else:
            print_hits(session, news.hits, None, form)
        session.flush()  # a full disk or a closed pipe is told of here: then all of it stays new
        Watches(archive).told(news)


take_questions(command)
