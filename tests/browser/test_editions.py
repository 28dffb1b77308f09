"""The editions besides the website: a folder that opens with a double click, and the whole glossary on paper."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Opened

ROOT = Path(__file__).parents[2]
FILES = """() => [...document.querySelectorAll("a[href], link[rel=stylesheet], script[src]")]
  .map((element) => element.href || element.src).filter((address) => address.startsWith("file:"))"""


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make disk` builds."""
    target = tmp_path_factory.mktemp("disk") / "site"
    command = ["-m", "mkdocs", "build", "--quiet", "--config-file", "mkdocs.disk.yml", "--site-dir", str(target)]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    return target


def test_from_a_disk_links_and_search_work_by_double_click(browser: Browser, disk: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto((disk / "index.html").as_uri())
        page.locator("main").get_by_role("combobox").fill("nrr")
        expect(page.get_by_role("option").first).to_contain_text("Net revenue retention")
        page.keyboard.press("Enter")
        expect(page.locator("main h1")).to_contain_text("Net revenue retention")
        for _ in range(2):
            found = page.evaluate(FILES)
            assert len(found) > 20
            missing = {address for address in found if not Path(address[7:].partition("#")[0]).is_file()}
            assert not missing
            page.get_by_role("link", name="Map", exact=True).first.click()
            expect(page.locator("main h1")).to_have_text("Map of terms")
        assert not complaints


def test_on_paper_the_glossary_has_two_columns_and_nothing_of_the_screen(opened: Opened) -> None:
    with opened("/print/") as page:
        page.emulate_media(media="print")
        columns = page.locator(".tb-print").evaluate("(all) => getComputedStyle(all).columnCount")
        assert columns == "2"
        for hidden in (".md-header", ".md-footer", ".tb-noprint"):
            expect(page.locator(hidden).first).to_be_hidden()


def test_on_paper_a_short_page_is_one_sheet(opened: Opened) -> None:
    with opened("/go/csm/") as page:
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
        assert len(sheets) == 1
