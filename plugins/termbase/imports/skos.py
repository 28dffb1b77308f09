"""SKOS in Turtle, JSON-LD or RDF/XML, read by rdflib."""

from collections.abc import Iterator

from termbase.imports.imported import Imported, Reading, as_markdown
from termbase.text.folding import is_abbreviation
from termbase.text.untrusted import UntrustedError, check_contexts, check_xml, read_json

_FORMS = {"json-ld": "JSON-LD", "xml": "RDF/XML", "turtle": "Turtle"}


def read_skos(text: str, *, file: str, language: str = "en") -> Reading:
    """Reads every skos:Concept. Labels of the language are taken and, where it has none, those of any."""
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF, SKOS
    from rdflib.term import Node

    PARTS = Namespace("http://purl.org/iso25964/skos-thes#")  # noqa: N806 -- a namespace, like SKOS
    graph = Graph()
    form = (
        "json-ld"
        if text.lstrip().startswith(("{", "["))
        else "xml"
        if text.lstrip().startswith("<") and "<rdf:" in text
        else "turtle"
    )
    try:
        graph.parse(data=_guarded(text, form), format=form)
    except UntrustedError as error:
        return Reading(terms=(), problems=(f"{file}:{error.line}:{error.column}: {error.message}. {error.hint}",))
    except Exception as error:  # rdflib's parsers share no class of errors
        line = getattr(error, "lines", -1) + 1  # Turtle counts lines from 0
        return Reading(terms=(), problems=(f"{file}:{max(line, 1)}:1: this is not valid {_FORMS[form]}",))

    def literals(concept: Node, kind: Node) -> Iterator[str]:
        found = [value for value in graph.objects(concept, kind) if str(value)]
        own = [v for v in found if (getattr(v, "language", None) or language).split("-")[0] == language]
        yield from sorted(str(value) for value in (own or found))

    def refs(concept: Node, kind: Node, *, but: Node | None = None) -> tuple[str, ...]:
        # A file that calls a relation partitive has it once more as plain hierarchy.
        partitive = set(graph.objects(concept, but)) if but is not None else set()
        return tuple(sorted(_local(str(value)) for value in graph.objects(concept, kind) if value not in partitive))

    terms, problems = [], []
    for concept in sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str):
        names = list(literals(concept, SKOS.prefLabel))
        if not names:
            problems.append(f"{file}: {concept} has no preferred label")
            continue
        alternatives = [*literals(concept, SKOS.altLabel), *names[1:]]
        definitions = list(literals(concept, SKOS.definition))
        notes = [n for kind in (SKOS.note, SKOS.scopeNote, SKOS.historyNote) for n in literals(concept, kind)]
        collections = sorted(
            _local(str(owner))
            for owner in graph.subjects(SKOS.member, concept)
            if (owner, RDF.type, SKOS.Collection) in graph
        )
        terms.append(
            Imported(
                name=names[0], locator=_local(str(concept)), id=_local(str(concept)),
                definition=as_markdown(definitions[0]) if definitions else "",
                explanation="\n\n".join(as_markdown(text) for text in definitions[1:]) or None,
                category=collections[0] if collections else None,
                abbreviations=tuple(name for name in alternatives if is_abbreviation(name)),
                synonyms=tuple(name for name in alternatives if not is_abbreviation(name)),
                variants=tuple(literals(concept, SKOS.hiddenLabel)),
                broader=refs(concept, SKOS.broader, but=PARTS["broaderPartitive"]), part_of=refs(concept, PARTS["broaderPartitive"]),
                narrower=refs(concept, SKOS.narrower, but=PARTS["narrowerPartitive"]), parts=refs(concept, PARTS["narrowerPartitive"]),
                related=refs(concept, SKOS.related), example="\n\n".join(map(as_markdown, literals(concept, SKOS.example))) or None,
                notes=tuple(as_markdown(note) for note in notes),
            )
        )  # fmt: skip
    return Reading(terms=tuple(terms), problems=tuple(problems))


def _guarded(text: str, form: str) -> str:
    """The text after the checks that rdflib does not make."""
    if form == "json-ld":
        value = read_json(text)
        check_contexts(value)
    elif form == "xml":
        check_xml(text)
    return text.removeprefix("\ufeff")


def _local(uri: str) -> str:
    """The last part of an address: what stands behind the last "#" or "/"."""
    return uri.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
