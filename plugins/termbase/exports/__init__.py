"""Exports: one module a format, each a function from a site to artifacts."""

from collections.abc import Iterator
from dataclasses import replace

from termbase.exports import content_index, embed, extension, redirects
from termbase.exports.catalog import EXPORTS, Export, check_names, exports, select
from termbase.model.artifact import Artifact
from termbase.site.page_options import Part
from termbase.site.sentences.script import script
from termbase.site.site import Site


def export(site: Site) -> Iterator[Artifact]:
    """Every file that accompanies the pages, in the folders that the site has chosen."""
    for artifact in _wanted(site):
        place = site.addresses.place(artifact.path)
        yield artifact if place == artifact.path else replace(artifact, path=place)


def _wanted(site: Site) -> Iterator[Artifact]:
    chosen = [item for item in exports() if site.publishes(item.name)]
    others = {item.path for item in exports()} - {item.path for item in chosen}
    for make in dict.fromkeys(item.make for item in chosen):
        yield from (artifact for artifact in make(site) if artifact.path not in others)
    yield from content_index.export(site)
    if not site.name:  # the glossaries of a site have one interface
        yield script(site.sentences)
    if Part.EMBED in site.parts:
        known = embed.terms(site)
        yield from embed.export(site, known)
        yield from extension.export(site, known)
    if site.publishes("json"):
        yield from redirects.export(site)


__all__ = ["EXPORTS", "Export", "check_names", "export", "exports", "select"]
