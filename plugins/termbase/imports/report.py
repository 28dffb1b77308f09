"""What an import reports: a summary first, details on request."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from termbase.imports.plan import ImportPlan
from termbase.text.counted import counted

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The counts of an import, each with its examples."""

    counts: Mapping[str, int]
    """Terms, names, definitions, relations, notes."""
    comments: Mapping[str, int]
    """Fields kept as comments, by name."""
    left_out: Mapping[str, int]
    """Pieces left out, by kind."""
    words_left_out: int
    files: int

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {"counts": dict(self.counts), "comments": dict(self.comments), "left_out": dict(self.left_out),
                "words_left_out": self.words_left_out, "files": self.files}  # fmt: skip


def import_report(plan: ImportPlan) -> Report:
    """Counts what an import takes, keeps and leaves out."""
    terms = plan.reading.terms
    names = sum(1 + len(t.abbreviations) + len(t.synonyms) + len(t.variants) + len(t.deprecated) for t in terms)
    counts = {
        "terms": len(terms),
        "names": names,
        "definitions": sum(1 for t in terms if t.definition),
        "relations": plan.relations,
        "notes": sum(len(t.notes) for t in terms),
    }
    left = Counter(one.kind for one in plan.reading.left_out)
    return Report(
        counts=counts, comments=plan.unplaced, left_out=dict(left.most_common()), files=len(plan.files),
        words_left_out=sum(len(one.text.split()) for one in plan.reading.left_out),
    )  # fmt: skip


def report_lines(plan: ImportPlan, *, dry_run: bool, details: bool) -> Iterator[str]:
    """The report for the terminal."""
    made = import_report(plan)
    numbers = ", ".join(
        counted(count, kind.removesuffix("s")) for kind, count in made.counts.items() if count or kind == "terms"
    )
    yield f"Found {numbers}."
    yield f"{counted(made.files, 'file')} {'would be written' if dry_run else 'written'}."
    yield from (f"Note: {remark}" for remark in plan.reading.remarks[:_SHOWN])
    yield from _listed(f"Already in the glossary, so they become source entries next to the existing definitions: {counted(len(plan.known), 'term')}",
                       [f"{_first(plan, name)}{name}: {id}" for name, id in plan.known], details=details)  # fmt: skip
    yield from _listed(f"Shared by several imported terms; check asks which is which: {counted(len(plan.clashes), 'name')}",
                       [f"{name}: {', '.join(plan.places.get(name, ()))}".rstrip(": ") for name in plan.clashes], details=details)  # fmt: skip
    if made.comments:
        yield "Kept as comments: " + ", ".join(f"{field} ({count:,})" for field, count in made.comments.items()) + "."
    yield from _listed(f"Kept as comments, because no term has the name: {counted(len(plan.dangling), 'reference')}",
                       [f"{_first(plan, name)}{name}: {ref}" for name, ref in plan.dangling], details=details)  # fmt: skip
    if made.left_out:
        yield f"Left out: {counted(made.words_left_out, 'word')}."
        pieces: dict[str, list[str]] = {}
        for one in plan.reading.left_out if details else ():
            pieces.setdefault(one.kind, []).append(f"      {one.where}: {one.text[:160]}")
        for kind, count in made.left_out.items():
            yield f"  {count:,} × {kind}"
            yield from pieces.get(kind, ())
    yield from _listed("Published URLs that would also lead to something else", list(plan.moved), details=True)
    if plan.warnings:
        yield (
            "termbase check will warn: " + ", ".join(f"{code} ({count})" for code, count in plan.warnings.items()) + "."
        )
    yield from _listed(f"{counted(len(plan.problems), 'problem')}", list(plan.problems), details=True)
    if not details and (made.left_out or len(plan.dangling) > _SHOWN or len(plan.known) > _SHOWN):
        yield "To see each piece, run this again with --details --dry-run."


def _first(plan: ImportPlan, name: str) -> str:
    """The place where a term was first read, as the beginning of a line."""
    return next((f"{where}: " for where in plan.places.get(name, ())), "")


def _listed(title: str, items: list[str], *, details: bool) -> Iterator[str]:
    if not items:
        return
    yield f"{title}:"
    yield from (f"  {item}" for item in (items if details else items[:_SHOWN]))
    if not details and len(items) > _SHOWN:
        yield f"  … and {len(items) - _SHOWN:,} more"
