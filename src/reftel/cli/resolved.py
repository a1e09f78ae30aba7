"""Opening an archive whose references are resolved as far as it goes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.archive import Archive
    from reftel.cli.session import Session


@contextmanager
def resolved_archive(session: Session) -> Iterator[Archive]:
    """The archive, to read, with its edges brought up to date; while another program writes, as they were."""
    from reftel.analysis.references import resolve_all
    from reftel.cli.bars import step_bar

    with session.open_archive() as archive:
        if not resolve_all(archive, step_bar(lambda: session.err, "resolving references")):
            session.say("Another reftel is writing; what it has added is not among the references yet.")
        yield archive
