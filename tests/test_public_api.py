"""What others build on: the public names, rules and exports of their own, and overridden blocks."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import termbase
from termbase.cli import main
from termbase.imports import formats
from termbase.site import entry_points
from tests import forked
from tests.conftest import write_all

ROOT = Path(__file__).parents[1]
PACKAGE = """\
from termbase import Rule, finding


def shouting(view):
    for concept in view.own:
        if concept.term.isupper():
            yield finding(concept, code="ACME1", at="term", message=f"{concept.term} shouts", hint="Use lower case.")


rule = Rule(code="ACME1", title="Shouting", check=shouting)
"""
POINTS = (
    "[termbase.rules]\nacme = acme_terms:rule\n[termbase.exports]\nacme = acme_words:export\n"
    "[termbase.imports]\nacme = acme_wiki:format\n"
)
WORDS, WIKI = (
    (ROOT / "docs/manual/python.md").read_text("utf-8").partition(f"# {name}.py\n")[2].partition("```")[0]
    for name in ("acme_words", "acme_wiki")
)
OVERRIDE = '{% extends "termbase/term.html" %}{% block definition %}<em>Ours:</em> {{ super() }}{% endblock %}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "glossary/uptime.yml": "term: Uptime\ndefinition: Share of a period in which a service works.\n",
        "glossary/loud.yml": "term: LOUD\ndefinition: Word in capital letters.\n",
        "mkdocs.yml": "plugins: [termbase: {history: false, templates: [mine]}]\n",
        "mine/term.html": OVERRIDE,
        "packages/acme_terms.py": PACKAGE,
        "packages/acme_wiki.py": WIKI,
        "packages/acme_words.py": WORDS,
        "packages/acme_terms-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme-terms\nVersion: 1\n",
        "packages/acme_terms-1.dist-info/entry_points.txt": POINTS,
    }
    write_all(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    entry_points.added.cache_clear()
    formats.formats.cache_clear()
    yield tmp_path
    entry_points.added.cache_clear()
    formats.formats.cache_clear()
    for name in ("acme_terms", "acme_wiki", "acme_words"):
        sys.modules.pop(name, None)


def test_every_public_name_is_there_once_and_documented() -> None:
    assert len(termbase.__all__) == len(set(termbase.__all__)) > 20
    assert set(termbase.__all__) == set(termbase._HOMES)
    reference = (ROOT / "docs/manual/python.md").read_text("utf-8")
    for name in termbase.__all__:
        value = getattr(termbase, name)
        assert getattr(importlib.import_module(f"termbase.{termbase._HOMES[name]}"), name) is value
        assert name == "ConceptId" or (value.__doc__ or "").strip(), name
        assert f"`{name}`" in reference, f"the manual does not list {name}"
    with pytest.raises(AttributeError, match="no attribute"):
        termbase.nothing_of_the_kind  # noqa: B018  (looking it up is what fails)


@pytest.mark.usefixtures("folder")
def test_the_worked_example_of_the_manual_runs(capsys: pytest.CaptureFixture[str]) -> None:
    reference = (ROOT / "docs/manual/python.md").read_text("utf-8")
    example = reference.partition("```python\n")[2].partition("```")[0]
    assert "open_project" in example
    exec(compile(example, "python.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Uptime" in printed
    assert 'href="terms/uptime/"' in printed


@pytest.mark.usefixtures("folder")
def test_a_package_adds_a_rule_and_an_export() -> None:
    checked = CliRunner().invoke(main, ["check"])
    assert checked.exit_code == 1
    assert "ACME1" in checked.output
    logged = json.loads(CliRunner().invoke(main, ["check", "--format", "sarif"]).output)
    (rule,) = logged["runs"][0]["tool"]["driver"]["rules"]
    assert (rule["id"], rule["shortDescription"]["text"]) == ("ACME1", "Shouting")
    assert "manual" not in rule["help"]["text"]
    exported = CliRunner().invoke(main, ["export", "acme"])
    assert exported.output == ("LOUD\tWord in capital letters.\nUptime\tShare of a period in which a service works.\n")
    assert "acme           Words for Acme Desk.\n" in CliRunner().invoke(main, ["export"]).output


def test_a_package_adds_a_format_to_import(folder: Path) -> None:
    (folder / "words.txt").write_text("acme glossary\nLatency := Time until an answer.\nBy Ann\n", "utf-8")
    result = CliRunner().invoke(main, ["import", "words.txt", "--source", "acme-wiki"])
    assert result.exit_code == 0, result.output
    assert "lines without “:=”" in result.output
    written = [path for path in (folder / "glossary").rglob("*.yml") if "Latency" in path.read_text("utf-8")]
    assert written
    assert "Time until an answer." in written[0].read_text("utf-8")
    assert (
        "acme"
        in CliRunner().invoke(main, ["import", "--format", "nothing", "words.txt", "--source", "acme-wiki"]).output
    )


def test_the_words_that_a_foreign_format_forgets_are_counted(folder: Path) -> None:
    careless = WIKI.replace('left_out.append(LeftOut(kind="lines without “:=”", text=line, where=file))', "pass")
    assert careless != WIKI
    (folder / "packages/acme_wiki.py").write_text(careless, "utf-8")
    (folder / "words.txt").write_text("acme glossary\nLatency := Time until an answer.\nBy Ann\n", "utf-8")
    result = CliRunner().invoke(main, ["import", "words.txt", "--source", "acme-wiki", "--details"])
    assert "words and markup that the reader does not account for" in result.output
    assert "acme glossary By Ann" in result.output


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("terms, left_out = [], []", "raise RuntimeError('out of order')"), "Report it there"),
        (('name="acme"', 'name="csv"'), "a second format named “csv”"),
    ],
)
def test_a_foreign_format_that_fails_is_named(folder: Path, change: tuple[str, str], told: str) -> None:
    assert change[0] in WIKI
    (folder / "packages/acme_wiki.py").write_text(WIKI.replace(*change), "utf-8")
    (folder / "words.txt").write_text("acme glossary\nLatency := Time until an answer.\n", "utf-8")
    result = CliRunner().invoke(main, ["import", "words.txt", "--source", "acme-wiki"])
    assert result.exit_code in (1, 2)
    assert told in result.output


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("acme_terms", ("concept.term.isupper()", "concept.trem"), "termbase.rules, failed in {file}:6: AttributeError: 'Concept' object has no attribute 'trem'."),
        ("acme_terms", ("yield finding(", "yield str("), "termbase.rules, failed in {file}:7: TypeError: "),
        ("acme_terms", ("    for", "    yield 3\n    for"), "termbase.rules, failed: TypeError: it yields 3, which is no Diagnostic."),
        ("acme_terms", ("check=shouting", "check=lambda view: None"), "termbase.rules, failed: TypeError: 'NoneType' object is not iterable."),
        ("acme_words", ("concept.definition}", "concept.defined}"), "termbase.exports, failed in {file}:5: AttributeError: "),
        ("acme_words", ('name="acme"', 'name="csv"'), "a second export named “csv”"),
        ("acme_words", ("yield Artifact(", "yield dict("), "termbase.exports, failed: TypeError: it yields {{'path': 'acme/words.tsv'"),
    ],
)  # fmt: skip
def test_a_foreign_rule_or_export_that_fails_is_named(
    folder: Path, file: str, change: tuple[str, str], told: str
) -> None:
    module = folder / f"packages/{file}.py"
    assert change[0] in module.read_text("utf-8")
    module.write_text(module.read_text("utf-8").replace(*change), "utf-8")
    result = CliRunner().invoke(main, ["export", "acme"] if file == "acme_words" else ["check"])
    assert result.exit_code == 2
    assert told.format(file=module) in result.output
    assert "an error in termbase" not in result.output


def test_a_build_names_the_export_that_fails(folder: Path) -> None:
    module = folder / "packages/acme_words.py"
    module.write_text(WORDS.replace("concept.definition}", "concept.defined}"), "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: A\nplugins: [termbase]\n", "utf-8")
    write_all(folder, {"docs/index.md": "# A\n"})
    done = forked.run("mkdocs", "build", cwd=folder)
    assert done.returncode == 1
    assert "“acme” of acme-terms, in the group termbase.exports, failed in" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_override_extends_the_packaged_template(folder: Path) -> None:
    project = termbase.find_project(folder)
    assert project is not None
    bodies = {body.url: body.html for body in termbase.render(project.site())}
    assert '<em>Ours:</em> <div class="tb-definition">' in bodies["terms/uptime/"]
    assert "<em>Ours:</em>" not in bodies["terms/"]


def test_the_override_in_the_manual_reads_the_view_and_the_shell(folder: Path) -> None:
    reference = (ROOT / "docs/manual/python.md").read_text("utf-8")
    examples = (part.partition("```")[0] for part in reference.split('mine/term.html"\n'))
    example = next(example for example in examples if "shell." in example)
    (folder / "mine/term.html").write_text(example, "utf-8")
    project = termbase.find_project(folder)
    assert project is not None
    bodies = {body.url: body.html for body in termbase.render(project.site())}
    assert '<p>Uptime has 0 sources. <a href="../">All terms</a></p>' in bodies["terms/uptime/"]


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ('{% extends "term.html" %}', 'term.html:1: the template extends or includes itself. To extend the packaged template, write {% extends "termbase/term.html" %}.'),
        ("\n{{ view.trem }}", "term.html:2: 'termbase.site.views.term.TermPage object' has no attribute 'trem'. "),
        ("{% extends 'termbase/term.html' %}\n{% block notes %}{{ view.notes.x.y }}{% endblock %}", "term.html:2: 'tuple object' has no attribute 'x'. "),
        ("{% block a %}", "term.html:1: Unexpected end of template."),
        ("{% include 'none.html' %}", "term.html:1: there is no template “none.html”. "),
        ("{{ 1 / 0 }}", "term.html:1: division by zero. "),
    ],
)  # fmt: skip
def test_an_override_that_cannot_be_rendered_is_named_with_its_line(folder: Path, template: str, told: str) -> None:
    (folder / "mine/term.html").write_text(template, "utf-8")
    result = CliRunner().invoke(main, ["stage", "out"])
    assert result.exit_code == 2, result.output
    assert f"mine/{told}" in result.output


def test_a_build_names_the_override_that_cannot_be_rendered(folder: Path) -> None:
    (folder / "mine/term.html").write_text("{{ view.trem }}", "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: A\nplugins: [termbase: {templates: [mine]}]\n", "utf-8")
    write_all(folder, {"docs/index.md": "# A\n"})
    done = forked.run("mkdocs", "build", cwd=folder)
    assert done.returncode == 1
    assert "mine/term.html:1: 'termbase.site.views.term.TermPage object' has no attribute 'trem'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("package", "told"),
    [("raise RuntimeError('broken')", "cannot be imported"), ("rule = export = 3", "must lead to a Rule")],
)
def test_a_package_that_is_broken_is_named(folder: Path, package: str, told: str) -> None:
    (folder / "packages/acme_terms.py").write_text(package, "utf-8")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert told in result.output
    assert "acme-terms" in result.output


@pytest.mark.parametrize(
    ("code", "kept_away"),
    [
        ("import termbase", ("yaml", "pydantic", "markdown", "click", "jinja2")),
        (
            "import termbase.cli.check, termbase.site.project; termbase.open_project(glossary='glossary').check()",
            ("rdflib", "networkx", "mkdocs", "material", "jinja2.environment"),
        ),
    ],
)
def test_nothing_is_imported_on_a_path_that_does_not_use_it(
    folder: Path, code: str, kept_away: tuple[str, ...]
) -> None:
    script = f"import sys; {code}; print(*[name for name in {kept_away!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""


def test_a_catalogue_of_sentences_that_is_wrong_is_named_by_the_command(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("plugins: [termbase: {history: false, sentences: [ours.po]}]\n", "utf-8")
    (folder / "ours.po").write_text('msgid "term.note"\nmsgstr "x"\n', "utf-8")
    result = CliRunner().invoke(main, ["stage", "out"])
    assert result.exit_code == 2
    assert "ours.po:1:1: error TB122: there is no sentence “term.note”" in result.output
