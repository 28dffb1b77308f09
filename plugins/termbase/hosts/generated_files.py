"""The pages and files of the glossary in the host's own list of files.

Other plugins take everything in that list for files on disk, so each generated page has one, empty,
in a cache folder. An author's file always wins, judged by the address that it is published at.
"""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from termbase.exports import inventory
from termbase.hosts.navigation import HOME, leaves_to_host
from termbase.hosts.owned_pages import OwnedPages
from termbase.model.artifact import Artifact
from termbase.site.page import Page
from termbase.site.site import Site
from termbase.site.stored_bodies import FOLDER, make_folder
from termbase.site.views.term import TermPage
from termbase.text.counted import counted

log = logging.getLogger("mkdocs.plugins.termbase")
CACHE: Final = f"{FOLDER}/pages"
"""Where the files behind generated pages are, relative to the project; not in Git."""


def add_files(
    files: Files,
    *,
    config: MkDocsConfig,
    site: Site,
    pages: Iterable[Page],
    artifacts: Iterable[Artifact],
    root: Path,
    owned: OwnedPages | None = None,
) -> dict[str, Page]:
    """Adds pages and files to the host's list, and returns the pages that were added, by source path.

    Args:
        files: The host's list, with the author's files in it.
        config: The host's settings.
        site: The glossary.
        pages: The pages of the glossary.
        artifacts: The other files of the glossary.
        root: The project's folder.
        owned: Takes the pages of terms; without it the host makes them.
    """
    cache = root / CACHE
    first = is_first_language(config)
    author = {file.dest_uri: file for file in files}
    added: dict[str, Page] = {}
    for page in pages:
        uri = f"{site.addresses.place(page.path)}.md"
        # Where a site has a navigation of its own, a page that is not in it has not been forgotten.
        # In one without, they are in a section of their own, unless a plugin arranges all pages.
        listed = (
            page.listed
            and config.nav is None
            and (site.addresses.place(page.path) == HOME or leaves_to_host(config, site.pages))
        )
        inclusion = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
        if not first:
            # A further language links to the same pages, which are built once.
            inclusion = InclusionLevel.EXCLUDED
        file = File.generated(config, uri, content="", inclusion=inclusion)
        if (theirs := author.get(file.dest_uri) or files.get_file_from_path(uri)) is not None:
            report_clash(theirs, uri)
            continue
        file.abs_src_path = str(cache / uri)
        if owned is not None and isinstance(page.view, TermPage) and site.addresses.place(page.path) not in site.listed:
            file = owned.file(uri, page, like=file)
        else:
            make_source(cache, uri)
        files.append(file)
        added[uri] = page
    for artifact in _beside_others(artifacts, config=config, site=site) if first else ():
        if (theirs := author.get(artifact.path)) is not None:
            report_clash(theirs, artifact.path)
            continue
        file = File.generated(config, artifact.path, content=artifact.data)
        file.abs_src_path = str(cache / artifact.path)
        files.append(file)
    entries = counted(sum(1 for _ in site.termbase.entries), "entry")
    terms, made = counted(len(site.termbase.concepts), "term"), counted(len(added), "page")
    log.info("%s from %s in %s", terms, entries, made)
    return added


def _beside_others(artifacts: Iterable[Artifact], *, config: MkDocsConfig, site: Site) -> Iterator[Artifact]:
    """The files, with the inventory in another place where mkdocstrings writes one after all files are known."""
    plugin = next((it for name, it in config.plugins.items() if name.rpartition("/")[2] == "mkdocstrings"), None)
    taken = plugin is not None and plugin.config.get("enable_inventory") is not False
    for artifact in artifacts:
        if taken and artifact.path == inventory.PATH:
            moved = f"{site.addresses.place('terms/index').removesuffix('index')}{inventory.PATH}"
            log.info("mkdocstrings writes “%s”, so the inventory of the glossary is “%s”.", inventory.PATH, moved)
            yield inventory.at(site, moved)
        else:
            yield artifact


def translates(config: MkDocsConfig) -> bool:
    """Whether mkdocs-static-i18n builds the site, which takes no file from elsewhere than the folder of pages."""
    return any(name.rpartition("/")[2] == "i18n" for name in config.plugins)


def is_first_language(config: MkDocsConfig) -> bool:
    """False while mkdocs-static-i18n builds a language other than the default one."""
    found = (plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "i18n")
    return all(getattr(plugin, "is_default_language_build", True) for plugin in found)


def report_clash(theirs: File, generated: str) -> None:
    """Says that an author's page is kept at the address of a generated one."""
    if generated == "index.md":
        return  # nearly every site has a home page of its own
    log.info(
        "“%s” is published at the address of the generated “%s”, so yours is kept and ours is left out.",
        theirs.src_uri,
        generated,
    )


def make_source(cache: Path, uri: str) -> None:
    """Makes the empty file behind a generated page, which Git does not see."""
    path = cache / uri
    if not path.is_file():
        make_folder(cache.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
