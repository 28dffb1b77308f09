"""The terms that a formula is calculated from, and the formulas that use a term: a family tree of metrics."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.formulas.evaluate import variables
from termbase.formulas.mathml import FormulaError
from termbase.identity.names import Names
from termbase.model.concept import Concept, ConceptId
from termbase.text.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A variable of a formula."""

    key: str
    """Equal for all variables with one meaning: the id of the term that it names, or “=” and its folded words."""
    words: str
    """The variable as the formula writes it."""
    concept: ConceptId | None
    """The term that it names, if it names exactly one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaFamily:
    """The terms that formulas connect."""

    operands: Mapping[ConceptId, tuple[Operand, ...]]
    """For a term with a formula that can be computed: its variables, in the order of the formula."""
    made_of: Mapping[ConceptId, tuple[ConceptId, ...]]
    """For a term with a formula: the terms that its variables name, in the order of the formula."""
    goes_into: Mapping[ConceptId, tuple[ConceptId, ...]]
    """For a term that a variable names: the terms with these formulas, sorted by id."""

    def branches(self) -> Sequence[Sequence[ConceptId]]:
        """The terms with a formula, grouped where one variable leads to several of them; the largest group first.

        A formula that shares nothing with another belongs to no group.
        """
        by_key: dict[str, list[ConceptId]] = defaultdict(list)
        for id, operands in self.operands.items():
            for key in (id, *(operand.key for operand in operands)):
                by_key[key].append(id)
        groups: list[list[ConceptId]] = []
        seen: set[ConceptId] = set()
        for id in self.operands:
            if id in seen:
                continue
            group, waiting = [], [id]
            seen.add(id)
            while waiting:
                one = waiting.pop()
                group.append(one)
                for key in (one, *(operand.key for operand in self.operands[one])):
                    for other in by_key.pop(key, ()):
                        if other not in seen:
                            seen.add(other)
                            waiting.append(other)
            if len(group) > 1:
                groups.append(sorted(group))
        return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def formula_family(concepts: Iterable[Concept], names: Names) -> FormulaFamily:
    """Finds the terms that the variables of formulas name; a variable with several meanings names none."""
    found: dict[ConceptId, tuple[Operand, ...]] = {}
    made_of: dict[ConceptId, tuple[ConceptId, ...]] = {}
    goes_into: dict[ConceptId, list[ConceptId]] = defaultdict(list)
    for concept in concepts:
        operands = tuple(_operands(concept, names))
        if operands:
            found[concept.id] = operands
        parts = tuple(dict.fromkeys(operand.concept for operand in operands if operand.concept))
        if parts:
            made_of[concept.id] = parts
        for id in parts:
            goes_into[id].append(concept.id)
    return FormulaFamily(
        operands=found, made_of=made_of, goes_into={id: tuple(sorted(into)) for id, into in goes_into.items()}
    )


def _operands(concept: Concept, names: Names) -> Iterator[Operand]:
    if concept.own is None or not concept.own.formula:
        return
    try:
        found = variables(concept.own.formula)
    except FormulaError:
        return
    for words in found:
        meanings = names.meanings(words)
        named = meanings[0] if len(meanings) == 1 else None
        if named != concept.id:
            yield Operand(key=named or f"={fold(words)}", words=words, concept=named)
