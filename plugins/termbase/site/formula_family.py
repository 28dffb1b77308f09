"""Which terms a formula is made of, and which formulas a term goes into: a family tree of metrics."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from termbase.formulas.evaluate import variables
from termbase.formulas.mathml import FormulaError
from termbase.identity.names import Names
from termbase.model.concept import Concept, ConceptId


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaFamily:
    """The terms that formulas connect."""

    made_of: Mapping[ConceptId, tuple[ConceptId, ...]]
    """For a term with a formula: the terms that its variables name, in the order of the formula."""
    goes_into: Mapping[ConceptId, tuple[ConceptId, ...]]
    """For a term that a variable names: the terms with these formulas, in order of id."""


def formula_family(concepts: Iterable[Concept], names: Names) -> FormulaFamily:
    """Finds the terms that the variables of formulas name; a variable with several meanings names none."""
    made_of: dict[ConceptId, tuple[ConceptId, ...]] = {}
    goes_into: dict[ConceptId, list[ConceptId]] = defaultdict(list)
    for concept in concepts:
        parts = tuple(id for id in dict.fromkeys(_named(concept, names)) if id != concept.id)
        if parts:
            made_of[concept.id] = parts
        for id in parts:
            goes_into[id].append(concept.id)
    return FormulaFamily(made_of=made_of, goes_into={id: tuple(sorted(found)) for id, found in goes_into.items()})


def _named(concept: Concept, names: Names) -> Iterable[ConceptId]:
    if concept.own is None or not concept.own.formula:
        return ()
    try:
        found = [names.meanings(variable) for variable in variables(concept.own.formula)]
    except FormulaError:
        return ()
    return [meanings[0] for meanings in found if len(meanings) == 1]
