"""What a command made, put where it was asked for: a file that is not there yet, a pipe, a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reftel.cli.session import Session
    from reftel.write import Loss


def deliver(session: Session, content: bytes, file: Path | None, *, binary: bool = False) -> None:
    """Write to a new file, or to standard output; a terminal gets text with its control characters made visible.

    Raises:
        WrongRequest: The file is there already, or bytes would go to a terminal.
    """
    if file is not None:
        try:
            with file.open("xb") as target:
                target.write(content)
        except FileExistsError as error:
            raise WrongRequest(f"there is a file {file} already", "Name another, or remove it first.") from error
        session.say(f"wrote {file}")
    elif not sys.stdout.isatty():
        session.write(content)
    elif binary:
        raise WrongRequest("this is not for a terminal", "Send it to a file: -o FILE")
    else:
        from reftel.show.safe import visible

        session.write(visible(content.decode("utf-8", "replace")).encode())


def tell_losses(session: Session, lost: Iterable[Loss]) -> int:
    """Name on standard error every field that the text does not hold as it was; how many there are."""
    count = 0
    for loss in lost:
        session.say(f"not in the text: {loss.field}: {loss.reason}")
        count += 1
    return count
