"""The command line: ask, then show.

Commands live in `reftel.cli.commands`, one module each, and are imported when they are called for; what they need of
the rest of the package they import when they run. So `reftel --help` answers at once.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the arguments ask for, and leave with its exit code."""
    from reftel.cli.handler import run

    sys.exit(run(sys.argv[1:]))
