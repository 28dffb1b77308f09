"""The page of a term."""

from collections.abc import Iterator

from termbase.drawing.neighbourhood import Neighbour, Neighbourhood, in_order, neighbourhood
from termbase.drawing.neighbourhood_narrow import narrow, two_steps
from termbase.model.author_files import ConceptFile, SourceEntry
from termbase.model.citations import Benchmark
from termbase.model.concept import Account, Concept, Entry
from termbase.model.page_paths import term_path
from termbase.model.vocabulary import DesignationKind, RelationKind
from termbase.site.differences import heading
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.formula_tree import PATH as TREE
from termbase.site.pages.made import grouped, made, sections, shown_formula, weighed
from termbase.site.pages.relations import contrasts_of, relations_of
from termbase.site.permalinks import permalink
from termbase.site.share import citations, links
from termbase.site.site import Site
from termbase.site.structured_data import term_data
from termbase.site.views.parts import CitedEntry, PageLink, Reviewed
from termbase.site.views.term import (
    BenchmarkLine,
    ClaimLine,
    Diagram,
    DiagramGroup,
    DiagramNode,
    DisagreementPart,
    Editing,
    EvidenceRow,
    FieldLine,
    FormulaPart,
    MergeStep,
    OtherName,
    PerhapsSame,
    Permalink,
    ReferenceLine,
    ReviewLine,
    TermPage,
)
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
    )


def _view(here: LinksFrom, concept: Concept) -> TermPage:
    site, own = here.site, concept.own
    texts = site.texts.concepts[concept.id]
    address = site.addresses.absolute(site.addresses.term(concept.id))
    known = bool(site.addresses.site_url)
    changed = site.updated.get(concept.where.file, "")
    mentioned = sorted(
        (site.termbase.by_id[id] for id in site.texts.linked_from[concept.id]), key=lambda other: sort_key(other.term)
    )
    disagreements = tuple(_disagreements(here, concept))
    relations = tuple(relations_of(here, concept))
    example = here.optional(texts.example)
    mistakes = tuple(here.rich(text, inline=True) for text in texts.mistakes)
    contrasts = tuple(contrasts_of(here, concept))
    benchmarks = tuple(_benchmark(here, own, item) for item in own.benchmark) if own else ()
    evidence = tuple(_evidence(here, concept, account) for account in concept.evidence)
    perhaps = tuple(_perhaps(here, concept))
    mentions = tuple(here.term(other) for other in mentioned)
    names = tuple(_names(here, concept))
    notes, remarks = (
        tuple(here.rich(text, inline=True) for text in texts.notes if bool(text.sources) == cites)
        for cites in (False, True)
    )
    references = tuple(_references(here, concept))
    imported = _imported(here, own)
    formula = _formula(own)
    near = in_order(concept, site.terms)
    say = site.sentences.text

    def more(count: int) -> str:
        return say("diagram.more", n=count)

    return TermPage(
        title=concept.title,
        description=texts.definition.plain,
        sections=(
            *grouped(
                "use",
                say("term.use"),
                sections(
                    {
                        "formula": (say("term.formula"), formula),
                        "example": (say("term.example"), example is not None),
                        "mistakes": (say("term.mistakes"), mistakes),
                        "benchmark": (say("term.benchmark"), benchmarks),
                        "contrast": (say("term.contrast"), contrasts),
                    }
                ),
            ),
            *sections({"relations": (say("term.relations"), relations)}),
            *sections(
                {
                    "mentions": (
                        say("term.mentioned", terms=say("count.terms", n=len(mentions))),
                        mentions and not relations,
                    )
                }
            ),
            *grouped(
                "origin",
                say("term.origin"),
                sections(
                    {
                        "sources": (say("term.sources"), evidence or remarks),
                        "disagreements": (say(heading(concept)), disagreements),
                        "perhaps": (say("term.perhaps"), perhaps),
                        "names": (say("term.names"), names),
                        "references": (say("term.references"), references),
                    }
                ),
                alone=True,
            ),
        ),
        id=concept.id,
        term=concept.term,
        abbreviations=concept.abbreviations,
        category=_category(here, concept),
        admitted=tuple(name.text for name in names if name.kind == DesignationKind.ADMITTED),
        permalink=_permalink(here, concept) if known else None,
        definition=here.rich(texts.definition),
        defined=own is not None,
        unsourced=bool(own and not imported and not concept.evidence and site.termbase.sources),
        imported=imported,
        status=own.status.value if own and own.status else "",
        explanation=here.optional(texts.explanation),
        fields=tuple(_fields(here, own)),
        formula=formula,
        example=example,
        mistakes=mistakes,
        benchmarks=benchmarks,
        contrasts=contrasts,
        relations=relations,
        tree=_tree(here, concept),
        diagram=_diagram(here, neighbourhood(concept, site.terms, more=more, listed=near)),
        narrow=_diagram(here, narrow(concept, site.terms, more=more, listed=near)),
        two_steps=_diagram(here, two_steps(concept, site.terms, site.hubs, more=more, listed=near)),
        evidence=evidence,
        merge=tuple(_merge(here, concept)),
        disagreements=disagreements,
        perhaps=perhaps,
        mentioned=mentions,
        names=names,
        notes=notes,
        remarks=remarks,
        references=references,
        reviewed=ReviewLine(by=own.reviewed.by, date=own.reviewed.date) if own and own.reviewed else None,
        updated=changed,
        editing=_editing(here, concept),
        links=links(concept.term, url=address, sentences=site.sentences) if known else (),
        citations=citations(
            concept.title,
            id=concept.id,
            glossary=site.termbase.title,
            url=address,
            changed=changed,
            sentences=site.sentences,
        )
        if known
        else (),
    )


def _tree(here: LinksFrom, concept: Concept) -> str:
    group = here.site.branch_of.get(concept.id) if Part.GRAPH in here.site.parts else None
    return f"{here.page(TREE)}#{group}" if group else ""


def _category(here: LinksFrom, concept: Concept) -> PageLink | None:
    category = here.site.termbase.category_by_id.get(concept.category or "")
    if category is None:
        return None
    return PageLink(title=category.title, href=here.page_if_made(f"categories/{category.id}"))


def _permalink(here: LinksFrom, concept: Concept) -> Permalink:
    url = permalink(here.site, concept)
    return Permalink(address=here.site.addresses.absolute(url), href=here.to(url))


def _imported(here: LinksFrom, own: ConceptFile | None) -> CitedEntry | None:
    if own is None or own.imported_from is None:
        return None
    origin = own.imported_from
    return CitedEntry(source=here.source(origin.source), locator=origin.locator)


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
    """The value that a publication reports, then the segment, the year, and the sample, as far as they are known."""
    return tuple(str(fact) for fact in (item.value, item.segment, item.year, item.sample) if fact)


def _benchmark(here: LinksFrom, own: ConceptFile, item: Benchmark) -> BenchmarkLine:
    cited = next((reference for reference in own.references if reference.id == item.reference), None)
    known = cited is None and item.reference in here.site.termbase.source_by_id
    return BenchmarkLine(
        facts=facts(item),
        reference=PageLink(title=cited.title, href=f"#reference-{item.reference}") if cited else None,
        source=here.source(item.reference) if known else None,
    )


def _diagram(here: LinksFrom, drawing: Neighbourhood | None) -> Diagram | None:
    if drawing is None:
        return None
    kinds = drawing.kinds
    return Diagram(
        width=drawing.width,
        height=drawing.height,
        centre=drawing.centre,
        groups=_groups(here, kinds, drawing.neighbours),
        rest=drawing.rest,
        kinds=tuple(kind.value for kind in kinds),
    )


def _groups(here: LinksFrom, kinds: tuple[RelationKind, ...], found: tuple[Neighbour, ...]) -> tuple[DiagramGroup, ...]:
    by_id = here.site.termbase.by_id
    nodes: dict[RelationKind, list[DiagramNode]] = {}
    for near in found:
        node = DiagramNode(
            box=near.box,
            path=near.path,
            term=here.term(by_id[near.concept]) if near.concept else None,
            beyond=_groups(here, kinds, near.beyond) if near.beyond else (),
        )
        nodes.setdefault(near.kind, []).append(node)
    return tuple(
        DiagramGroup(kind=kind.value, hierarchical=kind.hierarchical, nodes=tuple(nodes[kind]))
        for kind in kinds
        if kind in nodes
    )


def name_from(entry: Entry) -> str:
    """Where a name that the source does not print comes from: its text or us; "" for a printed one."""
    spec = entry.spec
    if not isinstance(spec, SourceEntry) or not spec.inferred:
        return ""
    origin = spec.name_from.value if spec.name_from else ""
    return "" if origin == "opening" else "text" if origin == "text" else "ours"


def _evidence(here: LinksFrom, concept: Concept, account: Account) -> EvidenceRow:
    entry, site = account.entry, here.site
    spec = entry.spec
    if not isinstance(spec, SourceEntry):
        raise TypeError(f"the entry {entry.key} of the evidence layer is not a source entry")
    listed = concept.own.disagreements if concept.own else ()
    # A name that we inferred is printed nowhere, unless the entry says how.
    printed = bool(entry.headword) and entry.headword != concept.term and bool(spec.headword or not spec.inferred)
    return EvidenceRow(
        source=entry.source or "",
        cited=here.cited(entry),
        attribution=spec.attribution or "",
        text=here.rich(site.texts.concepts[concept.id].accounts[entry.key]),
        name_alone=account.name_alone and not account.decision,
        repeats=account.duplicate_of or "",
        differs=tuple(item.topic for item in listed if any(p.source == entry.source for p in item.positions)),
        name_from=name_from(entry),
        confidence=spec.confidence.value if spec.confidence else "",
        substance=spec.substance.value if spec.substance else "",
        printed=entry.headword if printed else "",
        file=site.repository.view(entry.where) if site.repository else "",
    )


def _merge(here: LinksFrom, concept: Concept) -> Iterator[MergeStep]:
    if len(concept.accounts) < 2:
        return
    for account in concept.evidence:
        yield MergeStep(
            cited=here.cited(account.entry),
            because=here.site.sentences.reason(account.because),
            repeats=account.duplicate_of or "",
            reviewed=reviewed(account),
            signs=weighed(account.signs, here.site.sentences) if account.signs and not account.decision else None,
        )


def reviewed(account: Account) -> Reviewed | None:
    """The decision that confirms the place of an entry."""
    return Reviewed(date=account.decision.date or "") if account.decision else None


def _disagreements(here: LinksFrom, concept: Concept) -> Iterator[DisagreementPart]:
    if concept.own is None:
        return
    rendered = here.site.texts.concepts[concept.id].disagreements
    for item, (claims, accepted, ground) in zip(concept.own.disagreements, rendered, strict=True):
        yield DisagreementPart(
            topic=item.topic,
            positions=tuple(
                ClaimLine(source=here.source(position.source), claim=here.rich(claim, inline=True))
                for position, claim in zip(item.positions, claims, strict=True)
            ),
            accepted=here.optional(accepted, inline=True),
            ground=here.optional(ground, inline=True),
        )


def _perhaps(here: LinksFrom, concept: Concept) -> Iterator[PerhapsSame]:
    for other, question in here.site.termbase.questions_of.get(concept.id, ()):
        entry = question.b if question.concepts and question.concepts[1] == other else question.a
        yield PerhapsSame(
            term=here.term(here.site.termbase.by_id[other]),
            cited=here.cited(entry) if entry.source else None,
            signs=weighed(question.signs, here.site.sentences),
        )


def _names(here: LinksFrom, concept: Concept) -> Iterator[OtherName]:
    for designation in concept.designations[1:]:
        if designation.kind is not DesignationKind.ABBREVIATION:
            yield OtherName(
                text=designation.text,
                kind=designation.kind.value,
                reason=designation.reason or "",
                sources=tuple(here.source(id) for id in designation.sources),
            )


def _references(here: LinksFrom, concept: Concept) -> Iterator[ReferenceLine]:
    cited = concept.own.references if concept.own else ()
    for item, supports in zip(cited, here.site.texts.concepts[concept.id].references, strict=True):
        yield ReferenceLine(
            id=item.id or "",
            author=item.author or "",
            title=item.title,
            url=item.url or "",
            publisher=item.publisher or "",
            date=item.date or "",
            supports=here.rich(supports, inline=True),
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
