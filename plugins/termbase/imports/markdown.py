"""Markdown glossaries: one term per file, or a page of headings, lists, tables and bold names."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from termbase.imports.fields import known_column
from termbase.imports.front_matter import split_front_matter
from termbase.imports.html_tree import plain
from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, problem
from termbase.imports.markdown_html import markdown_tree
from termbase.imports.page import FoundTerm, ImportedPage, find_terms, flow, is_glossary_title, read_terms
from termbase.imports.places import Place, place_of
from termbase.imports.record import Spelling, read_record
from termbase.imports.writer import Writer
from termbase.text.counted import counted
from termbase.text.folding import fold
from termbase.text.heading_tags import HEADINGS
from termbase.text.line_starts import lines
from termbase.text.slug import slug

_TITLES: Final = ("title", "term", "name", "Title", "Term", "Name", "linkTitle", "sidebar_label")
_MACHINERY: Final = frozenset(
    ("layout", "weight", "date", "lastmod", "draft", "toc", "sidebar_position", "menu", "type", "permalink", "sort_rank",
     "params", "aliases_url", "page-type", "sidebar")
)  # fmt: skip
"""Front matter keys that control the other system's pages and say nothing about a term."""

_MANY: Final = 10
"""Minimum number of files for the majority to decide how an unclear one is read."""


@dataclass(slots=True)
class _File:
    name: str
    matter: dict[str, Any]
    tree: Element
    page: ImportedPage | None
    """What the file lists; None if it is one term."""
    title: str
    writer: Writer
    slug: bool = False
    """Whether the name of the file has hyphens or underscores for spaces."""


def read_markdown(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads Markdown files; links between their terms stay links."""
    remarks: dict[str, int] = {}
    opened = []
    for name, text in files.items():
        matter, body, said = split_front_matter(text, file=name)
        for remark in said:
            remarks[remark] = remarks.get(remark, 0) + 1
        tree, left = markdown_tree(body, where=name, place=Place(1 + len(lines(text)) - len(lines(body))))
        opened.append(_opened(name, matter, tree, left, options, alone=len(files) < 3))
    opened = _alike(opened)
    known: dict[str, str] = {}
    for one in opened:
        known |= {key: value for key, value in _targets(one).items() if key not in known}
    terms: list[Imported] = []
    left_out: list[LeftOut] = []
    problems: list[str] = []
    for one in opened:
        one.writer.terms = known
        found = _terms(one)
        if not found:
            problems.append(problem(one.name, _seen(one)))
        terms += found
        left_out += one.writer.left
    told = tuple(
        f"{counted(count, 'file')}: {remark}" if len(files) > 1 else remark for remark, count in remarks.items()
    )
    return Reading(terms=tuple(terms), left_out=tuple(left_out), problems=tuple(problems), remarks=told)


def _opened(
    name: str, matter: dict[str, Any], tree: Element, left: list[LeftOut], options: ImportOptions, *, alone: bool
) -> _File:  # fmt: skip
    title = next((str(matter[key]) for key in _TITLES if isinstance(matter.get(key), str) and matter[key]), "")
    page = find_terms(tree, options)
    blocks = list(flow(tree))
    heading = plain(blocks[0]) if blocks and blocks[0].tag == "h1" else ""
    stem = _stem(name).replace("-", " ").replace("_", " ")
    announced = is_glossary_title(title or heading or stem)
    identified = bool(
        title or "id" in matter or "aliases" in matter or (heading and not alone) or not (alone or page.terms)
    )
    single = not page.terms or (identified and (_has_definition(page) or not (announced or _mostly_listed(page, tree))))
    return _File(name=name, matter=matter, tree=tree, page=None if single else page, title=title,
                 writer=Writer(where=name, left=left))  # fmt: skip


def _alike(files: list[_File]) -> list[_File]:
    """Considers the files together: if many of them are one term each, the others probably are as well.

    A heading that many of them have, such as “Sources”, is a field of the term that the file is about.
    """
    if len(files) < _MANY:
        return files
    headings = Counter(
        fold(term.names[0]) for one in files if one.page for term in _once(one.page.terms) if term.heading
    )
    fields = {name for name, count in headings.items() if count >= 3 and count * 20 >= len(files)}
    files = [
        replace(one, page=None) if one.page and any(fold(term.names[0]) in fields for term in one.page.terms) else one
        for one in files
    ]
    single = sum(1 for one in files if one.page is None)
    if single * 10 < len(files) * 9:
        return files
    slugs = _are_slugs([_stem(one.name) for one in files])
    return [
        one if one.page and is_glossary_title(one.title or _stem(one.name)) else replace(one, page=None, slug=slugs)
        for one in files
    ]


def _once(terms: Sequence[FoundTerm]) -> Iterable[FoundTerm]:
    """The terms of a page, each name once."""
    return {fold(term.names[0]): term for term in terms}.values()


def _are_slugs(stems: Sequence[str]) -> bool:
    """Whether names of files stand for names of terms with hyphens or underscores for spaces."""
    joined = sum(1 for stem in stems if "-" in stem or "_" in stem)
    return not any(" " in stem for stem in stems) and joined * 3 >= len(stems)


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _has_definition(page: ImportedPage) -> bool:
    """Whether a heading such as “Definition” shows that the page describes one term."""
    return any(term.heading and known_column(term.names[0]).field == "definition" for term in page.terms)


def _mostly_listed(page: ImportedPage, tree: Element) -> bool:
    """Whether most of a page's words are in lists, tables or bold names rather than under headings."""
    listed = [term for term in page.terms if not term.heading]
    inside = sum(len(plain(block)) for term in listed for block in (*term.body, *term.record.values()))
    return len(listed) >= 3 and inside * 2 > len(plain(tree))


def _targets(one: _File) -> dict[str, str]:
    """The slugs under which links may lead to the terms of a file, each with the term's name."""
    scratch = _File(name=one.name, matter=dict(one.matter), tree=one.tree, page=one.page, title=one.title,
                    writer=Writer(where=one.name), slug=one.slug)  # fmt: skip
    targets: dict[str, str] = {}
    for term in _terms(scratch):
        names = (term.name, *term.abbreviations, *term.synonyms)
        for key in (term.id, *names, f"{term.name} {term.abbreviations[0]}" if term.abbreviations else None):
            if key:
                targets.setdefault(slug(key), term.name)
    return targets


def _terms(one: _File) -> tuple[Imported, ...]:
    if one.page is None:
        term = _one_term(one)
        return (term,) if term is not None else ()
    matter = {k: v for k, v in one.matter.items() if v not in ("", [], {}, None)}
    for key, value in matter.items():
        one.writer.place = place_of(key)
        one.writer.leave_out("front matter of pages", f"{key}: {value}")
    return read_terms(one.page, one.writer)


def _one_term(one: _File) -> Imported | None:
    """A page that is one term: its first paragraph defines, the rest explains."""
    stem = _stem(one.name)
    matter = dict(one.matter)
    places = {str(key): place_of(key) for key in matter}
    blocks = list(flow(one.tree))
    named_at = None
    if one.title:
        chosen = next(key for key in _TITLES if matter.get(key) == one.title)
        named_at = places[chosen]
        matter = {"term": one.title, **{key: value for key, value in matter.items() if key != chosen}}
    if blocks and blocks[0].tag == "h1":
        named_at = named_at or place_of(blocks[0])
        heading = plain(blocks.pop(0))
        if "term" not in matter:
            matter = {"term": heading, **matter}
        elif fold(heading) != fold(str(matter["term"])):
            matter["heading"] = heading
    named = "term" in matter
    if not named:
        matter = {"term": re.sub(r"[-_]+", " ", stem).strip() if one.slug else stem, **matter}
    if (
        not named
        and not blocks
        and not any(matter.get(key) for key in ("definition", "description", "short_description"))
    ):
        return None
    for key in _MACHINERY & set(matter):
        value, one.writer.place = matter.pop(key), places.get(key)
        one.writer.leave_out("front matter of pages", f"{key}: {value}")
    spelling = Spelling(text=lambda value: one.writer.blocks([_paragraph(str(value))]))
    one.writer.place = named_at or Place()
    term = read_record(matter, where=one.name, place=one.writer.place, spelling=spelling, left=one.writer.left)
    if term is None:
        return None
    notes = [block for block in blocks if block.tag == "html-footnotes"]
    for block in notes:
        one.writer.leave_out("footnotes", plain(block), block)
    blocks = [block for block in blocks if block not in notes]
    definition, explanation = term.definition, term.explanation
    # A definition in the front matter is often repeated as the first paragraph, which then says more exactly
    # how it is marked up; headings, tables, and code never define.
    words = fold(definition)
    for place, block in enumerate(blocks):
        if block.tag in (*HEADINGS, "table", "pre"):
            continue
        text = one.writer.blocks([block])
        if not text:
            continue
        if not definition or fold(text) == words:
            definition = text
            blocks = [*blocks[:place], *blocks[place + 1 :]]
        break
    body = one.writer.blocks(blocks)
    explanation = "\n\n".join(part for part in (explanation, body) if part) or None
    id = term.id or (slug(stem) if stem not in ("index", "_index") else None)
    return replace(term, id=id, locator=term.id or one.name, definition=definition, explanation=explanation)


def _paragraph(text: str) -> Element:
    tree, _ = markdown_tree(" ".join(text.split()), where="")
    return tree


def _seen(one: _File) -> str:
    tags = {block.tag for block in flow(one.tree)}
    if not tags and not one.matter:
        return "there is nothing in it"
    what = ", ".join(sorted(tags & {"p", "ul", "ol", "table", "dl", *HEADINGS})) or "front matter only"
    return (
        f"no term was found among its blocks ({what}). A term is a heading with text, an entry of a definition list, a "
        "table row under a column such as “Term”, or a bold name that begins a paragraph or list item"
    )
