"""What is known of the trade, as tables: TAGS, captions, posts, signals, orders. Rows name their source.

Importing this package reads nothing; each table is read when it is first asked for, and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.errors import WrongRequest
from reftel.facts.addresses import (
    AddressFact,
    address_form,
    addresses,
    fact_of_address,
    kind_of_address,
    post_code_of_address,
    post_of_address,
)
from reftel.facts.marks import (
    CaptionFact,
    OfficeFact,
    PortionFact,
    PrecedenceFact,
    SecurityFact,
    SignalFact,
    captions,
    meaning_of_security,
    offices,
    portions,
    precedences,
    signals,
)
from reftel.facts.orders import OrderFact, ReasonFact, order_in_force, orders, reasons
from reftel.facts.posts import Post, Posts, posts
from reftel.facts.table import own_folder, set_own_folder
from reftel.facts.tags import TagsFact, kind_of_tag, tags

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "AddressFact",
    "CaptionFact",
    "OfficeFact",
    "OrderFact",
    "PortionFact",
    "Post",
    "Posts",
    "PrecedenceFact",
    "ReasonFact",
    "SecurityFact",
    "SignalFact",
    "TagsFact",
    "address_form",
    "addresses",
    "captions",
    "fact_of_address",
    "kind_of_address",
    "kind_of_tag",
    "meaning_of_security",
    "offices",
    "order_in_force",
    "orders",
    "portions",
    "post_code_of_address",
    "post_of_address",
    "posts",
    "precedences",
    "reasons",
    "signals",
    "tags",
    "use_own_tables",
]

_TABLES = (tags, posts, addresses, captions, signals, precedences, portions, offices, orders, reasons)


def use_own_tables(folder: Path | None) -> None:
    """Lay a folder's own tables (posts.csv, tags.csv, ...) over the shipped ones; `None` takes them away again.

    The environment variable REFTEL_FACTS names such a folder for programs that call nothing. docs/facts.md describes
    the columns, and what a blank cell and a `-` mean.

    Raises:
        WrongRequest: A row is wrong: the message names its file, its line and what is the matter with it.
    """
    before = own_folder()
    set_own_folder(folder)
    try:
        for table in _TABLES:
            table()
    except WrongRequest:
        set_own_folder(before)
        raise
