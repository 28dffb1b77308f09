"""Hostile words in every field of every file run in no page of a real browser, on no theme, in no file.

What is looked at follows from the code: every template, every export, every option and every part of a site must
have been seen, so that a new one cannot be forgotten.
"""

import json
import os
import posixpath
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints
from urllib.parse import quote

import pytest
import yaml

import termbase
from termbase.exports import exports, file_groups
from termbase.model import scalars
from termbase.model.author_files import SHAPES
from termbase.site import merge_report
from termbase.site.options import Everywhere, option_names
from termbase.site.page_options import Part
from termbase.site.pages import by_letter, pages
from termbase.site.project import Project
from termbase.site.sentences import english
from termbase.site.settings_file import settings_in
from tests.browser.origins import origin
from tests.conftest import write_all
from tests.hostile_glossary import OWN, hostile_glossary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

TEMPLATES: Final = Path(termbase.__file__).parent / "templates"
PARTS_OF_TEMPLATES: Final = {"macros.html", "merges_table.html", "neighbourhood.html"}
"""Templates that others include."""
OPTIONS: Final[dict[str, Any]] = {
    "glossary": "glossary", "glossaries": {"more": "more"}, "templates": [], "language": "", "sentences": ["evil.po"],
    "link_pages": True, "link": {"repeat": "every"}, "pages": {}, "rules": {"TB605": "off"},
    "remotes": ["remote.json"], "history": True, "everywhere": list(map(str, Everywhere)), "audit": True,
    "content_security_policy": False, "installable": True, "build_dates": False, "cache": False, "whole_output": True,
    "second_process": True, "cards": True,
}  # fmt: skip
"""Every option: what adds to pages is on, and a policy that would stop scripts is off."""
THEMES: Final[dict[str, dict[str, Any]]] = {
    "material": {"theme": {"name": "material", "font": False}},
    "mkdocs": {
        "theme": {"name": "mkdocs", "highlightjs": False},
        "use_directory_urls": False,
        "hooks": ["by_letter.py"],
    },
}
"""Settings by theme; one site is read from a disk, and has a page for each letter."""
PAGE: Final = (
    "# Page\n\nSee [[Bee]], [[n0]], [[n1]], N2A, [[more:n0]], BCD, [[remote]].\n\n"
    "<!-- termbase: list -->\n\n<!-- termbase: definition n0 -->\n\n<!-- termbase: definition Bee -->\n"
)
MACRO: Final = "def define_env(env):\n    env.macro(lambda *given: 'MACRO' + 'RAN', 'evil')\n"
BY_LETTER: Final = (
    "from termbase.site import merge_report\nfrom termbase.site.pages import by_letter\n"
    "by_letter.TERMS_ON_ONE_PAGE, merge_report.MERGES_ON_ONE_PAGE = 2, 0\ndef on_config(config): return config\n"
)
AUTHOR: Final = "\"' onmouseover=evil(-2) tb-broken=1 {{ evil() }} &lt;tb-broken&gt;"
"""What Git has for the author of every file."""
HOSTILE: Final = "\"'><img src=x onerror=evil(-1)><tb-broken tb-broken=1>"
"""A question, a fragment or an address that a reader is led to."""
TRIES: Final = 50
"""How often a page is looked at again, a tenth of a second later, if its address leads on in the meantime."""
WATCH: Final = """
window.evil = (number) => { window.ran(`${number} in ${location.pathname}`); return ''; };
window.alert = window.confirm = window.prompt = window.evil;
"""
BROKEN_OUT: Final = """() => {
  const found = [];
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'tb-broken') found.push(`an element in ${element.parentElement?.outerHTML.slice(0, 200)}`);
      for (const { name, value } of element.attributes) {
        const address = value.replace(/[\\x00-\\x20]/g, '').toLowerCase();
        if (name === 'tb-broken' || (name.startsWith('on') && value.includes('evil')) || name === 'srcdoc'
          || (/^(javascript|vbscript|data:text)/.test(address) && /href|src|action|data/.test(name) && value.includes('evil'))) {
          found.push(`${name}=${value} in ${element.outerHTML.slice(0, 200)}`);
        }
      }
      if (element.shadowRoot) look(element.shadowRoot);
      if (element.localName === 'template') look(element.content);
    }
  };
  look(document);
  return found;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A built site."""

    root: Path
    calls: Sequence[str]
    """The field of each hostile text."""

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.root / "site"


@dataclass(slots=True)
class Seen:
    """What a browser has seen of a site."""

    ran: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def named(self, calls: Sequence[str]) -> list[str]:
        """What ran, with the names of the fields."""
        return [re.sub(r"^\d+", lambda found: calls[int(found[0])], text) for text in self.ran]


def catalogue() -> str:
    """A catalogue whose sentences all have hostile words at their end."""
    words = HOSTILE.replace('"', '\\"')
    lines = ['msgid ""', 'msgstr "Plural-Forms: nplurals=1; plural=0;\\n"', ""]
    for key, forms in english().texts.items():
        text = forms[-1].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        lines += [f'msgid "{key}"', f'msgstr "{text} {words}"', ""]
    return "\n".join(lines)


def remote() -> str:
    """A remote glossary with hostile words."""
    return json.dumps(
        {
            "version": "1",
            "glossary": {"title": f"Remote {HOSTILE}"},
            "terms": [
                {"id": "remote", "url": f"https://evil.example/{quote(HOSTILE)}", "term": f"remote {HOSTILE}",
                 "abbreviations": ["BCD"], "synonyms": ["remote"], "variants": [], "definition": f"A {HOSTILE}."}
            ],
        }
    )  # fmt: skip


def write(root: Path, theme: str) -> Hostile:
    """Writes a project with a theme, with macros and snippets switched on."""
    files, calls = hostile_glossary()
    config = {
        "site_name": "Hostile",
        "site_url": "" if theme == "mkdocs" else "https://test.invalid/",
        "repo_url": "https://github.com/o/r",
        "plugins": ["search", "macros", {"termbase": OPTIONS}],
        "markdown_extensions": ["pymdownx.snippets", "pymdownx.superfences", "attr_list", "abbr", "admonition", "toc"],
        **THEMES[theme],
    }
    write_all(
        root,
        {
            **{f"glossary/{path}": text for path, text in files.items()},
            **{f"more/{path}": text for path, text in files.items()},
            "mkdocs.yml": yaml.safe_dump(config, sort_keys=False), "main.py": MACRO, "by_letter.py": BY_LETTER,
            "secret.txt": "SNIPPETRAN", "remote.json": remote(), "evil.po": catalogue(),
            "docs/index.md": "# Home\n\nBee.\n", "docs/page.md": PAGE,
        },
    )  # fmt: skip
    author = ("-c", f"user.name=A {AUTHOR}", "-c", "user.email=a@b.example")  # Git takes no < and > in a name
    for command in (("init", "-q"), ("add", "."), (*author, "commit", "-q", "-m", "All")):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    return Hostile(root=root, calls=calls)


@pytest.fixture(scope="module", params=THEMES)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    made = write(tmp_path_factory.mktemp("hostile"), request.param)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=made.root, capture_output=True, text=True,
        check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return made


def templates(made: Hostile, *, letters: bool) -> dict[str, list[str]]:
    """The pages of a site by template, as files below the folder of the site."""
    with pytest.MonkeyPatch.context() as patch:
        if letters:
            patch.setattr(by_letter, "TERMS_ON_ONE_PAGE", 2)
            patch.setattr(merge_report, "MERGES_ON_ONE_PAGE", 0)
        settings = settings_in(made.root)
        assert settings is not None
        found: dict[str, list[str]] = defaultdict(list)
        for project in Project(settings=settings).all():
            site = project.site()
            for page in pages(site):
                found[page.view.template].append(site.addresses.page(page.path))
    return found


def test_every_template_is_seen_on_a_hostile_site(tmp_path: Path) -> None:
    seen = {
        template
        for theme, settings in THEMES.items()
        for template in templates(write(tmp_path / theme, theme), letters="hooks" in settings)
    }
    there = {path.name for path in TEMPLATES.glob("*.html")} - PARTS_OF_TEMPLATES
    assert there - seen == {"redirect.html"}, "a page of this kind must be on one of the hostile sites"


def test_every_option_is_on_and_every_text_is_hostile() -> None:
    assert OPTIONS.keys() == set(option_names())
    assert set(Part) - set(OPTIONS["pages"].get("omit", ())) == set(Part)
    texts = {
        f"{kind.__name__}.{item.name}"
        for kind in shapes()
        for item in fields(kind)
        if free_text(get_type_hints(kind, include_extras=True)[item.name])
    }
    filled = {field.removesuffix(" (key)") for field in hostile_glossary()[1]}
    assert texts - filled == {"CustomField.choices"}
    assert texts & OWN.keys() <= {"CustomField.choices"}


def shapes() -> set[Any]:
    """The classes of author files, with those of their values."""
    found: set[Any] = set()
    todo = list(SHAPES.values())
    while todo:
        kind = todo.pop()
        if is_dataclass(kind) and kind not in found:
            found.add(kind)
            todo += [part for item in get_type_hints(kind).values() for part in (item, *parts(item))]
    return found


def parts(kind: Any) -> Iterator[Any]:
    """The types within a type."""
    for part in get_args(kind):
        yield part
        yield from parts(part)


def free_text(kind: Any) -> bool:
    """Whether a field may hold a text of its author."""
    return any(part in (scalars.Line, scalars.Text) for part in (kind, *parts(kind)))


SHOWN: Final = (".html", ".json", ".txt", ".xml", ".js", ".css", ".webmanifest")
"""Files that a browser shows or runs."""
LOADED: Final = (".zip", ".csv", ".jsonld", ".tbx", ".ttl", ".yml", ".inv")
"""Files that it stores; tests/exports reads them."""


def files(made: Hostile) -> list[str]:
    """The exports and other files of a site that a browser shows, two of a kind at most."""
    settings = settings_in(made.root)
    assert settings is not None
    site = Project(settings=settings).site()
    paths = [artifact.path for group in file_groups(site) for artifact in group.make()]
    assert {item.path for item in exports() if not item.needs or site.addresses.site_url} <= set(paths)
    assert [path for path in paths if not path.endswith((*SHOWN, *LOADED))] == []
    few: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        few[posixpath.dirname(path) if "/" in path else path, posixpath.splitext(path)[1]].append(path)
    found = [path for same in few.values() for path in same[:2] if path.endswith(SHOWN)]
    return found + [path for path in ("manifest.webmanifest", "sitemap.xml") if (made.site / path).is_file()]


@contextmanager
def watched(browser: "Browser", base: str, seen: Seen, **more: Any) -> Iterator["BrowserContext"]:
    """A context in which everything that runs, or that is asked of others, is noted."""
    with browser.new_context(**more) as context:

        def note(where: str) -> None:  # Playwright takes no method of a list
            seen.ran.append(where)

        context.expose_function("ran", note)
        context.add_init_script(WATCH)

        def guard(route: "Route") -> None:
            if route.request.url.startswith((base, "file:", "blob:")):
                route.continue_()
            else:
                seen.foreign.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        yield context


def use(page: "Page") -> None:
    """Does what readers do on any page: rests on links, opens what is folded, and searches."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for link in page.locator("a.term-link, [data-term]").all()[:3]:
        if link.is_visible():
            link.hover(force=True, timeout=2_000)
    page.keyboard.press("Escape")
    for entry in page.locator("input:visible").all()[:2]:
        if entry.get_attribute("type") in (None, "text", "search"):
            entry.fill("N1")
            entry.press("ArrowDown")
            entry.fill(HOSTILE)
            page.keyboard.press("Escape")
    page.evaluate("document.activeElement?.blur()")
    page.keyboard.press("/")
    page.keyboard.type("N1")
    page.keyboard.press("ArrowDown")


def visit(page: "Page", address: str, seen: Seen, *, uses: bool = True) -> None:
    """Opens a page as a reader does, and looks for what words of a contributor have made of it."""
    from playwright.sync_api import Error

    try:
        page.goto(address, wait_until="load")
    except Error as error:
        if "interrupted by another navigation" not in error.message:
            raise
        page.wait_for_load_state("load")  # the address before this one has led on only now
        page.goto(address, wait_until="load")
    for left in reversed(range(TRIES)):
        try:
            if uses:
                use(page)
            seen.broken += [f"{found} on {address}" for found in page.evaluate(BROKEN_OUT)]
        except Error as error:
            if not left or "navigation" not in error.message:
                raise
            page.wait_for_timeout(100)  # the address leads on, and the next page is not there yet
            page.wait_for_load_state("load")
        else:
            return


def test_no_page_runs_what_a_contributor_wrote(hostile: Hostile, browser: "Browser") -> None:
    from scripts.browser import served

    letters = "by_letter" in (hostile.root / "mkdocs.yml").read_text("utf-8")
    kinds = templates(hostile, letters=letters)
    first = [some[0] for some in kinds.values()]
    others = {
        address for name, some in kinds.items() for address in (*some[1 : 4 if name == "term.html" else 2], some[-1])
    }
    ending = ".html" if letters else "/"
    go = [f"go/{name}{ending}" for name in ("bcd", "gone", "lost", "n0", "old-0")]
    own = ["", f"page{ending}", f"audit/{'index.html' if letters else ''}", *([] if letters else ["404.html"])]
    seen = Seen()
    with served(hostile.site) as served_at:
        base = hostile.site.as_uri() if letters else served_at
        with watched(browser, base, seen, service_workers="block") as context:
            page = context.new_page()
            for address in (*first, *own):
                visit(page, f"{base}/{address if address or not letters else 'index.html'}", seen)
            for address in sorted(others - set(first)):
                visit(page, f"{base}/{address}", seen, uses=False)
            for address in go:
                visit(page, f"{base}/{address}", seen, uses=False)
            for address in () if letters else files(hostile):
                visit(page, f"{base}/{address}", seen, uses=False)
            led = quote(HOSTILE)
            asked = [
                f"terms/?q={led}",
                f"?q={led}",
                f"graph/#term={led}",
                "graph/#term=n0",
                f"page{ending}?h={led}",
                f"terms/#{led}",
            ]
            guessed = [f"{led}/", f"go/{led}/", "go/n1-x/", "N1A/", f"terms/{led}", "n1/"]
            for address in asked if letters else (*asked, *guessed):
                path = re.sub("(^|/)([?#])", r"\1index.html\2", address) if letters else address
                visit(page, f"{base}/{path}", seen)
            page.emulate_media(media="print")
            visit(page, f"{base}/print/{'index.html' if letters else ''}", seen, uses=False)
    assert seen.named(hostile.calls) == []
    assert seen.broken == []
    assert seen.foreign == []
    for written in hostile.site.rglob("*"):
        if written.is_file():
            data = written.read_bytes()
            assert b"MACRORAN" not in data, written
            assert b"SNIPPETRAN" not in data, written


FOREIGN: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Wiki</title>
<main>{names}</main><script src="{base}/embed/termbase.js"></script><script>
let turn = 0;
setInterval(() => {{
  const main = document.querySelector('main');
  const copy = main.children[turn++ % main.children.length].cloneNode(true);
  main.append(copy);
  if (turn % 3 === 0) main.children[turn % 5].innerHTML = main.children[1].innerHTML;
}}, 20);
</script></html>"""


def test_no_foreign_page_runs_it_with_the_script_for_wikis(hostile: Hostile, browser: "Browser") -> None:
    settings = settings_in(hostile.root)
    assert settings is not None
    concepts = Project(settings=settings).site().termbase.concepts
    names = "".join(f"<p>{escape(name.text)}, and Bee.</p>" for one in concepts for name in one.designations)
    embedded = {f"/embed/{path.relative_to(hostile.site / 'embed').as_posix()}": path.read_text("utf-8")
                for path in (hostile.site / "embed").rglob("*.js*")}  # fmt: skip
    seen = Seen()
    with (
        origin(embedded, {"Access-Control-Allow-Origin": "*"}) as glossary,
        origin({"/wiki.html": FOREIGN.format(names=names, base=glossary)}) as wiki,
        watched(browser, "http://127.0.0.1", seen) as context,
    ):
        page = context.new_page()
        page.goto(f"{wiki}/wiki.html")
        page.wait_for_function("document.querySelectorAll('main a, main tb-term, main [data-term]').length > 3")
        for link in page.locator("main a").all()[:8]:
            link.hover(force=True, timeout=2_000)
            page.wait_for_timeout(50)
            seen.broken += page.evaluate(BROKEN_OUT)
    assert (seen.named(hostile.calls), seen.broken, seen.foreign) == ([], [], [])
