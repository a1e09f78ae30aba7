"""A reading room over an archive whose telegrams were understood and whose references were resolved, to be changed."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from reading_room import ADDRESS
from reftel.analysis.keeping import analyze_archive
from reftel.analysis.references import resolve_all
from reftel.archive import open_archive
from reftel.web.app import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def understood(held: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a dozen telegrams, understood and resolved; only to be read."""
    folder = shutil.copytree(held, tmp_path_factory.mktemp("understood") / "river.archive")
    analyze_archive(folder)
    with open_archive(folder) as archive:
        resolve_all(archive)
    return folder


@pytest.fixture
def own(understood: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(understood, tmp_path / "own.archive")


@pytest.fixture
def desk(own: Path) -> Iterator[TestClient]:
    """The reading room over one's own copy."""
    with TestClient(make_app(own), base_url=ADDRESS, follow_redirects=False, headers={"accept": "text/html"}) as client:
        yield client


@pytest.fixture(scope="session")
def shelf(understood: Path) -> Iterator[TestClient]:
    """The reading room over the archive that is only read."""
    with TestClient(
        make_app(understood), base_url=ADDRESS, follow_redirects=False, headers={"accept": "text/html"}
    ) as client:
        yield client


def proof(client: TestClient) -> str:
    """What a form of this visitor has to hold."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/notes").text)
    assert found is not None
    return found[1]
