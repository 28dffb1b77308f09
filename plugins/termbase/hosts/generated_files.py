"""The pages and files of the glossary in the host's own list of files.

Other plugins expect everything in that list to be a file on disk, so each generated page has an empty one in a cache
folder. An author's file always wins, judged by the URL at which it is published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from termbase.exports import inventory
from termbase.hosts.build_log import log
from termbase.hosts.kept_files import KeptFiles
from termbase.hosts.languages import is_first_language
from termbase.hosts.late_files import LateFiles
from termbase.hosts.navigation import HOME, leaves_to_host
from termbase.hosts.on_request import Make, OnRequest
from termbase.hosts.owned_pages import OwnedPages
from termbase.hosts.plain_path import PlainPathFile, within
from termbase.hosts.shard_build import ShardBuild
from termbase.hosts.whole_site import WholeSite
from termbase.model.artifact import Artifact
from termbase.model.page_paths import TERMS
from termbase.site.cache_folder import CACHE_FOLDER, make_folder
from termbase.site.known_files import KnownArtifact
from termbase.site.page import Page
from termbase.site.site import Site
from termbase.text.counted import counted

CACHE: Final = f"{CACHE_FOLDER}/pages"
"""Where the files behind generated pages are, relative to the project; not in Git."""


class _AddedFile(PlainPathFile):
    """A file that is written only if it has changed, or that waits until a browser requests it."""

    output: KeptFiles
    make: Make
    later: OnRequest | None = None
    digest: bytes | None = None
    """The digest of its content, if known without generating it."""
    _content_changed: bytes | None = None

    @property
    def content_bytes(self) -> bytes:
        """The content of the file; generated on demand, unless another plugin has changed it."""
        return self._content_changed if self._content_changed is not None else self.make() or b""

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._content_changed = value

    @property
    def content_string(self) -> str:
        """The same as text."""
        return self.content_bytes.decode("utf-8")

    @content_string.setter
    def content_string(self, value: str) -> None:
        self._content_changed = value.encode("utf-8")

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002  (as the host calls it)
        """Writes the file, or has it wait."""
        if self.later is not None:
            self.later.add(self.dest_uri, self.make)
            return
        known = self.digest if self._content_changed is None else None
        if known is None or not self.output.keep(self.abs_dest_path, known, lambda: self.content_bytes):
            self.output.write(self.abs_dest_path, self.content_bytes)


def add_files(
    files: Files,
    *,
    config: MkDocsConfig,
    site: Site,
    whole: WholeSite,
    root: Path,
    output: KeptFiles,
    owned: OwnedPages | None = None,
    later: OnRequest | None = None,
    shard: ShardBuild | None = None,
) -> dict[str, Page]:
    """Adds pages and files to the host's list, and returns the pages that were added, by source path.

    Args:
        files: The host's list, with the author's files in it.
        config: The host's settings.
        site: The glossary.
        whole: The pages of the glossary, and the other files.
        root: The project's folder.
        output: Writes the files.
        owned: Takes the pages of terms; without it the host makes them.
        later: Takes files that are made when a browser asks for them.
        shard: Notes which files are made, if it is a shard of the site.
    """
    author = {file.dest_uri: file for file in files}
    adding = _Adding(
        files=files, config=config, site=site, cache=root / CACHE, first=is_first_language(config), author=author,
        output=output, owned=owned, later=later, shard=shard,
    )  # fmt: skip
    added = {uri: page for page in whole.pages if (uri := adding.page(page))}
    adding.others(whole)
    entries = counted(sum(1 for _ in site.termbase.entries), "entry")
    terms, made = counted(len(site.termbase.concepts), "term"), counted(len(added), "page")
    log.info("%s from %s in %s", terms, entries, made)
    return added


@dataclass(frozen=True, slots=True, kw_only=True)
class _Adding:
    """The host's list of files, and what decides how a file is added to it."""

    files: Files
    config: MkDocsConfig
    site: Site
    cache: Path
    first: bool
    """Whether it is the list of the site's first or only language."""
    author: Mapping[str, File]
    """The author's files, by the URL at which they are published."""
    output: KeptFiles
    owned: OwnedPages | None
    later: OnRequest | None
    shard: ShardBuild | None

    def page(self, page: Page) -> str | None:
        """Adds a page, and returns its source path; None if the author has a page in its place."""
        place = self.site.addresses.place(page.path)
        uri = f"{place}.md"
        file = PlainPathFile.generated(self.config, uri, content="", inclusion=self._inclusion(page, place))
        if (theirs := self.author.get(file.dest_uri) or self.files.get_file_from_path(uri)) is not None:
            report_clash(theirs, uri)
            return None
        file.abs_src_path = within(self.cache, uri)
        # A page that waits is made like one of the host, so any may wait that no navigation has.
        may_own = page.concept is not None or (self.later is not None and not page.listed)
        if self.owned is not None and may_own and place not in self.site.listed:
            file = self.owned.file(uri, page, like=file)
            if self.shard is not None and page.concept is not None:
                self.shard.note(file, here=self.shard.shard.has(page.concept))
        else:
            make_source(self.cache, uri)
        self.files.append(file)
        return uri

    def _inclusion(self, page: Page, place: str) -> InclusionLevel:
        if not self.first:
            # A further language links to the same pages, which are built once.
            return InclusionLevel.EXCLUDED
        # Where a site has a navigation of its own, a page that is not in it has not been forgotten.
        # In one without, they are in a section of their own, unless a plugin arranges all pages.
        listed = (
            page.listed and self.config.nav is None and (place == HOME or leaves_to_host(self.config, self.site.pages))
        )
        return InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV

    def others(self, whole: WholeSite) -> None:
        """Adds the files that accompany the pages, and notes those that another machine makes."""
        moved = _moved(self.config, self.site)
        for path, make, digest in _makers(whole, self.site, moved) if self.first else ():
            if (theirs := self.author.get(path)) is not None:
                report_clash(theirs, path)
                continue
            file = _AddedFile.generated(self.config, path, content="")
            if isinstance(file, _AddedFile):
                file.output, file.make, file.later, file.digest = self.output, make, self.later, digest
            file.abs_src_path = within(self.cache, path)
            self.files.append(file)
            if self.shard is not None:
                self.shard.note(file, here=True)
        for path in whole.elsewhere:
            if self.shard is not None and (place := moved.get(path, path)) not in self.author:
                file = File.generated(self.config, place, content="")
                self.files.append(file)
                self.shard.note(file, here=False)


def _makers(whole: WholeSite, site: Site, moved: Mapping[str, str]) -> Iterator[tuple[str, Make, bytes | None]]:
    """The path of each file that accompanies the pages, what makes it, and its digest, if that is known."""
    for artifact in whole.files:
        known = artifact.digest if isinstance(artifact, KnownArtifact) and artifact.path not in moved else None
        yield moved.get(artifact.path, artifact.path), partial(_data, artifact, site, moved), known
    if (late := whole.late) is None:
        return
    for group, path in late:
        yield moved.get(path, path), partial(_late_data, late, group, path, site, moved), None


def _data(artifact: Artifact | None, site: Site, moved: Mapping[str, str]) -> bytes | None:
    if artifact is not None and artifact.path in moved:
        artifact = inventory.at(site, moved[artifact.path])
    return artifact.data if artifact is not None else None


def _late_data(late: LateFiles, group: str, path: str, site: Site, moved: Mapping[str, str]) -> bytes | None:
    return _data(late.file(group, path), site, moved)


def _moved(config: MkDocsConfig, site: Site) -> Mapping[str, str]:
    """The inventory in another place where mkdocstrings writes one after all files are known."""
    plugin = next((it for name, it in config.plugins.items() if name.rpartition("/")[2] == "mkdocstrings"), None)
    if plugin is None or plugin.config.get("enable_inventory") is False or not site.publishes("inventory"):
        return {}
    moved = f"{site.addresses.place(TERMS).removesuffix('index')}{inventory.PATH}"
    log.info("mkdocstrings writes “%s”, so the inventory of the glossary is “%s”.", inventory.PATH, moved)
    return {inventory.PATH: moved}


def report_clash(theirs: File, generated: str) -> None:
    """Logs that an author's page is kept at the URL of a generated one."""
    if generated == "index.md":
        return  # nearly every site has a home page of its own
    log.info(
        "“%s” has the URL of the generated “%s”, so your page is kept and the generated one is left out.",
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
