"""Which concepts a written name may mean."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from termbase.model.concept import Concept, ConceptId, glossary_of
from termbase.model.vocabulary import DesignationKind
from termbase.text.folding import fold, normalize, singular_abbreviation, split_headword


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All names of a glossary. Ids are exact; abbreviations fold case only where nothing else fits."""

    ids: Mapping[str, ConceptId]
    """Ids and former ids."""
    abbreviations: Mapping[str, tuple[ConceptId, ...]]
    """Abbreviations as capitalized."""
    folded: Mapping[str, tuple[ConceptId, ...]]
    """Full names, folded; if it is the preferred term of some concept in a glossary, only such concepts are listed."""
    folded_abbreviations: Mapping[str, tuple[ConceptId, ...]]
    spellings: Mapping[str, ConceptId]
    """Every name as written, for suggestions."""
    spelled: Mapping[str, str]
    """One spelling of each folded full name."""

    def meanings(self, name: str) -> tuple[ConceptId, ...]:
        """The concepts that a name may mean, sorted by id; none if it is unknown."""
        return self._found(name)[0]

    def heading(self, name: str) -> str:
        """The name under which the meanings of a written one are listed: "CSM" for "csms"."""
        return self._found(name)[1]

    def shared(self) -> Iterator[tuple[str, tuple[ConceptId, ...]]]:
        """Every name of several concepts under its heading, with their ids."""
        full = ((self.spelled[key], found) for key, found in self.folded.items())
        for heading, found in (*self.abbreviations.items(), *full, *self.folded_abbreviations.items()):
            if len(found) > 1:
                yield heading, found

    def _found(self, name: str) -> tuple[tuple[ConceptId, ...], str]:
        text = normalize(name)
        if text in self.ids:
            return (self.ids[text],), text
        if not fold(text):
            return ((self.spellings[text],) if text in self.spellings else ()), text
        short = singular_abbreviation(text)
        for abbreviation in (text, short):
            if found := self.abbreviations.get(abbreviation):
                return found, abbreviation
        full, inner = split_headword(text)
        for key in (fold(text), *((fold(full),) if inner else ())):
            if found := self.folded.get(key):
                return found, self.spelled[key]
        return self.folded_abbreviations.get(short.casefold(), ()), short.casefold()

    def with_former(self, former_ids: Mapping[str, ConceptId]) -> "Names":
        """These names plus former ids; the current id of a concept takes precedence over them."""
        return replace(self, ids={**former_ids, **self.ids})

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


def preferring(preferred: Collection[ConceptId], others: Collection[ConceptId]) -> Collection[ConceptId]:
    """The concepts that a name means: in each glossary those with the name as preferred term, if there are any."""
    if not preferred or not others:
        return preferred or others
    settled = {glossary_of(id) for id in preferred}
    return {*preferred, *(id for id in others if glossary_of(id) not in settled)}


def index_names(concepts: Iterable[Concept], former_ids: Mapping[str, ConceptId]) -> Names:
    """Collects the names of concepts."""
    ids: dict[str, ConceptId] = dict(former_ids)
    short: dict[str, set[ConceptId]] = defaultdict(set)
    short_folded: dict[str, set[ConceptId]] = defaultdict(set)
    preferred: dict[str, set[ConceptId]] = defaultdict(set)
    full: dict[str, set[ConceptId]] = defaultdict(set)
    spellings: dict[str, ConceptId] = {}
    spelled: dict[str, str] = {}
    for concept in concepts:
        ids[concept.id] = concept.id
        for name in concept.designations:
            spellings.setdefault(name.text, concept.id)
            if not (key := fold(name.text)):
                continue  # a name of signs alone means only itself
            if name.kind is DesignationKind.ABBREVIATION:
                short[name.text].add(concept.id)
                short_folded[name.text.casefold()].add(concept.id)
                continue
            spelled.setdefault(key, name.text)
            (preferred if name.kind is DesignationKind.PREFERRED else full)[key].add(concept.id)
    return Names(
        ids=ids,
        abbreviations={name: tuple(sorted(found)) for name, found in short.items()},
        folded={
            key: tuple(sorted(preferring(preferred.get(key, ()), full.get(key, ()))))
            for key in (*full, *(key for key in preferred if key not in full))
        },
        folded_abbreviations={name: tuple(sorted(found)) for name, found in short_folded.items()},
        spellings=spellings,
        spelled=spelled,
    )
