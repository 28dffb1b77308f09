"""The entry point of the core: from a folder of term files to a finished glossary with all its diagnostics."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from operator import is_
from pathlib import Path

from termbase.identity.hidden_names import HiddenNames, hidden_names, unread_files
from termbase.identity.merge import merge
from termbase.identity.names import Names
from termbase.identity.published_ids import LEDGER_FILE as LEDGER
from termbase.identity.published_ids import PublishedName, lost_ids, parse_names
from termbase.identity.remote import RemoteGlossary, Remotes, index_remotes, shared_with_remotes
from termbase.identity.resolve import resolve
from termbase.linking.index import LinkIndex, Target, index_links
from termbase.linking.inserted_terms import inserted
from termbase.linking.kept_texts import KeptTexts
from termbase.linking.linker import Linker
from termbase.linking.restricted_markdown import RichText
from termbase.linking.site_pages import SitePages
from termbase.linking.texts import Texts, link, text_renderer
from termbase.model.concept import Concept, ConceptId, RemoteConcept, Termbase, glossary_of
from termbase.model.diagnostics import Diagnostic, in_order
from termbase.reading.decode import Decoded, KeptEntries, decode
from termbase.reading.files import read, read_ledger
from termbase.rules import KeptFindings, Rule, check
from termbase.text.collector import collector_paused
from termbase.yaml_files.hidden_text import KeptHidden, hidden_texts
from termbase.yaml_files.tree import Document


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """A compiled glossary: read, merged, resolved, and linked."""

    termbase: Termbase
    names: Names
    """Names of this glossary."""
    every_name: Names
    """Names of this glossary and of others that it refers to. A shared name has both meanings.

    Within its own texts, a glossary takes precedence over others of the same site.
    """
    index: LinkIndex
    texts: Texts
    diagnostics: tuple[Diagnostic, ...]
    documents: tuple[Document, ...]
    terms: Mapping[str, str]
    """Preferred terms by id; computed once, since a linker is created for every `[[name]]` on a page."""
    elsewhere: Mapping[ConceptId, RemoteConcept] = field(default_factory=dict)
    """Terms of other glossaries, by the id that links to them use, such as `sales:churn`."""
    others: Remotes = field(default_factory=Remotes)
    """Those terms with all names that they have on hand-written pages."""
    page_index: LinkIndex
    """The names that link automatically on hand-written pages, which belong to no glossary."""
    page_names: Names
    """The possible meanings of a name in brackets there."""
    remotes: tuple[RemoteGlossary, ...] = ()
    """The other glossaries."""
    pages: SitePages | None = None
    """The pages of the site, if known."""
    published: tuple[PublishedName, ...] = ()
    """Names in the ledger, with the concepts they led to."""
    ledger: str = field(default="", repr=False)
    """Text of the list of published addresses."""
    kept: "KeptCompile | None" = field(default=None, compare=False, repr=False)
    """The reusable parts of the compile, if it will be compiled again with other documents."""

    def linker(
        self,
        *,
        href: Callable[[Target], str],
        unknown: Callable[[str, tuple[str, ...]], None] = lambda name, near: None,
        glossary: str = "",
    ) -> Linker:
        """A linker for text that does not belong to a concept.

        Args:
            href: The link to a target.
            unknown: Called with each name in brackets that no term has.
            glossary: The name of another glossary whose terms the text lists; "" for this one.
        """
        insert = partial(
            inserted,
            termbase=self.termbase,
            names=self.page_names,
            texts=self.texts,
            others=self.others,
            usual=glossary,
        )
        return Linker(
            index=self.page_index,
            names=self.page_names,
            href=href,
            unknown=unknown,
            terms=self.spoken,
            insert=insert,
            here=self.others.neighbors,
        )

    def again(self, documents: Iterable[Document], *, root: str) -> "Glossary":
        """The glossary with other documents and the same surroundings: the ledger, remote glossaries, pages of the site."""
        return compile_glossary(
            documents, root=root, ledger=self.ledger, remotes=self.remotes, pages=self.pages, kept=self.kept
        )

    def url_elsewhere(self, target: Target) -> str | None:
        """The address of a term on another site; None for one of this site, and for a list of meanings."""
        remote = self.elsewhere.get(target.concept) if target.concept is not None else None
        return remote.url if remote is not None and not remote.page else None

    @cached_property
    def on_site(self) -> tuple[Concept, ...]:
        """The concepts of this glossary and of all others of the same site; names on pages may mean any of them."""
        others, neighbors = self.others.concepts, self.others.neighbors
        return (*self.termbase.concepts, *(c for c in others if neighbors and glossary_of(c.id) in neighbors))

    @cached_property
    def names_on_site(self) -> LinkIndex:
        """All names of those concepts, including those that are linked only if an author asks for it."""
        return index_links(self.on_site, wanted=lambda name, concept: True)

    @cached_property
    def spoken(self) -> Mapping[str, str]:
        """Preferred terms by id, of this glossary and of others."""
        return {**self.terms, **{str(id): term.term for id, term in self.elsewhere.items()}}


class KeptCompile:
    """The reusable parts of a compile, for the next compile after a change of a few files."""

    def __init__(self) -> None:
        self.entries = KeptEntries()
        self.texts = KeptTexts()
        self.findings = KeptFindings()
        self.hidden = KeptHidden()
        self._concepts: Mapping[ConceptId, Concept] = {}
        self._named: object = None
        self._names: Names | None = None
        self._index: LinkIndex | None = None
        self._whole: tuple[object, Glossary] | None = None

    def unchanged(self, documents: tuple[Document, ...], given: object, pages: SitePages | None) -> "Glossary | None":
        """The last glossary, if compiling would give the same result now.

        Args:
            documents: The files. They are compared by identity with those of the last compile.
            given: Everything else that the compile depends on.
            pages: The pages of the site.
        """
        if self._whole is None or self._whole[0] != given or (pages is not None and self.texts.pages):
            return None
        last = self._whole[1]
        if len(last.documents) != len(documents) or not all(map(is_, last.documents, documents)):
            return None
        self.entries.made = self.texts.rendered = 0
        self.findings.forget_counts()
        return replace(last, pages=pages)

    def remember(self, glossary: "Glossary", given: object) -> None:
        """Keeps a whole glossary, without what cannot be stored.

        Args:
            glossary: The glossary.
            given: Everything other than its documents that the compile depends on.
        """
        self._whole = (given, replace(glossary, pages=None))

    @property
    def made(self) -> int:
        """The number of files or concepts that the last compile had to process."""
        return max(self.entries.made, self.texts.rendered, *self.findings.made.values())

    def same(self, termbase: Termbase) -> Termbase:
        """A termbase in which concepts that have not changed are those of the last compile."""
        before = self._concepts
        concepts = tuple(_unchanged(concept, before.get(concept.id)) for concept in termbase.concepts)
        self._concepts = {concept.id: concept for concept in concepts}
        return replace(termbase, concepts=concepts)

    def indexed(self, named: object, names: Names, index: Callable[[], LinkIndex]) -> tuple[Names, LinkIndex]:
        """Names and their index: those of the last compile, if they have not changed.

        Args:
            named: Equal if no name has changed.
            names: The names.
            index: Makes the index.
        """
        if self._names is None or self._index is None or self._named != named:
            self._named, self._names, self._index = named, names, index()
        return self._names, self._index


def _unchanged(concept: Concept, before: Concept | None) -> Concept:
    """The concept of the last compile, if this one is equal and has the same entries."""
    if before is None or before != concept:
        return concept
    # Entries are equal even if their places in the file are not.
    same = all(a.entry is b.entry for a, b in zip(concept.accounts, before.accounts, strict=True))
    return before if same else concept


@dataclass(frozen=True, kw_only=True)
class NamedConcepts:
    """The concepts of a glossary and their names: enough to look a term up, with no rule applied."""

    termbase: Termbase
    names: Names
    """Names of this glossary."""
    every_name: Names
    """Names of this glossary and of others that it knows."""
    others: Remotes
    hidden: HiddenNames
    """Names in files that could not be read."""
    unread: frozenset[str]
    """Those files."""
    diagnostics: tuple[Diagnostic, ...]
    """Problems with the files, the merge, and references between concepts."""

    @cached_property
    def texts(self) -> Texts:
        """The rendered texts and the links between concepts; introductions of categories have no location."""
        index = index_links(
            (*self.termbase.concepts, *self.others.named_apart(self.termbase.concepts, own_first=True).concepts)
        )
        texts, _ = link(self.termbase, index, self.every_name, elsewhere=self.others.by_id, hidden=self.hidden)
        return texts

    def words(self, text: str, concept: Concept) -> str:
        """A text of a concept without markup, on one line."""
        return self._unlinked.render(text, own=concept.id).plain

    @cached_property
    def _unlinked(self) -> RichText:
        # Links change no words, so no name needs to be found in a text.
        return text_renderer(self.termbase, index_links(()), self.every_name, elsewhere=self.others.by_id)


def name_concepts(
    documents: Iterable[Document], *, root: str = "", remotes: Iterable[RemoteGlossary] = ()
) -> NamedConcepts:
    """Turns documents into named concepts: texts are rendered and linked on demand, and no rules are applied.

    Args:
        documents: The files of the glossary folder, read.
        root: The folder's path, as the documents' file names begin with it.
        remotes: Other glossaries.
    """
    with collector_paused():
        documents = tuple(documents)
        return _named(documents, decode(documents, root=root), index_remotes(remotes))


def _named(documents: tuple[Document, ...], decoded: Decoded, others: Remotes) -> NamedConcepts:
    merged = merge(decoded.entries, decoded.decisions, elsewhere=others.knows)
    unread = unread_files(decoded.diagnostics)
    hidden = hidden_names(documents, unread)
    resolved = resolve(decoded, merged, others, hidden)
    return NamedConcepts(
        termbase=resolved.termbase,
        names=resolved.names,
        every_name=resolved.every_name,
        others=others,
        hidden=hidden,
        unread=unread,
        diagnostics=(*merged.diagnostics, *resolved.diagnostics),
    )


def compile_glossary(
    documents: Iterable[Document],
    *,
    root: str = "",
    ledger: str = "",
    today: str = "",
    remotes: Iterable[RemoteGlossary] = (),
    pages: SitePages | None = None,
    rules: Iterable[Rule] = (),
    kept: KeptCompile | None = None,
) -> Glossary:
    """Turns documents into a glossary. Pure: the same documents give the same value.

    Args:
        documents: The files of the glossary folder, read.
        root: The folder's path, as the documents' file names begin with it.
        ledger: Text of the list of published ids.
        today: The current day (ISO 8601), for dates that may be overdue; "" finds none.
        remotes: Other glossaries, to whose terms links and relations may lead.
        pages: The pages of the site, for relative links in texts; without them, such links are not checked.
        rules: Rules of other packages, applied after our own.
        kept: What the last compile has made; it takes what this one makes.
    """
    documents, remotes = tuple(documents), tuple(remotes)
    given = (root, ledger, today, remotes, pages is not None)
    rules = tuple(rules)  # what they read is not known, so they are always applied
    if kept and not rules and (same := kept.unchanged(documents, given, pages)) is not None:
        return same
    with collector_paused():
        glossary = _compiled(
            documents, root=root, ledger=ledger, today=today, remotes=remotes, pages=pages, rules=rules, kept=kept
        )
    if kept:
        kept.remember(glossary, given)
    return glossary


def _compiled(
    documents: tuple[Document, ...],
    *,
    root: str,
    ledger: str,
    today: str,
    remotes: tuple[RemoteGlossary, ...],
    pages: SitePages | None,
    rules: tuple[Rule, ...],
    kept: KeptCompile | None,
) -> Glossary:
    before, others = kept or KeptCompile(), index_remotes(remotes)
    decoded = decode(documents, root=root, kept=before.entries)
    named = _named(documents, decoded, others)
    termbase = before.same(named.termbase)
    concepts, former = termbase.concepts, termbase.former_ids
    foreign = others.named_apart(concepts, own_first=True)
    everything = (*concepts, *foreign.concepts)
    all_names = (
        tuple((c.id, c.designations, c.own and c.own.linking) for c in everything),
        former,
        others.former_ids,
    )
    every_name, index = before.indexed(all_names, named.every_name, lambda: index_links(everything))
    on_pages, page_index, page_names = others.named_apart(concepts, own_first=False), index, every_name
    if others.neighbors:
        page_index = index_links((*concepts, *on_pages.concepts))
        page_names = others.names(concepts, former, own_first=False)
    texts, misled = link(
        termbase,
        index,
        every_name,
        introductions=decoded.introductions,
        notes=decoded.source_notes,
        elsewhere=others.by_id,
        pages=pages,
        hidden=named.hidden,
        kept=before.texts,
        unchanged=all_names,
    )
    found = (
        *decoded.diagnostics,
        *hidden_texts(documents, before.hidden),
        *named.diagnostics,
        *misled,
        *shared_with_remotes(concepts, foreign),
        *check(
            termbase,
            every_name,
            texts,
            today=today,
            more=rules,
            # Rules take less time if they examine all concepts at once, but then their findings cannot be reused.
            kept=kept.findings if kept else None,
            unchanged=all_names,
        ),
        # A missing name may be in a file that could not be read.
        *(() if named.unread else lost_ids(ledger, termbase, named.names, file=f"{root}/{LEDGER}".lstrip("/"))),
    )
    return Glossary(
        termbase=termbase,
        names=named.names,
        every_name=every_name,
        index=index,
        texts=texts,
        diagnostics=in_order(found),
        documents=documents,
        terms={str(concept.id): concept.term for concept in termbase.concepts},
        elsewhere=others.by_id,
        others=on_pages,
        page_index=page_index,
        page_names=page_names,
        remotes=remotes,
        pages=pages,
        published=parse_names(ledger),
        ledger=ledger,
    )


def load(root: Path, *, relative_to: Path | None = None, remotes: Iterable[RemoteGlossary] = ()) -> Glossary:
    """Reads and compiles the glossary in a folder.

    Args:
        root: The folder.
        relative_to: What file names are relative to, if not the folder's parent.
        remotes: Other glossaries that it refers to; see `read_remotes`.
    """
    documents = read(root, relative_to=relative_to)
    base = relative_to if relative_to is not None and root.is_relative_to(relative_to) else root.parent
    ledger, unreadable = read_ledger(root, relative_to=relative_to)
    glossary = compile_glossary(documents, root=root.relative_to(base).as_posix(), ledger=ledger, remotes=remotes)
    return replace(glossary, diagnostics=in_order((*glossary.diagnostics, *unreadable)))
