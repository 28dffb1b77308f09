"""A first glossary in one step, and the terms that a text means."""

import json
import re
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.editing.first_site import FirstSiteError, with_plugin
from tests import forked
from tests.cli.conftest import Run
from tests.conftest import write_all


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_init_writes_a_site_that_builds_strictly_and_checks(empty: Path) -> None:
    begun = CliRunner().invoke(main, ["init", "--title", "Terms: ours"], catch_exceptions=False)
    assert begun.exit_code == 0, begun.output
    done = forked.run("mkdocs", "build", "--strict", cwd=empty)
    assert done.returncode == 0, done.stderr
    assert "terms/uptime/" in (empty / "site/about/index.html").read_text("utf-8")
    assert "tb-home" in (empty / "site/index.html").read_text("utf-8")
    for page in (empty / "site").rglob("*.html"):
        assert "fonts.googleapis.com" not in page.read_text("utf-8"), page
    checked = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert checked.exit_code == 0, checked.output
    again = CliRunner().invoke(main, ["init"], catch_exceptions=False)
    assert "Everything is already set up." in again.output


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("site_name: X\n", "site_name: X\n\nplugins:\n  - search\n  - termbase\n"),
        ("plugins:\n  - search # find\nnav: []\n", "plugins:\n  - termbase\n  - search # find\nnav: []\n"),
        ("plugins:\n- search\n", "plugins:\n- termbase\n- search\n"),
        ("plugins: [search]  # few\n", "plugins: [search, termbase]  # few\n"),
        ("plugins: []\n", "plugins: [search, termbase]\n"),
        ("plugins: [termbase]\n", "plugins: [termbase]\n"),
        ("plugins:\n  - termbase:\n      glossary: x\n", "plugins:\n  - termbase:\n      glossary: x\n"),
    ],
)
def test_the_plugin_is_added_and_nothing_else_changes(before: str, after: str) -> None:
    assert with_plugin(before) == after


@pytest.mark.parametrize("text", ["plugins: *shared\n", "plugins:\n  search: {}\n"])
def test_what_is_no_plain_list_is_left_to_its_author(text: str) -> None:
    with pytest.raises(FirstSiteError, match="Add the line"):
        with_plugin(text)


def test_init_keeps_what_is_there(empty: Path) -> None:
    (empty / "mkdocs.yml").write_text("site_name: Mine\nplugins: [search]\n", "utf-8")
    (empty / "docs").mkdir()
    (empty / "docs/start.md").write_text("# Start\n", "utf-8")
    result = CliRunner().invoke(main, ["init"], catch_exceptions=False)
    assert (empty / "mkdocs.yml").read_text("utf-8") == "site_name: Mine\nplugins: [search, termbase]\n"
    assert "about.md" not in result.output
    (empty / "mkdocs.yml").write_text("site_name: Mine\nnav: [start.md]\n", "utf-8")
    assert "pages: {nav: Glossary}" in CliRunner().invoke(main, ["init"], catch_exceptions=False).output


def test_resolve_names_what_a_text_means(run: Run) -> None:
    result = run("resolve", "Our", "NRR", "and", "attrition?", "--format", "json")
    found = json.loads(result.output)
    assert [(item["text"], item["ask"], [(s["id"], s["name"]) for s in item["senses"]]) for item in found] == [
        ("NRR", False, [("net-revenue-retention", "abbreviation")]),
        ("attrition", False, [("churn", "admitted")]),
    ]
    assert run("resolve", "NRR").output == "0-3 NRR: Net revenue retention (net-revenue-retention, abbreviation)\n"


def test_resolve_asks_where_a_name_has_several_meanings(run: Run, project: Path) -> None:
    (project / "glossary/concepts/other.yml").write_text(
        "term: Nurse rota review\nabbreviations: [NRR]\ndefinition: Check of a rota.\n", "utf-8"
    )
    assert "0-3 NRR: ask: " in run("resolve", "NRR").output


def test_resolve_reads_standard_input_and_ends_with_1_without_a_term(run: Run) -> None:
    assert run("resolve", answers="Churn hurts.").exit_code == 0
    assert run("resolve", "nothing here").exit_code == 1


def test_the_brief_has_what_is_asked_for_within_its_size(run: Run) -> None:
    whole = run("resolve", "NRR and churn", "--brief", "500").output
    assert whole.count("\n") == 2
    assert run("resolve", "NRR and churn", "--brief", "90").output.startswith("Churn: ")
    assert run("resolve", "NRR", "--brief", "10").output == ""


def test_resolve_does_not_ask_git_for_what_it_does_not_show(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("Git was asked")

    monkeypatch.setattr("termbase.site.project.read_history", asked)
    assert run("resolve", "NRR").exit_code == 0
    assert run("export", "llms").exit_code == 0


def test_resolve_says_what_kind_of_name_it_is_to_each_meaning_however_each_spells_it(run: Run, project: Path) -> None:
    (project / "glossary/concepts/other.yml").write_text(
        "term: Nurse rota review\nabbreviations: [NRRs]\ndefinition: Check of a rota.\n", "utf-8"
    )
    (found,) = json.loads(run("resolve", "NRR", "--format", "json").output)
    assert [sense["name"] for sense in found["senses"]] == ["abbreviation", "abbreviation"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("churn rate", "capitals"),
        ("Churn rate", "exact"),
        ("churn-rate", "spelling"),
        ("churn rates", "inflection"),
        ("Churn rate's", "inflection"),
        ("NRR", "exact"),
        ("nrr", "capitals"),
        ("nrrs", "inflection"),
    ],
)
def test_resolve_names_the_rule_that_matched(run: Run, project: Path, text: str, rule: str) -> None:
    (project / "glossary/concepts/churn-rate.yml").write_text(
        "term: Churn rate\ndefinition: Share of the lost.\n", "utf-8"
    )
    (found,) = json.loads(run("resolve", f"Our {text}", "--format", "json").output)
    assert found["text"] == text
    assert [sense["rule"] for sense in found["senses"]] == [rule]


def test_resolve_leaves_english_words_alone(run: Run, project: Path) -> None:
    (project / "glossary/concepts/map.yml").write_text(
        "term: Mutual action plan\nabbreviations: [MAP]\ndefinition: Plan of two sides.\n", "utf-8"
    )
    assert run("resolve", "the map").exit_code == 1
    assert run("resolve", "the MAP").exit_code == 0


def test_a_brief_puts_each_definition_before_its_use(run: Run, project: Path) -> None:
    chain = {"aaa": "Kind of bbb.", "bbb": "Kind of ccc.", "ccc": "Kind of ddd.", "ddd": "Kind of thing."}
    for name, definition in chain.items():
        (project / f"glossary/concepts/{name}.yml").write_text(f"term: {name}\ndefinition: {definition}\n", "utf-8")
    lines = run("resolve", "--brief", "500", "aaa ccc").output.splitlines()
    assert [line[:3] for line in lines] == ["ddd", "ccc", "bbb", "aaa"]
    found = json.loads(run("resolve", "--brief", "500", "--format", "json", "aaa ccc").output)
    assert found["definitions"] == lines
    assert [name["text"] for name in found["names"]] == ["aaa", "ccc"]


@pytest.mark.usefixtures("project")
def test_bytes_that_are_no_text_do_no_harm() -> None:
    done = CliRunner().invoke(main, ["resolve"], input=b"NRR \xff churn")
    assert (done.exit_code, done.output.count("\n")) == (0, 2)


def test_the_five_minutes_of_the_manual_make_a_site(empty: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs/manual/index.md").read_text("utf-8")
    blocks = re.findall(r'^    ```\w+ title="([^"]+)"\n(.*?)^    ```$', manual, re.DOTALL | re.MULTILINE)
    assert [name for name, _ in blocks] == ["glossary/concepts/uptime.yml", "mkdocs.yml", "docs/about.md"]
    write_all(empty, {name: dedent(text) for name, text in blocks})
    done = forked.run("mkdocs", "build", "--strict", cwd=empty)
    assert done.returncode == 0, done.stderr
    assert 'href="../terms/uptime/">uptime</a>' in (empty / "site/about/index.html").read_text("utf-8")
    assert "tb-home" in (empty / "site/index.html").read_text("utf-8")
    checked = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert checked.exit_code == 0, checked.output
