"""The page of measurements is what its program writes from the saved results."""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).parents[1] / "docs"


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measurements", DOCS / "measurements.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_and_plots_are_those_of_the_saved_results() -> None:
    written = program()
    assert (DOCS / "measurements.md").read_text("utf-8") == written.page(), "run python docs/measurements.py"
    for name, drawn in written.plots().items():
        assert (DOCS / "measured" / name).read_text("utf-8") == drawn
        ET.fromstring(drawn)


def test_a_release_stands_beside_what_is_measured_now() -> None:
    written = program()
    made, scale = written.loaded("made.json"), written.loaded("scale.json")
    page = written._made(made, made) + written._scale(scale, scale)
    assert "| – |" not in page
    assert "| – |" in written._made(made, None)
