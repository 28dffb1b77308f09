"""Phrases on the pages that may need a term: names with capitals, unknown abbreviations, repeated phrases.

Each comes with its number of occurrences, their places, and a definition if a page gives one in a sentence such as “An
X is a …” or in a definition list.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from termbase.linking.index import LinkIndex
from termbase.linking.plan import Why
from termbase.linking.prose import Prose
from termbase.model.diagnostics import Location
from termbase.rules.abbreviations import looks_short
from termbase.rules.terminology import mentioned
from termbase.text.folding import fold, singular_abbreviation, split_headword
from termbase.text.slug import slug
from termbase.text.words import Word, joint, text_words
from termbase.yaml_files.write import write_term

_LONGEST: Final = 4
"""Words of a phrase."""
_FEWEST: Final = {"abbreviation": 2, "capitals": 3, "phrase": 6}
"""How often a phrase of each kind must occur."""
_PAGES: Final = {"abbreviation": 1, "capitals": 2, "phrase": 3}
"""On how many pages it must occur, where the site has as many."""
_JOINING: Final = frozenset(("of", "for", "and", "the", "to", "in"))
"""Words that may be within a name with capitals."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
_DEFINES: Final = re.compile(
    r"^(?:An?|The)?\s*(?P<name>[^,.;:()]{2,60}?)(?:\s*\((?P<short>[^()\s]{2,10})\))?,?\s+"
    r"(?:is|are|means|refers to|stands for|describes)\s+(?P<definition>(?:an?|the|any|one|each|every|how|what|when)\s.{10,300})$",
    re.DOTALL,
)
_LISTED: Final = re.compile(
    r"^(?P<name>[^,.;:()]{2,60}?)(?:\s*\((?P<short>[^()\s]{2,10})\))?\s*(?::|–|—)\s+(?P<definition>[A-Za-z].{15,300})$",
    re.DOTALL,
)
_EXPANDED: Final = re.compile(r"(?P<words>(?:[\w-]+\s+){2,8})\((?P<short>[A-Z][A-Za-z0-9&]{1,7}?)s?\)")
_GENERAL: Final = frozenset(
    ("it", "this", "that", "there", "these", "they", "here", "what", "which", "who", "one", "note", "example")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that may need a term."""

    name: str
    """As it is written most often."""
    kind: str
    """`abbreviation`, `capitals` or `phrase`."""
    count: int
    places: tuple[Location, ...]
    """The first places, one for each page at most."""
    definition: str = ""
    """What a page says it is, or ""."""
    defined: Location | None = None
    """Where it says so."""
    short: str = ""
    """The abbreviation that a page gives for it, or ""."""

    @property
    def draft(self) -> str:
        """A term file to start from."""
        # The author who takes the draft over has to write this sentence; the marker is for that author.
        text = self.definition or "TODO: one sentence that says what kind of thing it is and what sets it apart."
        data: dict[str, str | tuple[str, ...]] = {"term": self.name, "definition": text}
        if self.short:
            data["abbreviations"] = (self.short,)
        return write_term(data)

    @property
    def file(self) -> str:
        """The name of the draft."""
        return f"{slug(self.name)}.yml"


@dataclass(slots=True)
class _Seen:
    spellings: dict[str, int]
    places: list[Location | None]
    count: int = 0


@cache
def _stop_words() -> frozenset[str]:
    text = files("termbase.review").joinpath("stop_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def candidates(pages: Sequence[Prose], known: LinkIndex, *, limit: int = 50) -> tuple[Candidate, ...]:
    """The phrases that may want a term, the best first.

    Args:
        pages: The pages.
        known: All names of the glossary.
        limit: How many at most.
    """
    seen: dict[str, dict[str, _Seen]] = {kind: defaultdict(lambda: _Seen({}, [])) for kind in _FEWEST}
    for page in pages:
        for kind, phrase, where in _phrases(page, known):
            item = seen[kind][fold(phrase)]
            item.spellings[phrase] = item.spellings.get(phrase, 0) + 1
            item.places.append(where)
            item.count += 1
    found = {kind: _kept(seen[kind], kind, len(pages)) for kind in seen}
    capitals = set(found["capitals"])
    found["phrase"] = {key: item for key, item in found["phrase"].items() if key not in capitals}
    defined, expansions = _definitions(pages), _expansions(pages)
    made = [
        _candidate(kind, item, defined.get(key), expansions)
        for kind, items in found.items()
        for key, item in _longest(items).items()
    ]
    made.sort(key=lambda c: (not c.definition, -c.count * len(c.name.split()), c.name))
    return tuple(made[:limit])


def _phrases(page: Prose, known: LinkIndex) -> Iterator[tuple[str, str, Location | None]]:
    for stretch in page.stretches:
        text = stretch.text
        words = text_words(text)
        named = bytearray(len(text))
        for match in known.find(text):
            named[match.start : match.end] = b"\1" * (match.end - match.start)
        free = [
            word if not any(named[word.start : word.end]) and not mentioned(text, word.start, word.end) else None
            for word in words
        ]
        for index, word in enumerate(free):
            if word is None:
                continue
            short = singular_abbreviation(word.written)
            if looks_short(short) and (stretch.why is None or stretch.why is Why.HEADING):
                yield "abbreviation", short, page.where(stretch, word.start)
            if stretch.why is None:
                yield from (
                    (kind, phrase, page.where(stretch, word.start)) for kind, phrase in _starting(text, free, index)
                )


def _starting(text: str, free: Sequence[Word | None], first: int) -> Iterator[tuple[str, str]]:
    """The phrases that begin with a word."""
    taken: list[Word] = []
    for word in free[first : first + _LONGEST]:
        if word is None or (taken and (joint(text, taken[-1], word) or "\n\n" in text[taken[-1].end : word.start])):
            return
        taken.append(word)
        if len(taken) < 2 or any(not w.written[0].isalpha() for w in (taken[0], word)):
            continue
        phrase = " ".join(text[taken[0].start : word.end].split())
        main = [w.written for w in taken if w.written not in _JOINING]
        if len(main) > 1 and all(w[0].isupper() for w in main) and not _JOINING & {taken[0].written, word.written}:
            # The first word of a sentence has a capital anyway.
            if taken[0].start and re.search(r"[^\W_][,;]? $", text[: taken[0].start]):
                yield "capitals", phrase
        elif (
            all(w.written.islower() and w.written not in _stop_words() and len(w.written) > 2 for w in taken)
            and len(taken) < 4
        ):
            yield "phrase", phrase


def _kept(items: Mapping[str, _Seen], kind: str, pages: int) -> dict[str, _Seen]:
    enough = min(_PAGES[kind], max(pages, 1))
    return {
        key: item
        for key, item in items.items()
        if item.count >= _FEWEST[kind] and len({place.file for place in item.places if place}) >= enough
    }


def _longest(items: Mapping[str, _Seen]) -> Mapping[str, _Seen]:
    """Without phrases that occur mostly within a longer one."""
    spelled = {key: f" {max(item.spellings, key=lambda s: (item.spellings[s], s))} " for key, item in items.items()}
    return {
        key: item
        for key, item in items.items()
        if not any(
            other != key
            and spelled[key].casefold() in spelled[other].casefold()
            and items[other].count * 2 > item.count
            for other in items
        )
    }


def _candidate(kind: str, item: _Seen, defined: "_Defined | None", expansions: Mapping[str, str]) -> Candidate:
    spelling = max(sorted(item.spellings), key=lambda s: item.spellings[s])
    places: dict[str, Location] = {}
    for place in item.places:
        if place is not None:
            places.setdefault(place.file, place)
    full = expansions.get(spelling, "") if kind == "abbreviation" else ""
    short = spelling if full else defined.short if defined else ""
    name = full or (_as_term(spelling) if kind == "phrase" else spelling)
    return Candidate(
        name=name, kind=kind, count=item.count, places=tuple(places.values())[:5],
        definition=defined.text if defined else "", defined=defined.where if defined else None,
        short=short if fold(short) != fold(name) else "",
    )  # fmt: skip


def _as_term(spelling: str) -> str:
    """A phrase in sentence case."""
    return spelling[:1].upper() + spelling[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Defined:
    text: str
    short: str
    where: Location


def _definitions(pages: Iterable[Prose]) -> Mapping[str, _Defined]:
    """Definitions found on pages, by folded name; the first page with a definition counts."""
    found: dict[str, _Defined] = {}
    for page in pages:
        for pieces in page.paragraphs:
            text = "".join(piece.text for piece in pieces)
            where = page.where(pieces[0], len(pieces[0].text) - len(pieces[0].text.lstrip()))
            running = all(piece.why is not Why.HEADING for piece in pieces)
            listed = _LISTED.match(text.strip()) if running else None
            sentences = [s.strip() for s in _SENTENCE.split(text)]
            for match in (*(_DEFINES.match(s) for s in sentences), listed):
                if where is None or match is None or not match["name"].strip():
                    continue
                if match["name"].casefold() in _GENERAL:
                    continue
                entry = _Defined(
                    text=_as_definition(match["definition"]), short=match["short"] or "",
                    where=where,
                )  # fmt: skip
                for name in (match["name"], match["short"] or ""):
                    if name:
                        found.setdefault(fold(name), entry)
    return found


def _expansions(pages: Iterable[Prose]) -> Mapping[str, str]:
    """Full forms of abbreviations as pages give them: “its words (SHORT)”."""
    found: dict[str, str] = {}
    for page in pages:
        for stretch in page.stretches:
            for match in _EXPANDED.finditer(stretch.text):
                words = match["words"].split()
                for first in range(len(words) - 1, -1, -1):
                    full = " ".join(words[first:])
                    if full[:1].casefold() != match["short"][:1].casefold():
                        continue
                    if split_headword(f"{full} ({match['short']})")[1] and len(words) - first > 1:
                        found.setdefault(match["short"], _as_term(full))
                        break
    return found


def _as_definition(text: str) -> str:
    """A part of a sentence as a definition: without the article, with a capital and a period."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    plain = re.sub(r"^(?:an?|the)\s+", "", plain)
    return plain[:1].upper() + plain[1:].rstrip(" .;:") + "."
