"""The real site in a real Chromium: built once, served on a free port, with nothing to install by hand.

Chromium is looked for in the variable CHROMIUM, then on the path; where there is none, Debian's own
package or Playwright's download is tried. Without a browser these tests fail, because a check that
quietly did not run is worse than one that failed; TERMBASE_NO_BROWSER=1 turns that into a skip.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
NONE = (
    "NO BROWSER WAS FOUND, so nothing was checked. Install one (on Debian: apt-get install chromium), "
    "name one in the variable CHROMIUM, or set TERMBASE_NO_BROWSER=1 to go without these tests."
)
Opened = Callable[..., AbstractContextManager[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, or a loud end of these tests."""
    if os.environ.get("TERMBASE_NO_BROWSER") == "1":
        pytest.skip("TERMBASE_NO_BROWSER=1: THE BROWSER TESTS DID NOT RUN")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests."""
    launched = _launch(playwright)
    if launched is None:
        pytest.fail(NONE, pytrace=False)
    yield launched
    launched.close()


def _launch(playwright: Playwright) -> Browser | None:
    for path in _candidates(playwright):
        try:
            return playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            )
        except Error:
            continue
    return None


def _candidates(playwright: Playwright) -> Iterator[str]:
    """Paths of browsers, the cheapest to get first."""
    if named := os.environ.get("CHROMIUM"):
        yield named
    yield from filter(None, map(shutil.which, NAMES))
    yield playwright.chromium.executable_path
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "--quiet", "--yes", "chromium"], capture_output=True, check=False)
        yield from filter(None, map(shutil.which, NAMES))
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False)
    yield playwright.chromium.executable_path


class _Handler(SimpleHTTPRequestHandler):
    """Serves files quietly, with the site's own page where there is no file."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, as it is published at the root of a host."""
    target = tmp_path_factory.mktemp("browser") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://glossary.invalid/"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="session")
def base(built: Path) -> Iterator[str]:
    """Address of the served site, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(built))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def opened(browser: Browser, base: str) -> Opened:
    """Opens a page of the site: `with opened("/terms/", width=320, scheme="dark") as page`.

    Further arguments are those of Playwright's `new_context`.
    """

    @contextmanager
    def open_page(path: str, *, width: int = 1280, scheme: str = "light", **context: Any) -> Iterator[Page]:
        settings = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "base_url": base} | context
        with browser.new_context(**settings) as made:
            page = made.new_page()
            page.goto(path, wait_until="load")
            yield page

    return open_page
