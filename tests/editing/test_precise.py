"""A problem is marked at the words it is about."""

import pytest

from termbase.editing.precise import precise
from termbase.glossary import compile_glossary
from termbase.yaml_files.tree import parse

HEAD = "term: Churn\ndefinition: Loss of a customer who cancels.\n"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (HEAD + "related: [churn-rate]\n", "TB401", "churn-rate"),
        (HEAD + "related:\n  # which?\n  - churn-rate\n", "TB401", "churn-rate"),
        (HEAD + "related: [not-related]\n", "TB401", "not-related"),
        (HEAD + "direction: up\n", "TB204", "up"),
        (HEAD + "category: none\n", "TB405", "none"),
        (HEAD + "explanation: >-\n  Long\n  text with [[nothing]].\n", "TB501", "[[nothing]]"),
        (HEAD + "categroy: none\n", "TB202", "categroy"),
        (HEAD + "former_ids: [Old One]\n", "TB206", "Old One"),
        ("term: 'Churn'\ncategory: x\n", "TB201", "term"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_mark_stands_under_the_words(text: str, code: str, place: str, mark: str) -> None:
    text = mark + text
    found = compile_glossary([parse(text, file="concepts/churn.yml")]).diagnostics
    (told,) = [d for d in precise(found, {"concepts/churn.yml": text}) if d.code == code]
    line = text.removeprefix("\ufeff").split("\n")[told.where.line - 1]
    assert line[told.where.column - 1 :].startswith(place)


def test_without_the_text_nothing_moves() -> None:
    found = compile_glossary([parse(HEAD + "direction: up\n", file="concepts/churn.yml")]).diagnostics
    assert precise(found, {}) == found
    assert precise(found, {"concepts/churn.yml": "a: b: c"}) == found
