"""`termbase merges`: why were these merged?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.escaping import visible

if TYPE_CHECKING:
    from termbase.identity.suggestions import Suggestion
    from termbase.model.concept import Account, Concept, Termbase


@click.command("merges")
@click.argument("term", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@glossary_option
def command(term: str | None, form: str, workspace: Workspace) -> None:
    """Show which entries were merged into one concept, and why.

    TERM, an id or a name, limits the answer to one concept. Without it, lists every concept that is
    defined in several places, then unresolved entries, concepts kept apart, and pairs that may be the same.
    """
    from termbase.identity.suggestions import suggest

    glossary = workspace.load()
    termbase = glossary.termbase
    chosen = set(termbase.by_id)
    if term is not None:
        chosen = set(glossary.names.meanings(term))
        if not chosen:
            raise Refused(f"“{term}” is not the id or name of a term. Look it up: termbase find “{term}”")
    concepts = [c for c in termbase.concepts if c.id in chosen and (term is not None or len(c.accounts) > 1)]
    suggestions = [s for s in suggest(termbase) if {s.a, s.b} & chosen]
    if form == "json":
        say_json(merges_json(termbase, concepts, suggestions, chosen))
    else:
        for line in _told(workspace, termbase, concepts, suggestions, chosen):
            say(visible(line))


def merges_json(
    termbase: "Termbase", concepts: "list[Concept]", suggestions: "list[Suggestion]", chosen: set[Any]
) -> dict[str, Any]:
    """The answer for programs."""
    return {
        "merges": [{"id": c.id, "entries": [_entry(account) for account in c.accounts]} for c in concepts],
        "unresolved": [
            {"source": u.entry.source, "locator": u.entry.locator, "text": u.entry.definition,
             "candidates": list(u.candidates), "reason": u.reason}
            for u in termbase.unresolved if set(u.candidates) & chosen or len(chosen) == len(termbase.concepts)
        ],
        "distinct": [[d.a, d.b, d.reason] for d in termbase.distinct if {d.a, d.b} & chosen],
        "suggestions": [{"a": s.a, "b": s.b, "score": s.score, "evidence": list(s.evidence)} for s in suggestions],
    }  # fmt: skip


def _entry(account: "Account") -> dict[str, Any]:
    entry = account.entry
    return {
        "source": entry.source, "locator": entry.locator, "headword": entry.headword,
        "rule": account.rule.value, "because": account.because,
        "chain": [{"a": e.a, "b": e.b, "rule": e.rule.value, "because": e.because} for e in account.chain],
    }  # fmt: skip


def _told(
    workspace: Workspace,
    termbase: "Termbase",
    concepts: "list[Concept]",
    suggestions: "list[Suggestion]",
    chosen: set[Any],
) -> Iterator[str]:
    for concept in concepts:
        yield f"{concept.term} ({concept.id})"
        for account in concept.accounts:
            yield f"  {_place(workspace, account)}: {account.rule}, {account.because}"
            for edge in account.chain[1:]:
                yield f"    and {edge.a} with {edge.b}: {edge.rule}, {edge.because}"
        yield ""
    data = merges_json(termbase, concepts, suggestions, chosen)
    if data["unresolved"]:
        yield "Unresolved"
        for item in data["unresolved"]:
            candidates = ", ".join(item["candidates"]) or "nothing known"
            yield f"  {item['source']} {item['locator']}: may be {candidates}. {item['reason']}".rstrip()
        yield ""
    if data["distinct"]:
        yield "Kept apart"
        yield from (f"  {a} and {b}: {reason}" for a, b, reason in data["distinct"])
        yield ""
    if suggestions:
        yield "May be the same; decide with `same_as:` or `distinct_from:`"
        yield from (f"  {s.a} and {s.b} (score {s.score:.2f}): {'; '.join(s.evidence)}" for s in suggestions)


def _place(workspace: Workspace, account: "Account") -> str:
    entry = account.entry
    return workspace.shown(entry.where.file) if entry.own else f"{entry.source} {entry.locator} “{entry.headword}”"
