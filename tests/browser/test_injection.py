"""Hostile words in every field, with macros and snippets switched on, run in no page of a real browser."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import dump, write_all
from tests.site.test_injection import HOSTILE, site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

CONFIG = """
site_name: Hostile
site_url: https://test.invalid/
theme: {name: material, font: false}
plugins: [search, macros, {termbase: {history: false, everywhere: [head, not_found, palette, search, style]}}]
markdown_extensions: [pymdownx.snippets, pymdownx.superfences, attr_list, abbr, admonition]
"""
PAGE = "# Page\n\nSee [[Bee]], {0}.\n\n<!-- termbase: list -->\n\n<!-- termbase: definition Bee -->\n"
CORE = '"><img src=x onerror=evil()><script>evil()</script>{{ evil() }}'
WATCH = "window.evil = () => { window.ran(location.pathname); return ''; }; window.alert = window.evil;"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    files = {f"glossary/{name}": text for name, text in site(CORE).items()}
    for number, text in enumerate(HOSTILE):
        line = " ".join(text.split())
        files[f"glossary/concepts/n{number}.yml"] = dump(
            {
                "term": f"N{number} {line}",
                "definition": f"Part {text} of it.",
                "notes": [text],
                "synonyms": [f"M{number} {line}"],
                "related": ["a", "b"],
            }
        )
    names = ", ".join(f"[[N{number}]]" for number in range(len(HOSTILE)))
    files |= {"mkdocs.yml": CONFIG, "docs/page.md": PAGE.format(names), "docs/index.md": "# Home\n"}
    write_all(root, files)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return root / "site"


def use(page: "Page") -> None:
    """Does what readers do: rests on links, and searches."""
    for link in page.locator("a.term-link").all()[:3]:
        if link.is_visible():
            link.hover()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("N1")
    page.keyboard.press("ArrowDown")


def test_no_page_runs_what_a_contributor_wrote(hostile: Path, browser: "Browser") -> None:
    from scripts.browser import served

    pages = sorted(path.relative_to(hostile).as_posix() for path in hostile.rglob("*.html"))
    kinds = {path.partition("/")[0] for path in pages}
    assert not (
        missing := {"terms", "go", "graph", "sources", "merges", "acronyms", "categories", "print", "404.html", "page"}
        - kinds
    ), (missing, pages)
    few = [path for path in pages if path.count("/") < 2 or path.split("/")[1] in ("a", "n0", "n7", "s", "c")]
    ran: list[str] = []
    foreign: list[str] = []
    with served(hostile) as base, browser.new_context() as context:

        def note(path: str) -> None:  # Playwright takes no method of a list
            ran.append(path)

        context.expose_function("ran", note)
        context.add_init_script(WATCH)

        def guard(route: "Route") -> None:
            if route.request.url.startswith(base):
                route.continue_()
            else:
                foreign.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        page = context.new_page()
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        for path in few:
            page.goto(f"{base}/{path}", wait_until="load")
            if not path.startswith("go/"):
                use(page)
    assert ran == []
    assert foreign == []
