"""Plans an import: what would be written, what it merges with, and what is left out.

Two ways: as *entries*, everything becomes evidence of one source and the ordinary merge places it;
as *concepts*, a term that the glossary does not have becomes a file of its own, and one that it has
becomes evidence next to the existing definition. Nothing is overwritten.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from termbase.editing.tidy import modeline_for
from termbase.identity.names import Names
from termbase.imports.imported import Imported, LeftOut, Reading, problem
from termbase.imports.references import References, choose_ids, choose_locators
from termbase.imports.source_list import with_new_sources
from termbase.imports.term_files import Block, can_be_name, concept_block, concept_text, entries_texts, entry_block
from termbase.model.glossary_file import UNTITLED
from termbase.text.folding import fold
from termbase.text.slug import is_id, slug
from termbase.yaml_files.write import Value, written

Way = Literal["concepts", "entries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do."""

    files: Mapping[str, str]
    """Texts of files to write, by path within the glossary folder."""
    reading: Reading
    """The reading; `left_out` also has everything that fits no file."""
    known: tuple[tuple[str, str], ...] = ()
    """Imported names that the glossary has, each with the id of its concept."""
    clashes: tuple[str, ...] = ()
    """Names that several of the imported terms share."""
    unplaced: Mapping[str, int] = field(default_factory=dict)
    """Fields without a key in term files, with how often each occurs; kept as comments."""
    relations: int = 0
    dangling: tuple[tuple[str, str], ...] = ()
    """Dangling references: the term and the name it refers to; kept as comments."""
    problems: tuple[str, ...] = ()
    """What could not be read or written."""
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where the terms of a name were read: file, line, and column."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where the term of a concept file was read, by its path, and the term of an entry, by path and locator."""
    moved: tuple[str, ...] = ()
    """Published addresses that would lead to something else."""
    warnings: Mapping[str, int] = field(default_factory=dict)
    """Warnings that `check` will report about the new files, by code."""


def plan(
    reading: Reading, names: Names, *, source: str, title: str, way: Way, existing: Mapping[str, str],
    categories: Iterable[str] = (), origin: Mapping[str, str] | None = None,
    every_name: Names | None = None,
) -> ImportPlan:  # fmt: skip
    """Plans an import.

    Args:
        reading: What was read.
        names: The names of the glossary as it is.
        every_name: Those of other glossaries as well, to which relations may lead.
        source: Id under which the origin is cited.
        title: Its title, for `sources.yml`.
        way: Whether new terms become our own files or entries of the source.
        existing: Texts of the glossary's files by path, so that none is overwritten.
        categories: Ids of the glossary's categories.
        origin: What else `sources.yml` says about the source, such as its address.
    """
    terms = [term for term in reading.terms if can_be_name(term.name)]
    left = [_unnamed(term, source) for term in reading.terms if not can_be_name(term.name)]
    grouped = {slug(term.category): term.category for term in terms if term.category and way == "concepts"}
    founding = "termbase.yml" not in existing and bool(grouped or reading.glossary.get("glossary"))
    # Imported terms may be equal, so data about each is stored by identity.
    known = {id(term): meanings[0] for term in terms if len(meanings := names.meanings(term.name)) == 1}
    ids, locators = choose_ids(terms, names), choose_locators(terms)
    refs = References(terms, ids, every_name or names)
    placed = _Placed(source=source, way=way, known=known, ids=ids, locators=locators)
    groups = set(grouped) if founding else set(categories)
    for term in terms:
        placed.add(term, refs, groups)
    files = dict(placed.files)
    if founding:
        files["termbase.yml"] = _glossary_text(grouped, reading.glossary.get("glossary"))
    # A glossary of our own format cites sources itself; their entries keep their own ids.
    quoted = _quoted(terms, reading.glossary) if way == "concepts" else {}
    entry_files, wrong = _new_entry_files(placed.entries, quoted, source, existing)
    files |= entry_files
    if (decisions := reading.glossary.get("decisions")) and "decisions.yml" not in existing and way == "concepts":
        files["decisions.yml"] = "\n".join([modeline_for("decisions.yml"), *written("decisions", decisions)]) + "\n"
    cited = [*([source] if placed.cites_source else []), *quoted]
    if cited or reading.glossary.get("sources"):
        titles = {s: title if s == source else s for s in cited}
        files["sources.yml"] = sources_text(
            existing.get("sources.yml"), titles, reading.glossary.get("sources"), origin or {}
        )
    spellings = Counter(fold(term.name) for term in terms)
    return ImportPlan(
        files=files,
        reading=reading + Reading(left_out=tuple(left)),
        known=tuple((term.name, known[id(term)]) for term in terms if id(term) in known),
        clashes=tuple(sorted({term.name for term in terms if spellings[fold(term.name)] > 1})),
        unplaced=dict(sorted(placed.unplaced.items())),
        relations=refs.followed,
        dangling=tuple(refs.dangling),
        problems=(*reading.problems, *wrong),
        places={name: tuple(where for where in found if where) for name, found in placed.places.items()},
        origins={path: where for path, where in placed.origins.items() if where},
    )


@dataclass(slots=True, kw_only=True)
class _Placed:
    """The files and entries that imported terms become, and the data about each term collected beforehand."""

    source: str
    way: Way
    known: Mapping[int, str]
    """The concept of a term that the glossary has, by the identity of the term."""
    ids: Mapping[int, str]
    """The id of each term, by its identity."""
    locators: Mapping[int, str]
    """The locator of each term, by its identity."""
    files: dict[str, str] = field(default_factory=dict)
    entries: list[Block] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)
    origins: dict[str, str] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)
    cites_source: bool = False
    """Whether an entry or a concept file names the source."""

    def add(self, term: Imported, refs: References, groups: set[str]) -> None:
        """Decides what a term becomes."""
        own, locator = self.ids[id(term)], self.locators[id(term)]
        path = f"concepts/{own}.yml"
        self.places.setdefault(term.name, []).append(term.where)
        self.origins[path] = term.where
        self.origins[f"entries/{self.source}.yml#{locator}"] = term.where
        undefined = not (term.definition or term.explanation or term.record or term.said)
        # A term that the glossary has does not become a second concept: what the source says becomes evidence
        # for it. A term without a definition is evidence for a name and no more.
        if self.way == "entries" or id(term) in self.known or undefined:
            block = entry_block(term, locator)
            if undefined and self.way == "concepts" and id(term) not in self.known and own != slug(term.name):
                # Other terms refer to it by this id.
                block = replace(block, data={**block.data, "id": own})
            self.entries.append(block)
            self.cites_source = True
        elif term.record is not None:
            block = Block(data=term.record, comments=())
            self.files[path] = concept_text(block, own)
        elif term.said and all(said.record for said in term.said):
            return  # its sources alone make the concept
        else:
            block = concept_block(term, own, refs, groups, (self.source, locator))
            self.files[path] = concept_text(block, own)
            self.cites_source = True
        self.unplaced.update(block.unplaced)


def _new_entry_files(
    entries: Sequence[Block], quoted: Mapping[str, Sequence[Block]], source: str, existing: Container[str]
) -> tuple[dict[str, str], list[str]]:
    """The files of entries by path, and a problem for each that exists already."""
    found = entries_texts(entries, source)
    for other, blocks in quoted.items():
        found = {**entries_texts(blocks, other), **found}
    taken = "the file already exists. Update it with termbase sync, or import under another id"
    return (
        {path: text for path, text in found.items() if path not in existing},
        [problem(path, taken) for path in found if path in existing],
    )


def _unnamed(term: Imported, source: str) -> LeftOut:
    kind = "names longer than 200 characters" if len(term.name) > 200 else "names without a letter or digit"
    parts = (
        term.name,
        *term.synonyms,
        *term.abbreviations,
        term.definition,
        term.explanation or "",
        *term.notes,
        *term.rest.values(),
    )
    return LeftOut(kind=kind, text=" ".join(part for part in parts if part), where=term.where or source)


def _quoted(terms: Sequence[Imported], glossary: Mapping[str, Any]) -> dict[str, list[Block]]:
    """What the imported file quotes from its own sources, by source."""
    by_source: dict[str, list[Block]] = {}
    seen: set[tuple[str, str]] = set()

    def add(source: str, locator: str, data: Mapping[str, Value]) -> None:
        if is_id(source) and (source, locator) not in seen:
            seen.add((source, locator))
            by_source.setdefault(source, []).append(Block(data=data, comments=()))

    for term in terms:
        for said in term.said:
            head = {"headword": said.headword} if said.headword != term.name else {}
            plain: dict[str, Value] = {"locator": said.locator, "term": term.name, **head, "definition": said.text}
            add(said.source, said.locator, said.record or plain)
    for item in glossary.get("unresolved") or ():
        record = item.get("file") if isinstance(item, Mapping) else None
        if isinstance(record, Mapping) and item.get("source") and record.get("locator"):
            add(str(item["source"]), str(record["locator"]), record)
    return by_source


def _glossary_text(categories: Mapping[str, str], ours: Mapping[str, Value] | None) -> str:
    """The file of a glossary that has none yet, with the imported categories.

    Its title is the one that a glossary without such a file has: that of the source names one of its sources.
    """
    listed: list[Value] = [{"id": id, "title": name} for id, name in sorted(categories.items())]
    data: Mapping[str, Value] = ours if ours else {"title": UNTITLED, "categories": listed}
    return "\n".join([modeline_for("termbase.yml"), *(line for k, v in data.items() for line in written(k, v))]) + "\n"


def sources_text(
    existing: str | None, titles: Mapping[str, str], ours: Sequence[Mapping[str, Value]] | None, origin: Mapping[str, str]
) -> str:  # fmt: skip
    """`sources.yml` with the sources of an import."""
    described = {str(item.get("id")): item for item in ours or () if isinstance(item, Mapping)}
    given = {
        id: {"id": id, "title": title, **(origin if place == 0 else {})}
        for place, (id, title) in enumerate(titles.items())
    }
    new = {**described, **{id: data for id, data in given.items() if id not in described}}
    return with_new_sources(existing, new.values())
