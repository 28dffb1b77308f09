"""The ledger of published URLs: each of them must keep resolving.

The ledger is a text file next to the term files. A line has the id of a concept, or an address under /go/ with the ids
of the concepts it led to. `termbase publish` adds the current ones; `check` reports every one that would stop resolving
or that leads to something else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from termbase.identity.names import Names
from termbase.model.codes import Code
from termbase.model.concept import ConceptId, Termbase
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.page_paths import name_path
from termbase.text.line_starts import lines
from termbase.text.slug import slug

LEDGER_FILE: Final = "published.txt"
"""Name of the ledger in the glossary folder."""
_HEAD: Final = "# Published ids and names. Each must resolve permanently; `termbase publish` maintains this list.\n"
_GO: Final = name_path("")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedName:
    """A name that was published under /go/."""

    slug: str
    concepts: tuple[str, ...]
    """Ids of the concepts it led to."""
    line: int = 0
    """Where the ledger has it, counted from 1."""


def _lines(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(lines(text), 1):
        if (content := line.strip()) and not content.startswith("#"):
            yield content, number


def parse_ledger(text: str) -> tuple[tuple[str, int], ...]:
    """The ids of a ledger, each with its line, counted from 1."""
    return tuple((line, number) for line, number in _lines(text) if not line.startswith(_GO))


def parse_names(text: str) -> tuple[PublishedName, ...]:
    """The names of a ledger, in order."""
    found = ((line.removeprefix(_GO).split(), number) for line, number in _lines(text) if line.startswith(_GO))
    return tuple(PublishedName(slug=place, concepts=tuple(ids), line=n) for (place, *ids), n in found)


def names_today(termbase: Termbase) -> Mapping[str, tuple[str, ...]]:
    """The concepts to which each name leads under /go/, by its slug; ids are not among them."""
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in termbase.concepts:
        for name in concept.designations:
            owners[slug(name.text)].add(concept.id)
    return {place: tuple(sorted(ids)) for place, ids in sorted(owners.items()) if place and ids != {place}}


def write_ledger(published: Iterable[str], termbase: Termbase, *, names: Iterable[PublishedName] = ()) -> str:
    """The text of the ledger with the ids and names of today added."""
    ids = {*published, *(str(concept.id) for concept in termbase.concepts)}
    led = {**{name.slug: name.concepts for name in names}, **names_today(termbase)}
    lines = [*sorted(ids), *(" ".join((f"{_GO}{place}", *found)) for place, found in sorted(led.items()))]
    return _HEAD + "".join(f"{line}\n" for line in lines)


def lost_ids(text: str, termbase: Termbase, names: Names, *, file: str = LEDGER_FILE) -> Iterator[Diagnostic]:
    """Yields an error for every published address that leads nowhere, a warning where it leads elsewhere."""
    known = {*termbase.by_id, *termbase.former_ids, *(gone.id for gone in termbase.removed)}
    for id, line in parse_ledger(text):
        if id in known:
            continue
        near = names.nearest(id.replace("-", " "), limit=1)
        guess = f" If it became “{names.spellings[near[0]]}”, list it there under `former_ids`." if near else ""
        yield Diagnostic(
            code=Code.LOST_ADDRESS,
            severity=Severity.ERROR,
            where=Location(file=file, line=line),
            message=f"“{id}” was published, but no longer leads to a concept",
            hint="Existing links to it would break. Rename with `termbase rename`, or list it under `removed` in termbase.yml."
            + guess,
        )
    today = names_today(termbase)
    for name in parse_names(text):
        yield from _name_problem(name, today.get(name.slug, ()), known, termbase, file)


def _name_problem(
    name: PublishedName, leads: tuple[str, ...], known: set[str], termbase: Termbase, file: str
) -> Iterator[Diagnostic]:
    where = Location(file=file, line=name.line)
    if not leads and name.slug in known:
        return
    if not leads:
        successor = f", successor: {name.concepts[0]}" if len(name.concepts) == 1 else ""
        yield Diagnostic(
            code=Code.LOST_ADDRESS,
            severity=Severity.ERROR,
            where=where,
            message=f"the URL /go/{name.slug}/ was published, but no longer leads to a concept",
            hint="Existing links to it would break. Keep the name, for example under `deprecated` of its term, or add "
            f"`- {{id: {name.slug}{successor}, reason: …}}` under `removed` in termbase.yml.",
        )
        return
    before = {termbase.former_ids.get(id, ConceptId(id)) for id in name.concepts}
    if before and not before & set(leads):
        yield Diagnostic(
            code=Code.MOVED_ADDRESS,
            severity=Severity.WARNING,
            where=where,
            message=f"the URL /go/{name.slug}/ led to {' and '.join(name.concepts)} when it was published, "
            f"and leads to {' and '.join(leads)} now",
            hint="Existing links now mean something else. If that is intended, run `termbase publish`.",
        )


def changed_addresses(ledger: str, before: Termbase, after: Termbase, *, file: str = LEDGER_FILE) -> Iterator[str]:
    """Yields a message for each published URL that would lead to a different or an additional concept.

    Args:
        ledger: Text of the ledger.
        before: The glossary as it is.
        after: As it would be.
        file: Path of the ledger.
    """
    known = {*before.by_id, *before.former_ids, *(gone.id for gone in before.removed)}
    for id, line in parse_ledger(ledger):
        if id in after.by_id and id not in known:
            yield f"{file}:{line}:1: “{id}” was published for a concept that is gone, and would lead to a new one"
    led, leads = names_today(before), names_today(after)
    for name in parse_names(ledger):
        was, would = led.get(name.slug, ()), leads.get(name.slug, ())
        if set(would) - set(was) - set(name.concepts):
            whose = f"led to {' and '.join(was or name.concepts)}" if was or name.concepts else "was published"
            yield f"{file}:{name.line}:1: the URL /go/{name.slug}/ {whose}, and would lead to {' and '.join(would)}"
