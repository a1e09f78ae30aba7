"""reftel: the open archive for diplomatic telegrams.

Every fact points to the characters it came from, and none of them is lost.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.errors import ReftelError
    from reftel.intake import read_path, read_text
    from reftel.model.telegram import Telegram

__version__ = "0.1.0"
__all__ = ["ReftelError", "Telegram", "__version__", "read_path", "read_text"]

_HOMES = {
    "ReftelError": "reftel.errors",
    "Telegram": "reftel.model.telegram",
    "read_path": "reftel.intake",
    "read_text": "reftel.intake",
}


def __getattr__(name: str) -> object:
    # Importing late keeps `import reftel` under 100 ms, also for the command line's --help.
    if name not in _HOMES:
        raise AttributeError(f"module 'reftel' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
