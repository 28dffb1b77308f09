"""Patterns for the writing tools of documentation teams: names to avoid, and names with wrong capitals.

The patterns are for tools without a glossary. Like `termbase lint`, they leave alone longer names
that are fine, file names, and abbreviations that are an English word in lower case.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from termbase.model.concept import ConceptId
from termbase.model.vocabulary import DesignationKind
from termbase.rules.terminology import Terminology
from termbase.site.site import Site
from termbase.text.inflection import plural
from termbase.text.one_line import one_line

BEFORE: Final = r"(?<![\w./@-])"
"""Matches if no longer word and no path precedes the name."""
AFTER: Final = r"(?![\w/@-]|\.\w)"
"""Matches if no longer word and no path follows the name."""
_SPECIAL: Final = re.compile(r"[\\^$.|?*+()\[\]{}/]")
_LETTER: Final = re.compile(r"[a-zA-Z\u00c0-\u00d6\u00d8-\u00de\u00e0-\u00f6\u00f8-\u00fe]")
_GAP: Final = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A form of a name to avoid, and what to write instead."""

    pattern: str
    """A regular expression without groups."""
    preferred: str
    reason: str
    concept: ConceptId


def escaped(name: str) -> str:
    """A name as a pattern; blanks and hyphens match each other."""
    parts = _GAP.split(one_line(name))
    return "[ -]".join(_SPECIAL.sub(lambda sign: f"\\{sign.group()}", part) for part in parts)


def any_case(name: str) -> str:
    """The same for tools that cannot ignore case in a part of a pattern: each letter in both cases."""
    return "".join(
        sign if place % 2 else _LETTER.sub(lambda found: f"[{found[0].lower()}{found[0].upper()}]", sign)
        for place, sign in enumerate(re.split(r"(\[ -\]|\\.)", escaped(name)))
    )


def table(site: Site) -> Terminology:
    """The terminology of a site."""
    return site.terminology


def avoided(site: Site, *, spelled: Callable[[str], str] = escaped) -> Iterator[Wanted]:
    """Every name and spelling to avoid, once in the singular and once in the plural, in order.

    Args:
        site: The site.
        spelled: Makes a pattern of a name: `escaped` for a tool that ignores case, or `any_case`.
    """
    longer = [
        one_line(name.text)
        for concept in site.termbase.concepts
        for name in concept.designations
        if name.kind is not DesignationKind.DEPRECATED and _GAP.search(name.text.strip())
    ]
    found = (*table(site).avoided, *table(site).spellings)
    for item in sorted(found, key=lambda item: (-len(item.name), item.name, item.concept)):
        forms = dict.fromkeys((one_line(item.name), plural(one_line(item.name))))
        for form in forms:
            preferred = item.preferred if form == one_line(item.name) else plural(item.preferred)
            ahead, behind = _around(form, longer, spelled)
            pattern = f"{BEFORE}{behind}{spelled(form)}{ahead}{AFTER}"
            yield Wanted(
                pattern=pattern, preferred=one_line(preferred), reason=one_line(item.reason), concept=item.concept
            )


def _around(form: str, longer: list[str], spelled: Callable[[str], str]) -> tuple[str, str]:
    """Conditions that exclude the longer names that contain a form: after it, and in front of it."""
    ahead, behind = dict[str, None](), dict[str, None]()
    for name in longer:
        low, key = name.casefold(), form.casefold()
        if low.startswith(f"{key} "):
            ahead.setdefault(f"(?![ -]{spelled(name[len(form) + 1 :])})")
        elif low.endswith(f" {key}"):
            behind.setdefault(f"(?<!{spelled(name[: -len(form) - 1])}[ -])")
    return "".join(ahead), "".join(behind)


def capital_patterns(site: Site, *, spelled: Callable[[str], str]) -> Mapping[str, str]:
    """Names with capitals of their own, each with a pattern that matches it in other capitals only.

    Args:
        site: The site.
        spelled: Makes a pattern that matches a name in any case.
    """
    return {
        one_line(item.name): f"{BEFORE}(?!{escaped(item.name)}s?(?!\\w)){spelled(item.name)}{AFTER}"
        for item in sorted(table(site).cased, key=lambda item: item.name)
        if not item.plain
    }
