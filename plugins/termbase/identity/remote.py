"""Another glossary's terms, read from its API file, so that names lead there.

A remote term is a name and an address, nothing more: it has no page here and is in no index. Where
a local term has the name, the local one wins; between two remote glossaries, the one named first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from termbase.identity.names import Names, index_names
from termbase.model.concept import Concept, ConceptId, Designation
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.scalars import Id, Line, Url
from termbase.model.vocabulary import DesignationKind, Status
from termbase.reading.fetch import fetch
from termbase.text.folding import fold
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
class _File(TypedDict):
    version: Literal["1"]
    terms: list[RemoteTerm]


_ADAPTER: Final[TypeAdapter[Any]] = TypeAdapter(_File)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """The names of other glossaries that lead somewhere here has nothing for."""

    concepts: tuple[Concept, ...] = ()
    """One for each remote term, with the names that are free here; its id has a colon, as no local one has."""
    urls: Mapping[ConceptId, str]
    """Where each of them is."""


def parse_remote(text: str, *, file: str) -> tuple[tuple[RemoteTerm, ...], tuple[Diagnostic, ...]]:
    """Reads the text of a `terms.json`. A file that is none gives no terms and one diagnostic."""
    try:
        terms: list[RemoteTerm] = _ADAPTER.validate_python(read_json(text))["terms"]
    except (UntrustedError, ValidationError) as error:
        where = Location(file=file)
        if isinstance(error, UntrustedError):
            what, where = error.message, Location(file=file, line=error.line, column=error.column)
        else:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            what = f"“{'.'.join(map(str, first['loc'])) or 'the file'}” is missing or has an unexpected value"
        return (), (
            Diagnostic(
                code="TB114",
                severity=Severity.WARNING,
                message=f"this is not a glossary's API file: {what}",
                where=where,
                hint="Its terms are not linked. Use the URL of a `/api/v1/terms.json`, or a copy of that file.",
            ),
        )
    return tuple(terms), ()


def read_remotes(
    places: Iterable[str], *, relative_to: Path
) -> tuple[tuple[tuple[RemoteTerm, ...], ...], tuple[Diagnostic, ...]]:
    """Reads the terms at URLs and in files; a glossary that cannot be read is reported and yields none."""
    read: list[tuple[RemoteTerm, ...]] = []
    found: list[Diagnostic] = []
    for place in places:
        text, unread = fetch(place if "://" in place else str(relative_to / place))
        terms, wrong = parse_remote(text, file=place) if text else ((), ())
        found += (*unread, *wrong)
        read.append(terms)
    return tuple(read), tuple(found)


def remote_names(glossaries: Iterable[Iterable[RemoteTerm]], local: Names) -> Remote:
    """Gathers the names of remote glossaries that are free here."""
    concepts: list[Concept] = []
    urls: dict[ConceptId, str] = {}
    taken = local
    for number, terms in enumerate(glossaries, 1):
        new: list[Concept] = []
        for term in terms:
            free = tuple(name for name in _designations(term) if not taken.meanings(name.text))
            if free:
                id = ConceptId(f"remote-{number}:{term['id']}")
                urls[id] = term["url"]
                new.append(
                    Concept(
                        id=id,
                        designations=free,
                        definition=term["definition"],
                        category=None,
                        status=Status.REVIEWED,
                        own=None,
                        accounts=(),
                        where=Location(file=term["url"]),
                    )
                )
        concepts += new
        taken = _joined(local, concepts)
    return Remote(concepts=tuple(concepts), urls=urls)


def _joined(local: Names, concepts: Iterable[Concept]) -> Names:
    more = index_names(concepts, {})
    return Names(
        ids={**more.ids, **local.ids},
        abbreviations={**more.abbreviations, **local.abbreviations},
        folded={**more.folded, **local.folded},
        folded_abbreviations={**more.folded_abbreviations, **local.folded_abbreviations},
        spellings={**more.spellings, **local.spellings},
        spelled={**more.spelled, **local.spelled},
    )


def with_remote(local: Names, remote: Remote) -> Names:
    """The names of both; a local one comes first."""
    return _joined(local, remote.concepts) if remote.concepts else local


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
