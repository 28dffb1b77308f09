"""What an editor is told about term files is what `check` holds them to."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from termbase.model.author_files import SHAPES
from termbase.model.json_schema import schema_file, schemas
from termbase.reading.decode import shape_of
from termbase.reading.validate import validate
from termbase.yaml_files.tree import parse

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "tests/frozen/glossary"
SCHEMAS = schemas()
FILES = sorted(path.relative_to(GLOSSARY).as_posix() for path in GLOSSARY.rglob("*.yml"))


class Editor(yaml.SafeLoader):
    """Reads as editors do, by the core schema of YAML 1.2: `NO` is text there, `1.10` a number."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (as the base class declares it)


for tag, pattern, first in (
    ("null", r"null|Null|NULL|~|", [*"nN~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    import re

    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)


def seen(text: str) -> Any:
    """What an editor makes of a file."""
    return yaml.load(text, Loader=Editor)


def red_lines(kind: Any, text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMAS[kind]).iter_errors(seen(text))]


@pytest.mark.parametrize("kind", SHAPES)
def test_the_files_are_what_the_code_makes(kind: Any) -> None:
    """Renew them with `termbase schema --out schemas`."""
    written = (ROOT / "schemas" / schema_file(kind)).read_text("utf-8")
    assert json.loads(written) == SCHEMAS[kind]


@pytest.mark.parametrize("kind", SHAPES)
def test_it_is_a_schema(kind: Any) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("file", FILES)
def test_real_files_have_no_red_line(file: str) -> None:
    assert red_lines(shape_of(file), (GLOSSARY / file).read_text("utf-8")) == []


@pytest.mark.parametrize("file", FILES)
def test_real_files_name_their_schema(file: str) -> None:
    path = GLOSSARY / file
    first = path.read_text("utf-8").partition("\n")[0]
    target = (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
    assert target == ROOT / "schemas" / schema_file(shape_of(file))


BOTH = "term: Churn\ndefinition: Loss of a customer.\n"


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        ("concept", BOTH, True),
        ("concept", "term: Churn\n", False),
        ("concept", BOTH + "categroy: metrics\n", False),
        ("concept", BOTH + "category: Key Metrics\n", False),
        ("concept", BOTH + "abbreviations: [NO, ON, Y]\n", True),
        ("concept", BOTH + "abbreviations: NRR\n", False),
        ("concept", BOTH + "status: final\n", False),
        ("concept", BOTH + "direction: lower\n", True),
        ("concept", BOTH + "example: Five of a hundred leave.\n", True),
        ("concept", BOTH + "example: {given: {lost: 5, start: 100}, result: 5, text: Five leave.}\n", True),
        ("concept", BOTH + "example: {given: {lost: five}, result: 5, text: Five leave.}\n", False),
        ("concept", BOTH + "distinct_from: [{term: churn-rate}]\n", False),
        ("concept", BOTH + "linking: {always: [beta]}\n", True),
        ("entries", "source: a\nentries: [{locator: L1, term: T, definition: D}]\n", True),
        ("entries", "source: a\nentries: [{locator: L1, definition: D}]\n", False),
        ("entries", "source: a\nentries: [{locator: L1, candidates: [t], definition: D}]\n", True),
        ("entries", "source: a\nentries: [{locator: L1, term: T, definition: D, inferred: true}]\n", True),
        ("entries", "source: a\nentries: [{locator: L1, term: T, definition: D, mentions: [{abbreviation: A}]}]\n", True),
        ("sources", "sources: [{id: a, title: T, date: 2022}]\n", True),
        ("sources", "sources: [{id: a, title: T, date: 2022-08-01}]\n", True),
        ("sources", "sources: [{id: a, title: T, date: August}]\n", False),
        ("sources", "sources: [{id: a, title: T, url: example.org}]\n", False),
        ("termbase", "title: T\nlanguage: en-US\n", True),
        ("termbase", "title: T\ncategories: [{id: metrics}]\n", False),
    ],
)  # fmt: skip
def test_an_editor_and_check_agree(kind: Any, text: str, fits: bool) -> None:
    root = parse(text, file="x").root
    assert root is not None
    _, problems = validate(root, SHAPES[kind])
    if kind != "entries":  # the decoder adds that an entry needs a name or candidates
        assert (problems == ()) is fits
    assert (red_lines(kind, text) == []) is fits


@pytest.mark.parametrize("value", ["1.10", "true", "null", "404"])
def test_text_that_looks_like_something_else_wants_quotes(value: str) -> None:
    assert red_lines("concept", BOTH + f"abbreviations: [{value}]\n") != []
    assert red_lines("concept", BOTH + f"abbreviations: ['{value}']\n") == []


def parts(schema: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema, with the way to it."""
    if isinstance(schema, dict):
        yield at, schema
        for key, value in schema.items():
            if key in ("properties", "$defs"):
                for name, inner in value.items():
                    yield from parts(inner, f"{at}/{name}")
            elif key in ("items", "anyOf"):
                for inner in value if isinstance(value, list) else [value]:
                    yield from parts(inner, f"{at}/{key}")


@pytest.mark.parametrize("kind", SHAPES)
def test_nothing_of_the_machinery_shows(kind: Any) -> None:
    found = list(parts(SCHEMAS[kind]))
    assert found
    for at, part in found:
        assert "title" not in part, at
        assert part.get("type") != "null", at
        assert part.get("default", "") not in (None, [], {}), at


@pytest.mark.parametrize("kind", SHAPES)
def test_every_key_is_described_in_the_words_of_the_code(kind: Any) -> None:
    found = list(parts(SCHEMAS[kind]))
    assert found
    for at, part in found:
        for key, value in part.get("properties", {}).items():
            assert value.get("description", "").endswith((".", "`.")), f"{at}/{key}"


@pytest.mark.parametrize("kind", SHAPES)
def test_keys_stand_in_the_order_in_which_authors_write_them(kind: Any) -> None:
    shape = SHAPES[kind]
    assert list(SCHEMAS[kind]["properties"]) == [
        name for name in shape.__dataclass_fields__ if not name.startswith("_")
    ]


@pytest.mark.parametrize("kind", SHAPES)
def test_examples_are_examples(kind: Any) -> None:
    schema = SCHEMAS[kind]
    found = list(parts(schema))
    assert found
    for at, part in found:
        for example in part.get("examples", ()):
            checker = Draft202012Validator({**part, "$defs": schema.get("$defs", {})})
            assert list(checker.iter_errors(example)) == [], at


def test_keys_called_like_keywords_survive() -> None:
    assert "title" in SCHEMAS["termbase"]["properties"]
    assert "description" in SCHEMAS["termbase"]["properties"]
