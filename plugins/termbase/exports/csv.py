"""`terms.csv`: one line per term, for spreadsheets and other programs that read tables.

The format is RFC 4180: commas, CR LF line endings, and quotes where needed. A byte order mark
identifies it to spreadsheets as UTF-8. A cell that a spreadsheet would evaluate starts with an
apostrophe; `unguard` removes it.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import Final

from termbase.exports.custom_fields import custom_texts
from termbase.model.artifact import Artifact
from termbase.model.citations import Benchmark, Reference
from termbase.model.concept import Concept
from termbase.model.glossary_file import CustomField
from termbase.model.vocabulary import DesignationKind, RelationKind
from termbase.site.site import Site
from termbase.text.one_line import one_line

PATH: Final = "exports/terms.csv"
COLUMNS: Final[Mapping[str, str]] = {
    "term": "Preferred term.",
    "id": "Id of the term; it resolves permanently.",
    "abbreviations": "Abbreviations, the usual one first.",
    "synonyms": "Other names for the same concept.",
    "variants": "Other spellings, including misspellings.",
    "deprecated": "Names to avoid, without the reasons.",
    "category": "Id of the category.",
    "status": "Editorial status: compiled, draft, reviewed, or retired.",
    "definition": "The definition.",
    "short": "The definition in at most 20 words, if the author gives one.",
    "explanation": "Further explanation in plain English.",
    "formula": "Formula in TeX.",
    "formula_kind": "How far the formula is agreed on: standard, typical, or example.",
    "unit": "Unit of the formula's result.",
    "range": "Which values are possible.",
    "direction": "Which direction is better: higher, lower, or depends.",
    "example": "An example.",
    "mistakes": "Common mistakes.",
    "benchmark": "Values that publications report, each as a JSON object.",
    "notes": "Notes.",
    "references": "Publications other than the sources, each as a JSON object.",
    "broader": "Ids of broader concepts.",
    "narrower": "Ids of narrower concepts.",
    "part_of": "Ids of the wholes that it is a part of.",
    "parts": "Ids of its parts.",
    "related": "Ids of related concepts.",
    "contrast": "Ids of concepts it is often confused with.",
    "sources": "Entries it was compiled from, each as source:locator.",
    "former_ids": "Ids that the term had before.",
    "url": "URL of the term's page.",
    "updated": "Date of the last change, if known.",
}
"""The columns in their order, each with its meaning. A cell with several values has one per line."""

CUSTOM: Final = "field:"
"""Prefix of the column name of a custom field, before its id."""

_COMPUTED: Final = re.compile(
    r"^['\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
)
"""Matches anything that a spreadsheet would treat as a formula, including full-width characters."""


def guard(cell: str) -> str:
    """The cell as text for a spreadsheet: an apostrophe precedes anything that would be computed."""
    # No formula begins with a letter or digit, as nearly every cell does that is not empty.
    return f"'{cell}" if cell and not cell[0].isalnum() and _COMPUTED.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if cell.startswith("'") and _COMPUTED.match(cell) else cell


def export(site: Site) -> Iterator[Artifact]:
    """The table, terms sorted by id."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    own = {f"{CUSTOM}{item.id}": item for item in site.termbase.fields}
    writer.writerow([*COLUMNS, *own])
    lines = (site.fragments.of("csv", concept, partial(_line, concept=concept)) for concept in site.termbase.concepts)
    yield Artifact(path=PATH, content=f"{table.getvalue()}{''.join(lines)}".encode("utf-8-sig"))


def _line(site: Site, concept: Concept) -> str:
    row, line = _row(site, concept), io.StringIO(newline="")
    cells = [*(row[column] for column in COLUMNS), *(_custom(item, concept) for item in site.termbase.fields)]
    csv.writer(line, lineterminator="\r\n").writerow(map(guard, cells))
    return line.getvalue()


def _row(site: Site, concept: Concept) -> Mapping[str, str]:
    texts, own = site.texts.concepts[concept.id], concept.own

    def lines(*values: str) -> str:
        return "\n".join([one_line(value) for value in values]) if values else ""

    return {
        "id": concept.id,
        "term": lines(concept.term),
        "abbreviations": lines(*concept.abbreviations),
        "synonyms": lines(*concept.names(DesignationKind.ADMITTED)),
        "variants": lines(*concept.names(DesignationKind.VARIANT)),
        "deprecated": lines(*concept.names(DesignationKind.DEPRECATED)),
        "category": concept.category or "",
        "status": concept.status.value,
        "definition": lines(texts.definition.plain),
        "short": lines(texts.short.plain) if texts.short else "",
        "explanation": lines(texts.explanation.plain) if texts.explanation else "",
        "formula": lines(own.formula) if own and own.formula else "",
        "formula_kind": own.formula_kind.value if own and own.formula_kind else "",
        "unit": lines(own.unit) if own and own.unit else "",
        "range": lines(own.range) if own and own.range else "",
        "direction": own.direction.value if own and own.direction else "",
        "mistakes": lines(*(mistake.plain for mistake in texts.mistakes)),
        "former_ids": lines(*site.former_ids_of.get(concept.id, ())),
        "example": lines(texts.example.plain) if texts.example else "",
        "benchmark": lines(*map(_object, own.benchmark)) if own else "",
        "notes": lines(*(note.plain for note in texts.notes)),
        "references": lines(*map(_object, own.references)) if own else "",
        **{kind.value: lines(*_related(concept, kind)) for kind in RelationKind},
        "sources": lines(*(account.entry.key for account in concept.evidence)),
        "url": site.addresses.absolute(site.addresses.term(concept.id)),
        "updated": site.updated.get(concept.where.file, ""),
    }


def _custom(item: CustomField, concept: Concept) -> str:
    return "\n".join(one_line(text) for text in custom_texts(item, concept))


def _related(concept: Concept, kind: RelationKind) -> Iterator[str]:
    yield from (relation.target for relation in concept.related(kind))
    yield from (relation.to.id for relation in concept.related_elsewhere(kind))


def _object(item: Reference | Benchmark) -> str:
    """A JSON object without empty fields: the only form in a cell that a program can parse again."""
    return json.dumps({key: value for key, value in asdict(item).items() if value is not None}, ensure_ascii=False)
