"""TBX (ISO 30042), the 2008 and the 2019 edition, in the style of data categories as attributes or as elements."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.fields import language_code
from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, in_all, problem, refusal
from termbase.imports.places import Place, shown_place
from termbase.imports.plain_text import as_markdown
from termbase.imports.record import keep, status_of
from termbase.text.untrusted import UntrustedError, read_xml

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES: Final = ("conceptEntry", "termEntry")
_SECTIONS: Final = ("langSec", "langSet")
_TERMS: Final = ("termSec", "tig", "ntig")
_HANDLED: Final = frozenset(("definition", "subjectField", "crossReference", "note", "example", "context", "administrativeStatus",
                             "termType", "normativeAuthorization"))  # fmt: skip
_SHORT: Final = ("abbreviation", "acronym", "initialism", "shortForm", "clippedTerm")


def read_tbx(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads every concept entry in one language; other languages are counted."""
    return in_all(_read(name, text, options) for name, text in files.items())


def _read(name: str, text: str, options: ImportOptions) -> Reading:
    try:
        root, starts = read_xml(text)
    except UntrustedError as error:
        return Reading(problems=(refusal(name, error),))
    entries = list(_named(root, *_ENTRIES))
    language, remark = _language(entries, options)
    places = {id(element): Place(*start) for element, start in zip(root.iter(), starts, strict=True)}
    reader = _Reader(file=name, language=language, places=places)
    inside = {id(e) for entry in entries for e in entry.iter()}
    outside = [e for e in root.iter() if id(e) not in inside and (e.text or "").strip()]
    about = " ".join(" ".join((e.text or "").split()) for e in outside)
    reader.leave_out("about the file as a whole", about, outside[0] if outside else root)
    terms = [term for number, entry in enumerate(entries, 1) if (term := reader.term(entry, number)) is not None]
    problems = (
        () if terms else (problem(name, f"there is no term in “{language}”. Choose another language with --language"),)
    )
    return Reading(terms=tuple(_without_prefix(terms)), left_out=tuple(reader.left), problems=problems,
                   remarks=(f"{name}: {remark}",) if remark else ())  # fmt: skip


def _language(entries: list[Element], options: ImportOptions) -> tuple[str, str | None]:
    """The language to take, and a note if the file lacks the glossary's language."""
    wanted = (options.language or options.glossary_language).split("-")[0].casefold()
    found = Counter(_code(section) for entry in entries for section in _named(entry, *_SECTIONS))
    if options.language or wanted in found or not found:
        return wanted, None
    chosen = found.most_common(1)[0][0]
    return chosen, f"there is nothing in “{wanted}”; “{chosen}” is used instead"


def _code(section: Element) -> str:
    written = section.get(_LANG) or section.get("lang") or ""
    return language_code(written) or written.split("-")[0].casefold()


def _without_prefix(terms: list[Imported]) -> Iterator[Imported]:
    """Removes the "c-" that our own export puts before every id, since XML ids begin with a letter."""
    if not all((term.id or "").startswith("c-") for term in terms):
        yield from terms
        return
    for term in terms:
        bare = (term.id or "").removeprefix("c-")
        yield replace(term, id=bare, locator=bare, related=tuple(ref.removeprefix("c-") for ref in term.related))


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _named(root: Element, *tags: str) -> Iterator[Element]:
    return (element for element in root.iter() if _tag(element) in tags)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _kind(element: Element) -> str:
    return element.get("type") or _tag(element)


@dataclass(slots=True)
class _Reader:
    file: str
    language: str
    places: Mapping[int, Place]
    """Where each element begins, by its identity."""
    left: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, text: str, element: Element) -> None:
        if words := " ".join(text.split()):
            self.left.append(LeftOut(kind=kind, text=words, where=shown_place(self.file, self.places.get(id(element)))))

    def term(self, entry: Element, number: int) -> Imported | None:
        sections = list(_named(entry, *_SECTIONS))
        own = [section for section in sections if _code(section) == self.language]
        names = _designations(own)
        full = [*names["preferred"], *names["admitted"], *names["abbreviation"], *names["deprecated"]]
        if not full:
            self.leave_out(f"concepts without a name in “{self.language}”", _words(entry), entry)
            return None
        for section in sections:
            if section not in own:
                self.leave_out(f"in other languages ({_code(section) or 'none given'})", _words(section), section)
        foreign = {id(e) for section in sections if section not in own for e in section.iter()}
        values: dict[str, list[str]] = {}
        rest: dict[str, str] = {}
        for element in entry.iter():
            if id(element) not in foreign:
                _sort(element, values, rest)
        definitions = values.get("definition", [])
        subjects = values.get("subjectField", [])
        for subject in subjects[1:]:
            keep(rest, "subjectField", subject)
        status = next((s for v in values.get("administrativeStatus", []) if (s := status_of(v))), None)
        identifier = entry.get("id")
        first = full[0]
        return Imported(
            name=first, locator=identifier or first, where=shown_place(self.file, self.places.get(id(entry))), id=identifier, status=status,
            definition=as_markdown(definitions[0]) if definitions else "",
            explanation="\n\n".join(as_markdown(text) for text in dict.fromkeys(definitions[1:])) or None,
            category=subjects[0] if subjects else None,
            abbreviations=tuple(n for n in names["abbreviation"] if n != first),
            synonyms=tuple(n for n in (*names["preferred"], *names["admitted"]) if n != first),
            deprecated=tuple(n for n in names["deprecated"] if n != first),
            related=tuple(dict.fromkeys(values.get("crossReference", []))),
            example="\n\n".join(map(as_markdown, [*values.get("example", []), *values.get("context", [])])) or None,
            notes=tuple(as_markdown(text) for text in values.get("note", [])), rest=rest,
        )  # fmt: skip


def _designations(sections: list[Element]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {"preferred": [], "admitted": [], "deprecated": [], "abbreviation": []}
    for section in sections:
        for term in _named(section, *_TERMS):
            text = next((_words(e) for e in _named(term, "term")), "")
            status = " ".join(
                _words(e) for e in term.iter() if _kind(e) in ("administrativeStatus", "normativeAuthorization")
            )
            kind = " ".join(_words(e) for e in term.iter() if _kind(e) == "termType")
            if text and any(short in kind for short in _SHORT):
                names["abbreviation"].append(text)
            elif text:
                old = "deprecated" in status or "superseded" in status
                names["deprecated" if old else "admitted" if "admitted" in status else "preferred"].append(text)
    return names


def _sort(element: Element, values: dict[str, list[str]], rest: dict[str, str]) -> None:
    """Assigns the text of an element to a field of a term or to the comments."""
    tag, kind, words = _tag(element), _kind(element), _words(element)
    if tag == "term" or (len(element) and not (element.text or "").strip() and "type" not in element.attrib):
        return
    if kind == "crossReference":
        values.setdefault(kind, []).append((element.get("target") or words).strip().lstrip("#"))
        if element.get("target"):
            return
    elif not words:
        return
    elif kind in _HANDLED:
        values.setdefault(kind, []).append(words)
    elif element.get("target"):
        keep(rest, kind, f"{words} {element.get('target')}")
    elif tag not in ("hi", "foreign", "xref"):
        keep(rest, kind, words)
