"""TBX (ISO 30042), the 2008 and the 2019 edition, in the style of data categories as attributes or as elements."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from termbase.imports.imported import Imported, Reading, as_markdown
from termbase.text.untrusted import UntrustedError, read_xml

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_tbx(text: str, *, file: str, language: str = "en") -> Reading:
    """Reads every concept entry in one language; entries without it are reported."""
    try:
        root = read_xml(text)
    except UntrustedError as error:
        return Reading(terms=(), problems=(f"{file}:{error.line}:{error.column}: {error.message}. {error.hint}",))
    terms, problems = [], []
    for number, entry in enumerate(_named(root, "conceptEntry", "termEntry"), 1):
        place = entry.get("id") or f"entry {number}"
        term = _term(entry, place, language)
        if term is None:
            problems.append(f"{file}: {place} has no term in “{language}”")
        else:
            terms.append(term)
    return Reading(terms=tuple(_without_prefix(terms)), problems=tuple(problems))


def _without_prefix(terms: list[Imported]) -> Iterator[Imported]:
    """Takes off the "c-" that our own export puts before every id, since XML ids begin with a letter."""
    if not all((term.id or "").startswith("c-") for term in terms):
        yield from terms
        return
    for term in terms:
        bare = (term.id or "").removeprefix("c-")
        yield replace(term, id=bare, related=tuple(ref.removeprefix("c-") for ref in term.related))


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _named(root: Element, *tags: str) -> Iterator[Element]:
    return (element for element in root.iter() if _tag(element) in tags)


def _values(root: Element, kind: str) -> list[str]:
    """Texts of a data category, as an attribute `type` or as an element."""
    found = [e for e in root.iter() if e.get("type") == kind or _tag(e) == kind]
    return [" ".join("".join(e.itertext()).split()) for e in found]


def _term(entry: Element, place: str, language: str) -> Imported | None:
    sections = [
        s for s in _named(entry, "langSec", "langSet") if (s.get(_LANG) or "").split("-")[0].lower() == language
    ]
    names: dict[str, list[str]] = {"preferred": [], "admitted": [], "deprecated": [], "abbreviation": []}
    for section in sections:
        for term in _named(section, "termSec", "tig", "ntig"):
            text = next((" ".join("".join(e.itertext()).split()) for e in _named(term, "term")), "")
            status = " ".join(_values(term, "administrativeStatus"))
            kind = " ".join(_values(term, "termType"))
            if text and ("abbreviation" in kind or "acronym" in kind or "initialism" in kind):
                names["abbreviation"].append(text)
            elif text:
                group = "deprecated" if "deprecated" in status else "admitted" if "admitted" in status else "preferred"
                names[group].append(text)
    full = [*names["preferred"], *names["admitted"], *names["abbreviation"], *names["deprecated"]]
    if not full:
        return None
    definitions = [d for s in sections for d in _values(s, "definition")] or _values(entry, "definition")
    subjects = _values(entry, "subjectField")
    targets = tuple(
        dict.fromkeys(
            (e.get("target") or "".join(e.itertext())).strip().lstrip("#")
            for e in entry.iter()
            if e.get("type") == "crossReference" or _tag(e) == "crossReference"
        )
    )
    return Imported(
        name=full[0], locator=place, id=entry.get("id"),
        definition=as_markdown(definitions[0]) if definitions else "",
        explanation="\n\n".join(as_markdown(text) for text in dict.fromkeys(definitions[1:])) or None,
        category=subjects[0] if subjects else None,
        abbreviations=tuple(n for n in names["abbreviation"] if n != full[0]),
        synonyms=tuple(n for n in (*names["preferred"], *names["admitted"]) if n != full[0]),
        deprecated=tuple(n for n in names["deprecated"] if n != full[0]),
        related=targets,
        notes=tuple(as_markdown(text) for text in _values(entry, "note")),
    )  # fmt: skip
