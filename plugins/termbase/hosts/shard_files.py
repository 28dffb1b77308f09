"""Which pages and files of a glossary a machine makes, where several share the work."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from termbase.exports import FileGroup, file_groups, known_term_files
from termbase.model.artifact import Artifact
from termbase.model.concept import ConceptId
from termbase.site.bodies import Bodies
from termbase.site.cards.files import card_files, card_paths
from termbase.site.facts import NAMES
from termbase.site.known_files import KnownArtifact, KnownFiles
from termbase.site.page import Page
from termbase.site.render import redirect_paths, render_redirects
from termbase.site.shard import Shard
from termbase.site.site import Site


def is_made_in(shard: Shard, site: Site, page: Page) -> bool:
    """Whether a shard makes a page; a term page that the navigation names is the host's, as overview pages are."""
    if page.concept is None or site.addresses.place(page.path) in site.listed:
        return shard.is_first
    return shard.has(page.concept)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardFiles:
    """The files that accompany the pages, in a shard or in all of a site."""

    make: Callable[[], Iterator[Artifact]]
    """Generates the files that are not in the cache; the same each time."""
    pictures: Iterator[Artifact]
    """The cards, which are stored from one build to the next."""
    elsewhere: tuple[str, ...]
    """The places of those that other machines make."""
    known: tuple[Artifact, ...] = ()
    """Those that need not be made."""
    much: bool = True
    """Whether the exports are among those to be made."""
    note: Callable[[Iterable[Artifact]], None] = lambda made: None
    """Takes those that have been made, for the next build."""


def shard_files(
    site: Site, shard: Shard | None, *, kept: Bodies | None = None, known: KnownFiles | None = None
) -> ShardFiles:
    """The files that accompany the pages.

    Args:
        site: The glossary.
        shard: The shard; None for all files.
        kept: Cards of an earlier build.
        known: Other files of an earlier build.
    """
    groups, elsewhere = tuple(file_groups(site)), list[str]()
    wanted: Callable[[ConceptId], bool] = shard.has if shard is not None else lambda concept: True
    if shard is not None:
        groups, elsewhere = _divided(groups, shard)
        elsewhere += redirect_paths(site, wanted=lambda concept: not shard.has(concept))
        elsewhere += card_paths(site, wanted=lambda concept: not shard.has(concept))

    def exported(*, named: bool, without: Container[str] = ()) -> Iterator[Artifact]:
        for group in groups:
            if named or not group.names:
                yield from (artifact for artifact in group.make() if artifact.path not in without)
        site.fragments.end()

    pictures = card_files(site, wanted=wanted, kept=kept)
    if known is None:

        def make() -> Iterator[Artifact]:
            yield from exported(named=True)
            yield from render_redirects(site, wanted=wanted)

        return ShardFiles(make=make, pictures=pictures, elsewhere=tuple(elsewhere))
    # What other packages make may depend on anything.
    name = f"exports {shard or ''}" if all(group.own for group in groups) else ""
    others = partial(exported, named=False)
    listed = known.all_of(name, others) if name else None
    single = (
        *(
            known.one(path, (NAMES,), partial(_only, group))
            for group in groups
            if group.names
            for path in _paths(group)
        ),
        *render_redirects(site, wanted=wanted, known=known),
    )
    new = [artifact for artifact in single if not isinstance(artifact, KnownArtifact)]

    api = listed is None and any(group.name == "json" for group in groups)
    files = known_term_files(site) if api else ()
    of_terms = {path: KnownArtifact(path, digest, make_one) for path, digest, make_one in files}

    def make_new() -> Iterator[Artifact]:
        if listed is None:
            yield from exported(named=False, without=of_terms)
        yield from new

    return ShardFiles(
        make=make_new,
        pictures=pictures,
        elsewhere=tuple(elsewhere),
        known=(
            *(listed or ()),
            *of_terms.values(),
            *(artifact for artifact in single if isinstance(artifact, KnownArtifact)),
        ),
        much=listed is None,
        note=lambda made: known.note_made(name if listed is None else "", (*made, *of_terms.values())),
    )


def _paths(group: FileGroup) -> Iterable[str]:
    return group.paths() if group.paths is not None else ()


def _only(group: FileGroup) -> bytes:
    """The content of the only file of a group."""
    (made,) = group.make()
    return made.data


def _divided(groups: tuple[FileGroup, ...], shard: Shard) -> tuple[tuple[FileGroup, ...], list[str]]:
    here, elsewhere, turn = list[FileGroup](), list[str](), 0
    for group in groups:
        movable = group.movable and group.paths is not None
        if shard.takes(turn) if movable else shard.is_first:
            here.append(group)
        elif group.paths is not None:
            elsewhere += group.paths()
        turn += movable
    return tuple(here), elsewhere
