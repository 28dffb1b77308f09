"""Rules for the prose of hand-written pages: the names to write, their capitals, and abbreviations in full."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from termbase.linking.linker import running_form
from termbase.linking.plan import Stretch, Why
from termbase.linking.prose import Prose
from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.rules.terminology import CasedName, FoundName, Terminology, mentioned, replacement
from termbase.text.folding import fold
from termbase.text.words import HYPHENS, Word, joined_spelling, text_words

_SENTENCE: Final = re.compile(r"[^\W_][,;]? $")
"""Matches the text before a word within a sentence: another word, at most with a comma."""
_SMALL: Final = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "per", "the", "to")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Words of a file and what to write in their place. Offsets count characters from 0."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to change on a page."""

    diagnostic: Diagnostic
    name: str
    """What it is about: the name as the glossary has it. With file and code it identifies the finding in a baseline."""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseRule:
    """A rule for the prose of pages."""

    code: Code
    check: Callable[[Prose, Terminology], Iterator[Finding]]


def avoided_names(prose: Prose, table: Terminology) -> Iterator[Finding]:
    """Finds names to avoid. A name in quotation marks is mentioned, not used."""
    for stretch in prose.stretches:
        for found in table.find_avoided(stretch.text):
            hint = f"{found.avoided.reason} Put the name in quotation marks if the text is about the name itself."
            yield from _replaceable(prose, stretch, found, code=Code.DEPRECATED_NAME, what="a name to avoid", hint=hint)


def spellings(prose: Prose, table: Terminology) -> Iterator[Finding]:
    """Finds spellings of a name that the glossary lists as variants."""
    hint = "The term file lists it under `variants`. Readers who search for one spelling miss the other."
    for stretch in prose.stretches:
        for found in table.find_spellings(stretch.text):
            yield from _replaceable(prose, stretch, found, code=Code.OTHER_SPELLING, what="another spelling", hint=hint)


def _replaceable(
    prose: Prose, stretch: Stretch, found: FoundName, *, code: str, what: str, hint: str
) -> Iterator[Finding]:
    """The finding that a text uses a name in place of the preferred one; none if its place is unknown."""
    where = prose.where(stretch, found.start)
    if where is None:
        return
    item, written = found.avoided, " ".join(stretch.text[found.start : found.end].split())
    wanted = replacement(found, stretch.text)
    yield Finding(
        diagnostic=Diagnostic(
            code=code, severity=Severity.WARNING, where=where,
            message=f"“{written}” is {what}: write “{item.preferred}”", hint=hint,
        ),
        name=item.name,
        fix=_fix(prose, stretch, wanted) if wanted else None,
    )  # fmt: skip


def capitals(prose: Prose, table: Terminology) -> Iterator[Finding]:
    """Finds names whose capitals are wrong: “Github”, “nrr”, and names in title case within a sentence."""
    first: dict[str, list[CasedName]] = {}
    for item in table.cased:
        first.setdefault(item.words[0], []).append(item)
    for stretch in prose.stretches:
        if stretch.text.isupper():
            continue
        words = text_words(stretch.text)
        for index, word in enumerate(words):
            for item in first.get(word.folded, ()):
                here = words[index : index + len(item.words)]
                if (right := _cased(here, item, stretch.text)) is not None:
                    span = (here[0].start, here[0].start + len(joined_spelling(here)))
                    yield from _miscased(prose, stretch, span, right, item.name)
        if stretch.why is None:
            yield from _title_case(prose, stretch)


def _cased(here: tuple[Word, ...], item: CasedName, text: str) -> str | None:
    """The right spelling of words that are a name in wrong capitals; None for anything else."""
    if tuple(word.folded for word in here) != item.words or mentioned(text, here[0].start, here[-1].end):
        return None
    written, name = joined_spelling(here), " ".join(item.name.split())
    for ending in ("", "s"):
        right = name + ending
        if written == right or written == f"{name}'s":
            return None
        if written.casefold() != right.casefold() or not text.startswith(written, here[0].start):
            continue
        if item.plain and written[1:].islower():
            return None
        if ending and written.isupper():
            return None  # another abbreviation: CEOS is not the plural of CEO
        if written.islower() and HYPHENS & {
            text[here[0].start - 1 : here[0].start],
            text[here[-1].end : here[-1].end + 1],
        }:
            return None  # the name of a package, such as “opentelemetry-java”
        if written[1:] == right[1:] and right[0].islower():
            return None  # the first word of a sentence
        return right
    return None


def _miscased(prose: Prose, stretch: Stretch, span: tuple[int, int], right: str, name: str) -> Iterator[Finding]:
    where = prose.where(stretch, span[0])
    if where is not None:
        yield Finding(
            diagnostic=Diagnostic(
                code=Code.WRONG_CAPITALS, severity=Severity.WARNING, where=where,
                message=f"“{stretch.text[span[0] : span[1]]}” has the wrong capitals: write “{right}”",
                hint="The glossary spells the name this way, and readers may take a different spelling to mean something else.",
            ),
            name=name,
            fix=_fix(prose, stretch, (*span, right)),
        )  # fmt: skip


def _title_case(prose: Prose, stretch: Stretch) -> Iterator[Finding]:
    for match in prose.plan.index.find(stretch.text):
        text, name = stretch.text[match.start : match.end], match.target.name
        words = [word for word in text.split() if word not in _SMALL]
        if len(words) < 2 or not all(word[:1].isupper() and word[1:].islower() for word in words):
            continue
        if any(c.isupper() for c in name[1:]) or not _SENTENCE.search(
            stretch.text[max(0, match.start - 4) : match.start]
        ):
            continue
        near = stretch.text[max(0, match.start - 200) : match.start], stretch.text[match.end : match.end + 200]
        beside = (near[0].split()[-1], (near[1].split() or [""])[0])
        where = prose.where(stretch, match.start)
        if any(word[:1].isupper() or word.startswith("(") for word in beside) or where is None:
            continue
        yield Finding(
            diagnostic=Diagnostic(
                code=Code.WRONG_CAPITALS, severity=Severity.NOTE, where=where,
                message=f"“{text}” has capitals within a sentence: write “{text.lower()}”",
                hint="Capitals are for names of people and products; the glossary spells this term without them.",
            ),
            name=name,
            fix=_fix(prose, stretch, (match.start, match.end, text.lower())),
        )  # fmt: skip


def unexpanded(prose: Prose, table: Terminology) -> Iterator[Finding]:
    """Finds the first use of an abbreviation of the glossary that the page never spells out."""
    plan = prose.plan
    said = {(id, fold(d.words)) for d in plan.decisions if d.why is not Why.CODE for id in d.target.concepts}
    linked = {id for d in plan.decisions if d.why.links for id in d.target.concepts}
    uses: dict[str, tuple[Stretch, Word, tuple[str, ...]]] = {}
    for stretch in prose.stretches:
        for match in plan.index.find(stretch.text):
            short = match.target.name
            words = text_words(stretch.text[match.start : match.end])
            used = short in table.expansions and words and not mentioned(stretch.text, match.start, match.end)
            if used and joined_spelling(words).removesuffix("s") == short.removesuffix("s"):
                word = Word(match.start, match.end, words[0].written, words[0].folded)
                uses.setdefault(short, (stretch, word, tuple(match.target.concepts)))
    for short, (stretch, word, ids) in uses.items():
        where = prose.where(stretch, word.start)
        spelled = any(id in ids and name != fold(short) for id, name in said)
        if where is None or spelled or f"*[{short}]:" in prose.source:
            continue
        yield _unexpanded(prose, stretch, word, short, table.expansions[short], where, linked=bool(linked & set(ids)))


def _unexpanded(
    prose: Prose, stretch: Stretch, word: Word, short: str, full: tuple[str, ...], where: Location, *, linked: bool
) -> Finding:
    wanted = f"{running_form(full[0])} ({short})" if len(full) == 1 and stretch.why is None else None
    meanings = " or ".join(f"“{name}”" for name in full)
    hint = f"Write “{wanted}” at its first use." if wanted else f"It stands for {meanings}; say which at its first use."
    return Finding(
        diagnostic=Diagnostic(
            code=Code.UNEXPANDED_ABBREVIATION,
            severity=Severity.NOTE if linked else Severity.WARNING,
            where=where,
            message=f"this page uses “{short}” and never spells it out",
            hint=f"{hint} Readers who do not know the abbreviation cannot guess it.",
        ),
        name=short,
        fix=_fix(prose, stretch, (word.start, word.end, wanted)) if wanted else None,
    )


def _fix(prose: Prose, stretch: Stretch, wanted: tuple[int, int, str]) -> Fix | None:
    span = prose.span(stretch, wanted[0], wanted[1])
    return Fix(start=span[0], end=span[1], text=wanted[2]) if span else None


PROSE_RULES: Final = (
    ProseRule(code=Code.DEPRECATED_NAME, check=avoided_names),
    ProseRule(code=Code.WRONG_CAPITALS, check=capitals),
    ProseRule(code=Code.UNEXPANDED_ABBREVIATION, check=unexpanded),
    ProseRule(code=Code.OTHER_SPELLING, check=spellings),
)
"""The rules for pages, sorted by code."""
