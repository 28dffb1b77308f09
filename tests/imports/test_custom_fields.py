"""Columns and keys with the name of a custom field that the glossary declares."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.imports.custom_fields import fitted
from termbase.imports.formats import read_files
from termbase.imports.imported import ImportOptions
from termbase.model.glossary_file import CustomField
from termbase.model.vocabulary import FieldType

FIELDS = (
    CustomField(id="owner"),
    CustomField(id="team", choices=("Sales", "Success")),
    CustomField(id="next_review", title="Review due", type=FieldType.DATE),
    CustomField(id="tags", type=FieldType.LIST),
    CustomField(id="public", type=FieldType.BOOLEAN),
    CustomField(id="domain"),
)
EXPECTED = {"owner": "Ann", "next_review": "2027-03", "tags": ("a", "b"), "public": "true"}
MARKDOWN = "---\ntitle: Churn\nowner: Ann\nReview due: 2027-03\ntags: [a, b]\npublic: yes\n---\nLoss of customers.\n"
HTML = (
    "<table><tr><th>Term<th>Definition<th>Owner<th>Review due<th>Tags<th>Public<tr><td>Churn<td>Loss of customers."
    "<td>Ann<td>2027-03<td>a, b<td>yes</table>"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Term,Definition,Owner,Next Review,TAGS,Public\nChurn,Loss.,Ann,2027-03,a; b,Yes\n"),
        ("a.csv", "term,definition,field:owner,field:next_review,field:tags,field:public\nChurn,Loss.,Ann,2027-03,a|b,x\n"),
        ("a.json", json.dumps([{"term": "Churn", "definition": "L.", "owner": "Ann", "next_review": "2027-03",
                                "tags": ["a", "b"], "public": True}])),
        ("a.yml", "- {term: Churn, definition: L., owner: Ann, next_review: 2027-03, tags: [a, b], public: true}\n"),
        ("churn.md", MARKDOWN),
        ("a.html", HTML),
    ],
)  # fmt: skip
def test_they_fill_the_field_in_every_format(name: str, text: str) -> None:
    [term] = read_files({name: text}, ImportOptions(fields=FIELDS)).terms
    assert term.fields == EXPECTED
    assert not term.rest


def test_what_does_not_fit_the_field_stays_under_its_own_name() -> None:
    text = "Term,Definition,Team,Review due,Owner\nChurn,Loss.,Marketing,soon,Ann\n"
    [term] = read_files({"a.csv": text}, ImportOptions(fields=FIELDS)).terms
    assert term.fields == {"owner": "Ann"}
    assert term.rest == {"Team": "Marketing", "Review due": "soon"}


def test_a_declared_field_comes_before_a_usual_name_and_not_in_our_own_export() -> None:
    [term] = read_files({"a.csv": "Term,Definition,Domain\nChurn,L.,Revenue\n"}, ImportOptions(fields=FIELDS)).terms
    assert (term.fields, term.category) == ({"domain": "Revenue"}, None)
    [plain] = read_files({"a.csv": "Term,Definition,Domain\nChurn,L.,Revenue\n"}).terms
    assert (plain.fields, plain.category) == ({}, "Revenue")


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        (FIELDS[1], "sales", "Sales"),
        (FIELDS[1], "Marketing", None),
        (FIELDS[3], "a; b,a", ("a", "b")),
        (FIELDS[3], " ; ", None),
        (FIELDS[4], "NO", "false"),
        (FIELDS[4], "maybe", None),
        (FIELDS[0], "two\nlines", "two lines"),
        (FIELDS[0], "x" * 201, None),
        (CustomField(id="n", type=FieldType.NUMBER), "1.50", "1.50"),
        (CustomField(id="n", type=FieldType.NUMBER), "1,50", None),
        (CustomField(id="u", type=FieldType.URL), "https://a.example", "https://a.example"),
        (CustomField(id="u", type=FieldType.URL), "a.example", None),
    ],
)
def test_values_become_those_of_a_term_file(item: CustomField, text: str, expected: object) -> None:
    assert fitted(text, item) == expected


def test_the_command_writes_them_and_the_editor_knows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/termbase.yml").write_text(
        "title: T\nfields:\n  - {id: owner, required: true}\n  - {id: team, choices: [Sales]}\n"
    )
    (tmp_path / "a.csv").write_text("Term,Definition,Owner,Wer\nChurn,Loss of customers.,Ann,Bob\n")
    run = CliRunner()
    done = run.invoke(main, ["import", "a.csv", "--source", "wiki", "--map", "Wer=owner"])
    assert done.exit_code == 0, done.output
    written = (tmp_path / "glossary/concepts/churn.yml").read_text()
    assert "fields:\n  owner: Bob\n" in written
    assert "# Owner: Ann\n" in written
    refused = run.invoke(main, ["import", "a.csv", "--source", "wiki", "--map", "Wer=boss"])
    assert "owner, team" in refused.output
    schema = json.loads(run.invoke(main, ["schema", "concept"]).output)["properties"]["fields"]
    assert schema["properties"]["team"]["enum"] == ["Sales"]
    assert schema["additionalProperties"] is False
