"""The terminology rules: what a terminologist would object to."""

from collections.abc import Iterable
from typing import Final

from termbase.identity.names import Names
from termbase.linking.texts import Texts
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

RULES: Final = (
    Rule(code="TB601", title="Circular definition", check=circular.circular),
    Rule(code="TB602", title="Definition begins with its term", check=circular.begins_with_its_name),
    Rule(code="TB603", title="Undefined abbreviation", check=abbreviations.undefined_abbreviation),
    Rule(code="TB604", title="Definition too long", check=length.too_long),
    Rule(code="TB605", title="Definition too short", check=length.too_short),
    Rule(code="TB606", title="Definition without a period", check=period.no_period),
    Rule(code="TB607", title="Doubled punctuation", check=period.doubled_period),
    Rule(code="TB608", title="Mixed spelling", check=spelling.spelling),
    Rule(code="TB609", title="Hard to read", check=reading_level.hard_to_read),
    Rule(code="TB610", title="Long definition without a short one", check=length.no_short_one),
    Rule(code="TB611", title="No source", check=completeness.no_source),
    Rule(code="TB612", title="No category", check=completeness.no_category),
    Rule(code="TB613", title="No relation", check=completeness.orphan),
    Rule(code="TB614", title="Benchmark without a reference", check=benchmarks.unreferenced),
    Rule(code="TB615", title="Review without a record", check=completeness.unrecorded_review),
    Rule(code="TB616", title="Due date in the past", check=custom_fields.overdue),
    Rule(code="TB617", title="Required field missing", check=custom_fields.missing),
    Rule(code="TB621", title="Hierarchy cycle", check=hierarchy.cyclic),
    Rule(code="TB622", title="Contradictory relations", check=hierarchy.contradictory),
    Rule(code="TB623", title="Duplicate relation", check=hierarchy.doubled),
    Rule(code="TB624", title="One-sided contrast", check=contrasts.one_sided),
    Rule(code="TB631", title="Deprecated name in use", check=deprecated.deprecated_in_use),
    Rule(code="TB632", title="Near-equal definitions", check=near_equal.near_equal),
    Rule(code="TB641", title="Invalid formula", check=formulas.unreadable),
    Rule(code="TB642", title="Wrong example", check=formulas.wrong_example),
    Rule(code="TB643", title="Number missing from example", check=formulas.unsaid_number),
    Rule(code="TB644", title="Formula without kind, unit, direction, or example", check=formulas.incomplete),
    Rule(code="TB651", title="Inferred name without confidence", check=inferred.unsure),
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
