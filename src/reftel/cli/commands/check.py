"""reftel check: does the archive agree with itself?"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session

_MOST_KEPT = 10_000


@archive_command(
    "check",
    "Verify the archive.",
    examples=(("reftel check && reftel backup today.sqlite", "a backup of a sound archive only"),),
)
def command(session: Session) -> int:
    """Verify the archive: every hash, that the spans of every text join to it, the index against the record.

    The exit code is 0 for a sound archive, 1 where something is wrong.
    """
    from reftel.archive.checking import KINDS
    from reftel.cli.bars import step_bar
    from reftel.show.answers import show_findings
    from reftel.show.words import count_words

    with session.open_archive() as archive:
        findings = archive.check(step_bar(lambda: session.err, "checking"))
        kept = [*islice(findings, _MOST_KEPT)]
        total = len(kept) + sum(1 for _ in findings)
        held = archive.stats().telegrams
    if total:
        session.show(show_findings(kept, total, KINDS))
        return 1
    session.show(f"sound: {count_words(held, 'telegram')}, every hash, every character, the index")
    return 0
