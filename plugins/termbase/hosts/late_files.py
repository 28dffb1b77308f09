"""Files that accompany the pages of a served site, generated when one of them is requested."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from termbase.exports import FileGroup, file_groups
from termbase.hosts.strangers import strangers_named
from termbase.model.artifact import Artifact
from termbase.site.render import redirect_paths, render_redirects
from termbase.site.site import Site


class LateFiles:
    """The files of a site by groups that are made together.

    Args:
        groups: The groups.
        before: Those of the previous build, whose paths are assumed for groups whose paths are known only after
            generating them; the first build generates all.
    """

    def __init__(self, groups: Iterable[FileGroup], before: "LateFiles | None") -> None:
        self._groups = {group.name: group for group in groups}
        self._made: dict[str, Mapping[str, Artifact]] = {}
        known = before.places if before else {}
        self.places: Mapping[str, tuple[str, ...]] = {
            name: self._places(group, known.get(name)) for name, group in self._groups.items()
        }
        """The place of each file, by group."""

    def _places(self, group: FileGroup, known: tuple[str, ...] | None) -> tuple[str, ...]:
        if group.paths is not None:
            return tuple(group.paths())
        return known if known is not None else tuple(self._files(group.name))

    def _files(self, name: str) -> Mapping[str, Artifact]:
        if name not in self._made:
            with strangers_named():
                self._made[name] = {artifact.path: artifact for artifact in self._groups[name].make()}
        return self._made[name]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Group and place of every file."""
        return ((name, path) for name, paths in self.places.items() for path in paths)

    def file(self, group: str, path: str) -> Artifact | None:
        """A file of a group; None if the path does not exist."""
        return self._files(group).get(path)

    def find(self, path: str) -> Artifact | None:
        """A file that is not at a known path but next to others that are: another block of an index that has grown."""
        folder = path.rpartition("/")[0]
        beside = (n for n, paths in self.places.items() if any(p.rpartition("/")[0] == folder for p in paths))
        return next(
            (found for name in beside if self._groups[name].paths is None and (found := self.file(name, path))), None
        )


def late_files(site: Site, before: LateFiles | None) -> LateFiles:
    """The files that accompany the pages of a site, and the redirect pages.

    Args:
        site: The site.
        before: The files of the previous build.
    """
    lead = FileGroup(
        name="pages that lead on",
        make=lambda: iter(render_redirects(site)),
        paths=partial(redirect_paths, site),
    )
    return LateFiles((*file_groups(site), lead), before)
