"""The result of a review by the program: the state of a change, what is missing, who must act, and how far it reaches.

Comment, text of a proposed pull request and annotations are all written from this one value.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.vocabulary import Status
from termbase.review.changes import Changed, Diff
from termbase.text.counted import counted


class Actor(StrEnum):
    """Who must do something."""

    AUTHOR = "author"
    MAINTAINER = "maintainer"


class Size(StrEnum):
    """How far a change reaches, for a label."""

    NONE = "none"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing that is missing."""

    actor: Actor
    text: str
    """An imperative sentence without names that contributors chose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectOnSite:
    """How much of the site a change touches."""

    pages: int
    """Pages that are new, changed, moved or gone."""
    links: int
    """Links between terms that come or go."""
    addresses: int
    """Links under `/go/` and `/terms/` that lead elsewhere than before."""
    exports: bool
    """Whether the API and the other exports change."""
    everywhere: bool = False
    """Whether something changes that every page shows, such as the title of the glossary."""

    @property
    def size(self) -> Size:
        """A word for it: up to 3 pages are small, up to 20 medium."""
        if self.everywhere:
            return Size.LARGE
        if not (self.pages or self.exports):
            return Size.NONE
        return Size.SMALL if self.pages <= 3 else Size.MEDIUM if self.pages <= 20 else Size.LARGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOutcome:
    """The program's verdict on a change."""

    diff: Diff
    todos: tuple[Todo, ...]
    """What is missing, the author's part first; empty if only the meaning is left to judge."""
    effect: EffectOnSite
    findings: tuple[Diagnostic, ...] = ()
    """Findings that only the comparison can make, as annotations."""

    @property
    def state(self) -> str:
        """The state in one sentence: what happens next, and who does it."""
        if any(todo.actor is Actor.AUTHOR for todo in self.todos):
            return "Not ready: the author must act"
        if self.todos:
            return "A maintainer must decide"
        if self.diff.empty:
            return "Nothing to review in the glossary"
        return "Ready: a maintainer reviews the meaning"


def judge_comparison(diff: Diff, *, passed: bool = True) -> ReviewOutcome:
    """Judges a comparison; `passed` is false where a check failed."""
    todos = tuple(sorted(_todos(diff), key=lambda todo: todo.actor is not Actor.AUTHOR))
    if not passed and not any(todo.actor is Actor.AUTHOR for todo in todos):
        todos = (
            Todo(actor=Actor.AUTHOR, text="Read the log: a check failed, although the terms could be compared."),
            *todos,
        )
    return ReviewOutcome(diff=diff, todos=todos, effect=_effect(diff), findings=tuple(_findings(diff)))


def changes_something(diff: Diff) -> bool:
    """Whether the site changes; errors and unreadable files alone do not count as changes."""
    return not replace(diff, broken=(), warnings=(), unreadable=(), lookalikes=()).empty


def _todos(diff: Diff) -> Iterator[Todo]:
    if diff.broken or diff.warnings:
        told = [
            counted(len(found), what) for found, what in ((diff.broken, "error"), (diff.warnings, "warning")) if found
        ]
        yield Todo(
            actor=Actor.AUTHOR, text=f"Fix {' and '.join(told)}, listed below; until then, `termbase check` fails."
        )
    if diff.by_hand:
        yield Todo(
            actor=Actor.AUTHOR,
            text=f"Keep {counted(len(diff.by_hand), 'old id')} under `former_ids:` of the renamed term, so that links"
            " to it work; `termbase rename` does that.",
        )
    if diff.takeovers:
        yield Todo(
            actor=Actor.AUTHOR,
            text=f"Give the new meaning another name, or remove the name from the other term: {counted(len(diff.takeovers), 'link')}"
            " to a term would lead elsewhere.",
        )
    if diff.lookalikes:
        yield Todo(
            actor=Actor.MAINTAINER,
            text=f"Decide whether {counted(len(diff.lookalikes), 'pair')} of similar terms are one term or two.",
        )
    if unexplained := [term for term in diff.removed if not term.reason]:
        yield Todo(
            actor=Actor.AUTHOR,
            text=f"Say why {counted(len(unexplained), 'term')} should be removed: list the id under `removed:` in `termbase.yml`"
            " with a reason, so that links to it lead to an explanation.",
        )
    if diff.removed:
        yield Todo(actor=Actor.MAINTAINER, text=f"Decide whether {counted(len(diff.removed), 'term')} may be removed.")
    if orphaned := [change for change in diff.changed if lost_file(change)]:
        yield Todo(
            actor=Actor.MAINTAINER,
            text=f"Decide whether our own text on {counted(len(orphaned), 'term')} may be removed: the file was deleted, and"
            " the page would show only what sources say.",
        )


def lost_file(change: Changed) -> bool:
    """Whether the file of a term was deleted, and only sources define it now."""
    status = change.values.get("status")
    return "its own file" in change.texts and status is not None and status.after == Status.COMPILED


_EVERYWHERE: Final = frozenset(("title", "language", "description"))
"""Facts of the glossary that every page shows."""


def _effect(diff: Diff) -> EffectOnSite:
    pages: set[str] = {term.id for term in (*diff.added, *diff.removed)}
    pages.update(change.id for change in diff.changed)
    pages.update(links.id for links in diff.links)
    pages.update(pair.after for pair in diff.renamed)
    pages.update(entry.concept for entry in diff.evidence if entry.concept is not None)
    pages.update(id for moved in diff.merges for id in (moved.before, moved.after) if id is not None)
    pages.update(key for key in diff.about if key.startswith(("category ", "source ")))
    return EffectOnSite(
        pages=len(pages),
        links=sum(len(item.added) + len(item.removed) for item in diff.links),
        addresses=len(diff.takeovers) + len(diff.renamed) + len(diff.removed),
        exports=changes_something(diff),
        everywhere=not _EVERYWHERE.isdisjoint(diff.about),
    )


def _findings(diff: Diff) -> Iterator[Diagnostic]:
    for taken in diff.takeovers:
        yield Diagnostic(
            code=Code.NAME_TAKEN_OVER,
            severity=Severity.WARNING,
            message=f"“{taken.name}” led to {taken.before} and would now lead to {' or '.join(taken.after)}",
            where=Location(file=taken.file),
            hint="Links to it from elsewhere would change their meaning. Choose another name, or remove it from the"
            " other term if it was wrong there.",
        )
    files: dict[str, str] = {change.id: change.file for change in diff.changed}
    for pair in diff.by_hand:
        yield Diagnostic(
            code=Code.RENAMED_WITHOUT_FORMER_ID,
            severity=Severity.WARNING,
            message=f"{pair.before} was renamed to {pair.after}, but its old id is not kept",
            where=Location(file=files.get(pair.after, f"concepts/{pair.after}.yml")),
            hint=f"Add `former_ids: [{pair.before}]`, or use `termbase rename`.",
        )
