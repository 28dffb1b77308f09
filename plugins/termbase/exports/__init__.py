"""Exports: one module per format, each a function from a site to artifacts."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from termbase.exports import api, content_index, embed, extension, print_head, redirects
from termbase.exports.catalog import EXPORTS, Export, check_names, exports, select
from termbase.model.artifact import Artifact
from termbase.site.names_alone import names_alone
from termbase.site.page_options import Part
from termbase.site.sentences.script import sentences_script
from termbase.site.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGroup:
    """Files that are made together."""

    name: str
    """Name of the group, the same in every build."""
    make: Callable[[], Iterator[Artifact]]
    """Generates the files."""
    paths: Callable[[], Iterable[str]] | None = None
    """Their paths, if known without generating them."""
    movable: bool = False
    """Whether a machine other than the one that generates the overview pages may generate them."""
    names: bool = False
    """Whether they are one file that only the names of the glossary decide."""
    own: bool = True
    """Whether they depend only on the site; this is not known for those from other packages."""


def file_groups(site: Site) -> Iterator[FileGroup]:
    """The groups of all files that accompany the pages, in the folders set for the site; generated when needed."""
    place = site.addresses.place
    for group in _groups(site):
        paths = group.paths
        yield FileGroup(
            name=group.name,
            make=partial(_placed, group, place),
            paths=partial(_places, paths, place) if paths is not None else None,
            movable=group.movable,
            names=group.names,
            own=group.own,
        )


def known_term_files(site: Site) -> Iterator[tuple[str, bytes, Callable[[], bytes]]]:
    """Those files of the API that an earlier build has generated and that would be the same now.

    Yields path, digest, and what generates the content, should it be needed.
    """
    for path, digest, make in api.unchanged_files(site) if site.publishes("json") else ():
        yield site.addresses.place(path), digest, make


def export(site: Site) -> Iterator[Artifact]:
    """Every file that accompanies the pages, in the folders set for the site."""
    for group in file_groups(site):
        yield from group.make()


def _placed(group: FileGroup, place: Callable[[str], str]) -> Iterator[Artifact]:
    for artifact in group.make():
        chosen = place(artifact.path)
        yield artifact if chosen == artifact.path else replace(artifact, path=chosen)


def _places(paths: Callable[[], Iterable[str]], place: Callable[[str], str]) -> Iterator[str]:
    return map(place, paths())


def _groups(site: Site) -> Iterator[FileGroup]:
    chosen = [item for item in exports() if site.publishes(item.name)]
    others = {item.path for item in exports()} - {item.path for item in chosen}
    named = cache(partial(names_alone, site))
    for make in dict.fromkeys(item.make for item in chosen):
        made = [item for item in chosen if item.make == make]
        names = len(made) == 1 and made[0] in EXPORTS and made[0].name in _OF_NAMES
        yield FileGroup(
            name=made[0].name,
            make=partial(_published, make, named if names else lambda: site, others),
            paths=_known(site, made),
            movable=made[0].name in _LARGE,
            names=names,
            own=all(item in EXPORTS for item in made),
        )
    yield FileGroup(name="index", make=partial(content_index.export, site))
    yield FileGroup(name="print", make=partial(print_head.export, site))
    if not site.name:  # the glossaries of a site have one interface
        yield FileGroup(name="sentences", make=lambda: iter((sentences_script(site.sentences),)))
    if Part.EMBED in site.parts:
        yield FileGroup(name="embed", make=partial(_embedded, site))
    if site.publishes("json"):
        yield FileGroup(name="redirects", make=partial(redirects.export, site))


_LARGE: Final = frozenset(("json", "inventory", "vale", "csv", "anki", "turtle", "jsonld", "tbx", "llms", "llms-full"))
"""Exports that take about as long as the rest of a glossary, and whose paths are known."""


_OF_NAMES: Final = frozenset(("inventory", "links", "vale", "textlint", "words"))
"""Exports of one file each that only names decide."""


def _known(site: Site, made: Sequence[Export]) -> Callable[[], Iterable[str]] | None:
    """The paths of exports that are generated together; None if they are known only after generating them."""
    first = made[0]
    if first.make == api.export:
        return partial(api.paths, site)
    if first.name not in _LARGE | _OF_NAMES:
        return None
    return lambda: [item.path for item in made if not item.needs or site.addresses.site_url]


def _published(
    make: Callable[[Site], Iterable[Artifact]], site: Callable[[], Site], others: Container[str]
) -> Iterator[Artifact]:
    return (artifact for artifact in make(site()) if artifact.path not in others)


def _embedded(site: Site) -> Iterator[Artifact]:
    known = embed.terms(site)
    yield from embed.export(site, known)
    yield from extension.export(site, known)


__all__ = [
    "EXPORTS",
    "Export",
    "FileGroup",
    "check_names",
    "export",
    "exports",
    "file_groups",
    "known_term_files",
    "select",
]
