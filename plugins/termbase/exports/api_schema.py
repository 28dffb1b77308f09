"""The JSON Schema of the API: every field with its meaning."""

from typing import Any, Final

from termbase.model.vocabulary import MergeRule, RelationKind, Risk, SignKind, Status
from termbase.text.slug import ID_PATTERN


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _optional(description: str, kind: str = "string") -> dict[str, Any]:
    return {"type": [kind, "null"], "description": description}


def _list(description: str, items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "description": description, "items": items}


def _closed(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    shape: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"description": description, **shape} if description else shape


_STRING: Final[dict[str, Any]] = {"type": "string"}
_ID: Final[dict[str, Any]] = {"type": "string", "pattern": ID_PATTERN}
_RULE: Final[dict[str, Any]] = {
    "enum": [rule.value for rule in MergeRule],
    "description": "Why the entry is here.",
}
_COUNT: Final[dict[str, Any]] = {"type": "integer", "minimum": 0}
_NUMBER: Final[dict[str, Any]] = {"type": "number"}

_EVIDENCE: Final = _list(
    "Evidence for one concept (weight above 0) and against it.",
    _closed(
        {
            "kind": {"enum": [k.value for k in SignKind], "description": "Where it comes from."},
            "words": _text("What it is."),
            "weight": _NUMBER,
        }
    ),
)
_RESTS_ON: Final = {
    "risk": {"enum": [r.value for r in Risk], "description": "How likely the entry is in the wrong place."},
    "name_alone": {"type": "boolean", "description": "True if a shared name is the only evidence for the merge."},
    "evidence": _EVIDENCE,
    "decision": {
        "description": "The reviewer's decision that confirms it, if there is one.",
        "anyOf": [
            _closed({"reason": _text("Why."), "date": _optional("When, ISO 8601.")}),
            {"type": "null"},
        ],
    },
}
_ENTRY: Final = _closed(
    {
        "source": _text("Id of the source."),
        "locator": _text("Location in the source, such as L12."),
        "headword": _text("The name as the source prints it, or as inferred if its headings are lost."),
        "text": _text("What the source says, in our words."),
        "rule": _RULE,
        "duplicate_of": _optional("Locator of the earlier entry of the same source with the same words."),
        **_RESTS_ON,
        "file": {"type": "object", "description": "The entry as in its file; texts are in restricted Markdown."},
    }
)
_DISAGREEMENT: Final = _closed(
    {
        "topic": _text("What the sources differ on."),
        "positions": _list("Who says what.", _closed({"source": _STRING, "claim": _STRING})),
        "accepted": _optional("What is generally accepted."),
        "ground": _optional("Why it is accepted."),
    }
)
_BENCHMARK: Final = _closed(
    {
        "value": _text("The value with its unit."),
        "segment": _optional("Kind of company or customer to which it applies."),
        "year": _optional("Year of the data."),
        "sample": _optional("What was measured."),
        "reference": _text("Id of the reference or source that reports it."),
    }
)
_REFERENCE: Final = _closed(
    {
        "id": _optional("Name that a benchmark of the term uses to refer to it."),
        "title": _text("Title as published."),
        "author": _optional("Who wrote it."),
        "publisher": _optional("Who published it."),
        "date": _optional("When it was published, ISO 8601."),
        "url": _optional("Where it can be read."),
        "supports": _text("The statement that it supports."),
    }
)
_TERM: Final = _closed(
    {
        "id": {**_ID, "description": "Id; it resolves permanently."},
        "url": _text("URL of the term's page."),
        "term": _text("Preferred term."),
        "abbreviations": _list("Abbreviations, the usual one first.", _STRING),
        "synonyms": _list("Other names for the same concept.", _STRING),
        "variants": _list("Other spellings, including misspellings.", _STRING),
        "deprecated": _list("Names to avoid.", _STRING),
        "category": _optional("Id of the category."),
        "status": {"enum": [s.value for s in Status], "description": "Editorial status."},
        "definition": _text("The definition as plain text."),
        "definition_html": _text("The definition as HTML with links to other terms."),
        "formula": _optional("Formula in TeX."),
        "unit": _optional("Unit of the formula's result."),
        "example": _optional("An example as plain text."),
        "notes": _list("Notes as plain text.", _STRING),
        "entries": _list("What each source says.", _ENTRY),
        "disagreements": _list("Points on which sources differ or err.", _DISAGREEMENT),
        "relations": _closed(
            {kind.value: _list(f"Ids of concepts: {kind.value}.", _ID) for kind in RelationKind},
            "Typed relations; each is also listed for the other concept.",
        ),
        "links_to": _list("Ids of concepts that this one's texts link to.", _ID),
        "linked_from": _list("Ids of concepts whose texts link here.", _ID),
        "edit_url": _optional("Where the text can be edited."),
        "updated": _optional("Date of the last change in ISO 8601, if known."),
        "short": _optional("The definition in at most 20 words, if the author gives one."),
        "reviewed": {
            "anyOf": [
                _closed({"by": _text("Name of the reviewer."), "date": _text("Day, ISO 8601.")}),
                {"type": "null"},
            ],
            "description": "Who has reviewed the text, and when; null if no review is recorded.",
        },
        "imported_from": {
            "anyOf": [
                _closed({"source": _text("Id of the source."), "locator": _text("Location in it.")}),
                {"type": "null"},
            ],
            "description": "Where the text was imported from; null if it was not imported.",
        },
        "benchmark": _list("Values that publications report as usual or good.", _BENCHMARK),
        "references": _list("Publications other than the sources that support a statement.", _REFERENCE),
        "former_ids": _list("Ids that it had before; their URLs lead here.", _ID),
        "avoid": _list(
            "Deprecated names that have a reason, with it.",
            _closed({"name": _text("The name."), "reason": _text("Why it misleads.")}),
        ),
        "questions": _list(
            "Concepts that share a name with this one and may be the same; a reviewer has not decided yet.",
            _closed({"id": _ID, "name": _STRING, "score": _NUMBER, "evidence": _EVIDENCE}),
        ),
        "explanation": _optional("Further explanation as plain text."),
        "range": _optional("Which values are possible."),
        "direction": _optional("Which direction is better: higher, lower, or depends."),
        "formula_kind": _optional("How far the formula is agreed on: standard, typical, or example."),
        "mistakes": _list("Common mistakes as plain text.", _STRING),
        "contrasts": _list(
            "What sets the concept apart from those it is confused with.",
            _closed({"id": _ID, "difference": _text("The difference as plain text.")}),
        ),
        "file": {
            "type": ["object", "null"],
            "description": "The term file as data; texts are in restricted Markdown. Null for a concept that only sources have.",
        },
        "fields": {
            "type": "object",
            "description": "Values of the custom fields that the glossary declares, by the field's id.",
            "additionalProperties": {"anyOf": [{"type": ["string", "number", "boolean"]}, _list("Several.", _STRING)]},
        },
        "elsewhere": _list(
            "Relations to terms of other glossaries.",
            _closed(
                {
                    "kind": {
                        "enum": [*(kind.value for kind in RelationKind), "same_as"],
                        "description": "The relation; same_as for a term that is this concept.",
                    },
                    "id": _text("Name of the other glossary and id of the term there, such as sales:churn."),
                    "term": _text("Its preferred term."),
                    "url": _text("URL of its page."),
                    "difference": _optional("For a contrast, the difference as plain text."),
                }
            ),
        ),
    },
    "A concept.",
)
_EXPANSION: Final = _closed(
    {
        "expansion": _text("What the acronym stands for."),
        "id": _optional("Id of the concept, if there is one."),
        "url": _optional("URL of the concept's page."),
    }
)
_MERGED: Final = _closed(
    {
        "source": _STRING,
        "locator": _STRING,
        "headword": _STRING,
        "rule": _RULE,
        "because": _text("The reason in words."),
        **_RESTS_ON,
    }
)

SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "termbase static API, version 1",
    "description": "`$defs` has a schema for each file: terms.json, terms/<id>.json (term), acronyms.json, "
    "merges.json, graph.json and redirects.json. A file is valid if it matches one of them.",
    "oneOf": [{"$ref": f"#/$defs/{name}"} for name in ("terms", "term", "acronyms", "merges", "graph", "redirects")],
    "$defs": {
        "terms": _closed(
            {
                "version": {"const": "1", "description": "Version of the API."},
                "site_url": _text("URL of the site, or empty if it is not known."),
                "counts": _closed(
                    dict.fromkeys(("concepts", "entries", "sources", "designations", "relations"), _COUNT),
                    "How many there are. Entries are source entries, including unresolved ones.",
                ),
                "terms": _list("Every concept, sorted by id.", {"$ref": "#/$defs/term"}),
                "glossary": {"type": "object", "description": "The file about the glossary as a whole, termbase.yml."},
                "sources": _list("The sources, as sources.yml has them.", {"type": "object"}),
                "decisions": _list("The decisions of reviewers, as decisions.yml has them.", {"type": "object"}),
                "unresolved": _list("Entries that belong to no concept, as their files have them.", {"type": "object"}),
            },
            "terms.json",
        ),
        "term": _TERM,
        "redirects": _closed(
            {
                "version": {"const": "1", "description": "Version of the API."},
                "redirects": _list(
                    "URLs that now lead elsewhere.",
                    _closed({"from": _text("Former address."), "to": _text("Address now."), "id": _ID}),
                ),
                "removed": _list(
                    "Concepts that were removed.",
                    _closed(
                        {
                            "from": _text("Former address."),
                            "id": _ID,
                            "reason": _text("Why."),
                            "date": _optional("When, ISO 8601."),
                        }
                    ),
                ),
                "ambiguous": _list(
                    "Names that now have several meanings.",
                    _closed(
                        {
                            "from": _text("The URL of the name."),
                            "was": _list("What it led to.", _ID),
                            "now": _list("What it may mean.", _closed({"id": _ID, "to": _text("Address.")})),
                        }
                    ),
                ),
            },
            "redirects.json",
        ),
        "acronyms": _closed(
            {
                "acronyms": _list(
                    "Every acronym in alphabetical order, including those in definitions.",
                    _closed(
                        {
                            "acronym": _text("As written, without a plural s."),
                            "ambiguous": {"type": "boolean", "description": "True if it has several meanings."},
                            "expansions": _list("Its expansions; empty if no source gives one.", _EXPANSION),
                        }
                    ),
                )
            },
            "acronyms.json",
        ),
        "merges": _closed(
            {
                "merges": _list(
                    "Every concept with source entries, with the entries and why they were merged.",
                    _closed({"id": _ID, "entries": _list("The entries.", _MERGED)}),
                ),
                "unresolved": _list(
                    "Entries that could not be given a name.",
                    _closed(
                        {
                            "source": _STRING,
                            "locator": _STRING,
                            "text": _STRING,
                            "candidates": _list("Ids of concepts that may be meant.", _ID),
                        }
                    ),
                ),
                "distinct": _list(
                    "Decisions that two concepts are different: id, id, reason.",
                    {"type": "array", "prefixItems": [_ID, _ID, _STRING], "minItems": 3, "maxItems": 3},
                ),
                "questions": _list(
                    "Pairs of entries that share a name and may be one concept, the most likely first.",
                    _closed(
                        {
                            "a": _STRING,
                            "b": _STRING,
                            "concepts": _list("Ids of the concepts they belong to until a reviewer decides.", _ID),
                            "name": _STRING,
                            "score": _NUMBER,
                            "evidence": _EVIDENCE,
                        }
                    ),
                ),
            },
            "merges.json",
        ),
        "graph": _closed(
            {
                "nodes": _list(
                    "Concepts with their position on the map.",
                    _closed(
                        {
                            "id": _ID,
                            "label": _STRING,
                            "category": _optional("Id of the category."),
                            "degree": {**_COUNT, "description": "Number of relations."},
                            "x": _NUMBER,
                            "y": _NUMBER,
                        }
                    ),
                ),
                "edges": _list(
                    "Relations, each listed once; hierarchical ones lead from the narrower to the broader concept, or from the part to the whole.",
                    _closed({"source": _ID, "target": _ID, "kind": {"enum": [k.value for k in RelationKind]}}),
                ),
            },
            "graph.json",
        ),
    },
}
