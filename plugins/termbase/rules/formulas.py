"""Formulas and their worked examples: everything that can be recomputed is."""

import math
from collections.abc import Iterator
from typing import Final

from termbase.formulas.evaluate import FormulaError, evaluate, left_out, numbers_in, variables
from termbase.model.author_files import ConceptFile, Example
from termbase.model.codes import Code
from termbase.model.concept import Concept
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View, finding

_ROUNDING: Final = 0.005
"""Results are given with two decimals at most."""


def unreadable(view: View) -> Iterator[Diagnostic]:
    """Finds formulas that cannot be rendered or, if an example needs it, cannot be computed."""
    for concept, own in _with(view, formula=True):
        try:
            foreign = left_out(own.formula or "")
            if isinstance(own.example, Example):
                variables(own.formula or "")
        except FormulaError as error:
            yield finding(
                concept, code=Code.INVALID_FORMULA, at="formula", message=f"the formula of “{concept.term}” is invalid: {error}",
                hint=r"An example is computed only from \text{…}, numbers, + - \times \div \cdot, \frac{}{}, ( ), and ^; "
                "without an example, you can use most TeX.",
            )  # fmt: skip
        else:
            if foreign:
                yield finding(
                    concept, code=Code.INVALID_FORMULA, at="formula",
                    message=f"the formula of “{concept.term}” uses “{foreign[0]}”, which is not allowed and has been omitted",
                    hint="Formulas cannot contain links, styles, or colors. Remove the command.",
                )  # fmt: skip


def wrong_example(view: View) -> Iterator[Diagnostic]:
    """Finds examples whose numbers do not fit the formula or do not give the result."""
    for concept, own in _with(view, formula=False):
        if isinstance(own.example, Example) and (problem := _problem(own.formula, own.example)) is not None:
            yield finding(
                concept, code=Code.WRONG_EXAMPLE, at="example", message=f"the example of “{concept.term}” is wrong: {problem}",
                hint="Readers use the example to check their understanding. Correct the numbers, or the formula.",
            )  # fmt: skip


def _problem(formula: str | None, example: Example) -> str | None:
    """What is wrong with the numbers of an example; None if nothing is, or the formula itself does not work."""
    if formula is None:
        return "it has numbers, but there is no formula"
    given = {" ".join(name.split()): number for name, number in example.given.items()}
    try:
        wanted = variables(formula)
        missing = [name for name in wanted if name not in given]
        extra = [name for name in given if name not in wanted]
        if missing:
            return f"“given” has no number for “{missing[0]}”"
        if extra:
            return f"“given” has a number for “{extra[0]}”, which the formula does not use"
    except FormulaError:
        return None
    try:
        value = evaluate(formula, given)
    except FormulaError as error:
        return str(error)
    if math.isclose(value, example.result, rel_tol=1e-9, abs_tol=_ROUNDING + 1e-9):
        return None
    return f"the formula gives {value:,.6g}, not {example.result:,.6g}"


def unsaid_number(view: View) -> Iterator[Diagnostic]:
    """Finds example texts that leave out a given number or the result."""
    for concept, own in _with(view, formula=False):
        rendered = view.texts.concepts[concept.id].example
        if not isinstance(own.example, Example) or rendered is None:
            continue
        said = numbers_in(rendered.plain)
        unsaid = [name for name, number in own.example.given.items() if not _says(said, (number,))]
        result = own.example.result
        if not _says(said, (result, *(round(result, digits) for digits in (0, 1, 2)))):
            unsaid.append("result")
        for name in unsaid:
            number = own.example.given.get(name, result)
            yield finding(
                concept, code=Code.NUMBER_NOT_IN_EXAMPLE, at="example",
                message=f"the example text of “{concept.term}” omits its {name}, {number:,.6g}",
                hint="Readers see only the text. Include the result and every number of `given:`, in digits.",
            )  # fmt: skip


def _says(said: frozenset[float], numbers: tuple[float, ...]) -> bool:
    """Whether one of the numbers is said; a fall of 5 percent says −5."""
    return any(math.isclose(abs(a), abs(b), rel_tol=1e-9, abs_tol=1e-12) for a in said for b in numbers)


def incomplete(view: View) -> Iterator[Diagnostic]:
    """Finds formulas without a kind, a unit, a worked example or the direction in which they are better."""
    for concept, own in _with(view, formula=True):
        missing = [key for key in ("formula_kind", "unit", "direction", "example") if getattr(own, key) is None]
        missing = [key.removeprefix("formula_") for key in missing if key not in view.meant(concept)]
        if missing:
            yield finding(
                concept, code=Code.INCOMPLETE_FORMULA, at="formula", severity=Severity.NOTE,
                message=f"the formula of “{concept.term}” has no {' and no '.join(missing)}",
                hint="Readers treat a formula as a standard unless `formula_kind:` says that it is typical or an example. A number "
                "means nothing without its unit, and little if they do not know whether higher is better. "
                "An example makes it easier to learn. Add what is missing.",
            )  # fmt: skip


def _with(view: View, *, formula: bool) -> Iterator[tuple[Concept, ConceptFile]]:
    for concept in view.own:
        if concept.own is not None and (not formula or concept.own.formula is not None):
            yield concept, concept.own
