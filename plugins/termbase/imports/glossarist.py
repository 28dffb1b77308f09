"""Glossarist YAML: one concept a file, or concepts and localized concepts in files of their own."""

from collections.abc import Iterator, Mapping
from typing import Any

from termbase.imports.imported import Imported, Reading, as_markdown
from termbase.text.folding import is_abbreviation
from termbase.yaml_files.tree import parse, plain

_CODES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "it": "ita", "pt": "por"}


def looks_like_glossarist(text: str) -> bool:
    """Says whether a YAML file has the keys of a Glossarist concept."""
    value = _read(text, "")[0]
    return isinstance(value, Mapping) and (
        "localized_concepts" in value
        or "localized_concepts" in (value.get("data") or {})
        or "terms" in value
        or "terms" in _mapping(value.get("data"))
        or any(isinstance(inner, Mapping) and "terms" in inner for inner in value.values())
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _read(text: str, file: str) -> tuple[Any, tuple[str, ...]]:
    document = parse(text, file=file)
    value = plain(document.root) if document.root is not None else None
    return value, tuple(f"{d.where}: {d.message}" for d in document.diagnostics)


def read_glossarist(files: Mapping[str, str], *, language: str = "en") -> Reading:
    """Reads the files of a Glossarist folder, whichever of its two layouts it has."""
    code = _CODES.get(language, language)
    problems: list[str] = []
    values: dict[str, Mapping[str, Any]] = {}
    for file, text in sorted(files.items()):
        value, wrong = _read(text, file)
        problems += wrong
        if isinstance(value, Mapping):
            values[file] = value
    localized = {
        str(value.get("id") or file.rsplit("/", 1)[-1].rsplit(".", 1)[0]): _mapping(value.get("data"))
        for file, value in values.items()
        if "terms" in _mapping(value.get("data"))
    }
    terms = []
    for file, value in values.items():
        data = _mapping(value.get("data")) or value
        identifier = str(data.get("identifier") or value.get("termid") or value.get("id") or file)
        languages = data.get("localized_concepts")
        if isinstance(languages, Mapping):
            section: Any = localized.get(str(languages.get(code)))
            related = value.get("related") or data.get("related")
        elif file in values and "terms" in _mapping(value.get("data")):
            continue  # told by the concept that names it
        else:
            section, related = value.get(code), value.get("related")
        if not isinstance(section, Mapping):
            problems.append(f"{file}: there is nothing in “{code}”")
            continue
        term = _term(section, identifier, related)
        if term is None:
            problems.append(f"{file}: there is no designation in “{code}”")
        else:
            terms.append(term)
    return Reading(terms=tuple(terms), problems=tuple(problems))


def _texts(value: Any) -> Iterator[str]:
    """Texts out of a text, a list of texts, or a list of `{content: …}`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(value.get("content"))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _term(section: Mapping[str, Any], identifier: str, related: Any) -> Imported | None:
    full: list[str] = []
    short: list[str] = []
    deprecated: list[str] = []
    for term in section.get("terms") or ():
        name = str(_mapping(term).get("designation") or "").strip()
        status = str(_mapping(term).get("normative_status") or "")
        if not name:
            continue
        if status in ("deprecated", "superseded"):
            deprecated.append(name)
        elif _mapping(term).get("type") == "abbreviation" or is_abbreviation(name):
            short.append(name)
        else:
            full.append(name)
    if not (full or short):
        return None
    name = full[0] if full else short.pop(0)
    definitions = list(_texts(section.get("definition")))
    kinds: dict[str, list[str]] = {"broader": [], "narrower": [], "part_of": [], "parts": [], "related": []}
    for item in related if isinstance(related, list) else ():
        ref = _mapping(item).get("ref")
        target = str(_mapping(ref).get("id") or _mapping(item).get("content") or "")
        kind = str(_mapping(item).get("type") or "related")
        if target:
            kinds[_kind(kind)].append(target)
    return Imported(
        name=name, locator=identifier, id=identifier,
        definition=as_markdown(definitions[0]) if definitions else "",
        explanation="\n\n".join(as_markdown(text) for text in definitions[1:]) or None,
        abbreviations=tuple(short), synonyms=tuple(full[1:]), deprecated=tuple(deprecated),
        example="\n\n".join(as_markdown(text) for text in _texts(section.get("examples"))) or None,
        notes=tuple(as_markdown(text) for text in _texts(section.get("notes"))),
        broader=tuple(kinds["broader"]), narrower=tuple(kinds["narrower"]), related=tuple(kinds["related"]),
        part_of=tuple(kinds["part_of"]), parts=tuple(kinds["parts"]),
    )  # fmt: skip


def _kind(theirs: str) -> str:
    """Our kind of relation for one of theirs, such as "broader_partitive"."""
    for up, ours in (("broader", ("broader", "part_of")), ("narrower", ("narrower", "parts"))):
        if theirs.startswith(up):
            return ours["partitive" in theirs]
    return "related"
