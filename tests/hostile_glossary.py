"""A glossary in which every text of every field is hostile.

The fields come from the classes of the author files, so one that is added there is filled from then on without a
change here.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from termbase.model import scalars
from termbase.model.author_files import SHAPES, ShapeName
from tests.conftest import dump

BROKEN: Final = "tb-broken"
"""Name of an element and of an attribute that only words of a contributor can bring into a page."""
FORMS: Final = (
    "\"'><tb-broken tb-broken=1 onclick=CALL><img src=x onerror=CALL>",
    "x' tb-broken=1 onmouseover='CALL' autofocus onfocus='CALL' y=\" tb-broken=1 onmouseover=\"CALL",
    "</title></script></style></textarea></template></noscript><script>CALL</script><tb-broken>",
    "{{ CALL }} {% include 'secret.txt' %} {{ config }}",
    '--8<-- "secret.txt"',
    "[x](javascript:CALL) [y](<javascript:CALL>) [z](JAVA&#115;cript:CALL) <javascript:CALL>",
    "&lt;img src=x onerror=CALL&gt;&#60;svg onload=CALL&#62;&amp;lt;tb-broken&amp;gt;",
    "<!--><img src=x onerror=CALL>--> ]]><svg onload=CALL><tb-broken tb-broken=1>",
    '*[Bee]: x" tb-broken=1 onmouseover="CALL {: tb-broken=1 onclick=CALL }',
    "`${CALL}` ${CALL} <%= CALL %> \\u003cimg src=x onerror=CALL\\u003e",
    "![x](https://evil.example/x.png) <https://evil.example/> <style>@import 'https://evil.example'</style>",
    "$$\\href{javascript:CALL}{x}$$ \\u0022\\u003e<base href=//evil.example><meta http-equiv=refresh content=0>",
    "[[Bee|<img src=x onerror=CALL>]] [[<script>CALL</script>]] [@s] [@<img src=x onerror=CALL>]",
)
"""Ways to break out; CALL becomes a call that says which field it was in."""
VALUES: Final[dict[Any, str]] = {
    scalars.Url: "https://evil.example/'onmouseover='evil()'\"<tb-broken>",
    scalars.Date: "2024-02-29",
    scalars.Year: "2024",
    scalars.CodeOfRule: "TB604",
    scalars.Ref: "bee",
}
"""What fields hold that take no free text; other types have a language tag or an id of ours."""
OWN: Final[dict[str, Any]] = {
    "Category.id": "c", "CustomField.id": "owner", "CustomField.type": "text", "CustomField.choices": None,
    "CustomField.due": None, "CustomField.shown": None, "CustomField.required": None,
    "SourceItem.id": "s", "Position.source": "s", "Origin.source": "s", "EntriesFile.source": "s",
    "Reference.id": "r", "Benchmark.reference": "r", "Removed.id": "gone", "ConceptFile.category": "c",
    "ConceptFile.id": None, "ConceptFile.former_ids": None, "ConceptFile.same_as": None, "ConceptFile.broader": None,
    "ConceptFile.narrower": None, "ConceptFile.part_of": None, "ConceptFile.parts": ["cee"], "ConceptFile.status": None,
    "SourceEntry.id": None, "SourceEntry.same_as": None, "SourceEntry.distinct_from": None,
    "SourceEntry.candidates": None, "Decision.same_as": None, "Decision.distinct_from": ["s:L1", "s:L2"],
    "GlossaryFile.language": "en",
}  # fmt: skip
"""Fields whose values must fit each other; None leaves one out."""


class Filler:
    """Fills the fields of author files.

    Args:
        forms: Ways to break out.
        turn: How far the forms are moved on, so that several terms have different ones in each field.
    """

    def __init__(self, forms: Sequence[str], turn: int, calls: list[str]) -> None:
        self._forms, self._turn, self._calls, self._next = forms, turn, calls, turn * 3

    def text(self, field: str, *, line: bool) -> str:
        """A hostile text for a field."""
        form = self._forms[self._next % len(self._forms)]
        self._next += 1
        made = form.replace("CALL", f"evil({len(self._calls)})")
        self._calls.append(field)
        whole = f"N{self._turn} {made}" if line else f"Part N{self._turn} {made} of it.\n\n{made}\n"
        return " ".join(whole.split())[:200] if line else whole

    def made(self, shape: ShapeName, **given: Any) -> dict[str, Any]:
        """A file of one kind, with some values that are given."""
        return self._object(SHAPES[shape]) | given

    def _object(self, kind: Any) -> dict[str, Any]:
        hints = get_type_hints(kind, include_extras=True)
        named = {item.name: f"{kind.__name__}.{item.name}" for item in fields(kind)}
        found = {key: OWN[name] if name in OWN else self._value(hints[key], name) for key, name in named.items()}
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, kind: Any, field: str) -> Any:
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            if kind in (scalars.Line, scalars.Text):
                return self.text(field, line=kind == scalars.Line)
            return next(value for known, value in VALUES.items() if known == kind)
        if origin in (Union, UnionType):
            kinds = _alternatives(kind)
            return self._value(kinds[self._turn % len(kinds)], field)
        if origin is tuple:
            return [self._value(one, field) for part in arguments for one in _alternatives(part)]
        if origin is dict:
            key = "owner" if field == "ConceptFile.fields" else self._value(arguments[0], f"{field} (key)")
            return {key: self._value(arguments[1], field)}
        if isinstance(kind, type) and issubclass(kind, Enum):
            return next(iter(kind)).value
        if is_dataclass(kind):
            return self._object(kind)
        return {float: "2", bool: "true"}[kind]


def _alternatives(kind: Any) -> list[Any]:
    """The types of which a value may be."""
    among = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return [one for one in among if one is not type(None) and one is not Ellipsis]


def _quantity(name: str) -> str:
    """A quantity of a formula: it cannot have braces or backslashes."""
    return f"\\text{{{name} \"'><img src=x onerror=evil(0)><{BROKEN}>}}"


def hostile_glossary(forms: Sequence[str] = FORMS, *, turns: int = 4) -> tuple[dict[str, str], list[str]]:
    """The files of a glossary, by path, and the field of each hostile text: `evil(7)` is that of number 7.

    Args:
        forms: Ways to break out.
        turns: How many terms have hostile words in all fields.
    """
    calls = ["Formula.quantity"]
    files: dict[str, Any] = {}
    for turn in range(turns):
        filler = Filler(forms, turn, calls)
        files[f"concepts/n{turn}.yml"] = filler.made(
            "concept",
            formula=f"{_quantity('whole')} = \\frac{{{_quantity('part')}}}{{{_quantity(f'rest {turn}')}}} \\times 100",
            former_ids=[f"old-{turn}"],
        )
    filler = Filler(forms, turns, calls)
    files["entries/s.yml"] = filler.made("entries")
    first = files["entries/s.yml"]["entries"][0]
    files["entries/s.yml"]["entries"] += [
        first | {"locator": "L2", "term": "Cee", "superseded": "false"},
        first | {"locator": "L4", "term": filler.text("SourceEntry.term", line=True), "abbreviations": ["BCD"]},
        {"locator": "L3", "inferred": "true", "candidates": ["bee"]}
        | {key: filler.text(f"SourceEntry.{key}", line=False) for key in ("definition", "note")},
    ]
    files["entries/t.yml"] = {"source": "t", "entries": files["entries/s.yml"]["entries"][1:3]}  # merged, or a question
    files["sources.yml"] = filler.made("sources")
    files["sources.yml"]["sources"] += [{"id": "t", "title": filler.text("SourceItem.title", line=True)}]
    files["decisions.yml"] = filler.made("decisions")
    files["termbase.yml"] = filler.made("termbase")
    (gone,) = files["termbase.yml"]["removed"]
    files["termbase.yml"]["removed"] = [gone, {"id": "lost", "reason": filler.text("Removed.reason", line=False)}]
    files["concepts/bee.yml"] = {"term": "Bee", "definition": "Another.", "abbreviations": ["BCD"], "category": "c"}
    files["concepts/cee.yml"] = {"term": "Cee", "definition": "A third.", "abbreviations": ["BCD"],
                                 "formula": f"{_quantity('part')} = {_quantity('whole')} + 1"}  # fmt: skip
    return {path: dump(tree) for path, tree in files.items()}, calls
