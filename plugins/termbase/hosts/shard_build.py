"""Adapts the host's build on a machine that builds one shard, and writes the note for the final step.

The host's own part is the same on every machine, so only the first one makes it: hand-written pages,
overview pages, and the files of the theme. The others need the navigation, which is on every page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from termbase.hosts.search import HOST_INDEX, searching
from termbase.model.version import __version__
from termbase.site.cache_folder import program
from termbase.site.shard import SHARD_VARIABLE, Shard, ShardError, shard_of_build
from termbase.site.site import Site
from termbase.site.stored_bodies import PROGRAMS, sentences_of
from termbase.text.regular_files import walk

NOTE: Final = "termbase-shard.json"
"""The file that describes the shard in a folder; it is not in the joined site."""
SHARD_FORMAT: Final = 1


def chosen_shard(command: str, *, dirty: bool) -> Shard | None:
    """The shard that a build shall make; None for the whole site.

    Args:
        command: What the host was asked for.
        dirty: Whether it leaves pages as they are.

    Raises:
        PluginError: There is no such shard, or the host's command is not build.
    """
    try:
        shard = shard_of_build()
    except ShardError as error:
        raise PluginError(f"termbase: {error}") from error
    if shard is not None and (command != "build" or dirty):
        raise PluginError(
            f"termbase: {SHARD_VARIABLE} asks for {shard}, which is a part of a site. A shard can only be built, with "
            "“mkdocs build”; to serve or deploy the site, join all shards with “termbase join” first."
        )
    return shard


class ShardBuild:
    """The shard that a build makes.

    Args:
        shard: The shard.
    """

    def __init__(self, shard: Shard) -> None:
        self.shard = shard
        self._here: set[str] = set()
        self._elsewhere: set[str] = set()
        self._made: set[str] = {HOST_INDEX}
        self._order: tuple[str, ...] = ()
        self._look: list[str] = []

    def note(self, file: File, *, here: bool) -> None:
        """Records a generated file, and whether this shard makes it."""
        (self._here if here else self._elsewhere).add(file.src_uri)
        if here:
            self._made.add(file.dest_uri)

    def refuse(self, reason: str) -> None:
        """Stops a build whose pages the plugin cannot write.

        Raises:
            PluginError: Always.
        """
        raise PluginError(
            f"termbase: the site cannot be built in shards, because {reason}. Build it without shards: unset {SHARD_VARIABLE}."
        )

    def see(self, *, look: str, order: Iterator[str]) -> None:
        """Records the values on which all shards must agree.

        Args:
            look: The theme's part of a term page.
            order: The addresses of all pages, in the order of the search.
        """
        self._look.append(look)
        self._order = tuple(order)

    def keep(self, files: Files, config: MkDocsConfig) -> None:
        """Removes the files of other shards from the host's list.

        Args:
            files: All files of the site.
            config: The host's settings.
        """
        for plugin in searching(config):
            if plugin.config.get("prebuild_index"):
                self.refuse("the search plugin builds its index in advance (prebuild_index)")
        first = self.shard.is_first
        for file in tuple(files):
            if file.src_uri in self._elsewhere or not (first or file.src_uri in self._here):
                files.remove(file)
        if not first:
            config.theme.static_templates.clear()
            config.extra_templates.clear()

    def finish(self, config: MkDocsConfig, sites: Mapping[str, Site]) -> None:
        """Writes the note.

        Args:
            config: The host's settings.
            sites: The glossaries of the site, by the folders of their term files.
        """
        folder = Path(config.site_dir)
        found = {path.relative_to(folder).as_posix(): path for path in files_in(folder)}
        files = {name: file_hash(path) for name, path in found.items() if self.shard.is_first or name in self._made}
        note = {
            "format": SHARD_FORMAT,
            "shard": self.shard.number,
            "of": self.shard.of,
            "made_from": {**_input(config, sites), "the theme and the navigation": _digest(self._look)},
            "order": list(self._order) if self.shard.is_first else [],
            "files": files,
        }
        (folder / NOTE).write_bytes((json.dumps(note, indent=1) + "\n").encode("ascii"))


def _input(config: MkDocsConfig, sites: Mapping[str, Site]) -> dict[str, str]:
    """Hashes of everything that term pages and exports are made from, by kind."""
    plugins = json.dumps(
        {name: dict(getattr(plugin, "config", {})) for name, plugin in config.plugins.items()},  # a hook has none
        default=lambda value: type(value).__qualname__,
        sort_keys=True,
    )
    root = str(Path(config.config_file_path).parent) if config.config_file_path else ""
    facts = (config.site_url, config.site_name, config.repo_url, config.edit_uri, config.use_directory_urls)
    found: dict[str, list[str]] = {
        "the version of termbase": [__version__, program(*PROGRAMS)],
        "the version of the host": [mkdocs.__version__],
        "the settings": [repr(facts), plugins.replace(json.dumps(root)[1:-1], "") if root else plugins],
        "the hand-written pages": [_tree(Path(config.docs_dir))],
    }
    for folder, site in sites.items():
        files, elsewhere = site.history.files, site.glossary.elsewhere
        for name, texts in {
            "the term files": (_tree(Path(folder)),),
            "the templates": map(_tree, site.templates),
            "the sentences": (sentences_of(site),),
            "the other glossaries": (repr(elsewhere[id]) for id in sorted(elsewhere)),
            "the Git history": (f"{file} {files[file].updated} {files[file].authors}" for file in sorted(files)),
        }.items():
            found.setdefault(name, []).extend(texts)
    return {name: _digest(texts) for name, texts in found.items()}


def _digest(texts: Iterable[str]) -> str:
    found = sha256()
    for text in texts:
        found.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return found.hexdigest()


def _tree(folder: Path) -> str:
    """A hash of the names and contents of all files in a folder that are not hidden."""
    return _digest(f"{path.relative_to(folder).as_posix()} {file_hash(path)}" for path in files_in(folder))


def files_in(folder: Path) -> Iterator[Path]:
    """The files in a folder and those below, sorted by path, without links and without what is hidden."""
    return (found.path for found in walk(folder) if not found.refused)


def file_hash(path: Path) -> str:
    """A hash of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
