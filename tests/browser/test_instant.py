"""The theme's instant navigation, with all that our own site has: no page complains on the way from one to the next."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

FILES = {
    "mkdocs.yml": (
        "site_name: S\nsite_url: http://127.0.0.1/\n"
        "theme:\n  name: material\n  font: false\n  features: [navigation.instant, navigation.tabs]\n"
        "  palette: {primary: custom, accent: custom}\n"
        "plugins:\n  - search\n  - termbase:\n      content_security_policy: true\n      installable: true\n"
        "      everywhere: [head, not_found, palette, search, style]\n"
        "nav:\n  - Home: index.md\n  - Terms: terms/index.md\n  - Acronyms: acronyms/index.md\n  - Map: graph/index.md\n"
        "  - Guide: guide.md\n"
    ),
    "docs/guide.md": "# Guide\n\nNet yield and loss.\n",
    "glossary/termbase.yml": "title: S\n",
    "glossary/net.yml": (
        "term: Net yield\nabbreviations: [NY]\ndefinition: Yield after loss.\nrelated: [loss]\n"
        "formula: '\\text{net yield} = \\text{yield} - \\text{loss}'\n"
    ),
    "glossary/gross.yml": (
        "term: Gross yield\ndefinition: Net yield with the loss.\n"
        "formula: '\\text{gross yield} = \\text{net yield} + \\text{loss}'\n"
    ),
    "glossary/loss.yml": "term: Loss\ndefinition: What is lost.\n",
}
SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
WAY = (
    ("Terms", "All terms, A to Z"),
    ("Net yield NY", "Net yield"),
    ("Loss", "Loss"),
    ("Map", "Map of terms"),
    ("family tree of metrics", "Family tree of metrics"),
    ("Acronyms", "Acronyms"),
    ("Guide", "Guide"),
    ("Home", "S"),
)
"""Links to follow, each with the heading of the page that it leads to."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from scripts.browser import build

    folder: Path = tmp_path_factory.mktemp("instant")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    build(folder, folder / "site")
    return folder / "site"


def test_no_page_complains_on_the_way_through_the_site(browser: Browser, folder: Path) -> None:
    from scripts.browser import served

    with served(folder) as address, browser.new_context(base_url=address) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(SHIFTS)
        page.goto("/", wait_until="networkidle")
        # The font is asked for before the first paint: what comes after it would move the page.
        assert page.evaluate("shifted") == 0
        assert page.locator("link[rel=preload][as=font]").count() == 1
        page.evaluate("window.same = true")
        for name, heading in WAY:
            page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()
            expect(page.locator("main h1")).to_contain_text(heading)
            page.wait_for_load_state("networkidle")
        page.go_back()
        expect(page.locator("main h1")).to_contain_text("Guide")
        page.keyboard.press("/")
        page.keyboard.type("NY")
        expect(page.get_by_role("option").first).to_contain_text("Net yield")
        page.keyboard.press("Enter")
        expect(page.locator("main h1")).to_contain_text("Net yield")
        assert complaints == []
