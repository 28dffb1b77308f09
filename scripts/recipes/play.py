"""Plays the recipes of docs/link-from-your-wiki.md: `python -m scripts.recipes.play [NAME …]`.

Each wiki is installed from npm or PyPI into build/recipes/, gets a page and the recipe as the guide
has it, and is looked at in Chromium: terms must be links, and the text and the console must be
those of the page without the script.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from playwright.sync_api import Browser, ConsoleMessage, sync_playwright
from scripts.browser import launch
from scripts.recipes.wikis import WIKIS, Wiki

from termbase.exports import embed
from termbase.glossary import compile_glossary
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from termbase.yaml_files.tree import parse

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "build" / "recipes"
GUIDE: Final = ROOT / "docs" / "link-from-your-wiki.md"
ADDRESS: Final = "https://termbase.example/"
TERMS: Final = {
    "churn-rate": "term: Churn rate\ndefinition: Share of customers who leave in a period.\n",
    "net-revenue-retention": "term: Net revenue retention\nabbreviations: [NRR]\ndefinition: Revenue kept.\n",
}


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files to every origin."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves a folder on a free port, with a slash at the end of its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def recipe(name: str, glossary: str) -> str:
    """The first block of code in the guide's recipe for a wiki, for another glossary."""
    text = GUIDE.read_text("utf-8").partition(f"**{name}:**")[2]
    found = re.search(r"```\w+\n(.*?)```", text, re.DOTALL)
    if found is None:
        raise SystemExit(f"The guide has no recipe for {name}.")
    return found[1].replace(ADDRESS, glossary)


def publish(folder: Path) -> None:
    """Writes what a glossary publishes for the script."""
    documents = [parse(text, file=f"concepts/{name}.yml") for name, text in TERMS.items()]
    site = Site(glossary=compile_glossary(documents), addresses=Addresses())
    for artifact in embed.export(site):
        (folder / artifact.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / artifact.path).write_bytes(artifact.data)


def build(wiki: Wiki, script: str) -> Path:
    """Installs a wiki and builds it with the recipe. Returns the folder to serve."""
    folder = FOLDER / wiki.name.lower()
    for name, content in wiki.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content.replace("RECIPE", script), "utf-8")
    for command in wiki.commands:
        done = subprocess.run(
            [part.replace("PYTHON", sys.executable) for part in command],
            cwd=folder, capture_output=True, text=True, check=False, timeout=540,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {(done.stdout + done.stderr)[-1500:]}")
    return folder / wiki.output


def _note(said: list[str], message: ConsoleMessage) -> None:
    if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
        said.append(f"{message.text} ({message.location['url']})")


def look(browser: Browser, address: str, wiki: Wiki) -> list[str]:
    """What is wrong with the page, with the script and compared with the page without it."""
    texts = []
    problems = []
    for blocked in (True, False):
        with browser.new_context() as context:
            page = context.new_page()
            said: list[str] = []
            page.on("console", partial(_note, said))
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            if blocked:
                page.route(
                    "**/embed/termbase.js*", lambda route: route.fulfill(body="", content_type="text/javascript")
                )
            page.goto(address + wiki.page, wait_until="load")
            page.wait_for_timeout(4000)
            texts.append(page.evaluate("() => document.body.innerText"))
            if blocked:
                usual = set(said)
                continue
            problems += [f"the console says: {text}" for text in said if text not in usual]
            links = page.locator("a.termbase-link").all_inner_texts()
            if links != ["NRR", "churn rate"]:
                problems.append(f"the links are {links}")
            elif not page.locator("a.termbase-link").first.evaluate(
                "(link) => getComputedStyle(link).textDecorationStyle === 'dotted'"
            ):
                problems.append("links look like other links")
    if texts[0] != texts[1]:
        problems.append(f"the text is {texts[1]!r} instead of {texts[0]!r}")
    return problems


def main(names: list[str]) -> int:
    """Plays the recipes that are named, or all. Returns the exit status."""
    chosen = [wiki for wiki in WIKIS if not names or wiki.name.lower() in {name.lower() for name in names}]
    glossary = FOLDER / "glossary"
    publish(glossary)
    failed = 0
    with served(glossary) as home, sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            raise SystemExit("There is no browser.")
        for wiki in chosen:
            try:
                with served(build(wiki, recipe(wiki.name, home))) as address:
                    problems = look(browser, address, wiki)
            except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
                problems = [str(error)]
            failed += bool(problems)
            print(f"{wiki.name}: {'; '.join(problems) or 'works'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
