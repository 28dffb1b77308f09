"""`termbase new`: asks, warns, writes; and what it writes passes `check`."""

from pathlib import Path

import pytest

from termbase.cli import new
from tests.cli.conftest import Run

DEFINITION = "Degree to which customers use a product for the work it was bought for."
FLAGS = ("--definition", DEFINITION, "--category", "metrics", "--related", "churn")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "interactive", lambda: True)


def test_with_everything_given_nothing_is_asked(run: Run, project: Path) -> None:
    result = run("new", "Product adoption (PA)", *FLAGS, "--synonym", "uptake", "--broader", "NRR", "--abbr", "PRA")
    assert result.output == "wrote glossary/concepts/product-adoption.yml\n"
    assert result.exit_code == 0
    assert (
        (project / "glossary/concepts/product-adoption.yml").read_text("utf-8")
        == f"""\
# yaml-language-server: $schema=../../schemas/concept.schema.json
term: Product adoption
abbreviations: [PA, PRA]
synonyms: [uptake]
category: metrics
definition: {DEFINITION}
broader: [net-revenue-retention]
related: [churn]
"""
    )
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), "--definition, --category, --related"),
        (FLAGS[:2], "--category, --related"),
        (FLAGS[:4], "--related"),
        (FLAGS[2:], "--definition"),
        (("--force", *FLAGS[2:4]), "--definition"),
    ],
)
def test_elsewhere_than_on_a_terminal_the_missing_flags_are_named(
    run: Run, project: Path, given: tuple[str, ...], missing: str
) -> None:
    result = run("new", "Product adoption", *given)
    assert result.exit_code == 2
    assert f"Missing: {missing}." in result.output
    assert not (project / "glossary/concepts/product-adoption.yml").exists()


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_it_asks(run: Run, project: Path) -> None:
    answers = f"PA, PRA\n{DEFINITION}\nmetric\nmetrics\nchrun\nchurn, NRR\n"
    result = run("new", "Product adoption", answers=answers)
    assert result.exit_code == 0
    assert "'metric' is not one of" in result.output
    assert "Related term “chrun” is not a term in this glossary. Similar names: churn." in result.output
    written = (project / "glossary/concepts/product-adoption.yml").read_text("utf-8")
    assert "abbreviations: [PA, PRA]\n" in written
    assert "related: [churn, net-revenue-retention]\n" in written
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Attrition",), "“Attrition” is already a name of Churn, in glossary/concepts/churn.yml"),
        (("Net retention rate", "--abbr", "NRR"), "“NRR” is already a name of Net revenue retention"),
        (("Net revenue retension",), "“Net revenue retention” is similar; it is a name of Net revenue retention"),
        (("Leaving", "--synonym", "churns"), "“churns” is already a name of Churn"),
    ],
)
def test_what_is_there_is_told_before_anything_is_written(
    run: Run, project: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = sorted(project.rglob("*"))
    result = run("new", *arguments, *FLAGS)
    assert result.exit_code == 2
    assert told in result.output
    assert "--force" in result.output
    assert sorted(project.rglob("*")) == before


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answer", "ends"), [("y\n", 0), ("n\n", 1)])
def test_on_a_terminal_the_person_decides(run: Run, project: Path, answer: str, ends: int) -> None:
    result = run("new", "Net revenue retension", *FLAGS, answers=answer)
    assert result.exit_code == ends
    assert (project / "glossary/concepts/net-revenue-retension.yml").exists() is (ends == 0)


@pytest.mark.parametrize("flag", ["--force", "--yes", "-y"])
def test_force_writes_in_spite_of_it(run: Run, flag: str) -> None:
    assert run("new", "Net revenue retension", *FLAGS, flag).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Churn", "--force"), "“Churn” already has the id churn, in glossary/concepts/churn.yml"),
        (("Loss", "--id", "Big Loss"), "“Big Loss” cannot be an id: use lowercase letters, digits, and hyphens. Try --id big-loss"),
        (("Loss", "--id", "con"), "cannot be an id"),
        (("Loss", "--related", "xyz"), "--related “xyz” is not a term in this glossary."),
        (("Loss", "--category", "metric"), "there is no category “metric”"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_even_with_force(run: Run, arguments: tuple[str, ...], told: str) -> None:
    given = [*FLAGS]
    for flag in arguments[1::2]:
        if flag in given:
            place = given.index(flag)
            del given[place : place + 2]
    result = run("new", *arguments, *given, "--force")
    assert result.exit_code == 2
    assert told in result.output


def test_a_term_that_only_sources_have_gets_its_file(run: Run, project: Path) -> None:
    entries = project / "glossary/entries/plain.yml"
    entries.write_text(
        entries.read_text("utf-8") + "  - locator: L9\n    term: Adoption\n    definition: Use.\n", "utf-8"
    )
    assert run("new", "Adoption", *FLAGS).exit_code == 0
    assert run("merges", "adoption").output.count("same-name") == 1


def test_what_check_would_say_is_said_first(run: Run, project: Path) -> None:
    result = run("new", "Adoption", "--definition", "Adoption", *FLAGS[2:])
    assert result.exit_code == 2
    assert "glossary/concepts/adoption.yml:4:13: warning TB602" in result.output
    assert "Nothing was written, because `check` would report problems." in result.output
    assert not (project / "glossary/concepts/adoption.yml").exists()


@pytest.mark.parametrize("text", ["Yes: no", "1.10 #x", "“quoted” 'it'", "C++", "NO"])
def test_whatever_the_term_its_file_is_read_as_meant(run: Run, text: str) -> None:
    assert run("new", text, *FLAGS, "--id", "odd").exit_code == 0
    assert run("find", text).output.startswith(f"{text}  odd\n")
