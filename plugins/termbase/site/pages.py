"""Which pages exist, and what each one shows."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from termbase.drawing.neighbourhood import neighbourhood
from termbase.drawing.neighbourhood_narrow import narrow, two_steps
from termbase.formulas.evaluate import FormulaError
from termbase.formulas.line_breaks import FormulaPieces, formula_pieces
from termbase.identity.published_ids import names_today
from termbase.model.concept import Concept, SourceId
from termbase.model.vocabulary import DesignationKind, RelationKind
from termbase.site.contributors import contributors, written
from termbase.site.differences import heading
from termbase.site.letters import groups
from termbase.site.merge_report import SHOWN, merge_report
from termbase.site.page import Page, Section
from termbase.site.permalinks import ambiguous_names, permalink
from termbase.site.share import citations, links
from termbase.site.site import Site
from termbase.site.structured_data import set_data, term_data
from termbase.text.alphabet import sort_key
from termbase.text.folding import fold
from termbase.text.slug import slug


def pages(site: Site) -> Iterator[Page]:
    """Every page of a glossary, but for redirects."""
    yield _home(site)
    yield _index(site)
    yield from (_term(site, concept) for concept in site.termbase.concepts)
    if site.acronyms or "acronyms/index" in site.listed:
        yield _acronyms(site)
    yield from _categories(site)
    yield _graph(site)
    if site.termbase.sources or "sources/index" in site.listed:
        yield from _sources(site)
    if site.has_merges or "merges/index" in site.listed:
        yield from _merges(site)
    if site.has_history or "contributors/index" in site.listed:
        yield _contributors(site)
    yield from _meanings(site)
    yield from _tombstones(site)
    yield _print(site)


def _home(site: Site) -> Page:
    base = site.termbase
    return Page(
        path="index",
        title=base.title,
        description=base.description,
        template="home.html",
        context={
            "groups": groups(base.concepts),
            "categories": _filled_categories(site),
            "recent": _recent(site),
            "entries": sum(1 for _ in base.entries),
        },
        listed=True,
        searchable=False,
        wide=True,
        data=set_data(site),
    )


def _recent(site: Site) -> tuple[tuple[str, Concept], ...]:
    """The concepts changed last, newest first, those of one day by name; none if dates are not known."""
    dated = [(site.updated[c.where.file], c) for c in site.termbase.concepts if c.where.file in site.updated]
    named = sorted(dated, key=lambda item: sort_key(item[1].term))
    return tuple(sorted(named, key=lambda item: item[0], reverse=True)[:6])


def _index(site: Site) -> Page:
    lettered = groups(site.termbase.concepts)
    return Page(
        path="terms/index",
        title="All terms, A to Z",
        description=f"All {len(site.termbase.concepts)} terms of {site.termbase.title} in alphabetical order.",
        template="index.html",
        context={"groups": lettered, "categories": _filled_categories(site)},
        sections=tuple(Section(id=g.anchor, title=g.letter) for g in lettered if g.concepts),
        listed=True,
        searchable=False,
        wide=True,
        data=set_data(site),
    )


def _term(site: Site, concept: Concept) -> Page:
    texts = site.texts.concepts[concept.id]
    own = concept.own
    relations = {kind: concept.related(kind) for kind in RelationKind}
    mentioned = tuple(site.termbase.by_id[id] for id in site.texts.linked_from[concept.id])
    other_names = tuple(d for d in concept.designations[1:] if d.kind is not DesignationKind.ABBREVIATION)
    shown = {
        "formula": ("Formula", bool(own and own.formula)),
        "example": ("Example", texts.example is not None),
        "mistakes": ("Common mistakes", bool(texts.mistakes)),
        "benchmark": ("Benchmarks", bool(own and own.benchmark)),
        "contrast": ("Not to be confused with", bool(relations[RelationKind.CONTRAST])),
        "relations": ("Related terms", bool(concept.relations)),
        "sources": ("What the sources say", bool(concept.evidence)),
        "disagreements": (heading(concept), bool(texts.disagreements)),
        "perhaps": ("Perhaps the same", concept.id in site.termbase.questions_of),
        "mentioned": ("Mentioned in", bool(mentioned)),
        "names": ("Also known as", bool(other_names)),
        "notes": ("Notes", bool(texts.notes)),
        "references": ("References", bool(texts.references)),
    }
    title = concept.term + (f" ({concept.abbreviations[0]})" if concept.abbreviations else "")
    url = site.addresses.absolute(site.addresses.term(concept.id))
    changed = site.updated.get(concept.where.file, "")
    return Page(
        path=f"terms/{concept.id}",
        title=title,
        description=texts.definition.plain,
        template="term.html",
        context={
            "concept": concept,
            "texts": texts,
            "own": own,
            "formula": _formula(own.formula) if own and own.formula else None,
            "relations": relations,
            "neighbourhood": neighbourhood(concept, site.terms),
            "narrow": narrow(concept, site.terms),
            "two_steps": two_steps(concept, site.terms, site.hubs),
            "mentioned": sorted(mentioned, key=lambda other: sort_key(other.term)),
            "other_names": other_names,
            "disagreements": _disagreements(concept, texts.disagreements),
            "category": next((c for c in site.termbase.categories if c.id == concept.category), None),
            "permalink": permalink(site, concept),
            "links": links(concept.term, url=url),
            "citations": citations(title, id=concept.id, glossary=site.termbase.title, url=url, changed=changed),
        },
        sections=tuple(Section(id=id, title=title) for id, (title, present) in shown.items() if present),
        edit=concept.where,
        data=term_data(site, concept),
    )


def _formula(tex: str) -> FormulaPieces | None:
    try:
        return formula_pieces(tex)
    except FormulaError:
        return None


def _disagreements(concept: Concept, rendered: Any) -> tuple[dict[str, Any], ...]:
    if concept.own is None:
        return ()
    return tuple(
        {
            "topic": item.topic,
            "positions": tuple(zip((p.source for p in item.positions), claims, strict=True)),
            "accepted": accepted,
            "ground": ground,
        }
        for item, (claims, accepted, ground) in zip(concept.own.disagreements, rendered, strict=True)
    )


def _acronyms(site: Site) -> Page:
    return Page(
        path="acronyms/index",
        title="Acronyms",
        description=f"All {len(site.acronyms)} acronyms of {site.termbase.title} with what they stand for.",
        template="acronyms.html",
        context={"acronyms": site.acronyms},
        listed=True,
        searchable=False,
    )


def _by_category(site: Site) -> dict[str | None, list[Concept]]:
    found: dict[str | None, list[Concept]] = defaultdict(list)
    for concept in sorted(site.termbase.concepts, key=lambda concept: sort_key(concept.term)):
        found[concept.category].append(concept)
    return found


def _filled_categories(site: Site) -> tuple[tuple[Any, tuple[Concept, ...]], ...]:
    found = _by_category(site)
    return tuple((category, tuple(found[category.id])) for category in site.termbase.categories)


def _categories(site: Site) -> Iterator[Page]:
    filled = _filled_categories(site)
    if not filled:
        return
    yield Page(
        path="categories/index",
        title="Categories",
        description=f"The {len(filled)} categories of {site.termbase.title}.",
        template="categories.html",
        context={"categories": filled},
        listed=True,
        searchable=False,
    )
    for category, concepts in filled:
        introduction = site.texts.introductions.get(category.id)
        yield Page(
            path=f"categories/{category.id}",
            title=category.title,
            description=introduction.plain if introduction else f"Terms on {category.title.lower()}.",
            template="category.html",
            context={"category": category, "concepts": concepts, "introduction": introduction},
        )


def _graph(site: Site) -> Page:
    filled = _filled_categories(site)
    return Page(
        path="graph/index",
        title="Map of terms",
        description=f"How the {len(site.termbase.concepts)} terms of {site.termbase.title} relate to one another.",
        template="graph.html",
        context={
            "graph": site.graph,
            "categories": filled,
            "listed": (*filled, (None, tuple(_by_category(site)[None]))),
        },
        listed=True,
        searchable=False,
        wide=True,
    )


def _sources(site: Site) -> Iterator[Page]:
    base = site.termbase
    placed: dict[SourceId | None, list[tuple[Any, Concept | None]]] = defaultdict(list)
    for concept in base.concepts:
        for account in concept.evidence:
            placed[account.entry.source].append((account, concept))
    for item in base.unresolved:
        placed[item.entry.source].append((item, None))
    yield Page(
        path="sources/index",
        title="Sources",
        description=f"The {len(base.sources)} sources that {base.title} was compiled from.",
        template="sources.html",
        context={"counts": {source.id: len(placed[SourceId(source.id)]) for source in base.sources}},
        listed=True,
        searchable=False,
    )
    for source in base.sources:
        entries = sorted(placed[SourceId(source.id)], key=lambda item: item[0].entry.order)
        yield Page(
            path=f"sources/{source.id}",
            title=source.title,
            description=f"The {len(entries)} entries taken from “{source.title}”, each with the term it belongs to.",
            template="source.html",
            context={"source": source, "entries": entries, "note": site.texts.notes.get(source.id)},
            searchable=False,
        )


def _merges(site: Site) -> Iterator[Page]:
    base = site.termbase
    report = merge_report(base)
    sections = {
        "questions": ("Perhaps one concept", bool(report.questions)),
        "doubtful": ("Doubtful merges", bool(report.doubtful)),
        "unresolved": ("Entries without a name", bool(base.unresolved)),
        "suggestions": ("Perhaps the same", True),
        "distinct": ("Decided: not the same", bool(base.distinct)),
        "decided": ("Decided: the same", any(item.stored.decision.same_as for item in report.decided)),
        "merged": ("Merged entries", bool(report.merged)),
    }
    if not any((base.sources, base.unresolved, base.distinct, report.merged, report.questions, report.doubtful)):
        return
    yield Page(
        path="merges/index",
        title="Merge report",
        description=f"Which of the {report.entries} entries of {base.title} are one term, and why.",
        template="merges.html",
        context={"report": report, "shown": SHOWN},
        sections=tuple(Section(id=id, title=title) for id, (title, present) in sections.items() if present),
        listed=True,
        searchable=False,
        wide=True,
    )
    for group in report.letters:
        yield Page(
            path=f"merges/{group.anchor}",
            title=f"Merged entries: {group.letter}",
            description=f"The merged terms of {base.title} that begin with {group.letter}, and why their entries are one.",
            template="merges_letter.html",
            context={"report": report, "group": group},
            under="merges",
            searchable=False,
            indexed=False,
            wide=True,
        )


def _print(site: Site) -> Page:
    base = site.termbase
    return Page(
        path="print/index",
        title="The whole glossary, for print",
        description=f"All {len(base.concepts)} terms of {base.title} with their explanations on one page.",
        template="print.html",
        context={
            "groups": groups(base.concepts),
            "formulas": {c.id: _formula(c.own.formula) for c in base.concepts if c.own and c.own.formula},
        },
        under="terms",
        searchable=False,
        indexed=False,
        wide=True,
    )


def _contributors(site: Site) -> Page:
    items = written(site.termbase, site.history)
    people = contributors(items)
    sections = (Section(id="people", title="People"), Section(id="terms", title="Terms"))
    unknown = "This copy of the site was built without the history of its files, so it does not list contributors."
    known = f"The {len(people)} people who wrote" if len(people) > 1 else "Who wrote"
    return Page(
        path="contributors/index",
        title="Contributors",
        description=f"{known} the terms of {site.termbase.title}, and when each changed last." if people else unknown,
        template="contributors.html",
        context={"people": people, "written": items},
        sections=sections if people else (),
        listed=True,
        searchable=False,
    )


def _meanings(site: Site) -> Iterator[Page]:
    """A page for each name of several concepts."""
    shorts = {fold(acronym.text) for acronym in site.acronyms}
    for name, meanings in ambiguous_names(site):
        concepts = tuple(site.termbase.by_id[id] for id in meanings)
        yield Page(
            path=f"go/{slug(name)}",
            title=name,
            description=f"“{name}” has {len(concepts)} meanings: {', '.join(c.term for c in concepts)}.",
            template="meanings.html",
            context={"name": name, "concepts": concepts},
            under="acronyms" if fold(name) in shorts else "terms",
        )


def _tombstones(site: Site) -> Iterator[Page]:
    """A page at the old places of each concept that is gone and has no successor."""
    names = names_today(site.termbase)
    places = [
        (gone, at) for gone in site.termbase.removed for at in ("terms", "go") if at == "terms" or gone.id not in names
    ]
    for gone, folder in places:
        yield Page(
            path=f"{folder}/{gone.id}",
            title=gone.id.replace("-", " ").capitalize(),
            description=f"This term was removed from {site.termbase.title}.",
            template="removed.html",
            context={"reason": gone.reason, "near": _near(site, gone.id)},
            searchable=False,
        )


def _near(site: Site, id: str) -> tuple[Concept, ...]:
    names = site.glossary.names
    return tuple(site.termbase.by_id[names.spellings[name]] for name in names.nearest(id.replace("-", " ")))
