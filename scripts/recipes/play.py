"""Plays the recipes of docs/link-from-your-wiki.md: `python -m scripts.recipes.play [NAME …]`.

Each wiki is installed from npm, PyPI, or Debian into build/recipes/, gets a page and the recipe as the guide
has it, and is looked at in Chromium: terms must be links, and the text and the console must be
those of the page without the script.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from playwright.sync_api import Browser, ConsoleMessage, sync_playwright
from scripts.browser import launch
from scripts.recipes.servers import SERVERS, Server
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


def recipe(heading: str, glossary: str, *, contains: str = "") -> str:
    """The first block of code behind a heading of the guide that contains something, for another glossary."""
    text = GUIDE.read_text("utf-8").partition(heading)[2]
    for found in re.finditer(r"^( *)```\w+\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE):
        if contains in found[2]:
            code = re.sub(f"^{found[1]}", "", found[2], flags=re.MULTILINE)
            return code.replace(ADDRESS, glossary).replace(ADDRESS.rstrip("/"), glossary.rstrip("/"))
    raise SystemExit(f"The guide has no recipe behind “{heading.strip()}”.")


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


@contextmanager
def running(server: Server, home: str) -> Iterator[str]:
    """Sets a wiki with a server up, and serves it. Gives its address."""
    folder = FOLDER / server.name.lower()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server.build(folder, recipe(server.heading, home, contains=server.contains), home, port)
    if server.command is None:
        with served(folder / "site") as address:
            yield address
        return
    environment = {**os.environ, "HOME": str(folder), **server.environment(folder)}
    process = subprocess.Popen(
        server.command(folder, port), cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not start")


def look(browser: Browser, address: str, link: str = "") -> list[str]:
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
            page.goto(address, wait_until="load")
            page.wait_for_timeout(4000)
            # Fossil says how long a page took.
            texts.append(re.sub(r"\d+\.\d+s", "", page.evaluate("() => document.body.innerText")))
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
            if link and (href := page.get_by_role("link", name=link, exact=True).get_attribute("href")) is not None:
                problems += [] if href.endswith("/go/nrr/") else [f"the link “{link}” leads to {href}"]
            elif link:
                problems.append(f"“{link}” is not a link")
    if texts[0] != texts[1]:
        problems.append(f"the text is {texts[1]!r} instead of {texts[0]!r}")
    return problems


def main(names: list[str]) -> int:
    """Plays the recipes that are named, or all. Returns the exit status."""
    wanted = {name.lower() for name in names}
    chosen = [wiki for wiki in (*WIKIS, *SERVERS) if not names or wiki.name.lower() in wanted]
    glossary = FOLDER / "glossary"
    publish(glossary)
    failed = 0
    with served(glossary) as home, sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            raise SystemExit("There is no browser.")
        for wiki in chosen:
            if isinstance(wiki, Server) and not Path(wiki.there).exists():
                print(f"{wiki.name}: not played; install it with: apt-get install {wiki.packages}", flush=True)
                continue
            try:
                if isinstance(wiki, Server):
                    with running(wiki, home) as address:
                        problems = [p for page in wiki.pages for p in look(browser, address + page, wiki.link)]
                else:
                    with served(build(wiki, recipe(f"**{wiki.name}:**", home))) as address:
                        problems = look(browser, address + wiki.page)
            except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
                problems = [str(error)]
            failed += bool(problems)
            print(f"{wiki.name}: {'; '.join(problems) or 'works'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
