"""Which pages and files of a glossary a machine makes, where several share the work."""

from collections.abc import Iterator
from itertools import chain

from termbase.exports import FileGroup, file_groups
from termbase.model.artifact import Artifact
from termbase.site.cards.files import card_files, card_paths
from termbase.site.page import Page
from termbase.site.render import Bodies, redirect_paths, render_redirects
from termbase.site.shard import Shard
from termbase.site.site import Site


def is_made_in(shard: Shard, site: Site, page: Page) -> bool:
    """Whether a shard makes a page; a page of a term that the navigation names is the host's, as overview pages are."""
    if page.concept is None or site.addresses.place(page.path) in site.listed:
        return shard.is_first
    return shard.has(page.concept)


def shard_files(
    site: Site, shard: Shard | None, *, kept: Bodies | None = None
) -> tuple[Iterator[Artifact], tuple[str, ...]]:
    """The files that accompany the pages: those that a shard makes, and the places of those that others make.

    Args:
        site: The glossary.
        shard: The shard; None for all files.
        kept: Cards of an earlier build.
    """
    groups, elsewhere = tuple(file_groups(site)), list[str]()
    if shard is not None:
        groups, elsewhere = _divided(groups, shard)
        leads, pictures = render_redirects(site, wanted=shard.has), card_files(site, wanted=shard.has, kept=kept)
        elsewhere += redirect_paths(site, wanted=lambda concept: not shard.has(concept))
        elsewhere += card_paths(site, wanted=lambda concept: not shard.has(concept))
    else:
        leads, pictures = render_redirects(site), card_files(site, kept=kept)
    return chain(chain.from_iterable(group.make() for group in groups), leads, pictures), tuple(elsewhere)


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
