"""One way in: from a folder of term files to a finished glossary with everything wrong in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from termbase.identity.merge import merge
from termbase.identity.names import Names, index_names
from termbase.identity.published_ids import FILE as LEDGER
from termbase.identity.published_ids import PublishedName, lost_ids, parse_names
from termbase.identity.remote import RemoteTerm, remote_names, with_remote
from termbase.identity.resolve import resolve
from termbase.linking.index import LinkIndex, Target, index_links
from termbase.linking.inserted_terms import inserted
from termbase.linking.linker import Linker
from termbase.linking.texts import Texts, link
from termbase.model.concept import ConceptId, Termbase
from termbase.model.diagnostics import Diagnostic, in_order
from termbase.reading.decode import decode
from termbase.reading.files import read, read_ledger
from termbase.rules import Rule, check
from termbase.yaml_files.hidden_text import hidden_text
from termbase.yaml_files.tree import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """A glossary, read, merged, resolved and linked."""

    termbase: Termbase
    names: Names
    """Names of this glossary and, where they are free, of remote ones."""
    index: LinkIndex
    texts: Texts
    diagnostics: tuple[Diagnostic, ...]
    documents: tuple[Document, ...]
    terms: Mapping[str, str]
    """Preferred terms by id; made once, since a linker is asked for at every `[[name]]` of a page."""
    elsewhere: Mapping[ConceptId, str]
    """Addresses of remote terms, by the id that links to them carry."""
    published: tuple[PublishedName, ...] = ()
    """Names in the ledger, with where they led."""

    def linker(
        self,
        *,
        href: Callable[[Target], str],
        unknown: Callable[[str, tuple[str, ...]], None] = lambda name, near: None,
    ) -> Linker:
        """A linker for text that does not belong to a concept."""
        insert = partial(inserted, termbase=self.termbase, names=self.names, texts=self.texts)
        return Linker(index=self.index, names=self.names, href=href, unknown=unknown, terms=self.terms, insert=insert)


def compile_glossary(
    documents: Iterable[Document],
    *,
    root: str = "",
    ledger: str = "",
    today: str = "",
    remotes: Iterable[Iterable[RemoteTerm]] = (),
    rules: Iterable[Rule] = (),
) -> Glossary:
    """Turns documents into a glossary. Pure: the same documents give the same value.

    Args:
        documents: The files of the glossary folder, read.
        root: The folder's path, as the documents' file names begin with it.
        ledger: Text of the list of published ids.
        today: The current day (ISO 8601), for dates that may be overdue; "" finds none.
        remotes: Terms of other glossaries, the ones to prefer first.
        rules: Rules of other packages, applied after our own.
    """
    documents = tuple(documents)
    decoded = decode(documents, root=root)
    merged = merge(decoded.entries, decoded.decisions)
    termbase, unresolved = resolve(decoded, merged)
    own_names = index_names(termbase.concepts, termbase.former_ids)
    remote = remote_names(remotes, own_names)
    names = with_remote(own_names, remote)
    index = index_links((*termbase.concepts, *remote.concepts))
    texts, misled = link(termbase, index, names, introductions=decoded.introductions, notes=decoded.source_notes)
    found = (
        *decoded.diagnostics,
        *(problem for document in documents for problem in hidden_text(document)),
        *merged.diagnostics,
        *unresolved,
        *misled,
        *check(termbase, names, texts, today=today, more=rules),
        *lost_ids(ledger, termbase, own_names, file=f"{root}/{LEDGER}".lstrip("/")),
    )
    return Glossary(
        termbase=termbase,
        names=names,
        index=index,
        texts=texts,
        diagnostics=in_order(found),
        documents=documents,
        terms={str(concept.id): concept.term for concept in termbase.concepts},
        elsewhere=remote.urls,
        published=parse_names(ledger),
    )


def load(root: Path, *, relative_to: Path | None = None) -> Glossary:
    """Reads and compiles the glossary in a folder."""
    documents = read(root, relative_to=relative_to)
    base = relative_to if relative_to is not None and root.is_relative_to(relative_to) else root.parent
    ledger, unreadable = read_ledger(root, relative_to=relative_to)
    glossary = compile_glossary(documents, root=root.relative_to(base).as_posix(), ledger=ledger)
    return replace(glossary, diagnostics=in_order((*glossary.diagnostics, *unreadable)))
