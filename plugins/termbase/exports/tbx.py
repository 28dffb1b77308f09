"""TBX-Basic, the exchange format of terminology databases (ISO 30042:2019, style DCA).

DCA, "data category as attribute": every element is one of the core's, so that a reader needs one
schema and one namespace. Data that TBX-Basic cannot represent is left out; the JSON API has all of it.
"""

from collections.abc import Iterator
from typing import Final

from termbase.exports.xml_document import DECLARATION, branch, leaf
from termbase.model.artifact import Artifact
from termbase.model.author_files import SourceItem
from termbase.model.concept import Concept, ConceptId, Designation
from termbase.model.vocabulary import DesignationKind
from termbase.site.site import Site
from termbase.text.one_line import one_line

PATH: Final = "exports/glossary.tbx"


def export(site: Site) -> Iterator[Artifact]:
    """The file; none for a glossary without terms, since a TBX file has at least one."""
    if not site.termbase.concepts:
        return
    body = branch(2, "body", (_concept(site, concept) for concept in site.termbase.concepts))
    root = branch(
        0,
        "tbx",
        (_header(site), branch(1, "text", (body,))),
        xmlns="urn:iso:std:iso:30042:ed-2",
        type="TBX-Basic",
        style="dca",
        xml__lang=site.termbase.language,
    )
    yield Artifact(path=PATH, content=f"{DECLARATION}{root}")


def _id(concept: ConceptId) -> str:
    """The id in the file, where it must begin with a letter."""
    return f"c-{concept}"


def _header(site: Site) -> str:
    title = branch(3, "titleStmt", (leaf("title", site.termbase.title),))
    origins = (site.addresses.site_url or site.termbase.title, *map(_citation, site.termbase.sources))
    origin = branch(3, "sourceDesc", (leaf("p", text) for text in origins))
    return branch(1, "tbxHeader", (branch(2, "fileDesc", (title, origin)),))


def _citation(source: SourceItem) -> str:
    known = (source.author, source.title, source.publisher, source.date, source.url)
    return ", ".join(part for part in known if part)


def _concept(site: Site, concept: Concept) -> str:
    def made(site: Site) -> str:
        return branch(3, "conceptEntry", _facts(site, concept), id=_id(concept.id))

    return site.fragments.of("tbx", concept, made)


def _facts(site: Site, concept: Concept) -> Iterator[str]:
    if date := site.updated.get(concept.where.file):
        change = leaf("transac", "modification", type="transactionType")
        yield branch(4, "transacGrp", (change, leaf("date", date)))
    if (category := site.termbase.category_by_id.get(concept.category or "")) is not None:
        yield leaf("descrip", category.title, type="subjectField")
    for other in dict.fromkeys(relation.target for relation in concept.relations):
        yield leaf("ref", site.terms[other], type="crossReference", target=_id(other))
    if site.addresses.site_url:
        page = site.addresses.absolute(site.addresses.term(concept.id))
        yield leaf("xref", concept.term, type="externalCrossReference", target=page)
    elsewhere = {relation.to.url: relation.to.term for relation in concept.remote_relations}
    elsewhere |= {other.url: other.term for other in concept.same_elsewhere}
    for url, term in elsewhere.items():
        yield leaf("xref", term, type="externalCrossReference", target=url)
    yield branch(4, "langSec", _words(site, concept), xml__lang=site.termbase.language)


def _words(site: Site, concept: Concept) -> Iterator[str]:
    texts = site.texts.concepts[concept.id]
    definition = leaf("descrip", texts.definition.plain, type="definition")
    yield branch(5, "descripGrp", (definition, leaf("admin", _origin(site, concept), type="source")))
    for other, difference in texts.contrasts.items():
        yield leaf("note", f"Not to be confused with {site.terms[other]}: {difference.plain}")
    for relation in concept.remote_relations:
        if (told := texts.remote_contrasts.get(relation.to.id)) is not None:
            yield leaf("note", f"Not to be confused with {relation.to.term}: {told.plain}")
    for note in texts.notes:
        yield leaf("note", note.plain)
    for designation in concept.designations:
        if one_line(designation.text):
            yield branch(5, "termSec", _term(site, concept, designation))


def _origin(site: Site, concept: Concept) -> str:
    """The source of the definition: our own, the one it was imported from or, without a file, the first source."""
    imported = concept.own.imported_from if concept.own else None
    known = site.termbase.source_by_id.get(imported.source if imported else concept.lead.source or "")
    return known.title if known else site.termbase.title


def _term(site: Site, concept: Concept, designation: Designation) -> Iterator[str]:
    yield leaf("term", designation.text)
    yield leaf("termNote", designation.kind.tbx, type="administrativeStatus")
    if kind := _term_type(concept, designation):
        yield leaf("termNote", kind, type="termType")
    if designation.reason:
        yield leaf("note", designation.reason)
    for source in designation.sources:
        if source in site.termbase.source_by_id:
            yield leaf("admin", site.termbase.source_by_id[source].title, type="source")


def _term_type(concept: Concept, designation: Designation) -> str | None:
    match designation.kind:
        case DesignationKind.ABBREVIATION:
            return "abbreviation"
        case DesignationKind.VARIANT:
            return "variant"
        case DesignationKind.PREFERRED if concept.abbreviations:
            return "fullForm"
        case _:
            return None
