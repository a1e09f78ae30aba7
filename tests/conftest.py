"""What tests share: the folder of real telegrams, where it is present, and settings of the laws."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("long", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("REFTEL_LAWS", "quick"))

# What a person has set for their own archive and tables is no matter to the tests.
for _name in ("REFTEL_ARCHIVE", "REFTEL_FACTS"):
    os.environ.pop(_name, None)

_SHARED = Path(os.environ.get("REFTEL_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real telegrams beside the project; tests on it are skipped where it is absent."""
    if not (_SHARED / "seed").is_dir():
        pytest.skip("the folder of real telegrams (../shared) is not here")
    return _SHARED
