"""A comparison as a comment on a pull request: short, and safe for any text in the term files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from termbase.review.changes import Changed, Diff, Piece
from termbase.review.result import ReviewOutcome, changes_something, judge_comparison, lost_file
from termbase.text.counted import counted
from termbase.text.escaping import markdown
from termbase.text.slug import is_id

MARKER: Final = "<!-- termbase-diff -->"
"""The first line, a marker for finding the comment of an earlier run."""
COMMENT_LIMIT: Final = 60_000
"""Characters; GitHub refuses comments of more than 65,536."""

_CONTEXT: Final = 8
"""Words that are kept on each side of a change."""
_MOST: Final = 200
"""Errors, and warnings, that are listed; more of them have one cause."""
_ENDING: Final = 800
"""Characters kept for saying what is left out."""
_LONGEST: Final = 600
"""Characters of one text; the file has the rest."""


def write_comment(diff: Diff, *, limit: int = COMMENT_LIMIT, passed: bool = True) -> str:
    """Writes the comment: state, what is missing and who must act, similar terms, then every change.

    Args:
        diff: What changes.
        limit: Characters at most. To meet the limit, whole lines of the lists of changes are left out, and the end says
            how many of each; the missing parts and the similar terms are never cut.
        passed: Whether every check of the build passed.
    """
    result = judge_comparison(diff, passed=passed)
    lines = [MARKER, "### What changes in the glossary", "", *_head(result)]
    sections = [*_urgent(diff, brief=False), *_sections(diff)]
    if _size([*lines, *(line for section in _urgent(diff, brief=False) for line in section.lines)]) > limit * 3 // 4:
        sections = [*_urgent(diff, brief=True), *_sections(diff)]
    left = limit - _size(lines) - _ENDING
    missing: list[str] = []
    for section in sections:
        needed = len(section.title) + 9
        kept = 0
        shown: list[str] = []
        for item in section.lines:
            if left - needed - len(item) - 1 < 0:
                break
            needed += len(item) + 1
            shown.append(item)
            kept += not item.startswith("  ")
        if shown:
            lines += ["", f"#### {section.title}", "", *shown]
            left -= needed
        if kept < section.count:
            missing.append(f"{section.count - kept:,} of {section.count:,} under “{section.title}”")
    if missing:
        lines += [
            "",
            f"Cut to fit into a comment; not shown: {', '.join(missing)}. See all of it with `termbase diff`.",
        ]
    return "\n".join(lines) + "\n"


def _size(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _head(result: ReviewOutcome) -> list[str]:
    effect = result.effect
    lines = [f"**{result.state}.** {_summary(result.diff)}"]
    lines += ["", *(f"- **{todo.actor.value}**: {todo.text}" for todo in result.todos)] if result.todos else []
    if effect.exports:
        numbers = ((effect.pages, "page"), (effect.links, "link"), (effect.addresses, "address"))
        told = ", ".join(counted(number, what) for number, what in numbers if number)
        told = "every page" if effect.everywhere else told
        told = "; ".join(filter(None, (told, "all exports")))
        lines += ["", f"Effect: {effect.size.value} ({told})."]
    return lines


def change_counts(diff: Diff) -> Mapping[str, int]:
    """The counts of changes, as worded in the summary."""
    return {
        "added": len(diff.added),
        "changed": len(diff.changed),
        "renamed": len(diff.renamed),
        "removed": len(diff.removed),
    }


def _summary(diff: Diff) -> str:
    if diff.empty:
        return "No term changes."
    parts = []
    if told := [f"{number:,} {what}" for what, number in change_counts(diff).items() if number]:
        parts.append(f"Terms: {', '.join(told)}.")
    elif changes_something(diff):
        parts.append("No term changes, but related data does.")
    if diff.unreadable:
        parts.append(f"The terms in {counted(len(diff.unreadable), 'file')} cannot be compared, because of an error.")
    return " ".join(parts) or "No term changes."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    title: str
    lines: list[str]
    """The lines of its list; those that begin with spaces belong to the one before."""

    @property
    def count(self) -> int:
        return sum(not line.startswith("  ") for line in self.lines)


def _section(title: str, items: Iterable[str]) -> Iterator[_Section]:
    if lines := [f"- {item}" for item in items]:
        yield _Section(title=title, lines=lines)


def _urgent(diff: Diff, *, brief: bool) -> Iterator[_Section]:
    """What the author or a maintainer must act on, which is never cut; `brief` omits the reasons."""
    yield from _section(
        "Errors: `check` fails", [f"{markdown(str(d.where))}: {markdown(d.message)}" for d in diff.broken[:_MOST]]
    )
    yield from _section(
        "Warnings: `check` fails", [f"{markdown(str(d.where))}: {markdown(d.message)}" for d in diff.warnings[:_MOST]]
    )
    yield from _section(
        "Not compared, because of an error in the file", [f"{markdown(file)}" for file in diff.unreadable]
    )
    yield from _section(
        "Links that would lead elsewhere",
        [f"{_id(t.name)}: {_id(t.before)} → {', '.join(map(_id, t.after))}" for t in diff.takeovers],
    )
    yield from _section(
        "Similar terms: one or two?",
        [
            f"{_id(pair.a)} and {_id(pair.b)}" + ("" if brief else f", score {pair.score:.2f}: {_short(pair.reason)}")
            for pair in diff.lookalikes
        ],
    )


def _sections(diff: Diff) -> Iterator[_Section]:
    kept = {pair.before for pair in diff.by_hand}
    yield from _section(
        "Renamed",
        [
            f"{_id(p.before)} is now {_id(p.after)}; "
            + ("links to the old id break" if p.before in kept else "old links lead there")
            for p in diff.renamed
        ],
    )
    yield from _section(
        "Removed",
        [
            f"**{markdown(t.term)}** ({_id(t.id)}): " + (_short(t.reason) or "no reason is given, so links to it break")
            for t in diff.removed
        ],
    )
    yield from _section(
        "Names that now have several meanings",
        [f"**{markdown(a.name)}**: {', '.join(_id(c) for c in a.concepts)}" for a in diff.ambiguous],
    )
    if diff.changed:
        lines = []
        for change in diff.changed:
            lines.append(f"- **{markdown(change.term)}** ({_id(change.id)})")
            lines += (f"  - {line}" for line in _details(change))
        yield _Section(title="Changed", lines=lines)
    if diff.evidence:
        lines = []
        for entry in diff.evidence:
            lines.append(f"- “{markdown(entry.headword)}” ({markdown(entry.entry)})")
            lines += (f"  - {markdown(key)}: {compared_words(pieces)}" for key, pieces in entry.fields.items())
        yield _Section(title="Changed source entries", lines=lines)
    yield from _section("Added", [f"**{markdown(t.term)}** ({_id(t.id)}): {_short(t.definition)}" for t in diff.added])
    yield from _section(
        "Source entries that moved",
        [
            f"“{markdown(m.headword)}” ({markdown(m.entry)}): {_place(m.before)} → {_place(m.after)}"
            + (f"; {_short(m.because)}" if m.because else "")
            for m in diff.merges
        ],
    )
    yield from _section(
        "Settings, sources, and decisions",
        [f"{markdown(key)}: {compared_words(pieces)}" for key, pieces in diff.about.items()],
    )
    yield from _section("Pages whose links change", [f"{_id(n.id)}: {_ids(n.added, n.removed)}" for n in diff.links])


def _details(change: Changed) -> Iterator[str]:
    if change.definition:
        yield f"definition: {compared_words(change.definition)}"
    for key, pair in change.values.items():
        yield f"{key}: {_removed(_short(pair.before))}{_added(_short(pair.after))}".rstrip()
    for what, added, removed in (
        ("names", change.names_added, change.names_removed),
        ("relations", change.relations_added, change.relations_removed),
    ):
        if added or removed:
            yield f"{what}: " + "; ".join(
                (*(f"{_removed(markdown(r))}".rstrip() for r in removed), *(f"{_added(markdown(a))}" for a in added))
            )
    for key, pieces in change.fields.items():
        yield f"{markdown(key)}: {compared_words(pieces)}"
    if lost_file(change):
        yield "its own file was deleted; only sources define it now"
    elif others := [key for key in change.texts if key not in change.fields]:
        yield f"also changed: {', '.join(map(markdown, others))}"


def compared_words(pieces: tuple[Piece, ...]) -> str:
    """A word-level comparison; long stretches that stayed are shortened in the middle."""
    told: list[str] = []
    for place, piece in enumerate(pieces):
        if piece.kind == "same":
            told.append(markdown(_context(piece.text, first=place == 0, last=place == len(pieces) - 1)))
        else:
            told.append((_removed if piece.kind == "removed" else _added)(markdown(piece.text)).strip())
    return " ".join(told)


def _context(text: str, *, first: bool, last: bool) -> str:
    found = text.split(" ")
    before, after = (0 if first else _CONTEXT), (0 if last else _CONTEXT)
    if len(found) <= before + after + 1:
        return text
    return " ".join((*found[:before], "…", *(found[-after:] if after else ())))


def _removed(text: str) -> str:
    return f"<del>{text}</del> " if text else ""


def _added(text: str) -> str:
    return f"<ins>{text}</ins>" if text else ""


def _short(text: str) -> str:
    return markdown(text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…")


def _id(id: str) -> str:
    return f"`{id}`" if is_id(id) else markdown(id)


def _ids(added: tuple[str, ...], removed: tuple[str, ...]) -> str:
    return "; ".join(
        (*(["now also to " + ", ".join(map(_id, added))] if added else ()),
         *(["no longer to " + ", ".join(map(_id, removed))] if removed else ()))
    )  # fmt: skip


def _place(concept: str | None) -> str:
    return "nowhere" if concept is None else _id(concept)
