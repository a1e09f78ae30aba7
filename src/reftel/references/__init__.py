"""Reading references: what the REF lines and the body of a telegram say about others."""

from __future__ import annotations

from reftel.references.block import read_reference_block
from reftel.references.mentions import find_mentions
from reftel.references.own import Own

__all__ = ["Own", "find_mentions", "read_reference_block"]
