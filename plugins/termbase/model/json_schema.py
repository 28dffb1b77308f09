"""JSON Schemas of the author files, for editors: completion, descriptions on hover, red lines.

They are generated from the shapes in `entry`, so an editor and `check` cannot drift apart. What
pydantic adds for its own use is removed: titles that repeat a key, the null that stands for an
omitted value, and defaults without meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any, Final, get_args, get_type_hints

from pydantic import TypeAdapter

from termbase.model.author_files import SHAPES, ShapeName
from termbase.model.glossary_file import CustomField
from termbase.model.vocabulary import FieldType

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_EXAMPLES: Final[Mapping[str, Mapping[str, list[Any]]]] = {
    "ConceptFile": {
        "term": ["Net revenue retention", "Churn rate"],
        "id": ["net-revenue-retention"],
        "abbreviations": [["NRR", "NDR"]],
        "synonyms": [["net dollar retention"]],
        "variants": [["on-boarding"]],
        "deprecated": [
            ["leaving rate", {"name": "growth of customers", "reason": "It leaves out the customers lost."}]
        ],
        "category": ["metrics"],
        "definition": ["Percentage of customers who leave in a period, out of those who were customers at its start."],
        "formula": [r"\text{churn rate} = \frac{\text{customers lost}}{\text{customers at start}} \times 100"],
        "unit": ["percent", "days", "US dollars per year"],
        "range": ["0 to 100"],
        "broader": [["customer-success-metric"]],
        "narrower": [["expansion-mrr"]],
        "related": [["renewal", "customer-retention"]],
        "mistakes": [["Counting customers who joined during the period."]],
        "notes": [["Also used of employees."]],
        "same_as": [["plain-english:L21"]],
        "former_ids": [["nrr"]],
        "short": ["Percentage of customers who leave in a period."],
        "part_of": [["customer-lifecycle"]],
        "parts": [["onboarding"]],
    },
    "Contrast": {
        "term": ["churn-rate"],
        "difference": ["Churn is the loss itself; the churn rate is the share of customers lost in a period."],
    },
    "Distinction": {
        "term": ["quarterly-business-review"],
        "reason": ["Held on a fixed date, regardless of who attends."],
    },
    "Example": {
        "given": [{"customers at start": 200, "customers lost": 5}],
        "result": [2.5],
        "text": ["Of 200 customers, 5 leave within the month. The churn rate is 2.5 percent."],
    },
    "Reference": {
        "id": ["reichheld-2003"],
        "title": ["The One Number You Need to Grow"],
        "publisher": ["Harvard Business Review"],
        "date": ["2003-12"],
        "url": ["https://example.org/article"],
        "supports": ["The year in which the score was first published."],
    },
    "Benchmark": {
        "value": ["102 percent (median)"],
        "segment": ["private SaaS companies"],
        "year": ["2023"],
        "sample": ["300 companies"],
        "reference": ["saas-survey-2023"],
    },
    "AvoidedName": {"name": ["leaving rate"], "reason": ["A rate of what is left open."]},
    "Review": {"by": ["Jane Doe"], "date": ["2025-03-01"]},
    "Disagreement": {"topic": ["The scale"]},
    "Linking": {"always": [["champion"]], "explicit": [["AM"]]},
    "EntriesFile": {"source": ["plain-english"]},
    "SourceEntry": {
        "locator": ["L12"],
        "term": ["Annual Recurring Revenue (ARR)"],
        "headword": ["Anual Recuring Revenue"],
        "mentions": [["CEO", {"abbreviation": "MM", "expansion": "Mid-market"}]],
        "attribution": ["reader's comment below the article"],
        "candidates": [["annual-recurring-revenue", "monthly-recurring-revenue"]],
    },
    "Mention": {"abbreviation": ["SaaS"], "expansion": ["Software as a service"]},
    "SourceItem": {
        "id": ["plain-english"],
        "date": ["2022", "2022-08", "2022-08-01"],
        "url": ["https://example.org/glossary"],
    },
    "Category": {"id": ["metrics"], "title": ["Metrics"]},
    "GlossaryFile": {"title": ["The Customer Success Glossary"], "language": ["en", "pt-BR"]},
}

_NAMED_OR_NOT: Final = {"anyOf": [{"required": ["term"]}, {"required": ["candidates"]}]}
"""An entry without a name says which concepts may be meant."""

_YEAR: Final = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
"""A bare year is a number to an editor; requiring quotes around it would be no help."""
_YEARS: Final = {"SourceItem": ("date",), "Reference": ("date",), "Benchmark": ("year",), "Review": ("date",)}


def schemas(fields: Sequence[CustomField] = ()) -> Mapping[ShapeName, dict[str, Any]]:
    """The JSON Schema of each kind of file (draft 2020-12), by the name of the kind.

    Args:
        fields: The custom fields that the glossary declares; without any, a term file may have every field.

    All text is typed as a string, as the strict reader treats it. An editor that reads an
    unquoted `1.10` or `true` as something else then asks for quotes, which every YAML tool
    understands.
    """
    made = {name: _schema(name, shape) for name, shape in SHAPES.items()}
    if fields:
        made["concept"]["properties"]["fields"] |= _custom(fields)
    return made


def _custom(fields: Sequence[CustomField]) -> dict[str, Any]:
    """What the key `fields` may hold, for the fields that a glossary declares."""
    return {
        "properties": {item.id: _custom_field(item) for item in fields},
        "patternProperties": {},
        "additionalProperties": False,
    }


def _custom_field(item: CustomField) -> dict[str, Any]:
    line: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 200}
    if item.choices:
        line = {"enum": list(item.choices)}
    shape: Mapping[FieldType, dict[str, Any]] = {
        FieldType.TEXT: line,
        FieldType.LIST: {"anyOf": [{"type": "array", "items": line}, line]},
        # An editor reads what is not in quotation marks as a number or a Boolean; a term file takes it as it is written.
        FieldType.NUMBER: {"type": ["number", "string"], "pattern": r"^-?[0-9]*\.?[0-9]+$"},
        FieldType.DATE: {"type": ["string", "integer"], "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", **_YEAR},
        FieldType.URL: {"type": "string", "pattern": "^https?://"},
        FieldType.BOOLEAN: {"enum": [True, False, "true", "false"]},
    }
    asked = " Every term should have it." if item.required else ""
    return {"description": f"{item.label} ({item.type.value}).{asked}", **shape[item.type]}


def schema_file(name: str) -> str:
    """The name of a schema's file, which is also its `$id`: references between files stay relative."""
    return f"{name}.schema.json"


def _schema(name: str, shape: type[Any]) -> dict[str, Any]:
    raw, described = TypeAdapter(shape).json_schema(), _described(shape)
    definitions = {key: _object(key, value, described) for key, value in sorted(raw.pop("$defs", {}).items())}
    made = {"$schema": DRAFT, "$id": schema_file(name), **_object(shape.__name__, raw, described)}
    return {**made, "$defs": definitions} if definitions else made


def _described(shape: type[Any]) -> dict[str, str]:
    """The docstring of each class that a shape is made of, by name. Pydantic itself gives them only since 2.13."""
    found: dict[str, str] = {}
    pending: list[Any] = [shape]
    while pending:
        kind = pending.pop()
        pending.extend(get_args(kind))
        if isinstance(kind, type) and is_dataclass(kind) and kind.__name__ not in found:
            found[kind.__name__] = kind.__doc__ or ""
            pending.extend(get_type_hints(kind).values())
    return found


def _object(owner: str, raw: dict[str, Any], described: Mapping[str, str]) -> dict[str, Any]:
    """One shape: its description first, then its keys in the order in which authors write them."""
    if "properties" not in raw:
        return _field(raw)
    made = {key: value for key, value in raw.items() if key not in ("title", "properties", "description")}
    properties = {key: _field(value) for key, value in raw["properties"].items()}
    for key, examples in _EXAMPLES.get(owner, {}).items():
        properties[key]["examples"] = examples
    for key in _YEARS.get(owner, ()):
        properties[key] |= _YEAR
    extra = _NAMED_OR_NOT if owner == "SourceEntry" else {}
    return {"description": _line(described[owner]), **made, "properties": properties, **extra}


def _field(raw: dict[str, Any]) -> dict[str, Any]:
    """One value, without what only pydantic needs."""
    made = {key: value for key, value in raw.items() if key not in ("title", "default", "anyOf", "description")}
    arms = [_field(arm) for arm in raw.get("anyOf", ()) if arm != {"type": "null"}]
    if len(arms) == 1:
        made |= arms[0]
    elif arms:
        made["anyOf"] = arms
    if isinstance(made.get("items"), dict):
        made["items"] = _field(made["items"])
    if isinstance(raw.get("default"), (str, bool)):
        made["default"] = raw["default"]
    description = {"description": _line(raw["description"])} if "description" in raw else {}
    return {**description, **made}


def _line(text: str) -> str:
    return " ".join(text.split())
