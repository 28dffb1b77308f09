"""Checks links to the glossary in a wiki's dump or in pages of other sites.

The text may be of any kind: HTML, an XML dump of MediaWiki, Markdown, wiki markup. An address is a
token that means the same in all of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import Final
from urllib.parse import unquote

from termbase.glossary import Glossary
from termbase.identity.published_ids import names_today
from termbase.text.slug import slug

_NAME: Final = r"[^\s\"'<>()\[\]{}|#?&/]+"
_OPENED: Final = r"(?:(?<=\[\[)|(?<=\[\[[ _:])|(?<=\[\[:[ _]))"
_TITLE: Final = re.compile(r"<title>([^<]*)</title>")


class LinkState(StrEnum):
    """What is wrong with a link."""

    STALE = "stale"
    """It still works, but by an old id."""
    AMBIGUOUS = "ambiguous"
    """Its name has several meanings."""
    REMOVED = "removed"
    """Its term is gone."""
    BROKEN = "broken"
    """It leads nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkProblem:
    """A link that should be corrected."""

    file: str
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    page: str
    """Title of the page in a dump, or ""."""
    link: str
    """As it is written."""
    state: LinkState
    corrections: tuple[str, ...]
    """What to write instead: one for a certain correction, several to choose from, or none."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Links of a text to a glossary."""

    links: int
    problems: tuple[LinkProblem, ...]


def check_links(
    glossary: Glossary, lines: Iterable[str], *, file: str, homes: Iterable[str], prefix: str = "term"
) -> Checked:
    """Finds the links to a glossary in the lines of a text, and what is wrong with them.

    Args:
        glossary: The glossary as it is today.
        lines: The text.
        file: Its name, for the report.
        homes: Addresses of the glossary's site, today's and earlier ones.
        prefix: Prefix of interwiki links, as in `[[term:nrr]]`; "" for none.
    """
    pattern = _pattern(homes, prefix)
    today = names_today(glossary.termbase)
    page, count, problems = "", 0, []
    for number, line in enumerate(lines, 1):
        for match in (*_TITLE.finditer(line), *pattern.finditer(line)):
            if match.re is _TITLE:
                page = unescape(match[1])
                continue
            count += 1
            if found := _problem(glossary, today, match):
                state, corrections, why = found
                problems.append(
                    LinkProblem(
                        file=file,
                        line=number,
                        column=match.start() + 1,
                        page=page,
                        link=match.group(),
                        state=state,
                        corrections=corrections,
                        why=why,
                    )
                )
    return Checked(links=count, problems=tuple(problems))


def _pattern(homes: Iterable[str], prefix: str) -> re.Pattern[str]:
    hosts = "|".join(re.escape(re.sub(r"^https?:", "", home).rstrip("/")) for home in homes)
    places = (
        [rf"(?i:(?:https?:)?(?:{hosts}))/(?P<folder>go|terms)/(?P<name>{_NAME})(?:/|(?<=\.html))?"] if hosts else []
    )
    if prefix:
        # A wiki takes prefixes in any case, spaces around them, and a colon in front.
        places.append(rf"{_OPENED}(?i:{re.escape(prefix)})[ _]?:[ _]?(?P<wiki>[^\]|#\n]+)")
    return re.compile("|".join(places) or r"(?!)")


def _problem(
    glossary: Glossary, today: Mapping[str, tuple[str, ...]], match: re.Match[str]
) -> tuple[LinkState, tuple[str, ...], str] | None:
    groups = match.groupdict()
    wiki, folder = groups.get("wiki"), groups.get("folder") or "go"
    written = wiki or groups["name"]
    name = unquote(unescape(written)).strip()
    name = name if wiki else name.removesuffix(".html").rstrip(".,;:!")
    place = name.replace(" ", "_")
    termbase = glossary.termbase

    def instead(ids: Iterable[str], to: str = folder) -> tuple[str, ...]:
        whole = match.group()
        if wiki:
            return tuple(whole.replace(written, id) for id in ids)
        head = whole[: match.start("folder") - match.start()]
        tail = whole[match.start("name") - match.start() + len(name) :] if written.startswith(name) else ""
        return tuple(f"{head}{to}/{id}{tail}" for id in ids)

    def title(id: str) -> str:
        return glossary.terms.get(id, id)

    # From sure to guessed: what the address means today, what it meant once, and what it may have meant.
    leads = today.get(place, ()) if folder == "go" else ()
    known = {str(id) for id in termbase.by_id}
    if folder == "go" and len({*leads, *({place} & known)}) > 1:
        ids = sorted({*leads, *({place} & known)})
        meanings = ", ".join(title(id) for id in ids)
        return LinkState.AMBIGUOUS, instead(ids), f"“{name}” has {len(ids)} meanings: {meanings}"
    if leads or place in known:
        return None
    if place in termbase.former_ids:
        id = termbase.former_ids[place]
        return LinkState.STALE, instead([id]), f"the term is “{title(id)}” now"
    if gone := next((item for item in termbase.removed if item.id == place), None):
        return LinkState.REMOVED, (), f"the term was removed: {gone.reason}"
    spelled = slug(name.replace("_", " "))
    if spelled != place and (spelled in today or spelled in known):
        return LinkState.BROKEN, instead([spelled]), "addresses are in lower case, with hyphens for spaces"
    if folder == "terms" and len(found := today.get(place, ())) == 1:
        return LinkState.BROKEN, instead(found), f"this is a name of “{title(found[0])}”, not its id"
    near = glossary.names.nearest(name.replace("-", " ").replace("_", " "), limit=3)
    ids = list(dict.fromkeys(glossary.names.spellings[item] for item in near))
    return LinkState.BROKEN, instead(ids), "no term has this name"


def link_problem_lines(problems: Iterable[LinkProblem]) -> Iterator[str]:
    """The problems as lines for a terminal."""
    for item in problems:
        page = f" on “{item.page}”" if item.page else ""
        yield f"{item.file}:{item.line}:{item.column}: {item.state.value}{page}: {item.link}"
        yield f"  {item.why}"
        if item.corrections:
            choose = "write" if len(item.corrections) == 1 else "choose"
            yield f"  {choose}: {' | '.join(item.corrections)}"
