"""Glossarist YAML: one concept per file, concepts and localized concepts in separate files, or a stream of both."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from termbase.imports.fields import language_code
from termbase.imports.foreign_yaml import read_documents
from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, problem, refusal, texts
from termbase.imports.places import Place, place_of, shown_place
from termbase.imports.plain_text import as_markdown
from termbase.imports.record import status_of
from termbase.text.folding import is_abbreviation

_SHORT: Final = ("abbreviation", "acronym", "initialism", "truncation")
_TAKEN: Final = (
    "terms", "definition", "notes", "examples", "related", "localized_concepts", "identifier", "termid", "data", "id",
)  # fmt: skip
"""Keys that have a place in a term file."""
_ADMINISTRATION: Final = frozenset(
    ("dates", "review_date", "review_decision_date", "review_decision_event", "review_type", "review_status",
     "review_decision", "review_decision_notes", "date_accepted", "date_amended", "uuid", "lineage_source",
     "lineage_source_similarity", "release", "entry_status", "language_code", "id", "script", "system", "version")
)  # fmt: skip
"""Keys about the record rather than the concept; they are only counted."""


def looks_like_glossarist(documents: list[Any]) -> bool:
    """Whether YAML documents have the keys of Glossarist concepts."""
    return any(
        isinstance(d, Mapping)
        and ("localized_concepts" in d or {"localized_concepts", "terms"} & set(_map(d.get("data")))
             or (("termid" in d or "terms" in d) and _sections(d)) or ("designation" in str(d.get("terms"))[:200]))
        for d in documents[:3]
    )  # fmt: skip


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sections(concept: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Sections of the older layout, by the two-letter code of their language."""
    return {code: inner for key, inner in concept.items()
            if isinstance(inner, Mapping) and isinstance(inner.get("terms"), list) and (code := language_code(str(key)))}  # fmt: skip


@dataclass(slots=True)
class _Concept:
    file: str
    identifier: str
    whole: Mapping[str, Any]
    sections: dict[str, Mapping[str, Any]]


@dataclass(slots=True)
class _Reader:
    language: str
    left: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, value: object, file: str, place: Place | None = None) -> None:
        if words := " ".join("; ".join(texts(value)).split()):
            self.left.append(LeftOut(kind=kind, text=words, where=shown_place(file, place_of(value) or place)))


def read_glossarist(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads the files of a Glossarist folder in any of its layouts."""
    problems: list[str] = []
    documents: list[tuple[str, Mapping[str, Any]]] = []
    for file, text in files.items():
        found, wrong = read_documents(text)
        if wrong:
            problems.append(refusal(file, wrong))
        documents += [(file, document) for document in found if isinstance(document, Mapping)]
    concepts, orphans = _assemble(documents)
    spoken = Counter(code for concept in concepts for code in concept.sections)
    wanted = (options.language or options.glossary_language).split("-")[0]
    wanted = language_code(wanted) or wanted
    remarks: tuple[str, ...] = ()
    if not options.language and spoken and wanted not in spoken:
        missing, wanted = wanted, spoken.most_common(1)[0][0]
        remarks = (f"there is nothing in “{missing}”; “{wanted}” is used instead",)
    reader = _Reader(language=wanted)
    for file, orphan in orphans:
        reader.leave_out("localized concepts that no concept refers to", orphan, file)
    terms = [term for concept in concepts if (term := _term(concept, reader)) is not None]
    if not terms and not problems:
        problems.append(
            problem(min(files), f"no concept has a designation in “{wanted}”. Choose another language with --language")
        )
    return Reading(terms=tuple(terms), left_out=tuple(reader.left), problems=tuple(problems), remarks=remarks)


def _assemble(
    documents: list[tuple[str, Mapping[str, Any]]],
) -> tuple[list[_Concept], list[tuple[str, Mapping[str, Any]]]]:
    localized: dict[str, tuple[str, Mapping[str, Any]]] = {}
    concepts: list[_Concept] = []
    for file, value in documents:
        data = _map(value.get("data"))
        if isinstance(data.get("terms"), list) and "localized_concepts" not in data:
            stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            key = str(value.get("id") or stem)
            outer = {k: v for k, v in value.items() if k not in ("data", "id")}
            localized[key if key not in localized else f"{key} ({file})"] = (file, {**outer, **data})
    used: set[str] = set()
    for file, value in documents:
        data = _map(value.get("data")) or value
        listed = _map(data.get("localized_concepts") or value.get("localized_concepts"))
        stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        identifier = str(data.get("identifier") or value.get("termid") or data.get("id") or value.get("id") or stem)
        sections = _sections(value)
        for code, reference in listed.items():
            if str(reference) in localized:
                used.add(str(reference))
                sections[language_code(str(code)) or str(code)] = localized[str(reference)][1]
        if listed or sections:
            concepts.append(_Concept(file=file, identifier=identifier, whole=value, sections=sections))
        elif isinstance(value.get("terms"), list):
            code = language_code(str(value.get("language_code") or "en")) or "en"
            concepts.append(_Concept(file=file, identifier=identifier, whole={}, sections={code: value}))
    return concepts, [pair for key, pair in localized.items() if key not in used]


def _texts(value: Any) -> Iterator[str]:
    """Texts out of a text, a list of texts, or a list of `{content: …}`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(value.get("content"))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _term(concept: _Concept, reader: _Reader) -> Imported | None:
    place = place_of(concept.whole)
    for code, other in concept.sections.items():
        if code != reader.language:
            reader.leave_out(f"in other languages ({code})", other, concept.file, place)
    section = concept.sections.get(reader.language)
    rest: dict[str, str] = {}
    names = _names(section or {}, rest)
    full, short = names["full"], names["short"]
    if section is None or not (full or short):
        reader.leave_out(
            f"concepts without a name in “{reader.language}”",
            {"id": concept.identifier, **(section or {})},
            concept.file,
            place,
        )
        return None
    name = full[0] if full else short.pop(0)
    definitions = list(_texts(section.get("definition")))
    data = _map(concept.whole.get("data")) or concept.whole
    relations = _relations([*_list(data.get("related")), *(_list(concept.whole.get("related")) if data is not concept.whole else []),
                            *_list(section.get("related"))], rest)  # fmt: skip
    statuses = (section.get("entry_status"), concept.whole.get("status"), data.get("status"))
    status = next((s for text in statuses if text and (s := status_of(str(text)))), None)
    domain = next(iter(texts(section.get("domain") or data.get("domain") or data.get("groups"))), None)
    _keep_rest(concept, section, data, rest=rest, domain=domain, reader=reader)
    return Imported(
        name=name, locator=concept.identifier, where=shown_place(concept.file, place or place_of(section)), id=concept.identifier, status=status, category=domain,
        definition=as_markdown(definitions[0]) if definitions else "",
        explanation="\n\n".join(as_markdown(text) for text in definitions[1:]) or None,
        abbreviations=tuple(short), synonyms=tuple(full[1:]), deprecated=tuple(names["deprecated"]),
        variants=tuple(names["symbol"]),
        example="\n\n".join(as_markdown(text) for text in _texts(section.get("examples"))) or None,
        notes=tuple(as_markdown(text) for text in _texts(section.get("notes"))),
        broader=relations["broader"], narrower=relations["narrower"], related=relations["related"],
        contrast=relations["contrast"], part_of=relations["part_of"], parts=relations["parts"], rest=rest,
    )  # fmt: skip


def _keep_rest(
    concept: _Concept,
    section: Mapping[str, Any],
    data: Mapping[str, Any],
    *,
    rest: dict[str, str],
    domain: str | None,
    reader: _Reader,
) -> None:
    """Keeps what a concept says beyond the fields of a term file; dates and reviews of the record are left out."""
    taken = {*_TAKEN, *concept.sections, *(key for key in concept.whole if language_code(key) in concept.sections)}
    for part in (section, data, {} if data is concept.whole else concept.whole):
        for key, value in part.items():
            if key in taken or not texts(value) or (key == "domain" and texts(value) == (domain,)):
                continue
            if key in _ADMINISTRATION:
                kind = "dates, reviews, and ids of the record"
                reader.leave_out(kind, {key: value}, concept.file, place_of(concept.whole))
                continue
            named = key in ("sources", "authoritative_source", "source")
            words = _source(value) if named else "; ".join(texts(value))
            rest[key] = f"{rest[key]}; {words}" if key in rest and words != rest[key] else words


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _names(section: Mapping[str, Any], rest: dict[str, str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {"full": [], "short": [], "deprecated": [], "symbol": []}
    for term in _list(section.get("terms")):
        name = " ".join(str(_map(term).get("designation") or "").split())
        more = {
            k: v for k, v in _map(term).items() if k not in ("designation", "normative_status", "type") and texts(v)
        }
        if more:
            words = f"{name}: {'; '.join(texts(more))}"
            rest["designations"] = f"{rest['designations']}; {words}" if "designations" in rest else words
        if not name:
            continue
        kind = str(_map(term).get("type") or "")
        if str(_map(term).get("normative_status") or "") in ("deprecated", "superseded"):
            names["deprecated"].append(name)
        elif any(word in kind for word in _SHORT) or (is_abbreviation(name) and "symbol" not in kind):
            names["short"].append(name)
        else:
            names["symbol" if "symbol" in kind else "full"].append(name)
    return names


def _relations(items: list[Any], rest: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {
        "broader": [],
        "narrower": [],
        "part_of": [],
        "parts": [],
        "related": [],
        "contrast": [],
    }
    for item in items:
        ref = _map(_map(item).get("ref"))
        target = str(ref.get("id") or _map(item).get("content") or "")
        kind = str(_map(item).get("type") or "related")
        ours = _kind(kind)
        if target:
            found[ours].append(target)
        if (ours == "related" and kind not in ("related", "see", "references")) or not target:
            words = f"{kind}: {'; '.join(texts(item))}"
            rest["related"] = f"{rest['related']}; {words}" if "related" in rest else words
    return {kind: tuple(dict.fromkeys(targets)) for kind, targets in found.items()}


def _kind(theirs: str) -> str:
    """Our kind of relation for one of Glossarist's, such as "broader_partitive"."""
    for up, ours in (
        ("broader", ("broader", "part_of")),
        ("narrower", ("narrower", "parts")),
        ("contrast", ("contrast",) * 2),
    ):
        if theirs.startswith(up):
            return ours["partitive" in theirs]
    return "related"


def _source(value: Any) -> str:
    """A list of sources in readable form: document, clause, URL."""
    return "; ".join(", ".join(texts(list(_leaves(item)))) for item in (value if isinstance(value, list) else [value]))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield str(value)
