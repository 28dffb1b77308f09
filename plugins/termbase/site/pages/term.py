"""The page of a term."""

from collections.abc import Iterator
from dataclasses import replace

from termbase.model.author_files import ConceptFile
from termbase.model.citations import Benchmark
from termbase.model.concept import Concept
from termbase.model.page_paths import term_path
from termbase.model.vocabulary import DesignationKind
from termbase.site.cards.files import has_card
from termbase.site.differences import heading
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.formula_tree import TREE_PATH as TREE
from termbase.site.pages.made import grouped, made, sections, shown_formula
from termbase.site.pages.relations import contrasts_of, relations_of
from termbase.site.pages.term_diagrams import diagrams
from termbase.site.pages.term_origin import (
    disagreement_parts,
    evidence_row,
    merge_steps,
    other_names,
    perhaps_same,
    reference_lines,
)
from termbase.site.permalinks import permalink
from termbase.site.share import Snippet, citations, links
from termbase.site.site import Site
from termbase.site.structured_data import term_data
from termbase.site.views.parts import CitedEntry, PageLink, TermLink
from termbase.site.views.term import BenchmarkLine, Editing, FieldLine, FormulaPart, Permalink, ReviewLine, TermPage
from termbase.site.views.view import Section
from termbase.text.alphabet import sort_key


def term(site: Site, concept: Concept) -> Page:
    """The page of a concept."""
    return made(
        site,
        term_path(concept.id),
        lambda here: _view(here, concept),
        concept=concept.id,
        edit=concept.where,
        say=lambda: term_data(site, concept),
        card=has_card(site, concept),
    )


def _view(here: LinksFrom, concept: Concept) -> TermPage:
    shown = _parts(here, concept)
    return replace(shown, sections=_sections(here, concept, shown))


def _parts(here: LinksFrom, concept: Concept) -> TermPage:
    """All that the page shows, but for the list of its headings."""
    site, own = here.site, concept.own
    texts = site.texts.concepts[concept.id]
    names = tuple(other_names(here, concept))
    notes, remarks = (
        tuple(here.rich(text, inline=True) for text in texts.notes if bool(text.sources) == cites)
        for cites in (False, True)
    )
    imported = _imported(here, own)
    wide, narrow, two_steps = diagrams(here, concept)
    return TermPage(
        title=concept.title,
        description=texts.definition.plain,
        id=concept.id,
        term=concept.term,
        abbreviations=concept.abbreviations,
        category=_category(here, concept),
        admitted=tuple(name.text for name in names if name.kind == DesignationKind.ADMITTED),
        permalink=_permalink(here, concept),
        definition=here.rich(texts.definition),
        defined=own is not None,
        unsourced=bool(own and not imported and not concept.evidence and site.termbase.sources),
        imported=imported,
        status=own.status.value if own and own.status else "",
        explanation=here.optional(texts.explanation),
        fields=tuple(_fields(here, own)),
        formula=_formula(own),
        example=here.optional(texts.example),
        mistakes=tuple(here.rich(text, inline=True) for text in texts.mistakes),
        benchmarks=tuple(_benchmark(here, own, item) for item in own.benchmark) if own else (),
        contrasts=tuple(contrasts_of(here, concept)),
        relations=tuple(relations_of(here, concept)),
        tree=_tree(here, concept),
        diagram=wide,
        narrow=narrow,
        two_steps=two_steps,
        evidence=tuple(evidence_row(here, concept, account) for account in concept.evidence),
        merge=tuple(merge_steps(here, concept)),
        disagreements=tuple(disagreement_parts(here, concept)),
        perhaps=tuple(perhaps_same(here, concept)),
        mentioned=_mentioned(here, concept),
        names=names,
        notes=notes,
        remarks=remarks,
        references=tuple(reference_lines(here, concept)),
        reviewed=ReviewLine(by=own.reviewed.by, date=own.reviewed.date) if own and own.reviewed else None,
        updated=_changed(site, concept),
        editing=_editing(here, concept),
        links=_links(site, concept),
        citations=_citations(site, concept),
    )


def _sections(here: LinksFrom, concept: Concept, shown: TermPage) -> tuple[Section, ...]:
    """The headings of the parts that have something to show."""
    say = here.site.sentences.text
    mentions = len(shown.mentioned)
    use = {
        "formula": (say("term.formula"), shown.formula),
        "example": (say("term.example"), shown.example is not None),
        "mistakes": (say("term.mistakes"), shown.mistakes),
        "benchmark": (say("term.benchmark"), shown.benchmarks),
        "contrast": (say("term.contrast"), shown.contrasts),
    }
    near = {
        "relations": (say("term.relations"), shown.relations),
        "mentions": (
            say("term.mentioned", terms=say("count.terms", n=mentions)),
            mentions and not shown.relations,
        ),
    }
    from_where = {
        "sources": (say("term.sources"), shown.evidence or shown.remarks),
        "disagreements": (say(heading(concept)), shown.disagreements),
        "perhaps": (say("term.perhaps"), shown.perhaps),
        "names": (say("term.names"), shown.names),
        "references": (say("term.references"), shown.references),
    }
    return (
        *grouped("use", say("term.use"), sections(use)),
        *sections(near),
        *grouped("origin", say("term.origin"), sections(from_where), alone=True),
    )


def _mentioned(here: LinksFrom, concept: Concept) -> tuple[TermLink, ...]:
    """The terms whose texts mention it, in alphabetical order."""
    site = here.site
    found = [site.termbase.by_id[id] for id in site.texts.linked_from[concept.id]]
    return tuple(here.term(other) for other in sorted(found, key=lambda other: sort_key(other.term)))


def _address(site: Site, concept: Concept) -> str:
    return site.addresses.absolute(site.addresses.term(concept.id))


def _changed(site: Site, concept: Concept) -> str:
    return site.updated.get(concept.where.file, "")


def _links(site: Site, concept: Concept) -> tuple[Snippet, ...]:
    if not site.addresses.site_url:
        return ()
    return links(concept.term, url=_address(site, concept), sentences=site.sentences)


def _citations(site: Site, concept: Concept) -> tuple[Snippet, ...]:
    if not site.addresses.site_url:
        return ()
    return citations(
        concept.title,
        id=concept.id,
        glossary=site.termbase.title,
        url=_address(site, concept),
        changed=_changed(site, concept),
        sentences=site.sentences,
    )


def _tree(here: LinksFrom, concept: Concept) -> str:
    group = here.site.branch_of.get(concept.id) if Part.GRAPH in here.site.parts else None
    return f"{here.page(TREE)}#{group}" if group else ""


def _category(here: LinksFrom, concept: Concept) -> PageLink | None:
    category = here.site.termbase.category_by_id.get(concept.category or "")
    if category is None:
        return None
    return PageLink(title=category.title, href=here.page_if_made(f"categories/{category.id}"))


def _permalink(here: LinksFrom, concept: Concept) -> Permalink | None:
    if not here.site.addresses.site_url:
        return None
    url = permalink(here.site, concept)
    return Permalink(address=here.site.addresses.absolute(url), href=here.to(url))


def _imported(here: LinksFrom, own: ConceptFile | None) -> CitedEntry | None:
    if own is None or own.imported_from is None:
        return None
    cited = own.imported_from
    return CitedEntry(source=here.source(cited.source), locator=cited.locator)


def _formula(own: ConceptFile | None) -> FormulaPart | None:
    if own is None or not own.formula:
        return None
    return FormulaPart(
        tex=own.formula,
        drawn=shown_formula(own.formula),
        kind=own.formula_kind.value if own.formula_kind else "",
        unit=own.unit or "",
        range=own.range or "",
        direction=own.direction.value if own.direction else "",
    )


def _fields(here: LinksFrom, own: ConceptFile | None) -> Iterator[FieldLine]:
    given = own.fields if own else {}
    for item in here.site.termbase.fields:
        if item.shown and (value := given.get(item.id)):
            values = (value,) if isinstance(value, str) else value
            yield FieldLine(id=item.id, label=item.label, type=item.type.value, values=values)


def facts(item: Benchmark) -> tuple[str, ...]:
    """The value that a publication reports, then the segment, the year, and the sample, if known."""
    return tuple(str(fact) for fact in (item.value, item.segment, item.year, item.sample) if fact)


def _benchmark(here: LinksFrom, own: ConceptFile, item: Benchmark) -> BenchmarkLine:
    cited = next((reference for reference in own.references if reference.id == item.reference), None)
    known = cited is None and item.reference in here.site.termbase.source_by_id
    return BenchmarkLine(
        facts=facts(item),
        reference=PageLink(title=cited.title, href=f"#reference-{item.reference}") if cited else None,
        source=here.source(item.reference) if known else None,
    )


def _editing(here: LinksFrom, concept: Concept) -> Editing | None:
    repository = here.site.repository
    if repository is None:
        return None
    return Editing(
        edit=repository.edit(concept.where),
        history=repository.history(concept.where),
        report=repository.report(term=concept.term, page=here.site.addresses.absolute(here.url)),
    )
