"""The facts of a site from which a term page can be generated, each with a digest of its current value.

A fact is named by its kind and, in most cases, by what it is about, such as `concept churn`. Facts with equal
digests are equal, on every machine and in every run.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

from termbase.linking.restricted_markdown import Rendered
from termbase.model.concept import ConceptId
from termbase.model.reason import Reason
from termbase.site.cards.files import has_card
from termbase.site.names_alone import names_of
from termbase.site.page_options import Part
from termbase.site.signed_file import SignedFile, signed_file
from termbase.site.site import Site

ANYTHING: Final = "anything"
"""A fact that always differs, because nothing is known about it."""
WHOLE: Final = "whole"
"""A fact that is the same as long as nothing at all has changed."""
NAMES: Final = "names"
"""The fact that all names are, for files that nothing else of the glossary is in."""
_BETWEEN: Final = "\0"
"""Separates facts in a text; neither ids nor names of files contain it."""
_BYTES: Final = 16
_LEFT_OUT: Final = frozenset(("places", "order"))
"""Fields of an entry to ignore: positions in the file, which no page shows, and values derived from other fields."""

_SELDOM: Final = tuple(
    f"{kind} "
    for kind in (
        "questions",
        "updated",
        "made_of",
        "goes_into",
        "branch_of",
        "former_ids",
        "shared_slug",
        "name",
        "card",
    )
)
"""Kinds of facts that are asked for about once, and found again as fast as they are remembered: most are nothing."""


class Facts:
    """What each fact of a site is now.

    Args:
        site: The site.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[str, bytes] = {ANYTHING: b""}
        self._common = value_digest(_common(site))
        self._whole: bytes | None = None

    def together(self, facts: Iterable[str]) -> bytes | None:
        """A digest of several facts, and of those that all pages share; None if one is never the same.

        Args:
            facts: The facts, in an order that is the same in every build.
        """
        known, found = self._known, [self._common]
        for fact in facts:
            now = known.get(fact)
            if now is None:
                digest = self._now(fact)
                now = _digest(f"{fact}\0".encode("utf-8", "surrogatepass") + digest) if digest else b""
                if not fact.startswith(_SELDOM):
                    known[fact] = now
            if not now:
                return None
            found.append(now)
        return _digest(b"".join(found))

    def of_text(self, facts: str) -> bytes | None:
        """A digest of facts that are stored as one text; see `together`."""
        return self.together(self.apart(facts))

    @staticmethod
    def apart(facts: str) -> list[str]:
        """The facts in a text."""
        return facts.split(_BETWEEN)

    @staticmethod
    def text(facts: Iterable[str]) -> str:
        """Facts as one text: a large site has a hundred thousand facts that differ from page to page."""
        return _BETWEEN.join(sorted(facts))

    def _now(self, fact: str) -> bytes:
        """The digest of one fact; nothing if it is never the same."""
        if fact == WHOLE:
            return self.whole() or b""
        kind, _, name = fact.partition(" ")
        return value_digest(_KINDS[kind](self._site, name)) if kind in _KINDS else b""

    def whole(self) -> bytes | None:
        """A digest of everything that files of a site can be made from; None if it has parts that are not looked at."""
        # Glossaries of the same site are more than a digest is known of.
        if any(remote.compiled for remote in self._site.glossary.remotes):
            return None
        if self._whole is None:
            ids = [concept.id for concept in self._site.termbase.concepts]
            facts = (f"{kind} {id}" for id in ids for kind in ("concept", "texts"))
            self._whole = value_digest(_other(self._site)) + (self.together(facts) or b"")
        return self._whole


def value_digest(value: object) -> bytes:
    """A hash of a value made of text, numbers, tuples, mappings, sets, dataclasses, and rendered texts.

    What is missing, and a text, which most facts are, is hashed without being written as a value.

    Raises:
        TypeError: It holds anything else.
    """
    if value is None:
        return b"-"
    if type(value) is str:
        return b"=" + _digest(value.encode("utf-8", "surrogatepass"))
    return _digest(_write(value).encode("utf-8", "surrogatepass"))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_BYTES).digest()


def _common(site: Site) -> object:
    """Everything that every term page may show or that follows from the settings of the site."""
    base = site.termbase
    return (
        (base.title, base.language, base.description, base.categories, base.sources, base.fields),
        (site.addresses, site.repository, site.pages, site.listed, site.name, site.touch),
        [part in site.parts for part in Part],
    )


def _other(site: Site) -> object:
    """What files are made from in addition to what all pages share, the concepts, and their texts.

    Names, relations, and lists follow from what is in the files of the glossary.
    """
    glossary, texts = site.glossary, site.texts
    return (
        [(document.file, document.text) for document in glossary.documents],
        (glossary.ledger, [(remote.key, remote.title, remote.terms) for remote in glossary.remotes]),
        (texts.unresolved, texts.introductions, texts.notes),
        (dict(site.updated), dict(site.history.files), site.kept, site.installable),
    )


def _ways(site: Site, id: str) -> object:
    """What a concept leads to, for drawings that go on from it."""
    concept = site.termbase.by_id.get(id)
    return concept and [(relation.kind, relation.target, site.terms[relation.target]) for relation in concept.relations]


_KINDS: Final[Mapping[str, Callable[[Site, str], object]]] = {
    "concept": lambda site, id: site.termbase.by_id.get(id),
    "texts": lambda site, id: site.texts.concepts.get(ConceptId(id)),
    "term": lambda site, id: site.terms.get(id),
    "links_to": lambda site, id: site.texts.links_to.get(ConceptId(id)),
    "linked_from": lambda site, id: site.texts.linked_from.get(ConceptId(id)),
    "questions": lambda site, id: site.termbase.questions_of.get(ConceptId(id)),
    "updated": lambda site, file: site.updated.get(file),
    "made_of": lambda site, id: site.formulas.made_of.get(ConceptId(id)),
    "goes_into": lambda site, id: site.formulas.goes_into.get(ConceptId(id)),
    "branch_of": lambda site, id: site.branch_of.get(ConceptId(id)),
    "former_ids": lambda site, id: site.former_ids_of.get(ConceptId(id)),
    "shared_slug": lambda site, slug: slug in site.shared_slugs,
    "elsewhere": lambda site, id: site.glossary.elsewhere.get(ConceptId(id)),
    "ways": _ways,
    "name": lambda site, name: name,
    NAMES: lambda site, name: names_of(site),
    "card": lambda site, id: has_card(site, site.termbase.by_id[id]),
}
"""What each kind of fact is, by the name that it is about."""


@cache
def _reader(kind: type[Any]) -> Callable[[Any], list[Any]]:
    if not is_dataclass(kind):
        raise TypeError(f"no digest is known of {kind.__name__}")
    names = [field.name for field in fields(kind) if field.name not in _LEFT_OUT]
    return lambda value: [_exact(getattr(value, name)) for name in names]


def _exact(value: Any) -> Any:
    """A reason with its key, since a sentence in English does not decide what it is in other languages."""
    return (value.key, value.values) if type(value) is Reason else value


def _plain(value: Any) -> Any:
    if isinstance(value, Rendered):
        return "Rendered", _element(value.tree), value.targets, value.sources
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Set):
        return sorted(value)
    kind: Any = type(value)
    return kind.__name__, _reader(kind)(value)


def _element(element: Element) -> list[Any]:
    return [element.tag, element.attrib, element.text, element.tail, *map(_element, element)]


def facts_file(root: Path, site: Site, *, holds: str) -> SignedFile | None:
    """The file with what the last build of a site has made of its facts; None if no cache can be trusted.

    Args:
        root: The project's folder.
        site: The site.
        holds: What is in the file, in a word.
    """
    # A project can have several sites, with different addresses.
    return signed_file(root, holds=holds, glossary=f"{site.name} {value_digest(site.addresses).hex()}")


_write: Final = json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":")).encode
