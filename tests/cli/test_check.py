"""`termbase check`: what it prints, how it ends, what it mends."""

import json
from pathlib import Path
from typing import Any

import pytest

from termbase.cli._machine_reports import diagnostics_json, sarif, workflow_commands
from termbase.cli._text_report import closing, diagnostic_lines, excerpt
from termbase.model.diagnostics import Diagnostic, Location, Severity
from tests.cli.conftest import FILES, Run

BAD = """\
# yaml-language-server: $schema=../../schemas/concept.schema.json
term: Adoption
category: metrisc
definition: >-
  Degree to which customers
  really use a product, as opposed to [[having]] it.
related: [churn, chrun]
staus: draft
"""


def add(project: Path, text: str, name: str = "adoption") -> None:
    (project / f"glossary/concepts/{name}.yml").write_bytes(text.encode("utf-8"))


def test_nothing_wrong_is_one_line(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output == "2 concepts, 3 entries: 0 errors, 0 warnings, 0 notes\n"


def test_notes_are_told_when_asked_for_and_fail_nothing(run: Run, project: Path) -> None:
    add(
        project, "term: Adoption\ncategory: metrics\ndefinition: Degree of real use among customers\nbroader: [churn]\n"
    )
    result = run("check")
    assert result.exit_code == 0
    assert result.output.endswith("notes (see them with --notes)\n")
    result = run("check", "--notes")
    assert result.exit_code == 0
    assert "glossary/concepts/adoption.yml:3:1: note TB606: " in result.output
    assert "see them" not in result.output


def test_problems_are_shown_in_their_lines(run: Run, project: Path) -> None:
    add(project, BAD)
    result = run("check")
    assert result.exit_code == 1
    assert result.output.startswith("""\
glossary/concepts/adoption.yml:3:11: error TB405: there is no category “metrisc”
 3 | category: metrisc
   |           ^~~~~~~
   = Did you mean `metrics`? Categories are listed in termbase.yml: metrics, practice.

glossary/concepts/adoption.yml:6:39: warning TB501: “[[having]]” names no term
 6 |   really use a product, as opposed to [[having]] it.
   |                                       ^~~~~~~~~~
""")
    assert "\nglossary/concepts/adoption.yml:7:18: error TB401: “related” refers to “chrun”" in result.output
    assert "\nglossary/concepts/adoption.yml:8:1: error TB202: there is no key “staus”" in result.output
    assert result.output.endswith("\n3 concepts, 3 entries: 3 errors, 1 warning, 1 note (see them with --notes)\n")


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("glossary/concepts/adoption.yml", 1), ("glossary/concepts", 1), ("glossary", 1), (".", 1),
        ("glossary/concepts/churn.yml", 0), ("glossary/entries", 0),
    ],
)  # fmt: skip
def test_paths_limit_what_is_told(run: Run, project: Path, path: str, ends: int) -> None:
    add(project, BAD)
    assert run("check", path).exit_code == ends


def test_a_path_elsewhere_is_refused(run: Run, project: Path) -> None:
    (project / "docs").mkdir()
    result = run("check", "docs")
    assert result.exit_code == 2
    assert "termbase check --glossary docs" in result.output


def test_colors_are_for_terminals(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(project, BAD)
    assert "\x1b[31m" in run("check", color=True).output
    assert "\x1b" not in run("check").output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", color=True).output


@pytest.mark.parametrize(
    ("line", "column", "width", "expected"),
    [
        ("related: [churn]", 11, 80, ("related: [churn]", "          ^~~~~")),
        ("term: x", 99, 80, ("term: x", "       ^")),
        ("\tterm: x", 1, 80, (" term: x", "^")),
        ("日本: x", 5, 80, ("日本: x", "      ^")),
        ("日本", 1, 80, ("日本", "^~~~")),
        ("a\x1b[31m [[b]]", 8, 80, ("a\\x1b[31m [[b]]", "          ^~~~~")),
        ("x" * 30 + " here " + "y" * 30, 32, 30, ("…xxxxxxxx here yyyyyyyyyyyyyy…", "          ^~~~")),
        ("here " + "y" * 60, 1, 30, ("here yyyyyyyyyyyyyyyyyyyyyyyy…", "^~~~")),
        ("x" * 60 + " here", 62, 30, ("…" + "x" * 24 + " here", " " * 26 + "^~~~")),
    ],
)  # fmt: skip
def test_the_mark_stands_under_the_word(line: str, column: int, width: int, expected: tuple[str, str]) -> None:
    assert excerpt(line, column, width=width) == expected


def test_the_mark_is_as_long_as_what_is_quoted() -> None:
    assert excerpt("term: Land and expand", 7, width=80, quoted=("x", "Land", "Land and expand")) == (
        "term: Land and expand", "      ^~~~~~~~~~~~~~~",
    )  # fmt: skip


NASTY = Diagnostic(
    code="TB999", severity=Severity.WARNING, message="100 % “a\x1b[2J”\n::error::no", hint="See: a, b\r\nand c.",
    where=Location(file="glossary/concepts/a,b: c d.yml", line=2, column=3),
)  # fmt: skip
PLAIN = Diagnostic(
    code="TB204", severity=Severity.ERROR, message="“up” is not a value of “direction”", hint="Allowed: higher.",
    where=Location(file="glossary/a.yml"),
)  # fmt: skip


def test_control_characters_are_spelled_out() -> None:
    told = "\n".join(diagnostic_lines(NASTY, ("one", "two\x1b[2J"), width=60))
    assert "\x1b[2J" not in told
    assert "\\x1b[2J" in told


def test_annotations_cannot_be_forged() -> None:
    assert workflow_commands([NASTY, PLAIN]) == (
        "::warning file=glossary/concepts/a%2Cb%3A c d.yml,line=2,col=3,title=TB999"
        "::100 %25 “a\\x1b[2J”%0A::error::no%0ASee: a, b\\x0d%0Aand c.\n"
        "::error file=glossary/a.yml,line=1,col=1,title=TB204"
        "::“up” is not a value of “direction”%0AAllowed: higher.\n"
    )


def test_json_is_a_list_with_the_same_keys_throughout() -> None:
    assert diagnostics_json([]) == "[]\n"
    assert json.loads(diagnostics_json([PLAIN])) == [
        {"code": "TB204", "severity": "error", "file": "glossary/a.yml", "line": 1, "column": 1,
         "message": "“up” is not a value of “direction”", "hint": "Allowed: higher."}
    ]  # fmt: skip


def test_sarif_has_the_shape_of_the_standard() -> None:
    """The required properties of SARIF 2.1.0, sections 3.13 to 3.30 and 3.49."""
    log: dict[str, Any] = json.loads(sarif([NASTY, PLAIN, NASTY]))
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    driver = one["tool"]["driver"]
    assert driver["name"] == "termbase"
    assert [rule["id"] for rule in driver["rules"]] == ["TB204", "TB999"]
    assert driver["rules"][0]["shortDescription"] == {"text": "Value not allowed"}
    assert driver["rules"][1]["shortDescription"] == {
        "text": next(d.message for d in (NASTY, PLAIN) if d.code == "TB999")
    }
    assert all("helpUri" not in rule for rule in driver["rules"])
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in one["results"]] == [
        ("TB999", 1, "warning"), ("TB204", 0, "error"), ("TB999", 1, "warning"),
    ]  # fmt: skip
    for result in one["results"]:
        assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert result["message"]["text"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["region"]["startLine"] >= 1
    first = one["results"][0]["locations"][0]["physicalLocation"]
    assert first["artifactLocation"] == {"uri": "glossary/concepts/a%2Cb%3A%20c%20d.yml", "uriBaseId": "%SRCROOT%"}
    assert first["region"] == {"startLine": 2, "startColumn": 3}


@pytest.mark.parametrize("form", ["github", "json", "sarif"])
def test_every_format_tells_the_same_and_ends_alike(run: Run, project: Path, form: str) -> None:
    assert run("check", "--format", form).exit_code == 0
    add(project, BAD)
    result = run("check", "--format", form)
    assert result.exit_code == 1
    for code in ("TB202", "TB401", "TB405", "TB501"):
        assert code in result.output


def test_annotations_count_from_the_root_of_the_workspace(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(project, BAD)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    assert f"file={project.name}/glossary/concepts/adoption.yml" in run("check", "--format", "github").output


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ((), "1 concept, 2 entries: 0 errors, 0 warnings, 0 notes"),
        ((PLAIN,), "1 concept, 2 entries: 1 error, 0 warnings, 0 notes"),
        ((PLAIN, NASTY, NASTY), "1 concept, 2 entries: 1 error, 2 warnings, 0 notes"),
    ],
)
def test_the_last_line_counts(found: tuple[Diagnostic, ...], line: str) -> None:
    import click

    assert click.unstyle(closing(found, concepts=1, entries=2, notes_shown=False)) == line


def test_fix_mends_and_says_so(run: Run, project: Path) -> None:
    add(project, "definition: Degree to which customers use a product. \nterm: Adoption  # and how\ncategory: metrics\n"
                 "broader: [churn]\n")  # fmt: skip
    result = run("check", "--fix")
    assert result.exit_code == 0
    assert "fixed glossary/concepts/adoption.yml: removed trailing spaces; " in result.output
    assert (project / "glossary/concepts/adoption.yml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../schemas/concept.schema.json\n"
        "term: Adoption  # and how\ncategory: metrics\n"
        "definition: Degree to which customers use a product.\nbroader: [churn]\n"
    )
    churn = (project / "glossary/concepts/churn.yml").read_text("utf-8")
    assert churn == FILES["concepts/churn.yml"]
    assert "mended glossary/concepts" not in run("check", "--fix").output


def test_fix_leaves_other_paths_alone(run: Run, project: Path) -> None:
    text = "definition: Degree to which customers use a product.\nterm: Adoption\ncategory: metrics\nbroader: [churn]\n"
    add(project, text)
    assert "mended glossary/concepts" not in run("check", "--fix", "glossary/concepts/churn.yml").output
    assert (project / "glossary/concepts/adoption.yml").read_text("utf-8") == text


def test_fix_leaves_a_broken_file_to_its_author(run: Run, project: Path) -> None:
    add(project, "term: a: b\n")
    result = run("check", "--fix")
    assert result.exit_code == 1
    assert "left unchanged glossary/concepts/adoption.yml: line 1: this is not valid YAML" in result.output


def test_fix_writes_relations_on_their_other_side_when_asked(run: Run, project: Path) -> None:
    result = run("check", "--fix", "--inverse")
    assert result.exit_code == 0
    retention = project / "glossary/concepts/net-revenue-retention.yml"
    assert "\nrelated: [churn]\ndistinct_from:\n" in retention.read_text("utf-8")
    assert "added to related: churn" in result.output
    assert "added to" not in run("check", "--fix", "--inverse").output
