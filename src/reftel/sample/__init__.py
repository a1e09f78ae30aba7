"""The sample collection: invented telegrams from countries that do not exist.

`telegrams/` holds the files as an archive would receive them, damage and all,
`truth.jsonl` what a careful reader finds in each telegram, and `story.json` what
holds across them. `posts.csv` and `tags.csv` are the invented posts and places.
"""

from importlib.resources import files
from pathlib import Path

__all__ = ["sample_folder"]


def sample_folder() -> Path:
    """Return the folder of the collection: `telegrams/`, `truth.jsonl` and the rest.

    >>> (sample_folder() / "telegrams").is_dir()
    True
    """
    return Path(str(files("reftel.sample")))
