"""TBX-Basic, the exchange format of terminology databases (ISO 30042:2019, style DCA).

DCA, "data category as attribute": every element is one of the core's, so that a reader needs one
schema and one namespace. What TBX-Basic has no place for is left out; the JSON API has it all.
"""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from termbase.exports.xml_document import add, serialize
from termbase.model.artifact import Artifact
from termbase.model.author_files import SourceItem
from termbase.model.concept import Concept, Designation
from termbase.model.vocabulary import DesignationKind
from termbase.site.site import Site
from termbase.text.one_line import one_line

PATH: Final = "exports/glossary.tbx"


def export(site: Site) -> Iterator[Artifact]:
    """The file; none for a glossary without terms, since a TBX file has at least one."""
    if not site.termbase.concepts:
        return
    root = Element("tbx", {"xmlns": "urn:iso:std:iso:30042:ed-2", "type": "TBX-Basic", "style": "dca"})
    root.set("xml:lang", site.termbase.language)
    _header(add(root, "tbxHeader"), site)
    body = add(add(root, "text"), "body")
    for concept in site.termbase.concepts:
        _concept(add(body, "conceptEntry", id=_id(concept)), site, concept)
    yield Artifact(path=PATH, content=serialize(root))


def _id(concept: Concept) -> str:
    """The id in the file, where it must begin with a letter."""
    return f"c-{concept.id}"


def _header(header: Element, site: Site) -> None:
    described = add(header, "fileDesc")
    add(add(described, "titleStmt"), "title", site.termbase.title)
    origin = add(described, "sourceDesc")
    add(origin, "p", site.addresses.site_url or site.termbase.title)
    for source in site.termbase.sources:
        add(origin, "p", _citation(source))


def _citation(source: SourceItem) -> str:
    known = (source.author, source.title, source.publisher, source.date, source.url)
    return ", ".join(part for part in known if part)


def _concept(entry: Element, site: Site, concept: Concept) -> None:
    base, texts = site.termbase, site.texts.concepts[concept.id]
    if date := site.updated.get(concept.where.file):
        change = add(entry, "transacGrp")
        add(change, "transac", "modification", type="transactionType")
        add(change, "date", date)
    for category in base.categories:
        if category.id == concept.category:
            add(entry, "descrip", category.title, type="subjectField")
    for other in dict.fromkeys(relation.target for relation in concept.relations):
        target = base.by_id[other]
        add(entry, "ref", target.term, type="crossReference", target=_id(target))
    if site.addresses.site_url:
        page = site.addresses.absolute(site.addresses.term(concept.id))
        add(entry, "xref", concept.term, type="externalCrossReference", target=page)
    elsewhere = {relation.to.url: relation.to.term for relation in concept.remote_relations}
    elsewhere |= {other.url: other.term for other in concept.same_elsewhere}
    for url, term in elsewhere.items():
        add(entry, "xref", term, type="externalCrossReference", target=url)
    language = add(entry, "langSec", xml__lang=base.language)
    definition = add(language, "descripGrp")
    add(definition, "descrip", texts.definition.plain, type="definition")
    add(definition, "admin", _origin(site, concept), type="source")
    for other, difference in texts.contrasts.items():
        add(language, "note", f"Not to be confused with {base.by_id[other].term}: {difference.plain}")
    for relation in concept.remote_relations:
        if (told := texts.remote_contrasts.get(relation.to.id)) is not None:
            add(language, "note", f"Not to be confused with {relation.to.term}: {told.plain}")
    for note in texts.notes:
        add(language, "note", note.plain)
    for designation in concept.designations:
        if one_line(designation.text):
            _term(add(language, "termSec"), site, concept, designation)


def _origin(site: Site, concept: Concept) -> str:
    """Whose definition it is: ours or, if there is none yet, the first source's."""
    known = site.termbase.source_by_id.get(concept.accounts[0].entry.source or "")
    return known.title if known else site.termbase.title


def _term(section: Element, site: Site, concept: Concept, designation: Designation) -> None:
    add(section, "term", designation.text)
    add(section, "termNote", designation.kind.tbx, type="administrativeStatus")
    if kind := _term_type(concept, designation):
        add(section, "termNote", kind, type="termType")
    if designation.reason:
        add(section, "note", designation.reason)
    for source in designation.sources:
        if source in site.termbase.source_by_id:
            add(section, "admin", site.termbase.source_by_id[source].title, type="source")


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
