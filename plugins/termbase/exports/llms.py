"""`llms.txt` and `llms-full.txt`: the glossary for language models, as Markdown.

The first follows llmstxt.org: a title, a summary, and a list of links for each category. The
second has the words themselves, one section per term.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from termbase.exports.custom_fields import custom_texts
from termbase.model.artifact import Artifact
from termbase.model.concept import Concept
from termbase.model.vocabulary import DesignationKind, RelationKind
from termbase.site.page_options import Part
from termbase.site.site import Site
from termbase.text.alphabet import sort_key
from termbase.text.one_line import one_line

LLMS_INDEX: Final = "llms.txt"
LLMS_FULL: Final = "llms-full.txt"
_MARKUP: Final = str.maketrans({"<": "&lt;", **{sign: f"\\{sign}" for sign in "\\`*_[]#"}})
_REFERENCE: Final = re.compile(r"&(?=#?\w+;)")
_Groups = Sequence[tuple[str, Sequence[Concept]]]
"""The titles of the categories, each with its concepts in alphabetical order."""
_BLOCK: Final = re.compile(r"^(\d*)([-+=.)>~|:])")


def export(site: Site) -> Iterator[Artifact]:
    """Both files."""
    groups = _by_category(site)
    yield Artifact(path=LLMS_INDEX, content="\n".join(_index(site, groups)) + "\n")
    yield Artifact(path=LLMS_FULL, content="\n".join(_full(site, groups)) + "\n")


def _text(words: str) -> str:
    """Words on one line, without anything that Markdown would interpret."""
    line = one_line(words)
    if "&" in line:
        line = _REFERENCE.sub("&amp;", line)
    line = line.translate(_MARKUP)
    return _BLOCK.sub(lambda found: f"{found[1]}&#{ord(found[2])};", line)


def _by_category(site: Site) -> _Groups:
    found: dict[str, list[Concept]] = {category.id: [] for category in site.termbase.categories}
    others: list[Concept] = []
    for concept in sorted(site.termbase.concepts, key=lambda concept: (*sort_key(concept.term), concept.id)):
        found.get(concept.category or "", others).append(concept)
    groups = [(category.title, found[category.id]) for category in site.termbase.categories]
    return (*groups, ("Other terms" if groups else "Terms", others))


def _head(site: Site) -> Iterator[str]:
    yield f"# {_text(site.termbase.title)}"
    if site.termbase.description:
        yield f"\n> {_text(site.termbase.description)}"


def _index(site: Site, groups: _Groups) -> Iterator[str]:
    def link(name: str, address: str, says: str) -> str:
        return f"- [{name}]({site.addresses.absolute(address)}): {says}"

    yield from _head(site)
    for title, concepts in groups:
        if concepts:
            yield f"\n## {_text(title)}\n"
        for concept in concepts:
            definition = site.texts.concepts[concept.id].brief.plain
            yield link(_text(concept.full_title), site.addresses.term(concept.id), _text(definition))
    yield "\n## Files\n"
    if site.publishes("llms-full"):
        yield link(
            "Full text",
            site.addresses.file(LLMS_FULL),
            "every term with its names, definition, explanation, formula and relations",
        )
    if site.publishes("json"):
        yield link(
            "JSON API",
            site.addresses.file("api/v1/terms.json"),
            "every field of every term, sources and merge reasons included",
        )
    yield "\n## Optional\n"
    if Part.ACRONYMS in site.parts:
        yield link("Acronyms", site.addresses.overview(Part.ACRONYMS), "every acronym with what it stands for")
    if Part.SOURCES in site.parts:
        yield link("Sources", site.addresses.overview(Part.SOURCES), "the documents the glossary was compiled from")
    if Part.MERGES in site.parts:
        yield link("Merge report", site.addresses.overview(Part.MERGES), "which entries are one term, and why")


def _full(site: Site, groups: _Groups) -> Iterator[str]:
    yield from _head(site)
    for title, concepts in groups:
        if concepts:
            yield f"\n## {_text(title)}"
        for concept in concepts:
            yield f"\n### {_text(concept.full_title)}\n"
            yield site.fragments.of("llms-full", concept, partial(_said, concept=concept))


def _said(site: Site, concept: Concept) -> str:
    return "\n".join(_facts(site, concept))


def _facts(site: Site, concept: Concept) -> Iterator[str]:
    texts, own, terms = site.texts.concepts[concept.id], concept.own, site.terms
    yield _text(texts.definition.plain)
    if texts.explanation:
        yield f"\n{_text(texts.explanation.plain)}"
    yield ""
    if names := concept.names(DesignationKind.ADMITTED):
        yield f"- Also called: {_text('; '.join(names))}"
    if names := concept.names(DesignationKind.DEPRECATED):
        yield f"- Avoid: {_text('; '.join(names))}"
    if own and own.formula:
        yield f"- Formula (TeX): `{one_line(own.formula).replace('`', '')}`"
    if own and own.unit:
        yield f"- Unit: {_text(own.unit)}"
    if texts.example:
        yield f"- Example: {_text(texts.example.plain)}"
    for mistake in texts.mistakes:
        yield f"- Common mistake: {_text(mistake.plain)}"
    for other, difference in texts.contrasts.items():
        yield f"- Not to be confused with {_text(terms[other])}: {_text(difference.plain)}"
    for remote in concept.related_elsewhere(RelationKind.CONTRAST):
        if (told := texts.remote_contrasts.get(remote.to.id)) is not None:
            yield f"- Not to be confused with {_text(remote.to.term)}: {_text(told.plain)}"
    for kind in (kind for kind in RelationKind if kind is not RelationKind.CONTRAST):
        related = [terms[relation.target] for relation in concept.related(kind)]
        related += [f"{relation.to.term} ({relation.to.glossary})" for relation in concept.related_elsewhere(kind)]
        if related:
            yield f"- {kind.value.replace('_', ' ').capitalize()}: {_text('; '.join(related))}"
    for note in texts.notes:
        yield f"- Note: {_text(note.plain)}"
    for item in own.benchmark if own else ():
        yield f"- Benchmark: {_text(item.statement)}"
    for reference in own.references if own else ():
        yield f"- Reference: {_text(f'{reference.citation} (supports: {reference.supports})')}"
    for custom in (custom for custom in site.termbase.fields if custom.shown):
        if values := custom_texts(custom, concept):
            yield f"- {_text(custom.label)}: {_text('; '.join(values))}"
    yield f"- Page: {site.addresses.absolute(site.addresses.term(concept.id))}"
