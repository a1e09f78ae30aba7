"""The reading room in tests: asked without a server, as a browser on this machine asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from reftel.web.app import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDRESS = "http://127.0.0.1"


@pytest.fixture(scope="session")
def room(held: Path) -> Iterator[TestClient]:
    """The reading room over an archive of a dozen telegrams, only to be read."""
    with TestClient(
        make_app(held), base_url=ADDRESS, follow_redirects=False, headers={"accept": "text/html"}
    ) as client:
        yield client
