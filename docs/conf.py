"""How the documentation is built: `make docs`."""

import re
from pathlib import Path

project = "reftel"
author = "The reftel founders"
copyright = "The reftel founders, Apache-2.0"  # noqa: A001  the name that Sphinx asks for
version = release = re.findall(
    r'^version = "(.+)"', Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"), re.MULTILINE
)[0]

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "reftel"
exclude_patterns = ["_build"]
# Files of the project that pages point to, and that are no pages.
suppress_warnings = ["myst.xref_missing"]
