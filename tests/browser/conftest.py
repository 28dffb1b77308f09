"""The real site in a real Chromium: built once, served on a free port, with nothing to install by hand.

Without a browser these tests fail, because a check that quietly did not run is worse than one that
failed; TERMBASE_NO_BROWSER=1 turns that into a skip that says so.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
Opened = Callable[..., AbstractContextManager["Page"]]


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Lets `-m "not browser"` run where Playwright is not installed, as on the lowest versions."""
    if find_spec("playwright"):
        return None
    if config.option.markexpr != "not browser":
        raise pytest.UsageError('The browser tests need the group "dev"; without them: pytest -m "not browser".')
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for all tests, or their loud end."""
    from playwright.sync_api import sync_playwright
    from scripts.browser import NONE, launch

    if os.environ.get("TERMBASE_NO_BROWSER") == "1":
        pytest.skip("TERMBASE_NO_BROWSER=1: THE BROWSER TESTS DID NOT RUN")
    with sync_playwright() as playwright:
        launched = launch(playwright)
        if launched is None:
            pytest.fail(f"{NONE} Set TERMBASE_NO_BROWSER=1 to go without these tests.", pytrace=False)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, as it is published at the root of a host."""
    from scripts.browser import build

    target = tmp_path_factory.mktemp("browser") / "site"
    build(ROOT, target, SITE_URL="https://glossary.invalid/")
    return target


@pytest.fixture(scope="session")
def base(built: Path) -> Iterator[str]:
    """Address of the served site, without a slash at its end."""
    from scripts.browser import served

    with served(built) as address:
        yield address


@pytest.fixture
def opened(browser: "Browser", base: str) -> Opened:
    """Opens a page of the site: `with opened("/terms/", width=320, scheme="dark") as page`.

    Further arguments are those of Playwright's `new_context`.
    """

    @contextmanager
    def open_page(path: str, *, width: int = 1280, scheme: str = "light", **context: Any) -> Iterator["Page"]:
        settings = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "base_url": base} | context
        with browser.new_context(**settings) as made:
            page = made.new_page()
            page.goto(path, wait_until="load")
            yield page

    return open_page
