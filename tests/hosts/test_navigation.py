"""Where the overview pages are in a navigation, and which entry is current on a page outside it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from termbase.hosts.navigation import CurrentEntry, Holders
from tests.hosts.conftest import Built, Project

LISTED = ["index.md", "terms/index.md", {"About": ["sources/README.md", {"Old": "terms/old.md"}]}]
OTHERS = ["terms/churn.md", "terms/a/deep.md", "sources/book.md", "go/ch.md", "print/index.md"]


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize(
    ("path", "under", "held"),
    [
        ("terms/churn.md", "", "terms/index.md"),
        ("terms/a/deep.md", "", "terms/index.md"),
        ("sources/book.md", "", "sources/README.md"),
        ("go/ch.md", "terms", "terms/index.md"),
        ("go/ch.md", "acronyms", None),
        ("go/ch.md", "", None),
        ("print/index.md", "", None),
        ("terms/old.md", "", None),
        ("index.md", "", None),
    ],
)
def test_the_nearest_folder_with_a_listed_page_holds_a_page(
    path: str, under: str, held: str | None, *, directory_urls: bool
) -> None:
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": "Test",
            "nav": LISTED,
            "use_directory_urls": directory_urls,
            "docs_dir": str(Path(__file__).parent),
        }
    )
    config.validate()
    paths = ["index.md", "terms/index.md", "sources/README.md", "terms/old.md", *OTHERS]
    files = Files([File(uri, config.docs_dir, config.site_dir, directory_urls) for uri in paths])
    nav = get_navigation(files, config)
    page = next(file.page for file in files if file.src_uri == path) or Page(None, files.src_uris[path], config)
    found, entry = Holders(nav).holder(page, under=under), CurrentEntry()
    assert (found.file.src_uri if found else None) == held
    assert entry.hold(nav, page, under=under) is found
    assert [it.file.src_uri for it in nav.pages if it.active] == ([held] if held else [])
    entry.let_go()
    assert not any(it.active for it in nav.pages)


RELATED = {
    "glossary/flow-meter.yml": "term: Flow meter\nabbreviations: [FM]\ndefinition: Device that measures a flow.\n",
    "glossary/pump.yml": "term: Pump\ndefinition: Machine that moves liquids.\nrelated: [flow-meter]\n",
}
ALONE = {"glossary/pump.yml": "term: Pump\ndefinition: Machine that moves liquids.\n"}


def entries(made: Built, page: str = "page/index.html") -> list[tuple[str, str]]:
    """Titles and addresses in the navigation of a page, sections without an address."""
    bar = re.search(r"<ul class=.nav navbar-nav.>(.*?)<ul class=.nav navbar-nav ms", made.text(page), re.DOTALL)
    assert bar
    found = re.findall(r'<a href="([^"]*)"[^>]*class="(?:nav-link|dropdown-item)[^"]*"[^>]*>([^<]+)', bar[1])
    return [(" ".join(title.split()), "" if href == "#" else href) for href, title in found]


def built(project: Project, files: Mapping[str, str], pages: Any = None, **config: Any) -> Built:
    plugin = {"termbase": {"history": False, **({"pages": pages} if pages else {})}}
    files = {"docs/other.md": "# Other\n", "glossary/termbase.yml": "title: Our words\n", **files}
    settings = {"site_name": "X", "theme": {"name": "mkdocs"}, "plugins": [plugin], **config}
    made = project({"mkdocs.yml": yaml.safe_dump(settings), **files}, "--strict")
    assert made.status == 0, made.log
    return made


HOST = [("Home", ".."), ("Other", "../other/"), ("Page", "./")]
GLOSSARY = [
    ("Glossary", ""), ("All terms, A to Z", "../terms/"), ("Acronyms", "../acronyms/"), ("Map of terms", "../graph/"),
]  # fmt: skip


def test_a_site_without_a_navigation_gets_a_section(project: Project) -> None:
    assert entries(built(project, RELATED)) == [*HOST, *GLOSSARY]


def test_a_glossary_with_one_list_is_one_entry(project: Project) -> None:
    made = built(project, ALONE)
    assert entries(made) == [*HOST, ("Glossary", "../terms/")]
    assert not (made.site / "graph").exists()
    assert "All terms, A to Z" in made.text("terms/index.html")


def test_the_place_may_be_chosen_and_a_section_that_is_there_is_used(project: Project) -> None:
    nav = [{"Reference": [{"A page": "page.md"}]}, {"Other": "other.md"}]
    made = built(project, RELATED, {"nav": "reference / Glossary", "folder": "g"}, nav=nav)
    assert [title for title, _ in entries(made)] == [
        "Reference", "A page", "Glossary", "Our words", "All terms, A to Z", "Acronyms", "Map of terms", "Other",
    ]  # fmt: skip
    # the entry of the list is current on a page of a term
    assert re.search(r'href="../"[^>]*active', made.text("g/terms/pump/index.html"))


@pytest.mark.parametrize("chosen", [{"nav": False}, None])
def test_a_navigation_of_the_site_stays_as_it_is(project: Project, chosen: Any) -> None:
    nav = None if chosen else [{"A page": "page.md"}, {"Other": "other.md"}]
    made = built(project, RELATED, chosen, nav=nav)
    assert entries(made) == (HOST if chosen else [("A page", "./"), ("Other", "../other/")])
