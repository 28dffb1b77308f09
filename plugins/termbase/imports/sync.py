"""Imports a source again: finds what is new, changed, removed, or in conflict, without losing our own changes.

Each term is compared in three states, by its locator: as last imported, as our files have it, and as the source has it
now. A term that the source removed stays, marked as superseded or retired, so that no published address dies in an
unattended run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from termbase.identity.names import Names
from termbase.imports.base import Base, TakenTerm
from termbase.imports.imported import Reading
from termbase.imports.in_place import changed, comment_edits, edits, says_expected
from termbase.imports.plan import Way
from termbase.imports.references import References, choose_ids, choose_locators
from termbase.imports.term_files import (
    Block,
    can_be_name,
    concept_block,
    concept_text,
    entries_texts,
    entry_block,
    entry_lines,
)
from termbase.yaml_files.spans import apply, newline
from termbase.yaml_files.tree import Mapping as MappingNode
from termbase.yaml_files.tree import Sequence as SequenceNode
from termbase.yaml_files.tree import parse, plain_values
from termbase.yaml_files.write import write_term

_LARGEST = 900_000
"""Maximum size of an entries file in bytes, so that it can still be read."""
_GONE = "# Removed from the source."


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What happened to one term."""

    kind: str
    """“new”, “changed”, “removed” or “conflicting”."""
    locator: str
    name: str
    path: str
    details: tuple[tuple[str, Any, Any], ...] = ()
    """Keys with their values before and after; in a conflict, ours and the source's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """The outcome of taking a source again."""

    files: Mapping[str, str]
    """Texts to write, by path within the glossary folder."""
    base: Base
    differences: tuple[Difference, ...]
    unchanged: int


def sync(
    reading: Reading, names: Names, *, source: str, way: Way, base: Base, digest: str, existing: Mapping[str, str],
    categories: Iterable[str] = (), every_name: Names | None = None,
) -> Synced:  # fmt: skip
    """Computes what to write, without writing it.

    Args:
        reading: The source as it is now.
        names: The names of the glossary.
        every_name: Those of other glossaries as well, to which relations may lead.
        source: Id of the source.
        way: Where new terms go.
        base: What was taken last time.
        digest: Hash of the files that were read.
        existing: Texts of the glossary's files by path.
        categories: Ids of the glossary's categories.
    """
    terms = [term for term in reading.terms if can_be_name(term.name)]
    locators = choose_locators(terms)
    ids = choose_ids(terms, names)
    for term in terms:
        if (known := base.terms.get(locators[id(term)])) is not None and known.path:
            ids[id(term)] = known.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    refs = References(terms, ids, every_name or names)
    entries, paths = _entries(existing, source)
    entries_before = dict(entries)
    files: dict[str, str] = {}
    taken: dict[str, TakenTerm] = {}
    found: list[Difference] = []
    for term in terms:
        locator = locators[id(term)]
        before = base.terms.get(locator)
        known_here = len(names.meanings(term.name)) == 1 and before is None
        as_entry = before.path == "" if before else way == "entries" or known_here or locator in entries
        if as_entry:
            block, path = entry_block(term, locator), ""
        else:
            path = before.path if before else f"concepts/{ids[id(term)]}.yml"
            block = concept_block(term, path[9:-4], refs, set(categories), (source, locator))
        taken[locator] = TakenTerm(path=path, data=dict(block.data), comments=block.comments)
        found += _one(locator, term.name, block, before, path, entries, files, existing, source)
    for locator, before in base.terms.items():
        if locator not in taken:
            found += _removed(locator, before, entries, files, existing)
            taken[locator] = replace(before, comments=tuple(dict.fromkeys((*before.comments, _GONE))))
    if any(not difference.path.startswith("concepts/") for difference in found):
        files |= _written(entries_before, entries, existing, paths, source)
    touched = {difference.locator for difference in found}
    return Synced(
        files=files, base=Base(hash=digest, terms=taken), differences=tuple(found),
        unchanged=sum(1 for locator in taken if locator not in touched),
    )  # fmt: skip


def _one(
    locator: str, name: str, block: Block, before: TakenTerm | None, path: str, entries: dict[str, Block],
    files: dict[str, str], existing: Mapping[str, str], source: str,
) -> list[Difference]:  # fmt: skip
    """Joins one term into its file, or into the entries of the source."""
    here = entries.get(locator) if not path else _file(existing.get(path))
    if here is None:
        if before is not None and path:
            return []  # we removed the file on purpose
        if path:
            files[path] = concept_text(block, path[9:-4])
        else:
            entries[locator] = block
        return [Difference(kind="new", locator=locator, name=name, path=path or f"entries/{source}.yml")]
    joined = join_block(before, here, block)
    shown = path or f"entries/{source}.yml"
    if joined is None:
        return []
    made, changed, conflicts = joined
    if path and changed:
        files[path] = _edited(existing[path], here, made)
    elif not path:
        entries[locator] = made
    differences = []
    if changed:
        differences.append(Difference(kind="changed", locator=locator, name=name, path=shown, details=changed))
    if conflicts:
        differences.append(Difference(kind="conflicting", locator=locator, name=name, path=shown, details=conflicts))
    return differences


def join_block(
    before: TakenTerm | None, here: Block, block: Block
) -> tuple[Block, tuple[tuple[str, Any, Any], ...], tuple[tuple[str, Any, Any], ...]] | None:  # fmt: skip
    """A term joined from three states; None if the source did not change."""
    from termbase.imports.three_way import join_three

    base = before.data if before is not None else here.data
    joined = join_three(base, here.data, block.data)
    if not joined.changed and not joined.conflicts:
        return None
    own = tuple(line for line in here.comments if before is None or line not in before.comments)
    order = dict.fromkeys((*block.data, *joined.data))
    data = {key: joined.data[key] for key in order if key in joined.data}
    return Block(data=data, comments=tuple(dict.fromkeys((*own, *block.comments)))), joined.changed, joined.conflicts


def _removed(
    locator: str, before: TakenTerm, entries: dict[str, Block], files: dict[str, str], existing: Mapping[str, str]
) -> list[Difference]:  # fmt: skip
    """Marks a term that is no longer in the source; it is reported once."""
    if _GONE in before.comments:
        return []
    name = str(before.data.get("term", locator))
    if before.path:
        text = existing.get(before.path)
        here = _file(text)
        if text is None or here is None:
            return []
        if here.data.get("status") == before.data.get("status"):
            retired = replace(here, data={**here.data, "status": "retired"}, comments=(*here.comments, _GONE))
            files[before.path] = _edited(text, here, retired)
    elif locator in entries:
        here = entries[locator]
        entries[locator] = replace(here, data={**here.data, "superseded": True}, comments=(*here.comments, _GONE))
    else:
        return []
    return [Difference(kind="removed", locator=locator, name=name, path=before.path or "entries")]


def _file(text: str | None) -> Block | None:
    """A concept file as keys and comments."""
    if text is None:
        return None
    document = parse(text, file="")
    if not isinstance(document.root, MappingNode) or document.diagnostics:
        return None
    return Block(
        data=plain_values(document.root), comments=tuple(line for line in text.split("\n") if line.startswith("#"))
    )


def _edited(text: str, here: Block, made: Block) -> str:
    """A concept file with other data; its comments stay, except those that a sync wrote and the source changed."""
    root = parse(text, file="").root
    gone, new = _exchanged(here, made)
    if isinstance(root, MappingNode):
        edited = changed(text, root, made.data, gone=gone, new=new)
        if says_expected(edited, [made.data]):
            return edited
    head = [line for line in text.split("\n") if line.startswith("#") and line not in gone]
    return "\n".join([*head, *new, write_term(made.data)])


def _exchanged(here: Block, made: Block) -> tuple[list[str], list[str]]:
    """The comments to remove and those to add."""
    gone = [line for line in here.comments if line not in made.comments]
    return gone, [line for line in made.comments if line not in here.comments]


def _written(
    before: Mapping[str, Block], entries: Mapping[str, Block], existing: Mapping[str, str], paths: Sequence[str],
    source: str,
) -> dict[str, str]:  # fmt: skip
    """The files of a source's entries, with new ones at the end; what did not change stays as it is written."""
    made: dict[str, str] = {}
    for path in paths:
        text, wanted, listed = existing[path], [], []
        for item in _items(text, path):
            locator = str(plain_values(item)["locator"])
            block = entries[locator]
            wanted.append(block.data)
            if block != before[locator]:
                gone, new = _exchanged(before[locator], block)
                listed += [*comment_edits(text, item, gone=gone, new=new), *edits(text, item, block.data)]
        made[path] = apply(text, listed)
        if not says_expected(made[path], wanted, key="entries"):
            return _rewritten(entries, paths, source)
    added = [block for locator, block in entries.items() if locator not in before]
    if not added or not paths:
        return made | entries_texts(added, source) if added else made
    last, more = paths[-1], newline(existing[paths[-1]]).join(line for block in added for line in entry_lines(block))
    whole = f"{made[last].rstrip()}{newline(made[last])}{more}{newline(made[last])}"
    located = frozenset(_located(existing[last], last))
    listed_now = [block.data for locator, block in entries.items() if locator in located]
    if len(whole.encode("utf-8", "replace")) < _LARGEST and says_expected(
        whole, [*listed_now, *(block.data for block in added)], key="entries"
    ):
        return made | {last: whole}
    return _rewritten(entries, paths, source)


def _rewritten(entries: Mapping[str, Block], paths: Sequence[str], source: str) -> dict[str, str]:
    """The same, written from scratch: for files that cannot be edited in place."""
    made = entries_texts(entries.values(), source)
    named = [*paths, *(path for path in made if path not in paths)]
    return dict(zip(named, made.values(), strict=False))


def _items(text: str, path: str) -> Iterator[MappingNode]:
    """The entries in a file that have a locator."""
    root = parse(text, file=path).root
    listed = root.items.get("entries") if isinstance(root, MappingNode) else None
    for item in listed.items if isinstance(listed, SequenceNode) else ():
        if isinstance(item, MappingNode) and plain_values(item).get("locator"):
            yield item


def _located(text: str, path: str) -> list[str]:
    return [str(plain_values(item)["locator"]) for item in _items(text, path)]


def _entries(existing: Mapping[str, str], source: str) -> tuple[dict[str, Block], list[str]]:
    """The entries of a source with the comments above each, and the files that have them."""
    found: dict[str, Block] = {}
    paths: list[str] = []
    for path in sorted(path for path in existing if path.startswith("entries/")):
        document = parse(existing[path], file=path)
        root = document.root
        if not isinstance(root, MappingNode) or document.diagnostics or plain_values(root).get("source") != source:
            continue
        paths.append(path)
        lines = existing[path].split("\n")
        for item in _items(existing[path], path):
            data = plain_values(item)
            found[str(data["locator"])] = Block(data=data, comments=_above(lines, item.where.line - 1))
    return found, paths


def _above(lines: Sequence[str], place: int) -> tuple[str, ...]:
    """The comments directly above a line."""
    start = place
    while start > 0 and lines[start - 1].strip().startswith("#"):
        start -= 1
    return tuple(line.strip() for line in lines[start:place] if "yaml-language-server" not in line)
