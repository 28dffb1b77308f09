"""A real Chromium and a small server, for the browser tests and for pictures of the site.

Chromium is looked for in the variable CHROMIUM, then on the path; where there is none, Debian's own
package or Playwright's download is tried. The headless shell comes first: it is the same engine without
the windows around it, and opens a page with a third of the work.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from playwright.sync_api import Browser, BrowserType, Error, Playwright

SHELL: Final = "chromium-headless-shell"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
NONE: Final = (
    "NO BROWSER WAS FOUND. Install one (on Debian: apt-get install chromium) or name one in the variable CHROMIUM."
)


def launch(playwright: Playwright) -> Browser | None:
    """Starts the first browser that can be had, or gives None."""
    return start(playwright.chromium)


def start(chromium: BrowserType, *, back_forward_cache: bool = False) -> Browser | None:
    """Starts the first browser that can be had, or gives None.

    Args:
        chromium: Playwright's Chromium.
        back_forward_cache: Whether a page that is left is kept as it is for the way back, as browsers of readers do.
    """
    unwanted = ["--disable-back-forward-cache"] if back_forward_cache else None
    for path in _candidates(chromium, whole=back_forward_cache):
        try:
            return chromium.launch(
                executable_path=path,
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                ignore_default_args=unwanted,
            )
        except Error:
            continue
    return None


def _candidates(chromium: BrowserType, *, whole: bool) -> Iterator[str | None]:
    """Paths of browsers, the best first; None is the headless shell that Playwright has downloaded.

    Args:
        chromium: Playwright's Chromium.
        whole: Whether it has to be a browser with windows, which alone keeps pages for the way back.
    """
    if named := os.environ.get("CHROMIUM"):
        yield named
    if not whole:
        yield shutil.which(SHELL)
        yield None
        _install(SHELL)
        yield from filter(None, [shutil.which(SHELL)])
    yield from filter(None, map(shutil.which, NAMES))
    yield chromium.executable_path
    _install("chromium")
    yield from filter(None, map(shutil.which, NAMES))
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False)
    yield chromium.executable_path


def _install(package: str) -> None:
    """Installs a package of Debian, where that is possible without a question."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        # Another worker of the tests may be at it: wait until it has finished.
        wait = ("-o", "DPkg::Lock::Timeout=300")
        subprocess.run(["apt-get", "install", "--quiet", "--yes", *wait, package], capture_output=True, check=False)


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


@contextmanager
def served(folder: Path, *, port: int = 0) -> Iterator[str]:
    """Serves a folder on a port, or on a free one, and gives the address, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def build(project: Path, target: Path, **environment: str) -> None:
    """Builds a project's site into a folder.

    Raises:
        RuntimeError: The build failed; the message is what it said.
    """
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
