"""SKOS, the W3C's vocabulary for thesauri, as JSON-LD and as Turtle.

The URL of a concept's page is the IRI of the concept, so that one URL serves people and programs.
The export meets the integrity conditions of the SKOS Reference for every glossary: `_labels` ensures
S13 and S14, `_related` S27; S9 and S37 follow from the kinds of statements written, and `_matches`
ensures S46.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import quote

from termbase.exports.turtle import prefix_lines, statements
from termbase.model.artifact import Artifact, Indented, indented, json_artifact
from termbase.model.author_files import Category, SourceItem
from termbase.model.concept import Concept, ConceptId
from termbase.model.hierarchy import Parents, all_above, parents_of
from termbase.model.vocabulary import RelationKind, Status
from termbase.site.page_options import Part
from termbase.site.site import Site
from termbase.text.one_line import one_line

JSON_LD: Final = "exports/glossary.jsonld"
TURTLE: Final = "exports/glossary.ttl"

_BETWEEN: Final = "\n\n"
"""Separator between the two serializations of a node; indented JSON has no empty line."""
_PREFIXES: Final = ("skos", "isothes", "dc", "dct", "foaf", "owl", "schema", "xsd")
_MATCHES: Final = {"broader": "broadMatch", "narrower": "narrowMatch", "related": "relatedMatch"}
"""The property for a relation to a concept of another scheme (section 10), by that for one of the same scheme."""
_IN_IRI: Final = "%/:?#[]@!$&'()*+,;=~"
_LINK: Final = {"@type": "@id"}
_CODE: Final = {"@language": None}
_CONTEXT: Final[Mapping[str, Any]] = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "isothes": "http://purl.org/iso25964/skos-thes#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "ConceptScheme": "skos:ConceptScheme",
    "Concept": "skos:Concept",
    "Collection": "skos:Collection",
    "Source": "dct:BibliographicResource",
    **{name: f"skos:{name}" for name in ("prefLabel", "altLabel", "hiddenLabel")},
    **{name: f"skos:{name}" for name in ("definition", "scopeNote", "example", "note", "changeNote")},
    **{
        name: {"@id": f"skos:{name}", **_LINK}
        for name in ("inScheme", "hasTopConcept", "topConceptOf", "member", "broader", "narrower", "related")
    },
    **{name: {"@id": f"skos:{name}", **_LINK} for name in ("exactMatch", *_MATCHES.values())},
    **{name: {"@id": f"isothes:{name}", **_LINK} for name in ("broaderPartitive", "narrowerPartitive")},
    "notation": {"@id": "skos:notation", **_CODE},
    "source": {"@id": "dct:source", **_LINK},
    "differentFrom": {"@id": "owl:differentFrom", **_LINK},
    "deprecated": "owl:deprecated",
    "status": {"@id": "schema:creativeWorkStatus", **_CODE},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "title": "dct:title",
    "description": "dct:description",
    "language": {"@id": "dct:language", **_CODE},
    "creator": {"@id": "dc:creator", **_CODE},
    "publisher": {"@id": "dc:publisher", **_CODE},
    "issued": {"@id": "dct:issued", **_CODE},
    "page": {"@id": "foaf:page", **_LINK},
}


def export(site: Site) -> Iterator[Artifact]:
    """One graph in both spellings; nothing while the site's address, and so every IRI, is unknown."""
    if not site.addresses.site_url:
        return
    context = {**_CONTEXT, "@language": site.termbase.language}
    nodes = [written.partition(_BETWEEN) for written in _nodes(site)]
    yield json_artifact(JSON_LD, {"@context": context, "@graph": [Indented(json) for json, _, _ in nodes]})
    lines = (*prefix_lines(_PREFIXES, context=_CONTEXT), *(turtle for _, _, turtle in nodes))
    yield Artifact(path=TURTLE, content="".join(lines))


def _written(site: Site, node: Mapping[str, Any]) -> str:
    """A node in both spellings."""
    present = _present(node)
    return f"{indented(present)}{_BETWEEN}{statements(present, context=_CONTEXT, language=site.termbase.language)}"


def _present(node: Mapping[str, Any]) -> dict[str, Any]:
    """The node without what is empty; text in one line."""
    return {
        key: one_line(value) if isinstance(value, str) else value
        for key, value in node.items()
        if value not in ("", None, [], False)
    }


def _nodes(site: Site) -> Iterator[str]:
    """Every node in both spellings."""
    base = site.termbase
    parents = parents_of(base.concepts)
    related, different = _related(base.concepts, parents), _different(site)
    scheme = _scheme_iri(site)
    head = {
        "@id": scheme,
        "@type": "ConceptScheme",
        "title": base.title,
        "description": base.description,
        "language": base.language,
        "hasTopConcept": [_concept_iri(site, c.id) for c in base.concepts if not parents[c.id]],
    }
    collections = (_collection(site, category) for category in base.categories)
    for node in (head, *collections, *(_source(site, source) for source in base.sources)):
        yield _written(site, node)
    for concept in base.concepts:
        more = not parents[concept.id], related[concept.id], different[concept.id]
        make = partial(_stated, concept=concept, scheme=scheme, more=more)
        yield site.fragments.of("skos", concept, make, more=repr(more))


def _stated(
    site: Site, concept: Concept, scheme: str, more: tuple[bool, Iterable[ConceptId], Iterable[ConceptId]]
) -> str:
    """What is stated of a concept.

    Args:
        site: The site.
        concept: The concept.
        scheme: The IRI of the scheme.
        more: What follows from all concepts: whether it is at the top, what it is related to, and what it differs from.
    """
    top, related, different = more
    node = {
        **_concept(site, concept, scheme, top=top),
        "related": [_concept_iri(site, id) for id in related],
        "differentFrom": [_concept_iri(site, id) for id in different],
    }
    return _written(site, node)


def _scheme_iri(site: Site) -> str:
    return site.addresses.absolute(site.addresses.overview(Part.TERMS))


def _concept_iri(site: Site, id: ConceptId) -> str:
    return site.addresses.absolute(site.addresses.term(id))


def _part_iri(site: Site, part: Part, id: str) -> str:
    """The IRI of a category or a source: its page or, where the site has none, a fragment of the scheme's."""
    addresses = site.addresses
    return (
        addresses.absolute(addresses.page(f"{part}/{id}")) if part in site.parts else f"{_scheme_iri(site)}#{part}-{id}"
    )


def _collection(site: Site, category: Category) -> Mapping[str, Any]:
    introduction = site.texts.introductions.get(category.id)
    return {
        "@id": _part_iri(site, Part.CATEGORIES, category.id),
        "@type": "Collection",
        "prefLabel": category.title,
        "scopeNote": introduction.plain if introduction else "",
        "member": [_concept_iri(site, c.id) for c in site.termbase.concepts if c.category == category.id],
    }


def _source(site: Site, source: SourceItem) -> Mapping[str, Any]:
    return {
        "@id": _part_iri(site, Part.SOURCES, source.id),
        "@type": "Source",
        "title": source.title,
        "creator": source.author,
        "publisher": source.publisher,
        "issued": source.date,
        "page": quote(source.url, safe=_IN_IRI) if source.url else None,
    }


def _concept(site: Site, concept: Concept, scheme: str, *, top: bool) -> Mapping[str, Any]:
    texts = site.texts.concepts[concept.id]
    former = site.former_ids_of.get(concept.id, ())
    confusions = [
        f"Not to be confused with {site.terms[other]}: {difference.plain}"
        for other, difference in texts.contrasts.items()
    ]
    confusions += [
        f"Not to be confused with {relation.to.term}: {texts.remote_contrasts[relation.to.id].plain}"
        for relation in concept.remote_relations
        if relation.to.id in texts.remote_contrasts
    ]

    def iris(*ids: ConceptId) -> list[str]:
        return [_concept_iri(site, id) for id in dict.fromkeys(ids)]

    return {
        "@id": _concept_iri(site, concept.id),
        "@type": "Concept",
        "inScheme": scheme,
        "topConceptOf": scheme if top else None,
        "notation": concept.id,
        **_labels(concept),
        "definition": texts.definition.plain,
        "scopeNote": _lines([*([texts.explanation.plain] if texts.explanation else []), *confusions]),
        "example": texts.example.plain if texts.example else "",
        "note": _lines([note.plain for note in texts.notes]),
        "changeNote": [f"Its URL was once {_concept_iri(site, ConceptId(old))}" for old in former],
        "source": [_part_iri(site, Part.SOURCES, source) for source in concept.origins],
        "status": concept.status.value,
        "deprecated": concept.status is Status.RETIRED,
        "modified": site.updated.get(concept.where.file),
        "broader": iris(*(r.target for r in concept.relations if r.kind.skos == "broader")),
        "narrower": iris(*(r.target for r in concept.relations if r.kind.skos == "narrower")),
        "broaderPartitive": iris(*(r.target for r in concept.related(RelationKind.PART_OF))),
        "narrowerPartitive": iris(*(r.target for r in concept.related(RelationKind.PARTS))),
        **_matches(concept),
    }


def _matches(concept: Concept) -> Mapping[str, list[str]]:
    """The terms of other glossaries, by their addresses: one kind of match for each (S46), the closest first."""
    found: dict[str, str] = {other.url: "exactMatch" for other in concept.same_elsewhere}
    for relation in concept.remote_relations:
        found.setdefault(relation.to.url, _MATCHES[relation.kind.skos])
    kinds = dict.fromkeys(found.values())
    return {kind: [quote(url, safe=_IN_IRI) for url, match in found.items() if match == kind] for kind in kinds}


def _lines(texts: Iterable[str]) -> list[str]:
    return [one_line(text) for text in texts]


def _labels(concept: Concept) -> Mapping[str, Any]:
    """The labels: one preferred (S14), and no text under two properties (S13)."""
    found: dict[str, str] = {}
    for designation in concept.designations:
        found.setdefault(one_line(designation.text), designation.kind.skos)
    found.pop("", None)
    sorted_out: dict[str, list[str]] = {"prefLabel": [], "altLabel": [], "hiddenLabel": []}
    for text, label in found.items():
        sorted_out[label].append(text)
    return {**sorted_out, "prefLabel": (sorted_out["prefLabel"] or [concept.id])[0]}


def _related(concepts: Sequence[Concept], parents: Parents) -> Mapping[ConceptId, list[ConceptId]]:
    """The associative relations: none between a concept and what is above or below it at any distance (S27)."""
    above = all_above(parents)
    return {
        concept.id: [
            other
            for other in dict.fromkeys(r.target for r in concept.relations if r.kind.skos == "related")
            if other not in above[concept.id] and concept.id not in above[other]
        ]
        for concept in concepts
    }


def _different(site: Site) -> Mapping[ConceptId, list[ConceptId]]:
    """The concepts that a concept differs from, once for each pair: contrasts and stored decisions."""
    contrasts = ((c.id, r.target) for c in site.termbase.concepts for r in c.related(RelationKind.CONTRAST))
    found: dict[ConceptId, set[ConceptId]] = defaultdict(set)
    for pair in (*contrasts, *((item.a, item.b) for item in site.termbase.distinct)):
        found[min(pair)].add(max(pair))
    return {concept.id: sorted(found[concept.id]) for concept in site.termbase.concepts}
