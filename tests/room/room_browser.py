"""The reading room in a real browser: Debian's chromium, driven by Playwright, over the whole sample collection.

`make room-test` runs these; a plain run of the tests leaves them out.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reftel.analysis.keeping import analyze_archive
from reftel.analysis.references import resolve_all
from reftel.archive import open_archive
from reftel.cli.handler import run
from reftel.facts import use_own_tables
from reftel.sample import sample_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CACHE = Path(
    os.environ.get("REFTEL_ROOM_CACHE")
    or Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "reftel-room"
)
SHOTS = Path(__file__).parents[2] / "artefacts" / "room"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    where = shutil.which("chromium")
    if where is None:
        pytest.skip("there is no chromium here (tests/room/browser.sh gets it)")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    file = _CACHE / "axe.min.js"
    if not file.is_file():
        pytest.skip("there is no axe-core here (tests/room/browser.sh gets it)")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample collection as an archive, understood and resolved."""
    folder = tmp_path_factory.mktemp("room") / "river.archive"
    use_own_tables(sample_folder())
    assert run(["--archive", str(folder), "add", str(sample_folder() / "telegrams")]) == 0
    analyze_archive(folder)
    with open_archive(folder) as archive:
        resolve_all(archive)
    return folder


@pytest.fixture(scope="session")
def served(sample_archive: Path) -> Iterator[str]:
    """The address of a reading room over the sample, on a free port of this machine."""
    uvicorn = pytest.importorskip("uvicorn")
    from reftel.web.app import make_app

    config = uvicorn.Config(make_app(sample_archive), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    use_own_tables(None)


class Watch:
    """What a browser did that it should not: requests that leave this machine, errors on its console."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.outside: list[str] = []
        self.errors: list[str] = []

    def over(self, page: Any) -> Any:
        page.on("request", self._asked)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self._address, "data:", "about:")):
            self.outside.append(request.url)


@pytest.fixture
def reader(chromium: Any, served: str) -> Iterator[Callable[..., Any]]:
    """Opens a page of a browser of one's own; at the end nothing has left the machine, and nothing went wrong."""
    watch = Watch(served)
    contexts: list[Any] = []

    def open_page(**settings: Any) -> Any:
        context = chromium.new_context(base_url=served, **settings)
        context.set_default_timeout(8000)
        contexts.append(context)
        return watch.over(context.new_page())

    yield open_page
    for context in contexts:
        context.close()
    assert watch.outside == []
    assert watch.errors == []
