"""A new term before it is written: its file, and the objections to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from termbase.glossary import Glossary
from termbase.identity.find import Found, find_concepts
from termbase.model.concept import Concept, ConceptId
from termbase.model.diagnostics import Diagnostic, in_order
from termbase.text.folding import split_headword
from termbase.text.slug import slug
from termbase.yaml_files.tree import parse
from termbase.yaml_files.write import Value, write_term

_ALIKE: Final = 84.0
"""Minimum similarity, out of 100, at which the user is asked about another concept's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an author says of a new term."""

    term: str
    id: ConceptId
    abbreviations: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    category: str | None = None
    definition: str = ""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names that it gives."""
        return (self.term, *self.abbreviations, *self.synonyms)

    def text(self, modeline: str | None = None) -> str:
        """The term file."""
        data: dict[str, Value] = {"term": self.term, "definition": self.definition}
        data |= {
            "abbreviations": self.abbreviations, "synonyms": self.synonyms,
            "broader": self.broader, "related": self.related,
        }  # fmt: skip
        if self.category is not None:
            data["category"] = self.category
        return write_term(data, modeline=modeline)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameInUse:
    """A name of the draft that a concept has already."""

    name: str
    concept: Concept


def draft(
    name: str, *, id: str | None = None, abbreviations: Sequence[str] = (), synonyms: Sequence[str] = ()
) -> Draft:
    """Begins a draft: "Term (ABC)" gives the abbreviation too, and the id follows from the term."""
    term, short = split_headword(name)
    listed = dict.fromkeys((*((short,) if short else ()), *(a.strip() for a in abbreviations)))
    return Draft(
        term=term,
        id=ConceptId(id or slug(term)),
        abbreviations=tuple(a for a in listed if a),
        synonyms=tuple(s.strip() for s in synonyms if s.strip()),
    )


def taken(glossary: Glossary, draft: Draft) -> tuple[NameInUse, ...]:
    """Names of the draft that other concepts have; a concept of its id without a file is itself."""
    return tuple(
        NameInUse(name=name, concept=glossary.termbase.by_id[id])
        for name in draft.names
        for id in glossary.names.meanings(name)
        if id != draft.id
    )


def similar_terms(glossary: Glossary, draft: Draft) -> tuple[Found, ...]:
    """Concepts with a name so near to the term or a synonym that they may be the same."""
    known = {item.concept.id for item in taken(glossary, draft)} | {draft.id}
    near: dict[ConceptId, Found] = {}
    for name in (draft.term, *draft.synonyms):
        for found in find_concepts(glossary.termbase.concepts, glossary.names, name):
            if found.score >= _ALIKE and found.concept.id not in known:
                near.setdefault(found.concept.id, found)
    return tuple(near.values())


def problems(glossary: Glossary, *, file: str, text: str, root: str) -> tuple[Diagnostic, ...]:
    """The new problems that the glossary would have if a file were added."""
    before = {(d.code, d.where.file, d.message) for d in glossary.diagnostics}
    after = glossary.again((*glossary.documents, parse(text, file=file)), root=root)
    return in_order(d for d in after.diagnostics if (d.code, d.where.file, d.message) not in before)
