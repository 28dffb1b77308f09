"""The surroundings of a term: its relations, the parts of its formula, and the terms it is confused with."""

from collections.abc import Iterator
from typing import Final

from markupsafe import escape

from termbase.model.concept import Concept
from termbase.model.vocabulary import RelationKind
from termbase.site.links_from import LinksFrom
from termbase.site.pages.made import RELATIONS
from termbase.site.views.term import ContrastLine, RelatedTerms

_FEW: Final = 6
"""Number of related terms that a page shows initially."""


def contrasts_of(here: LinksFrom, concept: Concept) -> Iterator[ContrastLine]:
    """The terms that a concept is mistaken for."""
    texts = here.site.texts.concepts
    for relation in concept.related(RelationKind.CONTRAST):
        stated = texts[concept.id].contrasts.get(relation.target)
        yield ContrastLine(
            term=here.term(here.site.termbase.by_id[relation.target]),
            difference=here.rich(stated, inline=True)
            if stated is not None
            else escape(texts[relation.target].definition.plain),
            named=stated is not None and any(target.concept == relation.target for target in stated.targets),
        )
    for remote in concept.related_elsewhere(RelationKind.CONTRAST):
        difference = texts[concept.id].remote_contrasts.get(remote.to.id)
        yield ContrastLine(
            term=here.remote(remote.to),
            difference=here.rich(difference, inline=True) if difference is not None else escape(remote.to.definition),
        )


def relations_of(here: LinksFrom, concept: Concept) -> Iterator[RelatedTerms]:
    """The relations of a concept but for contrasts, which have a part of the page to themselves; each term once."""
    formulas = here.site.formulas
    shown = {relation.target for relation in concept.related(RelationKind.CONTRAST)}
    for kind in RELATIONS:
        if kind is RelationKind.CONTRAST:
            continue
        if kind is RelationKind.RELATED:
            for name, ids in (("made_of", formulas.made_of), ("goes_into", formulas.goes_into)):
                if found := [id for id in ids.get(concept.id, ()) if id not in shown]:
                    shown.update(found)
                    yield RelatedTerms(kind=name, terms=here.terms(found))
        # What the term's own file says comes first; what only other files say is cut where it is long.
        related = [relation for relation in concept.related(kind) if relation.target not in shown]
        related.sort(key=lambda relation: not relation.stated)
        shown.update(relation.target for relation in related)
        theirs = tuple(here.remote(relation.to) for relation in concept.related_elsewhere(kind))
        terms = (*theirs, *here.terms(relation.target for relation in related))
        said = len(theirs) + sum(relation.stated for relation in related)
        most = max(_FEW, said) if len(terms) > _FEW + 1 else len(terms)
        if terms:
            yield RelatedTerms(kind=kind.value, terms=terms[:most], further=terms[most:])
    if concept.same_elsewhere:
        yield RelatedTerms(kind="same_as", terms=tuple(map(here.remote, concept.same_elsewhere)))
