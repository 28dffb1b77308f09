"""The pages that the finder shows after terms: an index of the sections of all other pages of the site.

The host's search plugin has already read every page and knows its sections; its index is split into blocks without
other changes, so that a browser loads only the words that are looked for.
"""

import json
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as HostPage

from termbase.exports.word_blocks import block_scripts, word_blocks
from termbase.site.search_entries import SearchEntry
from termbase.site.site import Site
from termbase.site.structured_data import script_json
from termbase.site.summaries import PAGE_INDEX
from termbase.text.atomic_files import write_files
from termbase.text.one_line import one_line
from termbase.text.word_places import word_places

HOST_INDEX: Final = "search/search_index.json"
"""Path at which the host's search plugins write their index."""
_FOLDER: Final = PAGE_INDEX.removesuffix(".js")
_INDEXERS: Final = ("mkdocs.contrib.search", "properdocs.contrib.search", "material.plugins.search.")


def searching(config: MkDocsConfig) -> Iterator[Any]:
    """The site's search plugins."""
    for plugin in config.plugins.values():
        if type(plugin).__module__.startswith(_INDEXERS) and getattr(plugin.config, "enabled", True):
            yield plugin


def search_indexes(config: MkDocsConfig) -> Iterator[Any]:
    """The indexes of the site's search plugins, which take a page by `add_entry_from_context`."""
    return (plugin.search_index for plugin in searching(config))


def enter(index: Any, page: HostPage, entries: Iterable[SearchEntry]) -> None:
    """Enters a page in the index of a search plugin by what is known of its texts.

    Args:
        index: The index, of MkDocs or of Material for MkDocs.
        page: The page, with title and headings.
        entries: Its parts, the beginning of the page first.
    """
    parts = list(entries)
    if not hasattr(index, "entries"):
        # The host's own plugin also needs the text of the whole page, and the text of each section without markup.
        page.content = "".join(_html(part, heading=bool(part.id)) for part in parts)
        index.add_entry_from_context(page)
        return
    for part in parts:
        section = SimpleNamespace(id=part.id or None, title=[escape(part.title, quote=False)], text=[_html(part)])
        index.create_entry_for_section(section, (), page.url, page)  # the address follows from the id alone


def _html(part: SearchEntry, *, heading: bool = False) -> str:
    title = f'<h2 id="{part.id}">{escape(part.title, quote=False)}</h2>' if heading else ""
    paragraphs = " ".join(f"<p>{escape(text, quote=False)}</p>" for text in part.paragraphs)
    items = "".join(f"<li>{escape(text, quote=False)}</li>" for text in part.items)
    return f"{title}{paragraphs}{f'<ul>{items}</ul>' if items else ''}"


def write_page_index(site: Site, config: MkDocsConfig) -> None:
    """Writes the index after the search plugin has written its own; without one there is nothing to do.

    The script sets `window.termbasePages`: `sections` with title, title of the page, and address of each;
    `path` with `*` for the number of a block of words; `words` and `frequent` as in the index of terms.
    """
    out = Path(config.site_dir)
    if not (out / HOST_INDEX).is_file():
        return
    terms = {site.addresses.term(concept.id) for concept in site.termbase.concepts}
    terms |= {site.addresses.at(other.page) for other in site.glossary.elsewhere.values() if other.page}
    found: list[dict[str, Any]] = [
        doc
        for doc in json.loads((out / HOST_INDEX).read_text("utf-8"))["docs"]
        if doc["location"].partition("#")[0] not in terms
    ]
    titles = {doc["location"]: _plain(doc["title"]) for doc in found if "#" not in doc["location"]}
    sections = []
    for doc in found:
        page = titles.get(doc["location"].partition("#")[0], "")
        sections.append([_plain(doc["title"]), page, doc["location"]])
    texts = [(title, page, _plain(doc["text"])) for doc, (title, page, _) in zip(found, sections, strict=True)]
    words = word_blocks(word_places(texts))
    index = {
        "sections": sections,
        "path": f"{_FOLDER}/*.js",
        "words": list(words.first),
        "frequent": list(words.frequent),
    }
    scripts = {
        PAGE_INDEX: f"window.termbasePages={script_json(index)};\n",
        **dict(block_scripts(_FOLDER, words.blocks)),
    }
    write_files({out / path: text.encode("utf-8") for path, text in scripts.items()}, durable=False)


def _plain(html: str) -> str:
    return one_line(Markup(html).striptags())
