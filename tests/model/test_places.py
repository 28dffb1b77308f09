"""A problem is marked at the words it is about, whichever stage finds it."""

import pytest

from termbase.glossary import compile_glossary
from termbase.yaml_files.tree import parse

HEAD = "term: Churn\ndefinition: Loss of a customer who cancels.\n"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (HEAD + "related: [churn-rate]\n", "TB401", "churn-rate"),
        (HEAD + "related:\n  # which?\n  - churn-rate\n", "TB401", "churn-rate"),
        (HEAD + "related: [not-related]\n", "TB401", "not-related"),
        (HEAD + "related: [a b, b]\n", "TB401", "b]"),
        (HEAD + "direction: up\n", "TB204", "up"),
        (HEAD + "category: none\n", "TB405", "none"),
        (HEAD + "explanation: >-\n  Long\n  text with [[nothing]].\n", "TB501", "[[nothing]]"),
        (HEAD + "explanation: >-\n  Long [[nothing\n  here]].\n", "TB501", "[[nothing"),
        (HEAD + 'explanation: "A [[caf\\xe9]]."\n', "TB501", "explanation"),
        (HEAD + "notes: ['[x](javascript:y)']\n", "TB502", "javascript:y"),
        (HEAD + "categroy: none\n", "TB202", "categroy"),
        (HEAD + "former_ids: [Old One]\n", "TB206", "Old One"),
        ("term: Churn\ndefinition: Customers who are in a churn.\n", "TB601", "churn."),
        ("term: Churn\ndefinition: Churning, as in CXO and XO.\n", "TB603", "CXO"),
        ("term: 'Churn'\ncategory: x\n", "TB201", "term"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_place_is_that_of_the_words(text: str, code: str, place: str, mark: str, end: str) -> None:
    written = mark + text.replace("\n", end)
    found = compile_glossary([parse(written, file="concepts/churn.yml")]).diagnostics
    told = [d for d in found if d.code == code]
    lines = [text.split("\n")[d.where.line - 1][d.where.column - 1 :] for d in told]
    assert any(line.startswith(place) for line in lines), found
