"""The terms of one page, which may mix headings, definition lists, tables, and names in bold.

A page is read in two steps. `find_terms` says which elements belong to which term and which to
none; `read_terms` writes them. Every element ends up in a term or among what was left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.admonitions import admonition, is_admonition
from termbase.imports.bold_names import bold_term, is_label, listed_terms
from termbase.imports.fields import known_column
from termbase.imports.html_tree import COMMENT, HIDDEN_TAG, plain
from termbase.imports.imported import Imported, ImportOptions
from termbase.imports.places import Place, place_of
from termbase.imports.record import Columns, Spelling, read_columns, read_record, unique
from termbase.imports.writer import Writer, runs
from termbase.text.folding import normalize
from termbase.text.heading_tags import HEADINGS

_GLOSSARY: Final = re.compile(
    r"\b(?:glossar\w*|glosario|terms|term lists?|terminolog\w*|definitions?|vocabular\w*|dictionar\w*|lexicon|acronyms?|"
    r"abbreviations?|jargon|nomenclature|begriffe|wörterbuch|abkürzungen|termes|lexique|términos|lessico)\b"
    r"|^\W*(?:\w+\s+)?concepts\b",
    re.IGNORECASE,
)
"""Matches a title that announces terms rather than being one."""
_ANCHOR: Final = re.compile(r"\s*\{:?\s*#(?P<id>[\w.-]+)[^{}]*\}\s*$")
_NAVIGATION: Final = re.compile(
    r"(?:^|[-_\s])(?:nav|navigation|navbar|breadcrumbs?|toc|sidebar|pagination|pager|prev-next|site-footer)(?:[-_\s]|$)"
)
"""Classes of elements with links to other pages."""
_ASIDES: Final = {
    "html-footnotes": "footnotes", "nav": "navigation", "footer": "navigation", "header": "navigation",
    "aside": "text at the side",
}  # fmt: skip
"""Blocks that belong to no term, and the kind under which each is counted."""
_WRAPPERS: Final = frozenset(("div", "section", "article", "main", "body", "details", "center", "form"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTerm:
    """A term on a page: its names and the elements that are about it."""

    names: tuple[str, ...]
    """The first is the term, others are synonyms."""
    body: tuple[Element, ...] = ()
    record: Mapping[str, Element] = field(default_factory=dict)
    """Cells by header, for a row of a table."""
    columns: Columns | None = None
    anchor: str | None = None
    category: str | None = None
    heading: bool = False
    """True if the name is a heading."""
    place: Place | None = None
    """Where it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPage:
    """The parsed content of a page."""

    terms: tuple[FoundTerm, ...]
    others: tuple[tuple[str, Element], ...]
    """Elements that belong to no term, each with the kind under which it is counted."""


def is_glossary_title(title: str) -> bool:
    """Whether a title announces a list of terms."""
    return bool(_GLOSSARY.search(title))


def flow(root: Element) -> Iterator[Element]:
    """The blocks of a page in order, without the layout containers around them."""
    for block in runs(root):
        if block.tag in (*_WRAPPERS, "ul", "p") and _NAVIGATION.search(block.get("class", "")):
            block.tag = "nav"
            yield block
        elif block.tag == "section" and "footnotes" in block.get("class", ""):
            block.tag = "html-footnotes"
            yield block
        elif block.tag in _WRAPPERS and not is_admonition(block):
            yield from flow(block)
        elif plain(block) or block.tag == "table" or any(e.tag in (COMMENT, HIDDEN_TAG, "img") for e in block.iter()):
            yield block


def find_terms(root: Element, options: ImportOptions) -> ImportedPage:
    """Assigns every block of a page to a term or to none."""
    blocks = list(flow(root))
    level, first_title = _term_level(blocks, options)
    terms: list[FoundTerm] = []
    others: list[tuple[str, Element]] = []
    groups: dict[int, str] = {}
    for heading, body in _sections(blocks):
        notes = [b for b in body if b.tag in _ASIDES and not is_admonition(b)]
        others += [(_ASIDES[b.tag], b) for b in notes]
        unseen = [
            b for b in body if not plain(b) and all(e.tag in (COMMENT, HIDDEN_TAG, "p", "span") for e in b.iter())
        ]
        others += [("text outside the terms", b) for b in unseen]
        body = [b for b in body if b not in notes and b not in unseen]
        depth = HEADINGS.index(heading.tag) + 1 if heading is not None else 0
        name, anchor = _heading_name(heading) if heading is not None else ("", None)
        if depth:
            groups = {d: g for d, g in groups.items() if d < depth}
        group = next(
            (g for _, g in sorted(groups.items(), reverse=True) if len(g) > 1 and not is_glossary_title(g)), None
        )
        names_group = depth and len(name) > 1 and not is_glossary_title(name)
        structured, loose = _structured(body, options, group=name if names_group else group)
        is_term = bool(level and depth == level and name and heading is not first_title)
        if is_term and body and (loose or not structured):
            terms.append(
                FoundTerm(
                    names=(name,),
                    body=tuple(body),
                    anchor=anchor,
                    category=group,
                    heading=True,
                    place=place_of(heading),
                )
            )
            continue
        # A heading at the level of the terms with nothing below it is the title of the group that follows.
        if is_term and terms and not body:
            if heading is not None:
                others.append(("headings without text", heading))
            groups[depth] = name
            continue
        # A deeper heading divides the text of the term above it.
        if level and depth > level and terms and not (structured and not loose):
            last = terms.pop()
            extended = (*last.body, *([heading] if heading is not None else []), *body)
            terms.append(replace(last, body=extended))
            continue
        terms += structured
        if heading is not None:
            groups[depth] = name
            kind = "titles and headings of groups"
            others.append((kind, heading))
        others += [("text outside the terms", block) for block in loose]
    return ImportedPage(terms=tuple(terms), others=tuple(others))


def _sections(blocks: Sequence[Element]) -> Iterator[tuple[Element | None, list[Element]]]:
    """Each heading with the blocks up to the next one; first, what comes before any heading."""
    heading: Element | None = None
    body: list[Element] = []
    for block in blocks:
        if block.tag in HEADINGS:
            if heading is not None or body:
                yield heading, body
            heading, body = block, []
        else:
            body.append(block)
    if heading is not None or body:
        yield heading, body


def _term_level(blocks: Sequence[Element], options: ImportOptions) -> tuple[int, Element | None]:
    """The level at which most headings have text of their own, and the heading that is the page's title."""
    sections = [(h, b) for h, b in _sections(blocks) if h is not None]
    depths = [HEADINGS.index(h.tag) + 1 for h, _ in sections]
    first = sections[0][0] if sections else None
    title = None
    if first is not None and depths.count(depths[0]) == 1 and depths[0] == min(depths):
        deeper = any(b for h, b in sections[1:])
        if is_glossary_title(plain(first)) or deeper or not sections[0][1]:
            title = first
    counts: Counter[int] = Counter()
    for (heading, body), depth in zip(sections, depths, strict=True):
        structured, loose = _structured(body, options, group=None)
        if heading is not title and (loose or (body and not structured)):
            counts[depth] += 1
    return (max(counts, key=lambda d: (counts[d], d)) if counts else 0), title


def _heading_name(heading: Element) -> tuple[str, str | None]:
    """The name in a heading, and its explicit anchor."""
    anchor = heading.get("id") or next((e.get("id") or e.get("name") for e in heading.iter("a")
                                        if e.get("id") or e.get("name")), None)  # fmt: skip
    text = plain(heading)
    if found := _ANCHOR.search(text):
        text, anchor = text[: found.start()], found["id"]
    return normalize(text.rstrip("#¶ ").rstrip(":")), anchor


def _structured(
    body: Sequence[Element], options: ImportOptions, *, group: str | None
) -> tuple[list[FoundTerm], list[Element]]:  # fmt: skip
    """The terms in lists, tables, and bold names of a section, and the blocks that are not terms."""
    terms: list[FoundTerm] = []
    loose: list[Element] = []
    open_term = False
    for place, block in enumerate(body):
        if block.tag == "dl":
            terms += [replace(term, category=group) for term in _definition_list(block)]
            open_term = False
        elif block.tag == "table" and (rows := _table(block, options)) is not None:
            terms += [replace(row, category=row.category or group) for row in rows]
            open_term = False
        elif (bold := bold_term(block, body[place + 1 :])) is not None:
            terms.append(FoundTerm(names=(bold.name,), body=bold.body, category=group, place=bold.place))
            open_term = bold.open
        elif listed := listed_terms(block):
            terms += [
                FoundTerm(names=(item.name,), body=item.body, category=group, place=item.place) for item in listed
            ]
            open_term = False
        elif (
            open_term
            and (block.tag in ("p", "ul", "ol", "pre", "blockquote", "table") or is_admonition(block))
            and plain(block)
        ):
            terms[-1] = replace(terms[-1], body=(*terms[-1].body, block))
        else:
            loose.append(block)
    return terms, loose


def _definition_list(listing: Element) -> Iterator[FoundTerm]:
    names: list[str] = []
    bodies: list[Element] = []
    anchor: str | None = None
    place: Place | None = None
    items = [item for child in listing for item in (child if child.tag == "div" else [child])]
    for item in [*items, Element("dt")]:
        if item.tag == "dt" and bodies:
            if names:
                body = [block for dd in bodies for block in runs(dd)]
                yield FoundTerm(names=tuple(names), body=tuple(body), anchor=anchor, place=place)
            names, bodies, anchor, place = [], [], None, None
        if item.tag == "dt" and plain(item):
            place = place or place_of(item)
            names += [name for name in (normalize(part.rstrip(":")) for part in _lines(item)) if name]
            anchor = anchor or item.get("id") or next((e.get("id") for e in item.iter() if e.get("id")), None)
        elif item.tag == "dd":
            bodies.append(item)
    if names:
        yield FoundTerm(names=tuple(names), anchor=anchor, place=place)


def _lines(item: Element) -> list[str]:
    """The words of an element, separated at its line breaks."""
    lines = [Element("p")]
    lines[0].text = item.text
    for child in item:
        if child.tag == "br":
            lines.append(Element("p"))
            lines[-1].text = child.tail
        else:
            lines[-1].append(child)
    return [plain(line) for line in lines]


def _table(table: Element, options: ImportOptions) -> list[FoundTerm] | None:
    """The rows of a table of terms; None if no column has names."""
    rows = list(table.iter("tr"))
    for place, row in enumerate(rows[:3]):
        headers = unique([plain(cell) for cell in row])
        columns = read_columns(headers, options)
        named = columns.named and len(headers) > 1 and len(columns.ours) > 1
        if not named:
            continue
        found = []
        group = None
        for cells in rows[place + 1 :]:
            if len(cells) == 1 and cells[0].get("colspan", "1") not in ("", "0", "1"):
                group = plain(cells[0]) or None
                continue
            extra = [f"column {n + 1}" for n in range(len(headers), len(cells))]
            record = {h: c for h, c in zip([*headers, *extra], cells, strict=False) if plain(c) or len(c)}
            if any(plain(cell) for cell in record.values()):
                found.append(FoundTerm(names=(), record=record, columns=columns, category=group, place=place_of(cells)))
        return found
    return None


def read_terms(page: ImportedPage, writer: Writer) -> tuple[Imported, ...]:
    """Writes the terms of a page; what belongs to none is left out and counted."""
    terms = [term for found in page.terms if (term := read_found(found, writer)) is not None]
    for kind, element in page.others:
        silent = Writer(where=writer.where, place=place_of(element))
        silent.blocks([element])
        writer.leave_out(kind, plain(element), element)
        writer.left += [one for one in silent.left if one.kind.startswith(("in ", "images"))]
    return tuple(terms)


def read_found(found: FoundTerm, writer: Writer) -> Imported | None:
    """One term of a page."""
    writer.place = found.place
    spelling = Spelling(
        text=lambda value: writer.text(value) if isinstance(value, Element) else str(value),
        name=lambda value: plain(value) if isinstance(value, Element) else str(value),
    )
    if found.columns is not None:
        row = read_record(
            found.record,
            where=writer.where,
            place=found.place,
            columns=found.columns,
            spelling=spelling,
            left=writer.left,
        )
        if row is None:
            writer.leave_out("rows without a name", " ".join(plain(cell) for cell in found.record.values()))
        elif found.category and not row.category:
            row = replace(row, category=found.category)
        return row
    boxes = [block for block in found.body if is_admonition(block)]
    fields, body = _labelled([block for block in found.body if block not in boxes])
    definition, explanation = _definition(body, writer)
    notes = tuple(text for block in boxes if (text := admonition(block, writer)))
    record: dict[str, object] = {"term": found.names[0], "synonyms": list(found.names[1:]), **fields}
    term = read_record(record, where=writer.where, place=found.place, spelling=spelling, locator=None, left=writer.left)
    if term is None:
        return None
    return replace(
        term,
        id=found.anchor or term.id, locator=found.anchor or term.locator, category=term.category or found.category,
        definition="\n\n".join(part for part in (definition, term.definition) if part),
        explanation="\n\n".join(part for part in (term.explanation, explanation) if part) or None,
        notes=(*term.notes, *notes),
    )  # fmt: skip


def _definition(body: Sequence[Element], writer: Writer) -> tuple[str, str]:
    """The first block that can be a definition, and the rest."""
    rest = list(body)
    for place, block in enumerate(rest):
        if block.tag not in ("table", "pre", *HEADINGS) and (text := writer.blocks([block])):
            before, after = writer.blocks(rest[:place]), writer.blocks(rest[place + 1 :])
            return text, "\n\n".join(part for part in (before, after) if part)
    return writer.blocks(rest), ""


def _labelled(body: Sequence[Element]) -> tuple[dict[str, object], list[Element]]:
    """Fields that paragraphs such as “See also: …” give, and the other blocks."""
    fields: dict[str, object] = {}
    rest: list[Element] = []
    for block in body:
        label = is_label(block)
        if label is not None and known_column(label.name).field not in (None, "name") and label.name not in fields:
            fields[label.name] = label.value
        else:
            rest.append(block)
    return fields, rest
