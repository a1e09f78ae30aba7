"""How the documentation is built: `make docs`."""

from importlib.metadata import version as version_of

project = "reftel"
author = "The reftel founders"
copyright = "The reftel founders, Apache-2.0"  # noqa: A001  the name that Sphinx asks for
version = release = version_of("reftel")

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "reftel"
exclude_patterns = ["_build"]
# Files of the project that pages point to, and that are no pages.
suppress_warnings = ["myst.xref_missing"]
