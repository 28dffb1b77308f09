"""A site that has nothing of its glossary but names, for exports that list those.

Such an export stays the same until a name changes. It is made from this site in every build, so that it cannot contain
anything that the names do not decide.
"""

from collections.abc import Mapping
from dataclasses import replace

from termbase.linking.texts import Texts
from termbase.model.concept import ConceptId, Termbase
from termbase.model.diagnostics import Location
from termbase.reading.git_history import History
from termbase.site.site import Site

_NOTHING = Texts(concepts={}, unresolved={}, introductions={}, notes={}, links_to={}, linked_from={})
_NOWHERE = Location(file="")


def names_alone(site: Site) -> Site:
    """The same site with the names of concepts, settings, categories, sources, and the day of the last change.

    Args:
        site: The site.
    """
    base = site.termbase
    concepts = tuple(
        replace(
            concept,
            definition="",
            category=None,
            own=None,
            accounts=(),
            relations=(),
            remote_relations=(),
            same_elsewhere=(),
            where=_NOWHERE,
        )
        for concept in base.concepts
    )
    termbase = Termbase(
        title=base.title,
        language=base.language,
        description=base.description,
        categories=base.categories,
        sources=base.sources,
        concepts=concepts,
        former_ids=base.former_ids,
        fields=base.fields,
    )
    glossary = replace(
        site.glossary,
        termbase=termbase,
        texts=_NOTHING,
        diagnostics=(),
        documents=(),
        elsewhere={},
        remotes=(),
        published=(),
        ledger="",
        kept=None,
    )
    return replace(site, glossary=glossary, updated=_last_day(site), history=History(), kept={}, diagnostics=())


def names_of(site: Site) -> tuple[Mapping[str, ConceptId], Mapping[str, str], list[object]]:
    """The parts of the glossary that `names_alone` keeps, in addition to what all pages share.

    Args:
        site: The site.
    """
    concepts = site.termbase.concepts
    names: list[object] = [(concept.id, concept.status.value, concept.designations) for concept in concepts]
    return site.termbase.former_ids, _last_day(site), names


def _last_day(site: Site) -> Mapping[str, str]:
    return {"": max(site.updated.values())} if site.updated else {}
