"""A site of real size in a real Chromium: built once, served on a free port, with nothing to install by hand.

Without a browser these tests fail, because a check that quietly did not run is worse than one that
failed; TERMBASE_NO_BROWSER=1 turns that into a skip that says so.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.once import once

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROJECT = Path(__file__).parents[1] / "frozen"
"""Our site with a glossary that stays as it is, so that a change to a term breaks no test of the pages."""
BROKEN = pytest.StashKey[str]()
"""What all browser tests need and could not have; the first of them fails, the others are skipped."""
WAIT = pytest.StashKey[float]()
"""How long a page may take, in milliseconds, on this machine."""
_USUAL = 6.0
"""Seconds that an idle machine takes to build the site; a slower one gets longer waits in proportion."""
Opened = Callable[..., AbstractContextManager["Page"]]


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Lets `-m "not browser"` run where Playwright is not installed, as on the lowest versions."""
    if find_spec("playwright"):
        return None
    if config.option.markexpr != "not browser":
        raise pytest.UsageError('The browser tests need the group "dev"; without them: pytest -m "not browser".')
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips what cannot work, so that one broken build is one failure and not a hundred."""
    if Path(__file__).parent in item.path.parents and (reason := item.config.stash.get(BROKEN, "")):
        pytest.skip(f"an earlier test failed because of what all need: {reason}")


@contextmanager
def needed(config: pytest.Config, what: str) -> Iterator[None]:
    """Remembers what failed to be set up."""
    try:
        yield
    except BaseException:
        config.stash[BROKEN] = what
        raise


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator["Browser"]:
    """One Chromium for all tests, or their loud end."""
    from playwright.sync_api import sync_playwright
    from scripts.browser import NONE, launch

    if os.environ.get("TERMBASE_NO_BROWSER") == "1":
        pytest.skip("TERMBASE_NO_BROWSER=1: THE BROWSER TESTS DID NOT RUN")
    with sync_playwright() as playwright:
        with needed(pytestconfig, "a browser"):
            launched = launch(playwright)
            if launched is None:
                pytest.fail(f"{NONE} Set TERMBASE_NO_BROWSER=1 to go without these tests.", pytrace=False)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The folder of the built site, as it is published at the root of a host. No test may change it."""
    from scripts.browser import build

    def make(folder: Path) -> None:
        start = time.monotonic()
        build(PROJECT, folder / "site", SITE_URL="https://glossary.invalid/")
        (folder / "seconds").write_text(str(time.monotonic() - start), "ascii")

    with needed(pytestconfig, "the built site"):
        made = once(tmp_path_factory, "frozen", make)
    seconds = float((made / "seconds").read_text("ascii"))
    pytestconfig.stash[WAIT] = 30_000 * max(1.0, seconds / _USUAL)
    return made / "site"


@pytest.fixture(scope="session")
def base(built: Path) -> Iterator[str]:
    """Address of the served site, without a slash at its end."""
    from scripts.browser import served

    with served(built) as address:
        yield address


@pytest.fixture
def opened(browser: "Browser", base: str, pytestconfig: pytest.Config) -> Opened:
    """Opens a page of the site: `with opened("/terms/", width=320, scheme="dark") as page`.

    Further arguments are those of Playwright's `new_context`.
    """

    @contextmanager
    def open_page(path: str, *, width: int = 1280, scheme: str = "light", **context: Any) -> Iterator["Page"]:
        settings = {
            "viewport": {"width": width, "height": 900},
            "color_scheme": scheme,
            "base_url": base,
            # A worker would answer in place of what a test intercepts.
            "service_workers": "block",
        } | context
        with browser.new_context(**settings) as made:
            made.set_default_timeout(pytestconfig.stash.get(WAIT, 30_000.0))
            page = made.new_page()
            page.goto(path, wait_until="load")
            yield page

    return open_page
