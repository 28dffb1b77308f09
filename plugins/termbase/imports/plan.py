"""From imported terms to term files: what would be written, what it merges with, what has no place.

Two ways: as *entries*, everything becomes evidence of one source and the ordinary merge places it;
as *concepts*, a term that the glossary does not have becomes a file of its own, and one that it has
becomes evidence beside the definition that is there. Nothing is overwritten, nothing is dropped.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from termbase.editing.tidy import modeline_for
from termbase.identity.names import Names
from termbase.imports.citations import CITATIONS
from termbase.imports.imported import Imported
from termbase.text.folding import fold
from termbase.text.slug import is_id, slug
from termbase.yaml_files.write import Value, write_term, written

Way = Literal["concepts", "entries"]
_UNSAID: Final = "The imported file gives no definition."


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do."""

    files: Mapping[str, str]
    """Texts of files to write, by path within the glossary folder."""
    found: int
    known: tuple[tuple[str, str], ...]
    """Imported names that the glossary has, each with the id of its concept."""
    clashes: tuple[str, ...]
    """Names that stand for several of the imported terms."""
    unplaced: Mapping[str, int]
    """What has no place in a term file, with how often it occurs; kept as comments."""
    dangling: tuple[tuple[str, str], ...]
    """References to nothing: the term and what it names; kept as comments."""
    problems: tuple[str, ...]
    """What could not be read or written."""


def plan(
    terms: Sequence[Imported], names: Names, *, source: str, title: str, way: Way, existing: Mapping[str, str],
    categories: Iterable[str] = (), problems: Sequence[str] = (),
) -> Plan:  # fmt: skip
    """Plans an import.

    Args:
        terms: What was read.
        names: The names of the glossary as it is.
        source: Id under which the origin is cited.
        title: Its title, for `sources.yml`.
        way: Whether new terms become files of ours or entries of the source.
        existing: Texts of the glossary's files by path, so that none is overwritten.
        categories: Ids of the glossary's categories.
        problems: What the reader could not read.
    """
    wrong = list(problems)
    grouped = {slug(term.category): term.category for term in terms if term.category and way == "concepts"}
    founding = "termbase.yml" not in existing and bool(grouped)
    groups = set(grouped) if founding else set(categories)
    known = {id(term): meanings[0] for term in terms if len(meanings := names.meanings(term.name)) == 1}
    ids = _ids(terms, names)
    refs = _References(terms, ids, names)
    files: dict[str, str] = {}
    entries: list[Imported] = []
    for term in terms:
        if way == "entries" or id(term) in known:
            entries.append(term)
            continue
        files[f"concepts/{ids[id(term)]}.yml"] = _concept_text(term, ids[id(term)], refs, groups, source)
    if founding:
        files["termbase.yml"] = _glossary_text(title, grouped)
    quoted = _quoted(terms) if way == "concepts" else {}
    if entries:
        path = f"entries/{source}.yml"
        if path in existing:
            wrong.append(f"{path} is there already; import under another id, or remove it first")
        else:
            files[path] = _entries_text(entries, source)
    for other, lines in quoted.items():
        path = f"entries/{other}.yml"
        if path not in existing and path not in files:
            files[path] = "\n".join(lines) + "\n"
    cited = [source, *quoted] if entries or quoted else []
    if cited:
        files["sources.yml"] = _sources_text(
            existing.get("sources.yml"), {s: title if s == source else s for s in cited}
        )
    spellings = Counter(fold(term.name) for term in terms)
    return Plan(
        files=files,
        found=len(terms),
        known=tuple((term.name, known[id(term)]) for term in terms if id(term) in known),
        clashes=tuple(sorted({term.name for term in terms if spellings[fold(term.name)] > 1})),
        unplaced=dict(sorted(Counter(field for term in terms for field in _rest(term, way, groups)).items())),
        dangling=tuple(refs.dangling),
        problems=tuple(wrong),
    )


def _ids(terms: Sequence[Imported], names: Names) -> dict[int, str]:
    """An id for each term: its own where it can be one, otherwise its name's; none is given twice."""
    taken = set(names.ids)
    chosen: dict[int, str] = {}
    for term in terms:
        wish = term.id if term.id and is_id(term.id) and not term.id.isdigit() else slug(term.name)
        free, number = wish, 2
        while free in taken:
            free, number = f"{wish}-{number}", number + 1
        taken.add(free)
        chosen[id(term)] = free
    return chosen


class _References:
    """Follows references by the other system's ids and names to the ids that terms get here."""

    def __init__(self, terms: Sequence[Imported], ids: Mapping[int, str], names: Names) -> None:
        self.names = names
        self.dangling: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        for term in terms:
            self.targets.setdefault(fold(term.name), ids[id(term)])
        for term in terms:
            if term.id:
                self.targets[term.id] = ids[id(term)]

    def follow(self, term: Imported, refs: Iterable[str], own: str) -> tuple[list[str], list[str]]:
        """The ids that references lead to, and those that lead nowhere."""
        found, lost = [], []
        for ref in refs:
            target = self.targets.get(ref) or self.targets.get(fold(ref))
            if target is None and len(meanings := self.names.meanings(ref)) == 1:
                target = meanings[0]
            if target is None:
                lost.append(ref)
                self.dangling.append((term.name, ref))
            elif target != own and target not in found:
                found.append(target)
        return found, lost


def _rest(term: Imported, way: Way, categories: set[str]) -> list[str]:
    rest = list(term.rest)
    if term.category and way == "concepts" and slug(term.category) not in categories:
        rest.append("category")
    return rest


def _comment(text: str) -> str:
    """A text as one line of a comment, with nothing in it that could end the line."""
    return "# " + " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _concept_text(term: Imported, own: str, refs: _References, categories: set[str], source: str) -> str:
    lines = [modeline_for(f"concepts/{own}.yml"), _comment(f"Imported from {source}, {term.locator}.")]
    lines += [_comment(f"{field}: {value}") for field, value in term.rest.items()]
    data: dict[str, Value] = {"term": term.name, "definition": term.definition or _UNSAID, "status": "draft"}
    if term.category and slug(term.category) in categories:
        data["category"] = slug(term.category)
    elif term.category:
        lines.append(_comment(f"category: {term.category}"))
    hierarchy: set[str] = set()
    for key in ("broader", "narrower", "part_of", "parts", "related"):
        found, lost = refs.follow(term, getattr(term, key), own)
        data[key] = [ref for ref in found if ref not in hierarchy]
        hierarchy |= set(found)
        lines += [_comment(f"{key}: {ref} (no such term)") for ref in lost]
    contrasts, lost = refs.follow(term, term.contrast, own)
    data["contrast"] = [{"term": ref} for ref in contrasts]
    for key in ("abbreviations", "synonyms", "variants", "deprecated"):
        data[key] = _distinct_names(getattr(term, key), term.name)
    reasons = {item["name"]: item for item in term.avoid}
    names = dict.fromkeys((*_distinct_names(term.deprecated, term.name), *reasons))
    data["deprecated"] = [dict(reasons[name]) if name in reasons else name for name in names]
    data |= {
        key: value for key in ("short", "explanation", "formula", "unit", "example") if (value := getattr(term, key))
    }
    data["notes"] = list(term.notes)
    data |= {key: list(getattr(term, key)) for key in CITATIONS}
    return "\n".join(lines) + "\n" + write_term({key: value for key, value in data.items() if value})


def _distinct_names(names: Iterable[str], term: str) -> list[str]:
    return [name for name in dict.fromkeys(names) if name != term]


def _entry(locator: str, name: str, definition: str, more: Mapping[str, Value]) -> list[str]:
    lines = [line for key, value in {"locator": locator, "term": name, "definition": definition, **more}.items()
             for line in written(key, value, indent=4)]  # fmt: skip
    return [f"  - {lines[0].lstrip()}", *lines[1:]]


def _entries_text(terms: Sequence[Imported], source: str) -> str:
    lines = [modeline_for(f"entries/{source}.yml"), *written("source", source), "entries:"]
    seen: Counter[str] = Counter()
    for term in terms:
        seen[term.locator] += 1
        locator = term.locator if seen[term.locator] == 1 else f"{term.locator} ({seen[term.locator]})"
        kept = {
            **term.rest,
            **({"category": term.category} if term.category else {}),
            **{
                key: "; ".join(getattr(term, key))
                for key in ("broader", "narrower", "part_of", "parts", "related", "contrast", "variants", "deprecated")
                if getattr(term, key)
            },
            **{
                key: value
                for key in ("short", "explanation", "formula", "unit", "example")
                if (value := getattr(term, key))
            },
            **{key: json.dumps(items) for key in (*CITATIONS, "avoid") if (items := getattr(term, key))},
        }
        lines += [f"  {_comment(f'{field}: {value}')}" for field, value in kept.items()]
        more: dict[str, Value] = {
            "abbreviations": _distinct_names(term.abbreviations, term.name),
            "synonyms": _distinct_names(term.synonyms, term.name),
            **({"note": "\n\n".join(term.notes)} if term.notes else {}),
        }
        lines += _entry(locator, term.name, term.definition or _UNSAID, {k: v for k, v in more.items() if v})
    return "\n".join(lines) + "\n"


def _quoted(terms: Sequence[Imported]) -> dict[str, list[str]]:
    """What the imported file tells of its own sources, as one file of entries a source."""
    by_source: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for term in terms:
        for said in term.said:
            if not is_id(said.source) or (said.source, said.locator) in seen:
                continue
            seen.add((said.source, said.locator))
            lines = by_source.setdefault(
                said.source, [modeline_for(f"entries/{said.source}.yml"), f"source: {said.source}", "entries:"]
            )
            lines += _entry(
                said.locator, term.name, said.text, {"headword": said.headword} if said.headword != term.name else {}
            )
    return by_source


def _glossary_text(title: str, categories: Mapping[str, str]) -> str:
    """The file of a glossary that has none yet, with the imported categories."""
    listed: list[Value] = [{"id": id, "title": name} for id, name in sorted(categories.items())]
    return "\n".join([modeline_for("termbase.yml"), *written("title", title), *written("categories", listed)]) + "\n"


def _sources_text(existing: str | None, titles: Mapping[str, str]) -> str:
    text = existing if existing is not None else f"{modeline_for('sources.yml')}\nsources:\n"
    for id, title in titles.items():
        if f"id: {id}\n" not in text:
            text += f"  - id: {id}\n" + "\n".join(written("title", title, indent=4)) + "\n"
    return text
