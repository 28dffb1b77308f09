"""Resolves the references of imported terms after the terms have ids here."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from termbase.identity.names import Names
from termbase.imports.imported import Imported
from termbase.text.folding import fold
from termbase.text.slug import is_id, slug


def choose_ids(terms: Sequence[Imported], names: Names) -> dict[int, str]:
    """An id for each term: its own where it can be one, otherwise its name's; none is given twice."""
    taken = set(names.ids)
    chosen: dict[int, str] = {}
    for term in terms:
        wish = term.id if term.id and is_id(term.id) and not _is_number(term.id, term.name) else slug(term.name)
        free, number = wish, 2
        while free in taken:
            tail = f"-{number}"
            free, number = f"{wish[: 80 - len(tail)]}{tail}", number + 1
        taken.add(free)
        chosen[id(term)] = free
    return chosen


def _is_number(id: str, name: str) -> bool:
    """Whether an id is a number of the other system, with or without a prefix; not `tier-2` for “Tier two”."""
    number = id.lstrip("abcdefghijklmnopqrstuvwxyz-")
    prefix = id.removesuffix(number).rstrip("-")
    return number.isdigit() and not (prefix and slug(name).startswith(prefix))


def choose_locators(terms: Sequence[Imported]) -> dict[int, str]:
    """A stable place for each term: its own or, where several share it, with a mark made from its text."""
    first = Counter(_short(term.locator) for term in terms)
    taken: set[str] = set()
    chosen: dict[int, str] = {}
    for term in terms:
        locator = _short(term.locator)
        if first[locator] > 1 and locator in taken:
            mark = hashlib.sha256(f"{term.name}\n{term.definition}".encode("utf-8", "replace")).hexdigest()[:6]
            locator, number = f"{locator} ({mark})", 2
            while locator in taken:
                locator, number = f"{_short(term.locator)} ({mark} {number})", number + 1
        taken.add(locator)
        chosen[id(term)] = locator
    return chosen


def _short(locator: str) -> str:
    text = " ".join(locator.split())
    if len(text) <= 160:
        return text
    return f"{text[:150]}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


class References:
    """Follows references by the other system's ids and names to the ids that terms get here."""

    def __init__(self, terms: Sequence[Imported], ids: Mapping[int, str], names: Names) -> None:
        self.names = names
        self.followed = 0
        self.dangling: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        for term in terms:
            for name in (term.name, *term.abbreviations, *term.synonyms):
                self.targets.setdefault(fold(name), ids[id(term)])
        for term in terms:
            self.targets[fold(term.name)] = self.targets.get(fold(term.name)) or ids[id(term)]
            for key in (term.id, term.locator):
                if key:
                    self.targets[key] = ids[id(term)]

    def follow(self, term: Imported, refs: Iterable[str], own: str) -> tuple[list[str], list[str]]:
        """The ids that references lead to, and those that lead nowhere."""
        found, lost = [], []
        for ref in refs:
            bare = ref.strip().rstrip(".").strip()
            target = (
                self.targets.get(ref)
                or self.targets.get(bare)
                or (self.targets.get(fold(bare)) if fold(bare) else None)
            )
            if target is None and "/" in bare:
                target = self.targets.get(bare.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1])
            if target is None and len(meanings := self.names.meanings(ref)) == 1:
                target = meanings[0]
            if target is None:
                lost.append(ref)
                self.dangling.append((term.name, ref))
            elif target != own and target not in found:
                found.append(target)
                self.followed += 1
        return found, lost
