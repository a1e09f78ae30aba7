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
from reftel.facts.posts import Post, Posts, posts
from reftel.facts.table import own_folder, set_own_folder
from reftel.facts.tags import TagsFact, kind_of_tag, tags

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "AddressFact",
    "Post",
    "Posts",
    "TagsFact",
    "address_form",
    "addresses",
    "fact_of_address",
    "kind_of_address",
    "kind_of_tag",
    "post_code_of_address",
    "post_of_address",
    "posts",
    "tags",
    "use_own_tables",
]


def use_own_tables(folder: Path | None) -> None:
    """Lay a folder's own tables (posts.csv, tags.csv, ...) over the shipped ones; `None` takes them away again.

    Raises:
        WrongRequest: A row is wrong: the message names its file, its line and what is the matter with it.
    """
    before = own_folder()
    set_own_folder(folder)
    try:
        for table in (tags, posts, addresses):
            table()
    except WrongRequest:
        set_own_folder(before)
        raise
