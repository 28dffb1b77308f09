"""A folder of pages for hosts that run no plugins, such as Zensical.

Each page becomes a Markdown file that holds nothing but its finished HTML, encoded so that no macro, include or
template of the host can find anything to act on. The host uses the folder as its source of pages; styles, scripts, and
data are in it too.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from termbase.exports import export
from termbase.model.artifact import Artifact
from termbase.site.cards.files import card_files
from termbase.site.front_matter import front_matter
from termbase.site.pages import pages
from termbase.site.render import render_redirects, renderer
from termbase.site.site import Site

_ENCODED: Final = {"{": "&#123;", "}": "&#125;", "`": "&#96;", "$": "&#36;", "\\": "&#92;"}
"""Characters that start templates, macros, code, and includes, as character references."""
_INCLUDE: Final = "--8"
"""How a line begins that an include extension reads."""


def encode(html: str) -> str:
    """HTML that shows the same and in which no host finds a macro, an include or a blank line."""
    shown = "".join(_ENCODED.get(c, c) for c in html).replace(_INCLUDE, "&#45;&#45;8")
    return "\n".join(line for line in shown.splitlines() if line.strip())


def staged_path(place: str, *, directory_urls: bool) -> str:
    """The path of the file of a generated page.

    Zensical takes a link in HTML for one that is relative to the file, so the file is where the page will be.

    Args:
        place: The path of the page without an ending.
        directory_urls: Whether pages are folders.
    """
    is_folder = directory_urls and place.rpartition("/")[2] != "index"
    return f"{place}/index.md" if is_folder else f"{place}.md"


def stage(site: Site) -> Iterator[Artifact]:
    """Every file of the folder: pages, redirects, exports, styles and scripts."""
    render = renderer(site, previews=False)
    for page in pages(site):
        meta = {key: value for key, value in front_matter(page, sidebar=True).items() if key != "json_ld"}
        # A JSON text is YAML as well, and needs no rules of quoting of its own.
        head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=True)}" for key, value in meta.items())
        body = encode(render(page).html)
        yield Artifact(
            path=staged_path(site.addresses.place(page.path), directory_urls=site.addresses.directory_urls),
            content=f"---\n{head}\n---\n\n<div>\n{body}\n</div>\n",
        )
    yield from render_redirects(site)
    yield from card_files(site)
    yield from export(site)
    yield from _assets(files("termbase").joinpath("theme/assets"), "assets")


def _assets(folder: Traversable, path: str) -> Iterator[Artifact]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _assets(item, f"{path}/{item.name}")
        else:
            yield Artifact(path=f"{path}/{item.name}", content=item.read_bytes())
