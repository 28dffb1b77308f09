"""Other glossaries' terms, read from their API files, so that names and relations lead there.

A remote term has no page here and is in no list. A name that it shares with one of our own terms, or
with a term of a third glossary, is ambiguous, as it is within one glossary.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired
from urllib.parse import urlsplit

from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from termbase.identity.names import Names, index_names
from termbase.model.codes import Code
from termbase.model.concept import Concept, ConceptId, Designation, RemoteConcept, glossary_of
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.glossary_file import CustomField
from termbase.model.scalars import Id, Line, Url
from termbase.model.vocabulary import DesignationKind, Status
from termbase.reading.fetch import fetch
from termbase.text.folding import fold
from termbase.text.slug import slug
from termbase.text.untrusted import UntrustedError, read_json

_Definition = Annotated[str, StringConstraints(max_length=20_000)]


@with_config(ConfigDict(extra="ignore"))
class RemoteTerm(TypedDict):
    """The fields of a TERM of the API that are used; others are passed over."""

    id: Id
    url: Url
    term: Line
    abbreviations: list[Line]
    synonyms: list[Line]
    variants: list[Line]
    definition: _Definition
    former_ids: NotRequired[list[str]]


@with_config(ConfigDict(extra="ignore"))
class _Titled(TypedDict):
    title: NotRequired[Line]


@with_config(ConfigDict(extra="ignore"))
class _File(TypedDict):
    version: Literal["1"]
    terms: list[RemoteTerm]
    glossary: NotRequired[_Titled]


@cache
def _adapter() -> TypeAdapter[Any]:
    """Checks an API file; most glossaries read none."""
    return TypeAdapter(_File)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteGlossary:
    """The terms of another glossary, read from its API file."""

    key: str
    """What it is called here: the name of the file, or the host of the URL."""
    title: str = ""
    terms: tuple[RemoteTerm, ...] = ()
    unread: bool = False
    """Whether it could not be read, so that its terms are unknown."""
    compiled: "Remotes | None" = None
    """Its terms, if it is another glossary of the same site and so has been compiled."""
    assets: str = ""
    """The folder of its data for scripts, if it is on the same site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remotes:
    """The terms of all other glossaries that this one knows."""

    concepts: tuple[Concept, ...] = ()
    """One for each term, with its names."""
    by_id: Mapping[ConceptId, RemoteConcept] = field(default_factory=dict)
    """The terms by the ids that they have here, such as `sales:churn`."""
    former_ids: Mapping[str, ConceptId] = field(default_factory=dict)
    """Ids that they had before, such as `sales:attrition`, each with the one it leads to."""
    unread: bool = False
    """Whether a glossary could not be read, so that a name which nothing has here may be one of its terms."""
    neighbors: frozenset[str] = frozenset()
    """The names of the glossaries that are on the same site."""
    fields: Mapping[str, tuple[CustomField, ...]] = field(default_factory=dict)
    """The custom fields of each of those, by its name."""

    def knows(self, ref: str) -> bool:
        """Whether a reference is the id of a remote term, as far as can be known."""
        return self.find(ref) is not None or (self.unread and ":" in ref)

    def find(self, ref: str) -> RemoteConcept | None:
        """The term with an id, present or former."""
        return self.by_id.get(self.former_ids.get(ref, ConceptId(ref)))

    def names(self, concepts: Sequence[Concept], former_ids: Mapping[str, ConceptId], *, own_first: bool) -> Names:
        """The names of our own concepts and of remote terms; see `named_apart`."""
        others = self.named_apart(concepts, own_first=own_first).concepts
        return index_names((*concepts, *others), {**self.former_ids, **former_ids})

    def named_apart(self, concepts: Iterable[Concept], *, own_first: bool) -> "Remotes":
        """The same without the names that mean one of our own concepts, because it is the same as the remote one.

        Args:
            concepts: Our own concepts.
            own_first: Whether one of our names means no term of a glossary of the same site, as in our own texts.
        """
        names: dict[ConceptId, set[str]] = {}
        ours: set[str] = set()
        for concept in concepts:
            for other in concept.same_elsewhere:
                names.setdefault(other.id, set()).update(fold(name.text) for name in concept.designations)
            if own_first and self.neighbors:
                ours.update(fold(name.text) for name in concept.designations)
        if not (names or ours):
            return self

        def left_out(name: str, id: ConceptId) -> bool:
            return name in names.get(id, ()) or (name in ours and glossary_of(id) in self.neighbors)

        left = (
            replace(c, designations=tuple(n for n in c.designations if not left_out(fold(n.text), c.id)))
            for c in self.concepts
        )
        return replace(self, concepts=tuple(left))


def parse_remote(text: str, *, file: str) -> tuple[RemoteGlossary, tuple[Diagnostic, ...]]:
    """Reads the text of a `terms.json`. An invalid file gives no terms and one diagnostic.

    Args:
        text: The text.
        file: The path or URL that it was read from, which also gives the glossary its name here.
    """
    key = _key(file)
    try:
        data = _adapter().validate_python(read_json(text))
    except (UntrustedError, ValidationError) as error:
        where = Location(file=file)
        if isinstance(error, UntrustedError):
            what, where = error.message, Location(file=file, line=error.line, column=error.column)
        else:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            what = f"“{'.'.join(map(str, first['loc'])) or 'the file'}” is missing or has an unexpected value"
        return RemoteGlossary(key=key, unread=True), (
            Diagnostic(
                code=Code.NOT_AN_API_FILE,
                severity=Severity.WARNING,
                message=f"this is not a glossary's API file: {what}",
                where=where,
                hint="Its terms are not linked. Use the URL of a `/api/v1/terms.json`, or a copy of that file.",
            ),
        )
    return RemoteGlossary(key=key, title=data.get("glossary", {}).get("title", ""), terms=tuple(data["terms"])), ()


def _key(place: str) -> str:
    """What a glossary is called here: `sales` for “glossary/remote/sales.json”."""
    address = urlsplit(place) if "://" in place else None
    return slug((address.hostname or "") if address else Path(place).stem) or "remote"


def read_remotes(
    places: Iterable[str], *, relative_to: Path
) -> tuple[tuple[RemoteGlossary, ...], tuple[Diagnostic, ...]]:
    """Reads the terms at URLs and in files; a glossary that cannot be read is reported and has none."""
    read: list[RemoteGlossary] = []
    found: list[Diagnostic] = []
    keys: set[str] = set()
    for place in places:
        text, unread = fetch(place if "://" in place else str(relative_to / place))
        glossary, wrong = parse_remote(text, file=place) if text else (RemoteGlossary(key=_key(place), unread=True), ())
        key = next(k for n in count(1) if (k := glossary.key if n == 1 else f"{glossary.key}-{n}") not in keys)
        keys.add(key)
        found += (*unread, *wrong)
        read.append(replace(glossary, key=key))
    return tuple(read), tuple(found)


def index_remotes(glossaries: Iterable[RemoteGlossary]) -> Remotes:
    """Gathers the terms of other glossaries, each with all its names."""
    concepts: list[Concept] = []
    by_id: dict[ConceptId, RemoteConcept] = {}
    former_ids: dict[str, ConceptId] = {}
    unread = False
    fields: dict[str, tuple[CustomField, ...]] = {}
    for glossary in glossaries:
        unread |= glossary.unread
        if glossary.compiled is not None:
            concepts += glossary.compiled.concepts
            by_id |= glossary.compiled.by_id
            former_ids |= glossary.compiled.former_ids
            fields |= glossary.compiled.fields
        for term in glossary.terms:
            id = ConceptId(f"{glossary.key}:{term['id']}")
            former_ids |= {f"{glossary.key}:{old}": id for old in term.get("former_ids", ())}
            by_id[id] = RemoteConcept(
                id=id,
                term=term["term"],
                url=term["url"],
                definition=term["definition"],
                glossary=glossary.title or urlsplit(term["url"]).hostname or glossary.key,
            )
            concepts.append(
                Concept(
                    id=id,
                    designations=tuple(_designations(term)),
                    definition=term["definition"],
                    category=None,
                    status=Status.REVIEWED,
                    own=None,
                    accounts=(),
                    where=Location(file=term["url"]),
                )
            )
    led = {old: id for old, id in former_ids.items() if old not in by_id}
    return Remotes(
        concepts=tuple(concepts), by_id=by_id, former_ids=led, unread=unread, neighbors=frozenset(fields), fields=fields
    )


def shared_with_remotes(concepts: Iterable[Concept], remotes: Remotes) -> Iterator[Diagnostic]:
    """Records for each other glossary which of its names ours has as well; they lead to a list of both meanings."""
    owners = {fold(name.text): concept for concept in concepts for name in reversed(concept.designations)}
    owners.pop("", None)
    found: dict[str, dict[ConceptId, tuple[Concept, Concept]]] = {}
    for other in remotes.concepts:
        ours = next((owner for name in other.designations if (owner := owners.get(fold(name.text)))), None)
        if ours is not None and not _told_apart(ours, other):
            found.setdefault(glossary_of(other.id), {})[other.id] = (ours, other)
    for key, pairs in found.items():
        ours, other = next(iter(pairs.values()))
        more = f", and so do {len(pairs) - 1} other pairs" if len(pairs) > 1 else ""
        yield Diagnostic(
            code=Code.NAME_SHARED_ELSEWHERE,
            severity=Severity.NOTE,
            where=ours.where,
            message=f"“{ours.term}” shares a name with “{other.term}” of the glossary {key}{more}",
            hint="Links on that name lead to a list of both. If they are one concept, add"
            f" `same_as: [{other.id}]`, and they lead to yours.",
        )


def _told_apart(ours: Concept, other: Concept) -> bool:
    """Whether an author has said that two concepts are not one."""
    return any(item.term == other.id for account in ours.accounts for item in account.entry.spec.distinct_from)


def _designations(term: RemoteTerm) -> Iterable[Designation]:
    yield Designation(text=term["term"], kind=DesignationKind.PREFERRED)
    for names, kind in (
        (term["abbreviations"], DesignationKind.ABBREVIATION),
        (term["synonyms"], DesignationKind.ADMITTED),
        (term["variants"], DesignationKind.VARIANT),
    ):
        for name in names:
            yield Designation(text=name, kind=kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteChanges:
    """What is different in a newer copy of a remote glossary."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]


def compare(before: Iterable[RemoteTerm], after: Iterable[RemoteTerm]) -> RemoteChanges:
    """Compares two copies by id; a vanished id that another term had before, or whose name lives on, was renamed."""
    old = {term["id"]: term for term in before}
    new = {term["id"]: term for term in after}
    by_name = {fold(name.text): id for id, term in new.items() if id not in old for name in _designations(term)}
    by_name |= {former: id for id, term in new.items() for former in term.get("former_ids", ())}
    gone = [id for id in sorted(old) if id not in new]
    renamed = tuple(
        (id, found) for id in gone if (found := by_name.get(id) or by_name.get(fold(old[id]["term"]))) is not None
    )
    moved = {there for pair in renamed for there in pair}
    return RemoteChanges(
        added=tuple(id for id in sorted(new) if id not in old and id not in moved),
        removed=tuple(id for id in gone if id not in moved),
        renamed=renamed,
        changed=tuple(id for id in sorted(new) if id in old and new[id] != old[id]),
    )
