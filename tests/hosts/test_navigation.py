"""Which entry of a navigation is current on a page outside it."""

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from termbase.hosts.navigation import CurrentEntry, Holders

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
