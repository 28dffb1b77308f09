"""Every name of the glossary and where it leads, for exports that are lists of links."""

from collections.abc import Mapping

from termbase.linking.index import Target
from termbase.site.site import Site
from termbase.text.alphabet import sort_key
from termbase.text.one_line import one_line


def leads(site: Site) -> Mapping[str, Target]:
    """All names in alphabetical order: each leads to its concept, or to the list of its meanings."""
    found: dict[str, Target] = {}
    for concept in site.termbase.concepts:
        for designation in concept.designations:
            name = one_line(designation.text)
            if name and name not in found:
                meanings = site.glossary.names.meanings(designation.text) or (concept.id,)
                found[name] = Target(concepts=meanings, name=designation.text)
    return {name: found[name] for name in sorted(found, key=sort_key)}
