"""Exports: one module a format, each a function from a site to artifacts."""

from collections.abc import Iterator

from termbase.exports import content_index, embed, extension, redirects
from termbase.exports.catalog import EXPORTS, Export, exports, select
from termbase.model.artifact import Artifact
from termbase.site.site import Site


def export(site: Site) -> Iterator[Artifact]:
    """Every file that accompanies the pages."""
    for make in dict.fromkeys(item.make for item in exports()):
        yield from make(site)
    yield from content_index.export(site)
    yield from embed.export(site)
    yield from extension.export(site)
    yield from redirects.export(site)


__all__ = ["EXPORTS", "Export", "export", "exports", "select"]
