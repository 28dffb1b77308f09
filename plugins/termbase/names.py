"""Which concepts a written name may mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from termbase.folding import fold, normalize, singular_abbreviation, split_headword
from termbase.model import Concept, ConceptId
from termbase.vocabulary import DesignationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All names of a glossary. Ids are exact; abbreviations fold case only where nothing else fits."""

    ids: Mapping[str, ConceptId]
    """Ids and former ids."""
    abbreviations: Mapping[str, tuple[ConceptId, ...]]
    """Abbreviations in their own capitals."""
    folded: Mapping[str, tuple[ConceptId, ...]]
    """Full names, folded; where some concept has it as preferred term, those come alone."""
    folded_abbreviations: Mapping[str, tuple[ConceptId, ...]]
    spellings: Mapping[str, ConceptId]
    """Every name as written, for suggestions."""

    def meanings(self, name: str) -> tuple[ConceptId, ...]:
        """The concepts that a name may mean, in order of id; none where it is unknown."""
        text = normalize(name)
        if text in self.ids:
            return (self.ids[text],)
        short = singular_abbreviation(text)
        full, inner = split_headword(text)
        if not fold(text):
            return (self.spellings[text],) if text in self.spellings else ()
        for found in (
            self.abbreviations.get(text),
            self.abbreviations.get(short),
            self.folded.get(fold(text)),
            self.folded.get(fold(full)) if inner else None,
            self.folded_abbreviations.get(short.casefold()),
        ):
            if found:
                return found
        return ()

    def nearest(self, name: str, *, limit: int = 3) -> tuple[str, ...]:
        """The names most like an unknown one, best first."""
        found = process.extract(
            normalize(name).casefold(),
            {spelling: spelling.casefold() for spelling in self.spellings},
            scorer=fuzz.token_sort_ratio,
            limit=limit * 3,
            score_cutoff=60,
        )
        unique: dict[ConceptId, str] = {}
        for _, _, spelling in found:
            unique.setdefault(self.spellings[spelling], spelling)
        return tuple(unique.values())[:limit]


def index_names(concepts: Iterable[Concept], former_ids: Mapping[str, ConceptId]) -> Names:
    """Collects the names of concepts."""
    ids: dict[str, ConceptId] = dict(former_ids)
    short: dict[str, set[ConceptId]] = defaultdict(set)
    short_folded: dict[str, set[ConceptId]] = defaultdict(set)
    preferred: dict[str, set[ConceptId]] = defaultdict(set)
    full: dict[str, set[ConceptId]] = defaultdict(set)
    spellings: dict[str, ConceptId] = {}
    for concept in concepts:
        ids[concept.id] = concept.id
        for name in concept.designations:
            spellings.setdefault(name.text, concept.id)
            if not fold(name.text):
                continue  # a name of signs alone means only itself
            if name.kind is DesignationKind.ABBREVIATION:
                short[name.text].add(concept.id)
                short_folded[name.text.casefold()].add(concept.id)
            elif name.kind is DesignationKind.PREFERRED:
                preferred[fold(name.text)].add(concept.id)
            else:
                full[fold(name.text)].add(concept.id)
    return Names(
        ids=ids,
        abbreviations={name: tuple(sorted(found)) for name, found in short.items()},
        folded={key: tuple(sorted(found)) for key, found in {**full, **preferred}.items()},
        folded_abbreviations={name: tuple(sorted(found)) for name, found in short_folded.items()},
        spellings=spellings,
    )
