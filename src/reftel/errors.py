"""Everything reftel raises.

* ReftelError                 what happened, and a hint: what to try next
  - Unreadable                one file or one part of it cannot be read; nothing else stops
  - TelegramNotFound          the archive holds no telegram of that number
  - ArchiveError
    - NoArchive               there is no archive at that place
    - ArchiveTooNew           the archive was written by a later reftel
    - ArchiveBusy             another program is writing to the archive
    - ArchiveDamaged          the archive does not agree with itself
  - WrongRequest              what was asked cannot be meant

What is wrong *inside* a telegram is never raised.
It is a defect, kept on the telegram (see reftel.model.defect).
"""

from __future__ import annotations


class ReftelError(Exception):
    """Something that was asked cannot be done: `message` says what, `hint` what to try next."""

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Unreadable(ReftelError):
    """A file, or one telegram's place in it, cannot be read.

    `path` is where, `cause` a short stable phrase that failures are grouped by ("empty", "binary", "truncated PDF").
    """

    def __init__(self, path: str, cause: str, detail: str = "") -> None:
        super().__init__(f"{path}: {cause}" + (f": {detail}" if detail else ""))
        self.path = path
        self.cause = cause
        self.detail = detail

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        """Say how to make it again: it is also sent from one process to another."""
        return type(self), (self.path, self.cause, self.detail)


class TelegramNotFound(ReftelError):
    """The archive holds no telegram of that number; the hint names the closest ones held."""

    def __init__(self, asked: str, close: tuple[str, ...] = ()) -> None:
        hint = f"Close numbers held: {', '.join(close)}." if close else None
        super().__init__(f"no telegram {asked} in this archive", hint)
        self.asked = asked
        self.close = close


class WrongRequest(ReftelError):
    """What was asked cannot be meant (an option, a number, a file that is no telegram)."""

    exit_code = 2


class ArchiveError(ReftelError):
    """Something is the matter with the archive itself."""


class NoArchive(ArchiveError):
    """There is no archive at that place."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"there is no archive at {path}",
            "Make one with `reftel add PATH...`, or name one with --archive or REFTEL_ARCHIVE.",
        )


class ArchiveTooNew(ArchiveError):
    """The archive was written by a later reftel."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"the archive has schema version {found}, this reftel knows up to {known}",
            "Please update reftel.",
        )


class ArchiveBusy(ArchiveError):
    """Another program is writing to the archive."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"another reftel is writing to {path}",
            "Readers may go on; wait for the writer to finish, then try again.",
        )


class ArchiveDamaged(ArchiveError):
    """The archive does not agree with itself."""
