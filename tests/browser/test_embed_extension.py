"""The browser extension, in a Chromium that has loaded it, on a wiki that allows no scripts."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from scripts.browser import NAMES, NONE, start

from termbase.exports import extension
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.browser.origins import origin
from tests.browser.test_embed_options import published
from tests.linking.linking_cases import glossary

POLICY = "default-src 'none'; script-src 'nonce-x'; require-trusted-types-for 'script'; trusted-types 'none'"
PAGE = '<!doctype html><html lang="en"><title>Wiki</title><main><p>Our NRR and churn rate.</p></main></html>'


@pytest.fixture(scope="module")
def loaded(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BrowserContext, str]]:
    """A browser with the extension, and the address of a wiki that an administrator has put into it."""
    folder = tmp_path_factory.mktemp("extension")
    with ExitStack() as stack:
        files: dict[str, str] = {}
        served = stack.enter_context(origin(files, {"Access-Control-Allow-Origin": "*"}))
        site = Site(glossary=glossary(), addresses=Addresses(site_url=f"{served}/"))
        files.update(published(site))
        for name, content in extension.extension(site).items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(content, "utf-8")
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        manifest["host_permissions"] = ["http://localhost/*"]
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        wiki = stack.enter_context(origin({"/page.html": PAGE}, {"Content-Security-Policy": POLICY}))
        yield stack.enter_context(_chromium(browser, folder)), wiki.replace("127.0.0.1", "localhost")


def _chromium(browser: Browser, folder: Path) -> BrowserContext:
    whole = start(browser.browser_type, back_forward_cache=True)  # installs a browser with windows where there is none
    assert whole, NONE
    whole.close()
    named = [os.environ.get("CHROMIUM", ""), *map(shutil.which, NAMES), browser.browser_type.executable_path]
    arguments = [
        "--no-sandbox",
        "--headless=new",
        f"--disable-extensions-except={folder}",
        f"--load-extension={folder}",
    ]
    return browser.browser_type.launch_persistent_context(
        "", executable_path=next(filter(None, named)), args=arguments, headless=False
    )


def test_a_wiki_without_scripts_is_linked(loaded: tuple[BrowserContext, str]) -> None:
    context, wiki = loaded
    page = context.new_page()
    link = page.locator("a.termbase-link").first
    for _ in range(10):  # the extension registers its script just after the start
        page.goto(f"{wiki}/page.html")
        page.wait_for_timeout(1000)
        if link.count():
            break
    expect(page.locator("a.termbase-link")).to_have_text(["NRR", "churn rate"])
    expect(link).to_have_css("text-decoration-style", "dotted")
    link.hover()
    expect(page.locator("#termbase-preview")).to_contain_text("What Net revenue retention means.")
    assert page.locator("main").text_content() == "Our NRR and churn rate."
