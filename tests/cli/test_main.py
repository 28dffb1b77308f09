"""The command as a newcomer meets it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_help_names_every_verb(run: Run) -> None:
    told = run("--help").output
    for verb in ("check", "diff", "find", "merges", "new", "rename", "schema"):
        assert f"\n  {verb} " in told


@pytest.mark.parametrize("verb", ["check", "diff", "find", "merges", "new", "rename", "schema"])
def test_every_verb_has_help(run: Run, verb: str) -> None:
    assert run(verb, "--help").exit_code == 0


def test_a_mistyped_verb_is_answered_with_the_right_one(run: Run) -> None:
    result = run("chekc")
    assert result.exit_code == 2
    assert "There is no command “chekc”. Did you mean “check”?" in result.output


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").output.startswith("termbase ")


@pytest.mark.parametrize("folder", [".", "glossary", "glossary/concepts", "docs/deep"])
def test_the_glossary_is_found_from_below(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (project / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(project / folder)
    assert run("check").output == "2 concepts, 3 entries: 0 errors, 0 warnings, 0 notes\n"


def test_the_glossary_can_be_named(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "glossary").rename(project / "words")
    assert run("find", "churn").exit_code == 2
    assert run("find", "churn", "--glossary", "words").exit_code == 0
    monkeypatch.setenv("TERMBASE_GLOSSARY", "words")
    assert run("find", "churn").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "--glossary", "nowhere"), "There is no folder “nowhere”."),
        (("check", "--inverse"), "use it together with --fix"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("find",), "Missing argument 'WORDS...'"),
        (("merges", "xylophone"), "“xylophone” is not the id or name of a term."),
        (("schema", "concpt"), "There is no kind of file “concpt”. Available: concept, terms, entries, sources, termbase, decisions"),
        (("rename", "chrn", "loss"), "There is no concept with the id “chrn”. Similar ids: churn."),
        (("diff", "no-such-branch"), "“no-such-branch” is neither a folder nor a known Git revision"),
    ],
)  # fmt: skip
def test_wrong_use_ends_with_2_and_says_why(run: Run, project: Path, arguments: tuple[str, ...], told: str) -> None:
    if arguments[0] == "diff":
        import subprocess

        subprocess.run(["git", "init", "-q", str(project)], check=True)
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


def test_without_a_glossary_it_says_where_to_go(run: Run, project: Path) -> None:
    (project / "glossary").rename(project / "words")
    result = run("check")
    assert result.exit_code == 2
    assert "There is no folder “glossary” here or in a parent folder." in result.output


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        ("--help", "jinja2 latex2mathml markdown mkdocs pydantic rapidfuzz termbase.glossary"),
        ("check --help", "jinja2 latex2mathml markdown mkdocs pydantic rapidfuzz"),
        ("check --glossary .", "bs4 html5lib jinja2 mkdocs rdflib termbase.exports.api"),
    ],
)
def test_a_command_imports_nothing_heavy_without_using_it(arguments: str, unused: str, tmp_path: Path) -> None:
    (tmp_path / "churn.yml").write_text("term: Churn\ndefinition: Loss of customers.\n", "utf-8")
    code = (
        "import sys; from termbase.cli import main\n"
        f"sys.argv = ['termbase', *{arguments.split()}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print(*sorted(sys.modules.keys() & set({unused.split()})), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert ran.stdout
    assert ran.stderr.strip() == ""
