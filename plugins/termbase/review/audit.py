"""An audit of the pages: the terms that they use, those that they do not, and other findings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.editing.page_links import with_new_id
from termbase.glossary import Glossary
from termbase.linking.linker import running_form
from termbase.linking.name_forms import links_by_itself
from termbase.linking.plan import Why
from termbase.linking.plan_places import Placed
from termbase.linking.prose import Prose
from termbase.model.codes import Code
from termbase.model.concept import ConceptId
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.review.candidates import Candidate, candidates
from termbase.rules.prose_rules import Finding, avoided_names, unexpanded
from termbase.rules.terminology import terminology
from termbase.text.folding import fold

_UNREAD = frozenset((Why.CODE, Why.NOT_TEXT, Why.FOREIGN, Why.CONTROL, Why.RAW))
"""Names there are not counted as used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A term that the pages use."""

    id: ConceptId
    term: str
    uses: int
    links: int
    places: tuple[Location, ...]
    """The first place on each page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday:
    """A name that is linked only if an author asks for it."""

    name: str
    id: ConceptId
    uses: int
    """How often it occurs without a link."""
    links: int
    """How often an author asked for the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedLink:
    """A link by a former id."""

    where: Location
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the pages of a site say, seen from its glossary."""

    pages: int
    used: tuple[Used, ...]
    """Terms in use, the most used first."""
    unused: tuple[tuple[ConceptId, str], ...]
    """Terms that no page names, with their ids."""
    avoided: tuple[Finding, ...]
    """Names to avoid that are in use."""
    unexpanded: tuple[Finding, ...]
    """Abbreviations of the glossary that a page never spells out."""
    everyday: tuple[Everyday, ...]
    """Everyday words that never link on their own, the most frequent first."""
    renamed: tuple[RenamedLink, ...]
    """Links by former ids."""
    candidates: tuple[Candidate, ...]
    """Phrases that may need a term."""
    unread: tuple[Diagnostic, ...] = ()
    """Why pages could not be read; nothing else in the audit is about these pages."""

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """The findings that have a place and can be corrected there."""
        yield from self.unread
        for finding in (*self.avoided, *self.unexpanded):
            yield finding.diagnostic
        for link in self.renamed:
            yield Diagnostic(
                code=Code.LINK_BY_FORMER_ID, severity=Severity.WARNING, where=link.where,
                message=f"this link uses “{link.old}”, the former id of “{link.new}”",
                hint=f"It still works. Write “{link.new}”, so that readers of the source find the term.",
            )  # fmt: skip
        for item in self.candidates:
            if item.places:
                yield Diagnostic(
                    code=Code.CANDIDATE_TERM, severity=Severity.NOTE, where=item.places[0],
                    message=f"“{item.name}” occurs {item.count} times and is not in the glossary",
                    hint="If readers may not know it, add a term. termbase audit --drafts FOLDER writes a file to start from.",
                )  # fmt: skip


def audit(
    glossary: Glossary,
    pages: Mapping[str, tuple[Prose, Sequence[Placed]]],
    *,
    folder: str = "terms",
    unread: Iterable[Diagnostic] = (),
) -> Audit:
    """Audits the pages of a site.

    Args:
        glossary: The glossary.
        pages: What each page says and the names on it, by its path in the folder of pages.
        folder: Folder of the term pages.
        unread: Why other pages could not be read.
    """
    uses, links = Counter[ConceptId](), Counter[ConceptId]()
    places: dict[ConceptId, dict[str, Location]] = defaultdict(dict)
    plain, asked = Counter[tuple[str, ConceptId]](), Counter[tuple[str, ConceptId]]()
    mentioned: set[ConceptId] = set()
    explicit = {
        (concept.id, fold(name.text))
        for concept in glossary.on_site
        for name in concept.designations
        if not links_by_itself(name, concept)
    }
    for prose, names in pages.values():
        for name in names:
            if name.why in _UNREAD:
                continue
            for id in name.target.concepts:
                mentioned.add(id)
                if not name.why.links and (id, fold(name.target.name)) in explicit:
                    plain[name.target.name, id] += 1
                    continue
                uses[id] += 1
                links[id] += name.why.links
                asked[name.target.name, id] += name.why is Why.WRITTEN
                if name.line is not None and name.column is not None:
                    places[id].setdefault(prose.file, Location(file=prose.file, line=name.line, column=name.column))
    table = terminology(glossary.on_site)
    texts = [prose for prose, _ in pages.values()]
    terms = {concept.id: concept.term for concept in glossary.on_site}
    return Audit(
        pages=len(pages),
        used=tuple(
            Used(id=id, term=terms[id], uses=number, links=links[id], places=tuple(places[id].values()))
            for id, number in sorted(uses.items(), key=lambda item: (-item[1], item[0]))
            if id in terms
        ),
        unused=tuple((id, term) for id, term in terms.items() if id not in mentioned),
        avoided=tuple(finding for prose in texts for finding in avoided_names(prose, table)),
        unexpanded=tuple(finding for prose in texts for finding in unexpanded(prose, table)),
        everyday=tuple(
            Everyday(name=name, id=id, uses=number, links=sum(n for (_, other), n in asked.items() if other == id))
            for (name, id), number in sorted(plain.items(), key=lambda item: (-item[1], item[0]))
            if id in terms
        ),
        renamed=tuple(_renamed(glossary, pages, folder)),
        candidates=candidates(texts, glossary.names_on_site),
        unread=tuple(unread),
    )


def _renamed(
    glossary: Glossary, pages: Mapping[str, tuple[Prose, Sequence[Placed]]], folder: str
) -> Iterator[RenamedLink]:
    """Links in the source of pages that lead to a term by a former id."""
    former = glossary.termbase.former_ids
    for path, (prose, _) in pages.items():
        for old, new in former.items():
            if old not in prose.source:
                continue
            shown = running_form(glossary.terms.get(new, new))
            for place in with_new_id(prose.source, page=path, old=old, new=new, shown=shown, folder=folder).places:
                line, column = place.partition(" ")[0].split(":")
                yield RenamedLink(where=Location(file=prose.file, line=int(line), column=int(column)), old=old, new=new)
