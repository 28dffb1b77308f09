"""A comparison as a comment on a pull request: short, and safe for any text in the term files."""

from collections.abc import Iterator, Mapping
from typing import Final

from termbase.review.changes import Changed, Diff, Piece
from termbase.text.escaping import markdown
from termbase.text.slug import is_id

MARKER: Final = "<!-- termbase-diff -->"
"""The first line, a marker for finding the comment of an earlier run."""
LIMIT: Final = 60_000
"""Characters; GitHub refuses comments of more than 65,536."""

_CONTEXT: Final = 8
"""Words that are kept on each side of a change."""
_LONGEST: Final = 600
"""Characters of one text; the file has the rest."""


def write(diff: Diff, *, limit: int = LIMIT) -> str:
    """Writes the comment.

    Args:
        diff: What changes.
        limit: Characters at most; whole lines are left out at the end to keep to it.
    """
    lines = [MARKER, "### What changes in the glossary", "", _summary(diff)]
    ending = "\nThe list goes on; it was cut here to fit into a comment. See all of it with `termbase diff`."
    size = sum(len(line) + 1 for line in lines) + len(ending) + 1
    for line in _sections(diff):
        size += len(line) + 1
        if size > limit:
            lines.append(ending)
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def counts(diff: Diff) -> Mapping[str, int]:
    """How much changes, in the words of the summary."""
    return {
        "added": len(diff.added),
        "changed": len(diff.changed),
        "renamed": len(diff.renamed),
        "removed": len(diff.removed),
    }


def _summary(diff: Diff) -> str:
    if diff.empty:
        return "No term changes."
    told = [f"{number} {what}" for what, number in counts(diff).items() if number]
    return f"Terms: {', '.join(told)}." if told else "No term changes, but related data does."


def _sections(diff: Diff) -> Iterator[str]:
    yield from _section(
        "Errors, which may hide terms from this list",
        [f"{markdown(str(d.where))}: {markdown(d.message)}" for d in diff.broken],
    )
    yield from _section("Added", [f"**{markdown(t.term)}** ({_id(t.id)}): {_short(t.definition)}" for t in diff.added])
    if diff.changed:
        yield from ("", "#### Changed", "")
        for change in diff.changed:
            yield f"- **{markdown(change.term)}** ({_id(change.id)})"
            yield from (f"  - {line}" for line in _details(change))
    yield from _section(
        "Renamed", [f"{_id(p.before)} is now {_id(p.after)}; old links lead there" for p in diff.renamed]
    )
    yield from _section(
        "Removed: links to these will break", [f"**{markdown(t.term)}** ({_id(t.id)})" for t in diff.removed]
    )
    yield from _section(
        "Entries of sources in another place",
        [
            f"“{markdown(m.headword)}” ({markdown(m.entry)}): {_place(m.before)} → {_place(m.after)}"
            + (f"; {_short(m.because)}" if m.because else "")
            for m in diff.merges
        ],
    )
    yield from _section(
        "Names with several meanings now",
        [f"**{markdown(a.name)}**: {', '.join(_id(c) for c in a.concepts)}" for a in diff.ambiguous],
    )
    yield from _section(
        "May be the same",
        [f"{_id(pair.a)} and {_id(pair.b)}, score {pair.score:.2f}: {_short(pair.reason)}" for pair in diff.lookalikes],
    )
    yield from _section("Pages whose links change", [f"{_id(n.id)}: {_ids(n.added, n.removed)}" for n in diff.links])


def _section(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield from ("", f"#### {title}", "")
        yield from (f"- {item}" for item in items)


def _details(change: Changed) -> Iterator[str]:
    if change.definition:
        yield f"definition: {words(change.definition)}"
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
    if change.texts:
        yield f"also changed: {', '.join(change.texts)}"


def words(pieces: tuple[Piece, ...]) -> str:
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
