"""An audit in words: for a terminal, as a page of Markdown, and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from termbase.model.diagnostics import Location
from termbase.review.audit import Audit
from termbase.review.candidates import Candidate
from termbase.rules.prose_rules import Finding
from termbase.text.counted import counted
from termbase.text.escaping import markdown


def as_text(audit: Audit, *, most: int) -> Iterator[str]:
    """The audit as lines.

    Args:
        audit: The audit.
        most: How many items of each kind are listed.
    """
    yield from _listed("Pages that cannot be read", [f"{d.where} {d.message}. {d.hint}" for d in audit.unread], most)
    yield from _listed("Names to avoid", [_finding(item) for item in audit.avoided], most)
    yield from _listed("Links to renamed terms", [f"{r.where} {r.old}: write {r.new}" for r in audit.renamed], most)
    yield from _listed("Abbreviations never spelled out", [_finding(item) for item in audit.unexpanded], most)
    yield from _listed(
        "Everyday words, linked only as [[…]]",
        [f"{e.name}: {_times(e.uses)} without a link, {e.links} with one" for e in audit.everyday], most,
    )  # fmt: skip
    yield from _listed("May need a term", [_candidate(item) for item in audit.candidates], most)
    yield from _listed(
        "Terms in use",
        [f"{u.term}: {_times(u.uses)}, {counted(u.links, 'link')}, {_pages(u.places)}" for u in audit.used], most,
    )  # fmt: skip
    yield from _listed("Terms that no page names", [f"{term} ({id})" for id, term in audit.unused], most)


def audit_summary(audit: Audit) -> str:
    """One line with all numbers."""
    found = (
        counted(len(audit.avoided), "name", " to avoid"),
        counted(len(audit.renamed), "old link"),
        counted(len(audit.unexpanded), "abbreviation", " to spell out"),
        counted(len(audit.candidates), "candidate"),
    )
    used = f"{counted(len(audit.used), 'term')} in use, {len(audit.unused)} not"
    unread = f", {len(audit.unread)} not read" if audit.unread else ""
    return f"{counted(audit.pages, 'page')}{unread}: {used}; {', '.join(found)}"


def as_page(audit: Audit, files: Mapping[str, str]) -> str:
    """The audit as a page that an author adds to the site, on which names do not link; see `audit_markdown`."""
    head = ("---", "title: Terminology audit", "search: {exclude: true}", "termbase: {link: false}", "---", "")
    return "\n".join((*head, audit_markdown(audit, files)))


def audit_markdown(audit: Audit, files: Mapping[str, str]) -> str:
    """The audit in Markdown.

    Args:
        audit: The audit.
        files: The path of each file's page, as a link from the audit's page.
    """
    lines = ["# Terminology audit", "", f"{audit_summary(audit)}.", ""]

    def place(where: Location | None) -> str:
        if where is None:
            return ""
        shown = f"{markdown(where.file)}:{where.line}"
        return f"[{shown}]({files[where.file]})" if where.file in files else shown

    def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        if rows:
            lines.extend((f"## {title}", "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"))
            lines.extend(f"| {' | '.join(row)} |" for row in rows)
            lines.append("")

    def findings(items: Sequence[Finding]) -> list[list[str]]:
        return [[place(i.diagnostic.where), markdown(i.diagnostic.message), markdown(i.diagnostic.hint)] for i in items]

    table(
        "Pages that cannot be read", ("Place", "Finding", "Fix"),
        [[place(d.where), markdown(d.message), markdown(d.hint)] for d in audit.unread],
    )  # fmt: skip
    table("Names to avoid", ("Place", "Finding", "Why"), findings(audit.avoided))
    table(
        "Links to renamed terms",
        ("Place", "Old", "New"),
        [[place(r.where), markdown(r.old), markdown(r.new)] for r in audit.renamed],
    )
    table("Abbreviations never spelled out", ("First use", "Finding", "Fix"), findings(audit.unexpanded))
    table(
        "Everyday words", ("Name", "Uses without a link", "Links as [[…]]"),
        [[markdown(e.name), str(e.uses), str(e.links)] for e in audit.everyday],
    )  # fmt: skip
    table(
        "May need a term", ("Phrase", "Uses", "First place", "Definition found"),
        [[markdown(c.name), str(c.count), place(next(iter(c.places), None)), markdown(c.definition)] for c in audit.candidates],
    )  # fmt: skip
    table(
        "Terms in use", ("Term", "Uses", "Links", "Pages", "First place"),
        [[markdown(u.term), str(u.uses), str(u.links), str(len(u.places)), place(next(iter(u.places), None))] for u in audit.used],
    )  # fmt: skip
    table("Terms that no page names", ("Term", "Id"), [[markdown(term), markdown(id)] for id, term in audit.unused])
    return "\n".join(lines)


def audit_json(audit: Audit) -> dict[str, Any]:
    """The audit for programs."""
    return {
        "pages": audit.pages,
        "unread": [{**_row(d.where), "message": d.message, "hint": d.hint} for d in audit.unread],
        "used": [
            {"id": u.id, "term": u.term, "uses": u.uses, "links": u.links, "places": [_row(p) for p in u.places]}
            for u in audit.used
        ],
        "unused": [{"id": id, "term": term} for id, term in audit.unused],
        "avoided": [_finding_row(item) for item in audit.avoided],
        "unexpanded": [_finding_row(item) for item in audit.unexpanded],
        "everyday": [{"name": e.name, "id": e.id, "uses": e.uses, "links": e.links} for e in audit.everyday],
        "renamed": [{**_row(r.where), "old": r.old, "new": r.new} for r in audit.renamed],
        "candidates": [
            {
                "name": c.name, "kind": c.kind, "count": c.count, "places": [_row(p) for p in c.places],
                "definition": c.definition, "defined": _row(c.defined) if c.defined else None,
                "abbreviation": c.short, "file": c.file, "draft": c.draft,
            }
            for c in audit.candidates
        ],
    }  # fmt: skip


def _listed(title: str, items: Sequence[str], most: int) -> Iterator[str]:
    if items:
        yield f"{title} ({len(items)})"
        yield from (f"  {item}" for item in items[:most])
        if len(items) > most:
            yield f"  … and {len(items) - most} more"
        yield ""


def _finding(item: Finding) -> str:
    return f"{item.diagnostic.where} {item.diagnostic.message}"


def _candidate(item: Candidate) -> str:
    where = f", first in {item.places[0]}" if item.places else ""
    short = f" ({item.short})" if item.short else ", never spelled out" if item.kind == "abbreviation" else ""
    found = f"\n    {item.defined}: {item.definition}" if item.definition else ""
    return f"{item.name}{short}: {_times(item.count)}{where}{found}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _pages(places: Sequence[Location]) -> str:
    return counted(len(places), "page") + (f", first {places[0]}" if places else "")


def _row(where: Location) -> dict[str, Any]:
    return {"file": where.file, "line": where.line, "column": where.column}


def _finding_row(item: Finding) -> dict[str, Any]:
    d = item.diagnostic
    return {**_row(d.where), "name": item.name, "message": d.message, "hint": d.hint}
