"""The terminology rules: what a terminologist would object to."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Final

from termbase.identity.kept_pairs import KeptPairs
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
from termbase.rules.terminology import Terminology
from termbase.rules.view import Reads, Rule, View
from termbase.text.kept import Kept

__all__ = ["RULES", "KeptFindings", "Reads", "Rule", "View", "check"]


_Check = Callable[[View], Iterator[Diagnostic]]


def _rule(code: Code, check: _Check, reads: Reads = Reads.EVERYTHING, *, together: _Check | None = None) -> Rule:
    return Rule(code=code, title=code.heading, check=check, reads=reads, together=together)


RULES: Final = (
    _rule(Code.CIRCULAR_DEFINITION, circular.circular, Reads.NAMES, together=circular.circles),
    _rule(Code.BEGINS_WITH_ITS_TERM, circular.begins_with_its_name, Reads.NAMES),
    _rule(Code.UNDEFINED_ABBREVIATION, abbreviations.undefined_abbreviation, Reads.NAMES),
    _rule(Code.DEFINITION_TOO_LONG, length.too_long, Reads.TEXTS),
    _rule(Code.DEFINITION_TOO_SHORT, length.too_short, Reads.TEXTS),
    _rule(Code.NO_PERIOD, period.no_period),
    _rule(Code.DOUBLED_PUNCTUATION, period.doubled_period, Reads.TEXTS),
    _rule(Code.MIXED_SPELLING, spelling.spelling, Reads.TEXTS),
    _rule(Code.HARD_TO_READ, reading_level.hard_to_read, Reads.TEXTS),
    _rule(Code.NO_SHORT_DEFINITION, length.no_short_one, Reads.TEXTS),
    _rule(Code.NO_SOURCE, completeness.no_source, Reads.TEXTS),
    _rule(Code.NO_CATEGORY, completeness.no_category, Reads.TEXTS),
    _rule(Code.NO_RELATION, completeness.orphan, Reads.TEXTS),
    _rule(Code.UNREFERENCED_BENCHMARK, benchmarks.unreferenced, Reads.TEXTS),
    _rule(Code.UNRECORDED_REVIEW, completeness.unrecorded_review, Reads.TEXTS),
    _rule(Code.OVERDUE, custom_fields.overdue, Reads.TEXTS),
    _rule(Code.MISSING_FIELD, custom_fields.missing, Reads.TEXTS),
    _rule(Code.HIERARCHY_CYCLE, hierarchy.cyclic),
    _rule(Code.CONTRADICTORY_RELATIONS, hierarchy.contradictory),
    _rule(Code.DUPLICATE_RELATION, hierarchy.doubled),
    _rule(Code.ONE_SIDED_CONTRAST, contrasts.one_sided, Reads.NAMES),
    _rule(Code.DEPRECATED_NAME, deprecated.deprecated_in_use, Reads.NAMES),
    _rule(Code.NEAR_EQUAL_DEFINITIONS, near_equal.near_equal),
    _rule(Code.INVALID_FORMULA, formulas.unreadable, Reads.TEXTS),
    _rule(Code.WRONG_EXAMPLE, formulas.wrong_example, Reads.TEXTS),
    _rule(Code.NUMBER_NOT_IN_EXAMPLE, formulas.unsaid_number, Reads.TEXTS),
    _rule(Code.INCOMPLETE_FORMULA, formulas.incomplete, Reads.TEXTS),
    _rule(Code.UNSURE_NAME, inferred.unsure),
)
"""Every rule, sorted by code."""


class KeptFindings:
    """The findings in each concept from the last time the rules were applied."""

    def __init__(self) -> None:
        self._near_pairs = KeptPairs(near_equal.THRESHOLD)
        self._terminology = Kept[Terminology]()
        self._kept = {reads: Kept[tuple[Diagnostic, ...]]() for reads in (Reads.TEXTS, Reads.NAMES)}

    def begin(self, view: View, *, names: object) -> View:
        """Starts to apply the rules; if anything that all findings depend on has changed, none are kept.

        Args:
            view: What the rules examine.
            names: Stands for the names of all concepts: equal if they are.

        Returns:
            The view, with what was found the last time.
        """
        self._terminology.begin(names)
        table = self._terminology.value((), lambda: view.terminology)
        view = replace(view, near_pairs=self._near_pairs, known_terminology=table)
        base = view.termbase
        given = (base.language, bool(base.sources), base.categories, bool(view.pairs), base.fields, view.today)
        self._kept[Reads.TEXTS].begin(given)
        self._kept[Reads.NAMES].begin((*given, names))
        return view

    def forget_counts(self) -> None:
        """Records that no rule had to examine anything."""
        for kept in self._kept.values():
            kept.made = 0

    @property
    def made(self) -> Mapping[Reads, int]:
        """The number of concepts that the rules had to examine, by the scope of the rules."""
        return {reads: kept.made for reads, kept in self._kept.items()}

    def found(self, view: View) -> Iterator[Diagnostic]:
        """The findings of the rules that examine one concept at a time."""
        for concept in view.concepts:
            of, narrowed = (concept, view.texts.concepts[concept.id]), cache(partial(view.narrowed, concept))
            for reads, kept in self._kept.items():
                yield from kept.value(of, partial(_found_in, narrowed, reads))


def _found_in(narrowed: Callable[[], View], reads: Reads) -> tuple[Diagnostic, ...]:
    """The findings in one concept of the rules with this scope."""
    return tuple(found for rule in RULES if rule.reads is reads for found in rule.check(narrowed()))


def check(
    termbase: Termbase,
    names: Names,
    texts: Texts,
    *,
    today: str = "",
    more: Collection[Rule] = (),
    kept: KeptFindings | None = None,
    unchanged: object = None,
) -> Iterable[Diagnostic]:
    """Applies every rule to a termbase; findings that a term file allows become notes.

    Args:
        termbase: The concepts.
        names: What a name may mean.
        texts: The rendered texts.
        today: The current day (ISO 8601), or "" to find no day overdue.
        more: Rules that other packages add.
        kept: What the rules found the last time they were applied.
        unchanged: Stands for the names of all concepts, with `kept`: equal if they are.
    """
    view = View(termbase=termbase, names=names, texts=texts, today=today)
    if kept is not None:
        view = kept.begin(view, names=unchanged)
    return settle(view, _found(view, more, kept))


def _found(view: View, more: Collection[Rule], kept: KeptFindings | None) -> Iterator[Diagnostic]:
    if kept is not None:
        yield from kept.found(view)
    for rule in (*RULES, *more):
        if kept is None or rule.reads is Reads.EVERYTHING or rule in more:
            yield from rule.check(view)
        if rule.together is not None:
            yield from rule.together(view)
