"""Exports: one module a format, each a function from a site to artifacts."""

from collections.abc import Iterator

from termbase.artifact import Artifact
from termbase.exports import api
from termbase.site import Site


def export(site: Site) -> Iterator[Artifact]:
    """Every file that accompanies the pages."""
    yield from api.export(site)
