"""The static JSON API, version 1. Its fields are a contract; `schema.json` describes each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from termbase.exports.api_schema import SCHEMA
from termbase.exports.authored import authored, whole
from termbase.exports.custom_fields import custom_values
from termbase.model.artifact import Artifact, Indented, indented, json_artifact
from termbase.model.author_files import Example
from termbase.model.concept import Account, Concept, Sign
from termbase.model.vocabulary import DesignationKind, RelationKind
from termbase.site.known_files import file_digest
from termbase.site.site import Site

API_VERSION: Final = "1"
API_FOLDER: Final = "api/v1"
_DIGEST: Final = "json-digest"
"""Key of a term file's digest in the stored fragments."""


def term_json(site: Site, concept: Concept) -> dict[str, Any]:
    """One TERM of the API."""
    texts = site.texts.concepts[concept.id]
    own = concept.own
    example = own.example.text if own and isinstance(own.example, Example) else None

    def href(target: Any) -> str:
        return site.elsewhere(target) or site.addresses.absolute(site.address(target))

    return {
        "id": concept.id,
        "url": site.addresses.absolute(site.addresses.term(concept.id)),
        "term": concept.term,
        "abbreviations": list(concept.abbreviations),
        "synonyms": list(concept.names(DesignationKind.ADMITTED)),
        "variants": list(concept.names(DesignationKind.VARIANT)),
        "deprecated": list(concept.names(DesignationKind.DEPRECATED)),
        "category": concept.category,
        "status": concept.status.value,
        "definition": texts.definition.plain,
        "definition_html": texts.definition.html(href, inline=True),
        "formula": own.formula if own else None,
        "unit": own.unit if own else None,
        "example": texts.example.plain if texts.example else example,
        "notes": [note.plain for note in texts.notes],
        "entries": [_entry(site, concept, account) for account in concept.evidence],
        "disagreements": _disagreements(site, concept),
        "relations": {kind.value: [r.target for r in concept.related(kind)] for kind in RelationKind},
        "links_to": list(site.texts.links_to[concept.id]),
        "linked_from": list(site.texts.linked_from[concept.id]),
        "edit_url": site.edit_url(concept),
        "updated": site.updated.get(concept.where.file),
        "short": texts.short.plain if texts.short else None,
        "reviewed": asdict(own.reviewed) if own and own.reviewed else None,
        "imported_from": asdict(own.imported_from) if own and own.imported_from else None,
        "benchmark": [asdict(item) for item in own.benchmark] if own else [],
        "references": _references(site, concept),
        "questions": _questions(site, concept),
        "former_ids": list(site.former_ids_of.get(concept.id, ())),
        "avoid": [{"name": d.text, "reason": d.reason} for d in concept.designations if d.reason],
        "explanation": texts.explanation.plain if texts.explanation else None,
        "range": own.range if own else None,
        "direction": own.direction.value if own and own.direction else None,
        "formula_kind": own.formula_kind.value if own and own.formula_kind else None,
        "mistakes": [mistake.plain for mistake in texts.mistakes],
        "contrasts": [{"id": id, "difference": difference.plain} for id, difference in texts.contrasts.items()],
        "file": authored(own) if own else None,
        "fields": custom_values(site.termbase.fields, concept),
        "elsewhere": list(_elsewhere(site, concept)),
    }


def _term(site: Site, concept: Concept) -> Indented:
    """One TERM of the API as it is written, with the digest of its file for the next build."""
    written = Indented(site.fragments.of("json", concept, partial(_written, concept=concept)))
    site.fragments.of(_DIGEST, concept, lambda _: file_digest(_file(concept, written).data).hex())
    return written


def _written(site: Site, concept: Concept) -> str:
    return indented(term_json(site, concept))


def _file(concept: Concept, written: Indented) -> Artifact:
    return json_artifact(term_file(concept.id), written)


def term_file(id: str) -> str:
    """The path of the file of a term."""
    return f"{API_FOLDER}/terms/{id}.json"


def unchanged_files(site: Site) -> Iterator[tuple[str, bytes, Callable[[], bytes]]]:
    """The files of terms that would be the same as in the last build: path, digest, and what generates the content."""
    for concept in site.termbase.concepts:
        if found := site.fragments.known(_DIGEST, concept):
            yield term_file(concept.id), bytes.fromhex(found), partial(_data, site, concept)


def _data(site: Site, concept: Concept) -> bytes:
    return _file(concept, _term(site, concept)).data


def _elsewhere(site: Site, concept: Concept) -> Iterator[dict[str, Any]]:
    """The relations to terms of other glossaries, and the terms there that are this concept."""
    differences = site.texts.concepts[concept.id].remote_contrasts
    for kind, other in (
        *((relation.kind.value, relation.to) for relation in concept.remote_relations),
        *(("same_as", other) for other in concept.same_elsewhere),
    ):
        stated = differences.get(other.id) if kind == RelationKind.CONTRAST else None
        yield {
            "kind": kind,
            "id": other.id,
            "term": other.term,
            "url": other.url,
            "difference": stated.plain if stated else None,
        }


def _entry(site: Site, concept: Concept, account: Account) -> dict[str, Any]:
    entry = account.entry
    return {
        "source": entry.source,
        "locator": entry.locator,
        "headword": entry.headword,
        "text": site.texts.concepts[concept.id].accounts[entry.key].plain,
        "rule": account.rule.value,
        "duplicate_of": account.duplicate_of,
        **_evidence(account),
        "file": authored(entry.spec),
    }


def _evidence(account: Account) -> dict[str, Any]:
    """The evidence for the place of an entry."""
    decision = account.decision
    return {
        "risk": account.risk.value,
        "name_alone": account.name_alone,
        "evidence": _signs(account.signs),
        "decision": {"reason": decision.reason, "date": decision.date} if decision else None,
    }


def _signs(signs: Iterable[Sign]) -> list[dict[str, Any]]:
    return [{"kind": sign.kind.value, "words": sign.words, "weight": sign.weight} for sign in signs]


def _questions(site: Site, concept: Concept) -> list[dict[str, Any]]:
    """The concepts that may be the same as this one, each with the evidence for and against."""
    return [
        {"id": other, "name": question.name, "score": question.score, "evidence": _signs(question.signs)}
        for other, question in site.termbase.questions_of.get(concept.id, ())
    ]


def _references(site: Site, concept: Concept) -> list[dict[str, Any]]:
    if concept.own is None:
        return []
    supports = site.texts.concepts[concept.id].references
    return [
        {**asdict(item), "supports": text.plain} for item, text in zip(concept.own.references, supports, strict=True)
    ]


def _disagreements(site: Site, concept: Concept) -> list[dict[str, Any]]:
    if concept.own is None:
        return []
    rendered = site.texts.concepts[concept.id].disagreements
    return [
        {
            "topic": item.topic,
            "positions": [
                {"source": position.source, "claim": claim.plain}
                for position, claim in zip(item.positions, claims, strict=True)
            ],
            "accepted": accepted.plain if accepted else None,
            "ground": ground.plain if ground else None,
        }
        for item, (claims, accepted, ground) in zip(concept.own.disagreements, rendered, strict=True)
    ]


def site_counts(site: Site) -> dict[str, int]:
    """The counts of everything."""
    return {
        "concepts": len(site.termbase.concepts),
        "entries": sum(1 for _ in site.termbase.entries),
        "sources": len(site.termbase.sources),
        "designations": sum(len(concept.designations) for concept in site.termbase.concepts),
        "relations": len(site.relations),
    }


def _acronyms(site: Site) -> dict[str, Any]:
    return {
        "acronyms": [
            {
                "acronym": acronym.text,
                "ambiguous": acronym.ambiguous,
                "expansions": [
                    {
                        "expansion": expansion.text,
                        "id": expansion.concept,
                        "url": site.addresses.absolute(site.addresses.term(expansion.concept))
                        if expansion.concept
                        else None,
                    }
                    for expansion in acronym.expansions
                ],
            }
            for acronym in site.acronyms
        ]
    }


def _merges(site: Site) -> dict[str, Any]:
    return {
        "merges": [
            {
                "id": concept.id,
                "entries": [
                    {
                        "source": account.entry.source,
                        "locator": account.entry.locator,
                        "headword": account.entry.headword,
                        "rule": account.rule.value,
                        "because": account.because,
                        **_evidence(account),
                    }
                    for account in concept.evidence
                ],
            }
            for concept in site.termbase.concepts
            if concept.evidence
        ],
        "unresolved": [
            {
                "source": item.entry.source,
                "locator": item.entry.locator,
                "text": site.texts.unresolved[item.entry.key].plain,
                "candidates": list(item.candidates),
            }
            for item in site.termbase.unresolved
        ],
        "distinct": [[pair.a, pair.b, pair.reason] for pair in site.termbase.distinct],
        "questions": [
            {
                "a": question.a.key,
                "b": question.b.key,
                "concepts": list(question.concepts or ()),
                "name": question.name,
                "score": question.score,
                "evidence": _signs(question.signs),
            }
            for question in site.termbase.questions
        ],
    }


def _graph(site: Site) -> dict[str, Any]:
    return {
        "nodes": [
            {"id": n.id, "label": n.label, "category": n.category, "degree": n.degree, "x": n.x, "y": n.y}
            for n in site.graph.nodes
        ],
        "edges": [{"source": e.source, "target": e.target, "kind": e.kind.value} for e in site.relations],
    }


def export(site: Site) -> Iterator[Artifact]:
    """The files of the API."""
    terms = [_term(site, concept) for concept in site.termbase.concepts]
    yield json_artifact(
        f"{API_FOLDER}/terms.json",
        {
            "version": API_VERSION,
            "site_url": site.addresses.site_url,
            "counts": site_counts(site),
            "terms": terms,
            **whole(site),
        },
    )
    for concept, written in zip(site.termbase.concepts, terms, strict=True):
        yield _file(concept, written)
    yield json_artifact(f"{API_FOLDER}/acronyms.json", _acronyms(site))
    yield json_artifact(f"{API_FOLDER}/merges.json", _merges(site))
    yield json_artifact(f"{API_FOLDER}/graph.json", _graph(site))
    yield json_artifact(f"{API_FOLDER}/schema.json", SCHEMA)


def paths(site: Site) -> Iterator[str]:
    """Where these files are."""
    ids = (concept.id for concept in site.termbase.concepts)
    names = ("terms", *(f"terms/{id}" for id in ids), "acronyms", "merges", "graph", "schema")
    yield from (f"{API_FOLDER}/{name}.json" for name in names)
