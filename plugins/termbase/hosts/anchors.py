"""The fragments of generated pages, so that the host can check links to them from hand-written ones."""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser

from mkdocs.structure.files import Files

from termbase.site.page import Page


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(value for name, value in attrs if name == "id" and value)


def note_anchors(files: Files, pages: Mapping[str, Page], *, body: Callable[[Page], str]) -> None:
    """Adds the ids of generated pages that links with fragments lead to; the host has only those from Markdown.

    Args:
        files: All files of the site, with the hand-written pages read.
        pages: The generated pages by their paths in the folder of sources.
        body: The HTML of one.
    """
    targets = {
        target.src_uri: target
        for file in files.documentation_pages()
        if file.page is not None
        for target in file.page.links_to_anchors or ()
    }
    for uri, target in targets.items():
        if uri in pages and target.page is not None:
            ids = _Ids()
            ids.feed(body(pages[uri]))
            target.page.present_anchor_ids = ids.found
