"""SKOS in Turtle, N-Triples, JSON-LD or RDF/XML, read by rdflib; without network access."""

import warnings
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from termbase.imports.imported import ImportOptions, Reading, problem, refusal
from termbase.imports.places import shown_place
from termbase.imports.skos_places import BASE, subjects_of
from termbase.text.untrusted import UntrustedError, check_contexts, check_xml, read_json

if TYPE_CHECKING:
    from rdflib import Graph


_FORMS = {"json-ld": "JSON-LD", "xml": "RDF/XML", "turtle": "Turtle"}


def read_skos(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads every skos:Concept of all files, which may refer to each other."""
    try:
        from rdflib import Graph
    except ImportError:
        told = 'SKOS is read with rdflib, which is not installed: pip install "mkdocs-termbase[rdf]"'
        return Reading(terms=(), problems=tuple(problem(name, told) for name in files))

    from termbase.imports.skos_concepts import Concepts

    graph = Graph()
    problems: list[str] = []
    places: dict[str, str] = {}
    for name, text in files.items():
        form = _form(text)
        if wrong := _parse(graph, text, form):
            problems.append(refusal(name, wrong))
        else:
            found = subjects_of(text.removeprefix("\ufeff"), form)
            places = {**{iri: shown_place(name, place) for iri, place in found.items()}, **places}
    language, remark = _language(graph, options)
    concepts = Concepts(graph=graph, language=language, places=places, where=shown_place(next(iter(files))))
    terms = concepts.read()
    if not terms and not problems:
        problems.append(problem(min(files), _seen(graph, language)))
    return Reading(
        terms=terms, left_out=tuple(concepts.left), problems=tuple(problems), remarks=(remark,) if remark else ()
    )


def _form(text: str) -> str:
    """The name that rdflib has for the form of a file."""
    head = text.removeprefix("\ufeff").lstrip()[:200]
    return (
        "json-ld"
        if head.startswith(("{", "[")) and not head.startswith("[]")
        else "xml"
        if head.startswith(("<?xml", "<!DOCTYPE")) or "<rdf:RDF" in head
        else "turtle"
    )


def _parse(graph: "Graph", text: str, form: str) -> UntrustedError | None:
    text = text.removeprefix("\ufeff")
    try:
        if form == "json-ld":
            check_contexts(read_json(text))
        elif form == "xml":
            check_xml(text, plain_entities=True)
    except UntrustedError as error:
        return error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
            graph.parse(data=text, format=form, publicID=BASE)
    except Exception as error:
        return _reason(form, error)
    return None


def _reason(form: str, error: Exception) -> UntrustedError:
    """What is wrong with a file, with its line where the parser knows it."""
    # Turtle counts lines from 0, and characters from the beginning of the file.
    line, read = getattr(error, "lines", -1) + 1, getattr(error, "_str", b"")[: getattr(error, "_i", 0)]
    before = (read.decode("utf-8", "replace") if isinstance(read, bytes) else str(read)).rpartition("\n")[2]
    return UntrustedError(
        f"this is not valid {_FORMS[form]}",
        hint="Compare it with a working file",
        line=max(line, 1),
        column=len(before) + 1 if line > 0 else 1,
    )


def _language(graph: "Graph", options: ImportOptions) -> tuple[str, str | None]:
    """The language to take: the one asked for, the glossary's, or the one that most labels have."""
    from rdflib.namespace import SKOS
    from rdflib.term import Literal

    from termbase.imports.skos_concepts import XL

    wanted = (options.language or options.glossary_language).split("-")[0].casefold()
    labels = [*graph.objects(None, SKOS.prefLabel), *graph.objects(None, XL.literalForm)]
    found = Counter((label.language or "").split("-")[0].casefold() for label in labels if isinstance(label, Literal))
    if options.language or not found or wanted in found or "" in found:
        return wanted, None
    chosen = found.most_common(1)[0][0]
    return chosen, f"no label is in “{wanted}”; “{chosen}” is used instead"


def _seen(graph: "Graph", language: str) -> str:
    from rdflib.namespace import RDF, SKOS

    kinds = Counter(str(kind) for kind in graph.objects(None, RDF.type))
    if kinds.get(str(SKOS.Concept)):
        return f"no concept has a label in “{language}”. Choose another language with --language"
    most = ", ".join(f"{kind} ({count})" for kind, count in kinds.most_common(5)) or "nothing with a type"
    return f"it has no skos:Concept; it has {most}"
