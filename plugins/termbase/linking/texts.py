"""Every text of every concept, rendered and linked; and who mentions whom."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Final, TypeVar

from termbase.identity.hidden_names import HiddenNames
from termbase.identity.names import Names
from termbase.linking.index import LinkIndex
from termbase.linking.kept_texts import KeptTexts, RenderedTexts
from termbase.linking.linker import LinkedSection
from termbase.linking.restricted_markdown import Rendered, RichText
from termbase.linking.site_pages import SitePages
from termbase.linking.text_blocks import unread
from termbase.linking.written_links import unknown_name
from termbase.model.author_files import Example
from termbase.model.codes import Code
from termbase.model.concept import Concept, ConceptId, EntryKey, RemoteConcept, Termbase, glossary_of
from termbase.model.diagnostics import Diagnostic, Location, Severity

_NONE_HIDDEN: Final = HiddenNames()
_Made = TypeVar("_Made")
_NOWHERE: Final[Mapping[str, Location]] = MappingProxyType({})
"""For a termbase that was read from no file."""
_NO_TERMS: Final[Mapping[ConceptId, RemoteConcept]] = MappingProxyType({})
"""For a glossary without remote ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptTexts:
    """The rendered texts of one concept. Names are linked once in each part of its page."""

    definition: Rendered
    short: Rendered | None = None
    """The definition in few words, if the author gives one."""
    explanation: Rendered | None = None
    example: Rendered | None = None
    mistakes: tuple[Rendered, ...] = ()
    notes: tuple[Rendered, ...] = ()
    references: tuple[Rendered, ...] = ()
    """For each reference, what it supports."""
    contrasts: Mapping[ConceptId, Rendered] = field(default_factory=dict)
    """The difference to each concept it is mistaken for."""
    remote_contrasts: Mapping[ConceptId, Rendered] = field(default_factory=dict)
    """The same for terms of other glossaries."""
    disagreements: tuple[tuple[tuple[Rendered, ...], Rendered | None, Rendered | None], ...] = ()
    """For each disagreement: the claims, what is accepted, and why."""
    accounts: Mapping[EntryKey, Rendered] = field(default_factory=dict)
    """What each source says."""

    @property
    def brief(self) -> Rendered:
        """What a preview or a list shows: the short definition or, without one, the definition."""
        return self.short or self.definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """All rendered texts and the links between concepts that they make."""

    concepts: Mapping[ConceptId, ConceptTexts]
    unresolved: Mapping[EntryKey, Rendered]
    introductions: Mapping[str, Rendered]
    """Introductions of categories, by id."""
    notes: Mapping[str, Rendered]
    """Notes on sources, by id."""
    links_to: Mapping[ConceptId, tuple[ConceptId, ...]]
    """Concepts that a concept's texts link to, sorted by id."""
    linked_from: Mapping[ConceptId, tuple[ConceptId, ...]]
    """The same, seen from the other side."""


_Place = Callable[[str], Location]
"""Finds words of a text in the author's file."""


def _fixed(where: Location) -> _Place:
    """The same location for any words, if only the key of the text is known."""
    return lambda _: where


class _Writer:
    """Renders the texts of one concept and gathers what is wrong with them."""

    def __init__(self, rich: RichText, found: list[Diagnostic], sources: tuple[str, ...], hidden: HiddenNames) -> None:
        self.rich, self.found, self.sources, self.hidden = rich, found, sources, hidden
        self.brackets = False

    def __call__(
        self, text: str, place: _Place, *, own: ConceptId | None = None, section: LinkedSection | None = None
    ) -> Rendered:
        rendered = self.rich.render(text, own=own, section=section)
        self.brackets = self.brackets or "[" in text
        self.found += (
            unknown_name(name, near, where)
            for name, near in rendered.unknown
            if not self.hidden.may_have(name, outside=(where := place(f"[[{name}]]")).file)
        )
        for address in rendered.refused:
            self.found.append(
                Diagnostic(
                    code=Code.LINK_NOT_ALLOWED,
                    severity=Severity.WARNING,
                    where=place(address),
                    message=f"the link target “{address[:80]}” is not allowed or leads to no page",
                    hint="Links may point to http, https, or mailto URLs, or to a page of this site; to another term, write [[its name]]. The words are kept without a link.",
                )
            )
        for kind, words in unread(text):
            self.found.append(
                Diagnostic(
                    code=Code.UNSUPPORTED_MARKDOWN,
                    severity=Severity.NOTE,
                    where=place(words),
                    message=f"{kind} is not supported in texts, so “{words[:40]}” is shown as written",
                    hint="A text may have paragraphs, emphasis, lists, tables, quotations, links, and code between"
                    " lines of ``` signs. Write it in one of these ways, or escape its first sign with a backslash.",
                )
            )
        if self.sources:
            for id in rendered.strange:
                self.found.append(
                    Diagnostic(
                        code=Code.UNKNOWN_SOURCE_CITED,
                        severity=Severity.WARNING,
                        where=place(f"[@{id}]"),
                        message=f"no source has the id “{id[:80]}”, so the text shows “[@{id[:80]}]” as written",
                        hint=f"Cite one of sources.yml: {', '.join(self.sources)}. Between backticks, as code, brackets have no meaning.",
                    )
                )
        return rendered

    def together(self, make: Callable[[], _Made]) -> RenderedTexts[_Made]:
        """A value computed from several texts, with everything it depends on."""
        rich, before = self.rich, len(self.found)
        rich.searched.clear()
        rich.asked_pages = self.brackets = False
        made, found = make(), tuple(self.found[before:])
        del self.found[before:]
        return RenderedTexts(
            made=made, found=found, searched=tuple(rich.searched), brackets=self.brackets, pages=rich.asked_pages
        )


def text_renderer(
    termbase: Termbase,
    index: LinkIndex,
    names: Names,
    *,
    elsewhere: Mapping[ConceptId, RemoteConcept] = _NO_TERMS,
    pages: SitePages | None = None,
) -> RichText:
    """Renders the texts of a termbase; see `link` for the arguments."""
    terms = {str(concept.id): concept.term for concept in termbase.concepts}
    terms |= {str(remote.id): remote.term for remote in elsewhere.values()}
    sources = {source.id: source.short_title for source in termbase.sources}
    here = frozenset(glossary_of(remote.id) for remote in elsewhere.values() if remote.page)
    return RichText(index, names, terms, pages, sources=sources, here=here)


def link(
    termbase: Termbase,
    index: LinkIndex,
    names: Names,
    *,
    introductions: Mapping[str, Location] = _NOWHERE,
    notes: Mapping[str, Location] = _NOWHERE,
    elsewhere: Mapping[ConceptId, RemoteConcept] = _NO_TERMS,
    pages: SitePages | None = None,
    hidden: HiddenNames = _NONE_HIDDEN,
    kept: KeptTexts | None = None,
    unchanged: object = None,
) -> tuple[Texts, tuple[Diagnostic, ...]]:
    """Renders every text of a termbase and links the names in it.

    Args:
        termbase: The concepts.
        index: Names to find in texts.
        names: What a name in brackets may mean.
        introductions: The location of each category's introduction, by the category's id.
        notes: The location of the note on each source, by the source's id.
        elsewhere: The terms of other glossaries.
        pages: The pages of the site, for relative links.
        hidden: Names in files that could not be read; a link to one is not reported.
        kept: The texts of the last compile.
        unchanged: Stands for all names of all concepts, with `kept`: equal if they are.
    """
    found: list[Diagnostic] = []
    rich = text_renderer(termbase, index, names, elsewhere=elsewhere, pages=pages)
    write = _Writer(rich, found, tuple(source.id for source in termbase.sources), hidden)
    kept = kept or KeptTexts()
    kept.begin(index, names=unchanged, pages=pages is not None, given=(termbase.sources, hidden, elsewhere))

    def written(of: object, make: Callable[[], _Made]) -> _Made:
        again = kept.written((of,), partial(write.together, make))
        found.extend(again.found)
        return again.made

    concepts = {concept.id: written(concept, partial(_texts, concept, write)) for concept in termbase.concepts}
    unresolved = {
        item.entry.key: written(item.entry, partial(write, item.entry.definition, item.entry.under("definition")))
        for item in termbase.unresolved
    }
    opened = {
        c.id: write(c.introduction, _fixed(introductions.get(c.id, Location(file="termbase.yml"))))
        for c in termbase.categories
        if c.introduction
    }
    remarks = {
        s.id: write(s.note, _fixed(notes.get(s.id, Location(file="sources.yml")))) for s in termbase.sources if s.note
    }
    links_to = {id: _targets(id, texts) for id, texts in concepts.items()}
    linked_from: dict[ConceptId, set[ConceptId]] = defaultdict(set)
    for id, targets in links_to.items():
        for target in targets:
            linked_from[target].add(id)
    texts = Texts(
        concepts=concepts,
        unresolved=unresolved,
        introductions=opened,
        notes=remarks,
        links_to=links_to,
        linked_from={id: tuple(sorted(linked_from[id])) for id in concepts},
    )
    return texts, tuple(found)


def _texts(concept: Concept, write: _Writer) -> ConceptTexts:
    first, own, id = concept.lead, concept.own, concept.id
    opening = LinkedSection()
    definition = write(concept.definition, first.under("definition"), own=id, section=opening)
    evidence = {}
    for account in concept.evidence:
        entry = account.entry
        # Without a term file, the first entry's words are the definition: they are rendered once for both.
        same = entry is first and entry.definition == concept.definition
        evidence[entry.key] = (
            definition if same else write(entry.definition, entry.under("definition"), own=id, section=LinkedSection())
        )
    contrasts = {
        relation.target: write(relation.note, first.under("contrast"), own=id)
        for relation in concept.relations
        if relation.note
    }
    remote_contrasts = {
        relation.to.id: write(relation.note, first.under("contrast"), own=id)
        for relation in concept.remote_relations
        if relation.note
    }
    if own is None:
        return ConceptTexts(definition=definition, contrasts=contrasts, accounts=evidence)

    def optional(text: str | None, key: str, section: LinkedSection | None = None) -> Rendered | None:
        return None if text is None else write(text, first.under(key), own=id, section=section)

    example = own.example.text if isinstance(own.example, Example) else own.example
    return ConceptTexts(
        definition=definition,
        short=optional(own.short, "short"),
        explanation=optional(own.explanation, "explanation", opening),
        example=optional(example, "example"),
        mistakes=tuple(write(text, first.under("mistakes"), own=id) for text in own.mistakes),
        notes=tuple(write(text, first.under("notes"), own=id, section=opening) for text in own.notes),
        references=tuple(write(item.supports, first.under("references"), own=id) for item in own.references),
        contrasts=contrasts,
        remote_contrasts=remote_contrasts,
        disagreements=tuple(
            (
                tuple(write(p.claim, first.under("disagreements"), own=id) for p in item.positions),
                optional(item.accepted, "disagreements"),
                optional(item.ground, "disagreements"),
            )
            for item in own.disagreements
        ),
        accounts=evidence,
    )


def _all(texts: ConceptTexts) -> tuple[Rendered, ...]:
    loose = (texts.definition, texts.explanation, texts.example, *texts.mistakes, *texts.notes, *texts.references)
    argued = tuple(part for claims, *rest in texts.disagreements for part in (*claims, *rest))
    differences = (*texts.contrasts.values(), *texts.remote_contrasts.values())
    return tuple(part for part in (*loose, *differences, *argued, *texts.accounts.values()) if part)


def _targets(id: ConceptId, texts: ConceptTexts) -> tuple[ConceptId, ...]:
    found = {concept for part in _all(texts) for target in part.targets for concept in target.concepts}
    return tuple(sorted(other for other in found - {id} if not glossary_of(other)))
