"""What exports of the whole glossary say of one concept each, made once and then joined.

Most of what such a file says of a concept follows from this concept and a few others. So fragments that an earlier
build has stored are used again, as long as the facts that they were made from are the same (see `watched_site`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, cast

from termbase.model.concept import Concept, ConceptId
from termbase.site.signed_file import SignedFile

_S = TypeVar("_S")
"""A site, which has its fragments."""


class _Watch(Protocol[_S]):
    """Records what is read; see `Watch`."""

    site: _S

    def begin(self, concept: ConceptId) -> None: ...
    def end(self) -> frozenset[str]: ...


class _Facts(Protocol):
    """Digests of facts; see `Facts`."""

    def of_text(self, facts: str) -> bytes | None: ...
    def text(self, facts: Iterable[str]) -> str: ...
    def apart(self, facts: str) -> list[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Of:
    """The fragments of a concept."""

    facts: str
    """The combined input of all of them, as one text."""
    key: bytes
    """Follows from what these facts are."""
    texts: dict[str, tuple[str, str]]
    """Each by its format, with what else it was made from."""


_Kept = Mapping[ConceptId, _Of]


class Fragments(Generic[_S]):
    """The fragments of a site; they are generated each time, unless `keep` is called.

    Args:
        site: The site.
    """

    def __init__(self, site: _S) -> None:
        self._site = site
        self._kept: _KeptFragments[_S] | None = None

    def keep(self, watch: _Watch[_S], facts: _Facts, file: SignedFile | None) -> None:
        """Uses those of the last build, and keeps those of this one for the next.

        Args:
            watch: Notes what is read of the site.
            facts: Its facts.
            file: Where the last build has stored its fragments.
        """
        self._kept = _KeptFragments(watch, facts, file)

    def of(self, name: str, concept: Concept, make: Callable[[_S], str], *, more: str = "") -> str:
        """What one format says of a concept.

        Args:
            name: The format.
            concept: The concept.
            make: Makes it from a site; it must not look at any other.
            more: All else that it is made from.
        """
        return make(self._site) if self._kept is None else self._kept.of(name, concept, make, more)

    def known(self, name: str, concept: Concept) -> str | None:
        """What one format says of a concept, if the last build has stored it and it would be the same now.

        Args:
            name: The format, for which nothing else is needed.
            concept: The concept.
        """
        found = self._kept.valid(concept.id) if self._kept is not None else None
        return found.texts[name][1] if found is not None and name in found.texts else None

    def end(self) -> None:
        """Stores those that are kept, if any of them is new."""
        if self._kept is not None:
            self._kept.end()

    def let_go(self) -> None:
        """Forgets those that are kept."""
        self._kept = None


class _KeptFragments(Generic[_S]):
    def __init__(self, watch: _Watch[_S], facts: _Facts, file: SignedFile | None) -> None:
        self._watch, self._facts, self._file = watch, facts, file
        self._before: _Kept | None = None
        self._now: dict[ConceptId, _Of] = {}
        self._new = False

    def of(self, name: str, concept: Concept, make: Callable[[_S], str], more: str) -> str:
        known = self.valid(concept.id)
        found = known.texts.get(name) if known is not None else None
        if found is not None and found[0] == more:
            return found[1]
        self._watch.begin(concept.id)
        made = make(self._watch.site)
        noted = self._watch.end()
        facts = self._facts.text(noted if known is None else noted.union(self._facts.apart(known.facts)))
        if (key := self._facts.of_text(facts)) is not None:
            texts = {**(known.texts if known is not None else {}), name: (more, made)}
            self._now[concept.id] = _Of(facts=facts, key=key, texts=texts)
            self._new = True
        return made

    def valid(self, id: ConceptId) -> _Of | None:
        """The fragments of a concept, as far as they are known."""
        return self._now.get(id) or self._stored(id)

    def _stored(self, id: ConceptId) -> _Of | None:
        """The fragments of the last build, if they would be the same now."""
        if self._before is None:
            stored = self._file.read() if self._file is not None else None
            self._before = cast("_Kept | None", stored) or {}
        known = self._before.get(id)
        if known is None or self._facts.of_text(known.facts) != known.key:
            return None
        self._now[id] = known
        return known

    def end(self) -> None:
        if self._file is not None and self._new:
            self._file.write(self._now)
            self._new = False
