"""The concepts of an RDF graph: every statement about one is taken, kept as a comment or counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rdflib import Graph
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace
from rdflib.term import BNode, Literal, Node, URIRef

from termbase.imports.imported import Imported, LeftOut
from termbase.imports.plain_text import as_markdown
from termbase.imports.record import keep, status_of
from termbase.imports.skos_places import BASE
from termbase.model.vocabulary import Status
from termbase.text.folding import is_abbreviation

XL: Final = Namespace("http://www.w3.org/2008/05/skos-xl#")
_SCHEMA: Final = "https://schema.org/"
_LABELS: Final = {
    "preferred": (SKOS.prefLabel, XL.prefLabel, RDFS.label),
    "alternative": (SKOS.altLabel, XL.altLabel),
    "hidden": (SKOS.hiddenLabel, XL.hiddenLabel),
}
_DEFINITIONS: Final = (SKOS.definition, DCTERMS.description, RDFS.comment)
_NOTES: Final = (SKOS.note, SKOS.scopeNote, SKOS.historyNote, SKOS.changeNote)
_ISO_THES: Final = "http://purl.org/iso25964/skos-thes#"
_RELATIONS: Final = {
    "part_of": (URIRef(f"{_ISO_THES}broaderPartitive"),),
    "parts": (URIRef(f"{_ISO_THES}narrowerPartitive"),),
    "broader": (SKOS.broader, SKOS.broaderTransitive, *(URIRef(f"{_ISO_THES}broader{k}") for k in ("Generic", "Instantial"))),
    "narrower": (SKOS.narrower, SKOS.narrowerTransitive, *(URIRef(f"{_ISO_THES}narrower{k}") for k in ("Generic", "Instantial"))),
    "related": (SKOS.related, SKOS.semanticRelation),
}  # fmt: skip
_TEXT: Final = (
    RDF.value,
    XL.literalForm,
    SKOS.prefLabel,
    RDFS.label,
    DCTERMS.description,
    RDFS.comment,
    URIRef(f"{_SCHEMA}text"),
)
_STRUCTURE: Final = frozenset((RDF.type, SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept))


@dataclass(slots=True)
class Concepts:
    """Reads the concepts of a graph in one language."""

    graph: Graph
    language: str
    where: str
    """The place for statements about nothing in particular."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where each subject is described, by its IRI."""
    _subject: Node | None = None
    """What is being read."""
    left: list[LeftOut] = field(default_factory=list)
    _names: dict[Node, str] = field(default_factory=dict)
    _done: set[tuple[Node, Node, Node]] = field(default_factory=set)
    _owners: dict[Node, list[Node]] = field(default_factory=dict)

    def read(self) -> tuple[Imported, ...]:
        """The terms sorted by their IRIs."""
        concepts = sorted(set(self.graph.subjects(RDF.type, SKOS.Concept)), key=self._order)
        locals_ = Counter(_local(str(concept)) for concept in concepts)
        for concept in concepts:
            local = _local(str(concept))
            unnamed = isinstance(concept, BNode)
            self._names[concept] = "" if unnamed else local if locals_[local] == 1 and local else str(concept)
        for collection in sorted(set(self.graph.subjects(RDF.type, SKOS.Collection)), key=str):
            for member in self.graph.objects(collection, SKOS.member):
                self._owners.setdefault(member, []).append(collection)
        terms = [term for concept in concepts if (term := self._term(concept)) is not None]
        self._count_rest()
        return tuple(terms)

    def _order(self, node: Node) -> tuple[bool, str]:
        """IRIs in their order, then nodes without one in that of their texts, since they have other names each time."""
        if not isinstance(node, BNode):
            return False, str(node)
        return True, "\n".join(
            sorted(f"{p} {v}" for p, v in self.graph.predicate_objects(node) if not isinstance(v, BNode))
        )

    def _term(self, concept: Node) -> Imported | None:
        self._subject = concept
        labels = {kind: self._texts(concept, properties) for kind, properties in _LABELS.items()}
        if not labels["preferred"] and not labels["alternative"]:
            self._leave_out_concept(concept)
            return None
        first, *more = [*labels["preferred"], *labels["alternative"]]
        rest: dict[str, str] = {}
        definitions = list(dict.fromkeys(self._texts(concept, _DEFINITIONS, rest)))
        notes = self._texts(concept, _NOTES, rest)
        examples = self._texts(concept, (SKOS.example,), rest)
        relations = {kind: self._refs(concept, properties) for kind, properties in _RELATIONS.items()}
        for kind, partitive in (("broader", "part_of"), ("narrower", "parts")):
            # A file with a partitive relation repeats it as a plain hierarchical one.
            relations[kind] = tuple(ref for ref in relations[kind] if ref not in relations[partitive])
        owners = self._owners.get(concept, [])
        groups = [self._text_of(owner, {}) or _local(str(owner)) for owner in owners]
        for owner in owners:
            self._done.add((owner, SKOS.member, concept))
        identifier = self._names[concept] or None
        status = self._status(concept)
        for notation in self._values(concept, SKOS.notation):
            if str(notation) not in (identifier, first):
                keep(rest, "notation", str(notation))
        self._keep_others(concept, rest)
        for group in groups[1:]:
            keep(rest, "collection", group)
        names = list(dict.fromkeys(name for name in more if name != first))
        shorter = [name for name in names if is_abbreviation(name)]
        return Imported(
            name=first, locator=identifier or first, where=self._at(concept), id=_local(identifier) if identifier else None, status=status,
            definition=as_markdown(definitions[0]) if definitions else "",
            explanation="\n\n".join(as_markdown(text) for text in definitions[1:]) or None,
            category=groups[0] if groups else None, abbreviations=tuple(shorter),
            synonyms=tuple(name for name in names if name not in shorter),
            variants=tuple(name for name in labels["hidden"] if name != first),
            broader=relations["broader"], narrower=relations["narrower"], related=relations["related"], part_of=relations["part_of"],
            parts=relations["parts"],
            example="\n\n".join(map(as_markdown, examples)) or None,
            notes=tuple(as_markdown(note) for note in notes), rest=rest,
        )  # fmt: skip

    def _values(self, subject: Node, property_: Node) -> list[Node]:
        """The objects of a property in order; they count as read."""
        found = sorted(self.graph.objects(subject, property_), key=str)
        self._done |= {(subject, property_, value) for value in found}
        return found

    def _texts(self, concept: Node, properties: Iterable[Node], rest: dict[str, str] | None = None) -> list[str]:
        """The texts of some properties in the language that is taken; the others are counted."""
        found: list[str] = []
        for property_ in properties:
            for value in self._values(concept, property_):
                literal = self._literal(value, rest)
                if literal is None:
                    if rest is not None:
                        keep(rest, self._short(property_), str(value))
                    continue
                language = (literal.language or self.language).split("-")[0].casefold()
                if language == self.language:
                    found.append(str(literal).strip())
                else:
                    self._leave_out(f"in other languages ({language})", str(literal))
        return list(dict.fromkeys(text for text in found if text))

    def _literal(self, value: Node, rest: dict[str, str] | None) -> Literal | None:
        """The text that a value is, or that the node it leads to holds."""
        if isinstance(value, Literal):
            return value
        literals = [v for p in _TEXT for v in self.graph.objects(value, p) if isinstance(v, Literal)]
        own = [v for v in literals if (v.language or self.language).split("-")[0].casefold() == self.language]
        chosen = next(iter(own or literals), None)
        for property_, inner in self.graph.predicate_objects(value):
            if chosen is not None and (value, property_, inner) not in self._done:
                self._done.add((value, property_, inner))
                if inner is not chosen and property_ != RDF.type and rest is not None:
                    keep(rest, self._short(property_), str(inner))
        return chosen

    def _text_of(self, node: Node, rest: dict[str, str]) -> str:
        found = [v for p in (SKOS.prefLabel, RDFS.label, DCTERMS.title) for v in self.graph.objects(node, p)]
        own = [
            v for v in found if isinstance(v, Literal) and (v.language or self.language).split("-")[0] == self.language
        ]
        for value in found:
            self._done |= {(node, p, value) for p in (SKOS.prefLabel, RDFS.label, DCTERMS.title)}
            if value not in own:
                self._leave_out("in other languages", str(value))
        return str(own[0]) if own else ""

    def _refs(self, concept: Node, properties: Iterable[Node]) -> tuple[str, ...]:
        found = [v for p in properties for v in self._values(concept, p)]
        return tuple(dict.fromkeys(_local(self._names.get(v) or str(v)) if v in self._names else str(v) for v in found))

    def _status(self, concept: Node) -> Status | None:
        for value in self._values(concept, OWL.deprecated):
            if str(value).casefold() in ("true", "1"):
                return Status.RETIRED
        words = [str(v) for p, v in self.graph.predicate_objects(concept) if "status" in str(p).casefold()]
        return next((s for word in words if (s := status_of(_local(word)))), None)

    def _keep_others(self, concept: Node, rest: dict[str, str]) -> None:
        """Keeps every statement that has not been read, as comments."""
        for property_, value in sorted(
            self.graph.predicate_objects(concept), key=lambda pair: (str(pair[0]), str(pair[1]))
        ):
            statement = (concept, property_, value)
            if statement in self._done or property_ in _STRUCTURE:
                continue
            self._done.add(statement)
            literal = self._literal(value, rest)
            language = literal.language.split("-")[0].casefold() if literal is not None and literal.language else None
            if language and language != self.language:
                self._leave_out(f"in other languages ({language})", str(literal))
            elif literal is not None or not isinstance(value, BNode):
                keep(rest, self._short(property_), str(literal if literal is not None else value))
            else:
                inner = [str(v) for p, v in self.graph.predicate_objects(value) if p != RDF.type]
                self._done |= {(value, p, v) for p, v in self.graph.predicate_objects(value)}
                keep(rest, self._short(property_), "; ".join(sorted(v for v in inner if v)))

    def _leave_out_concept(self, concept: Node) -> None:
        words = []
        for property_, value in self.graph.predicate_objects(concept):
            self._done.add((concept, property_, value))
            literal = self._literal(value, None)
            if literal is not None:
                words.append(str(literal))
        self._leave_out(
            f"concepts without a label in “{self.language}”",
            " ".join(["" if isinstance(concept, BNode) else _local(str(concept)), *sorted(words)]),
        )

    def _count_rest(self) -> None:
        """Counts the texts of everything that is not a concept: schemes, collections, provenance."""
        for subject, property_, value in sorted(self.graph.triples((None, None, None)), key=str):
            self._subject = subject
            if (
                isinstance(value, Literal)
                and (subject, property_, value) not in self._done
                and property_ not in _STRUCTURE
            ):
                self._leave_out("about the vocabulary as a whole", str(value))

    def _leave_out(self, kind: str, text: str) -> None:
        if words := " ".join(text.split()):
            self.left.append(LeftOut(kind=kind, text=words, where=self._at(self._subject)))

    def _at(self, subject: Node | None) -> str:
        iri = str(subject)
        return self.places.get(iri) or self.places.get(iri.removeprefix(BASE)) or self.where

    def _short(self, property_: Any) -> str:
        """A property's name with its usual prefix."""
        try:
            return str(self.graph.namespace_manager.qname(property_))
        except (ValueError, KeyError):
            return _local(str(property_))


def _local(uri: str) -> str:
    """The last part of an IRI, after its last "#" or "/"."""
    return uri.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
