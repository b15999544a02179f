"""A real Chromium on the site of a library: `make browser`; other runs say that they were skipped."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store
from xiaomi_cli.site.pages import site

REQUIRED = os.environ.get("XIAOMI_BROWSER") == "required"
LIBRARY = Path(os.environ.get("XIAOMI_TEST_LIBRARY", ROOT / "data"))
PICTURES = ROOT / "build" / "pictures"


def chromium() -> str:
    """Where a Chromium is, or nothing."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip them unless they are asked for: Playwright's event loop would disturb other tests."""
    if REQUIRED:
        return
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.skip(reason="needs a browser: make browser"))


@pytest.fixture(scope="session")
def whole() -> Iterator[Store]:
    """The shipped library, or the one that XIAOMI_TEST_LIBRARY names."""
    connection = compile_folder(LIBRARY, None)
    yield Store(connection)
    connection.close()


@pytest.fixture(scope="session")
def folder(whole: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site on disk."""
    made = tmp_path_factory.mktemp("site")
    for path, content in site(whole):
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(content)
    return made


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *told: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def served(folder: Path) -> Iterator[str]:
    """The address of a server that has the same files."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, as the system has it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engines:
        opened = engines.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


class Visit:
    """A page in the browser, with all that it complained of and asked for."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def _heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def open(self, path: str) -> Any:
        """Go to a page of the site."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.base}/{path}")
        return self.page


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Any]:
    """Makes visits to the site on disk: `visit(width=…, color_scheme=…, …)`."""
    contexts = []

    def start(base: str = "", width: int = 1280, **wishes: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, **wishes)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Visit(context.new_page(), base or f"file://{folder}")

    yield start
    for context in contexts:
        context.close()


def ten_pages(store: Store) -> dict[str, str]:
    """One page of each kind that differs, by what it is called."""
    largest = {
        kind: max(store.of_kind(kind), key=lambda entry: len(entry.json)).id
        for kind in ("framework", "figure", "event", "dispute", "source")
    }
    return {
        "front": "index.html", "timeline": "timeline.html", "compare": "compare.html",
        "promises": "promise/index.html", "figures": "figure/index.html",
        **{kind: f"{one}.html" for kind, one in largest.items()},
    }  # fmt: skip
