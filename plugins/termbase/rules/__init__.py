"""The terminology rules: what a terminologist would object to."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from termbase.identity.names import Names
from termbase.linking.texts import Texts
from termbase.model.codes import Code
from termbase.model.concept import Termbase
from termbase.model.diagnostics import Diagnostic
from termbase.rules import (
    abbreviations,
    benchmarks,
    circular,
    completeness,
    contrasts,
    custom_fields,
    deprecated,
    formulas,
    hierarchy,
    inferred,
    length,
    near_equal,
    period,
    reading_level,
    spelling,
)
from termbase.rules.allowance import settle
from termbase.rules.view import Rule, View

__all__ = ["RULES", "Rule", "View", "check"]


def _rule(code: Code, check: Callable[[View], Iterator[Diagnostic]]) -> Rule:
    return Rule(code=code, title=code.heading, check=check)


RULES: Final = (
    _rule(Code.CIRCULAR_DEFINITION, circular.circular),
    _rule(Code.BEGINS_WITH_ITS_TERM, circular.begins_with_its_name),
    _rule(Code.UNDEFINED_ABBREVIATION, abbreviations.undefined_abbreviation),
    _rule(Code.DEFINITION_TOO_LONG, length.too_long),
    _rule(Code.DEFINITION_TOO_SHORT, length.too_short),
    _rule(Code.NO_PERIOD, period.no_period),
    _rule(Code.DOUBLED_PUNCTUATION, period.doubled_period),
    _rule(Code.MIXED_SPELLING, spelling.spelling),
    _rule(Code.HARD_TO_READ, reading_level.hard_to_read),
    _rule(Code.NO_SHORT_DEFINITION, length.no_short_one),
    _rule(Code.NO_SOURCE, completeness.no_source),
    _rule(Code.NO_CATEGORY, completeness.no_category),
    _rule(Code.NO_RELATION, completeness.orphan),
    _rule(Code.UNREFERENCED_BENCHMARK, benchmarks.unreferenced),
    _rule(Code.UNRECORDED_REVIEW, completeness.unrecorded_review),
    _rule(Code.OVERDUE, custom_fields.overdue),
    _rule(Code.MISSING_FIELD, custom_fields.missing),
    _rule(Code.HIERARCHY_CYCLE, hierarchy.cyclic),
    _rule(Code.CONTRADICTORY_RELATIONS, hierarchy.contradictory),
    _rule(Code.DUPLICATE_RELATION, hierarchy.doubled),
    _rule(Code.ONE_SIDED_CONTRAST, contrasts.one_sided),
    _rule(Code.DEPRECATED_NAME, deprecated.deprecated_in_use),
    _rule(Code.NEAR_EQUAL_DEFINITIONS, near_equal.near_equal),
    _rule(Code.INVALID_FORMULA, formulas.unreadable),
    _rule(Code.WRONG_EXAMPLE, formulas.wrong_example),
    _rule(Code.NUMBER_NOT_IN_EXAMPLE, formulas.unsaid_number),
    _rule(Code.INCOMPLETE_FORMULA, formulas.incomplete),
    _rule(Code.UNSURE_NAME, inferred.unsure),
)
"""Every rule, in order of code."""


def check(
    termbase: Termbase, names: Names, texts: Texts, *, today: str = "", more: Iterable[Rule] = ()
) -> Iterable[Diagnostic]:
    """Applies every rule to a termbase; findings that a term file allows become notes.

    Args:
        termbase: The concepts.
        names: What a name may mean.
        texts: The rendered texts.
        today: The current day (ISO 8601), or "" to find no day overdue.
        more: Rules that other packages add.
    """
    view = View(termbase=termbase, names=names, texts=texts, today=today)
    return settle(view, (diagnostic for rule in (*RULES, *more) for diagnostic in rule.check(view)))
