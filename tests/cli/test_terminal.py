"""No text of a file steers the terminal, whichever verb prints it."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest

import termbase.cli
from termbase.cli import main
from termbase.cli._terminal import say, say_data, say_json
from tests import forked
from tests.conftest import dump

TURN, NEXT_LINE, MARK = "\u202e", "\x85", "\u200f"
BAD = f"a{TURN}b{NEXT_LINE}c{MARK}d\u2066"
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]"
)
LATER = f"term: Zeta {BAD}\ndefinition: Another {BAD}.\nrelated: [Omega {BAD}, 'nowhere {BAD}']\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A glossary, hand-written pages, files to import and a history, all with such characters wherever they may be."""
    entry = {"term": f"Omega {BAD}", "definition": f"What {BAD} is.", "headword": f"Omega {BAD} 2"}
    files = {
        "mkdocs.yml": f"site_name: T {BAD}\nplugins: [termbase]\n",
        f"docs/p{TURN}.md": f"# P\n\n[[nothing {BAD}]] [[Omega {BAD}]] [x](terms/omega.md)\n",
        "glossary/termbase.yml": dump({"title": f"T {BAD}", "categories": [{"id": "c", "title": f"C {BAD}"}]}),
        "glossary/sources.yml": dump({"sources": [{"id": s, "title": f"S {BAD}"} for s in ("one", "two")]}),
        "glossary/entries/one.yml": dump({"source": "one", "entries": [{"locator": f"L {BAD}", **entry}]}),
        "glossary/entries/two.yml": dump({"source": "two", "entries": [{"locator": f"L {BAD}", **entry, "definition": "Else."}]}),
        f"glossary/concepts/z{TURN}.yml": "term: [\n",
        "glossary/concepts/zeta.yml": LATER,
        "glossary/concepts/omega.yml": dump({"term": f"Omega {BAD}", "definition": f"What {BAD} is.  ", "synonyms": [f"o {BAD}"],
                                             f"unknown {BAD}": "x", "category": "c"}),
        "import/a.csv": f"term,definition,odd {BAD}\nCsv {BAD},Text {BAD},more {BAD}\n",
        f"import/b{TURN}.json": '{"terms": [{"term": "x\x85", ',
        "import/c.ttl": f"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://a b{TURN}> skos:prefLabel 'x{BAD}'@en .",
        "import/d.md": f"# Big {BAD}\n\nIt is <b>{BAD}</b>.\n\n## Small {BAD}\n",
        "import/e.tbx": f"<tbx><text><body>{BAD}</wrong></body></text></tbx>",
        "import/f.yml": f"term: {BAD}\ndefinition: &a {BAD}\nodd {BAD}: *b\n",
        "import/g.html": f"<dl><dt>{BAD}<dd>{BAD}</dl><table><tr><th>odd {BAD}</table>",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    git = ("git", "-c", f"user.name=N{BAD}", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", f"x {BAD}")):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    (tmp_path / "glossary/concepts/zeta.yml").write_text(LATER.replace("Another", f"Changed {BAD}"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


VERBS: dict[str, list[tuple[str, ...]]] = {
    "check": [(), ("--notes",), ("--format", "json"), ("--format", "sarif"), ("--format", "github"), ("--fix",), ("--fix", "--inverse")],
    "diff": [("HEAD",), ("HEAD", "--format", "json"), ("HEAD", "--format", "markdown"), (f"no{BAD}",)],
    "export": [(), (f"no{BAD}",)],
    "find": [("Omega",), (f"zzz{BAD}",)],
    "import": [("import", "--source", "new", "--dry-run"), ("import", "--source", "new", "--report", "json", "--dry-run"),
               ("import", "--source", "new", "--details")],
    "init": [("else",), (".",)],
    "links": [("docs",), ("docs", "--format", "json")],
    "merges": [(), ("omega",), ("--format", "json"), (f"no{BAD}",)],
    "new": [(f"Omega {BAD}",), (f"Brand {BAD}", "--definition", f"A {BAD}."), ("X", "--related", f"no{BAD}", "--definition", "A.")],
    "publish": [("--dry-run",)],
    "pull": [("import/a.csv", "copy.json"), (f"import/b{TURN}.json", "copy.json"), (f"no{BAD}.json", "copy.json")],
    "rename": [("omega", "psi", "--dry-run"), ("omega", f"p{BAD}"), ("omega", "psi")],
    "resolve": [(f"The Omega {BAD} and zeta.",), (f"Omega {BAD}", "--format", "json")],
    "review": [(), ("--all",), ("--format", "json", "--all")],
    "schema": [(), (f"no{BAD}",)],
    "stage": [("staged",)],
    "sync": [("import/a.csv", "--source", "up"), ("import/d.md", "--source", "up2"), (f"import/b{TURN}.json", "--source", "up3")],
}  # fmt: skip


def test_every_verb_is_tried() -> None:
    assert set(VERBS) <= set(main.list_commands(click.Context(main)))
    package = Path(termbase.cli.__file__).parent
    assert not [path.name for path in package.glob("[!_]*.py") if "click.echo" in path.read_text("utf-8")]


@pytest.mark.parametrize(("verb", "arguments"), [(v, a) for v, many in VERBS.items() for a in many])
def test_what_a_verb_prints_cannot_steer_a_terminal(project: Path, verb: str, arguments: tuple[str, ...]) -> None:
    done = forked.run("tests.verb", verb, *arguments, cwd=project)
    told = done.stdout + done.stderr
    assert told
    assert "\ufffd" not in told
    assert "Traceback" not in told
    assert "termbase failed" not in told
    found = FORBIDDEN.search(told)
    assert found is None, told[max(0, found.start() - 200) : found.end() + 40].encode("unicode_escape")


def test_colors_of_our_own_stay_and_others_are_spelled_out(capsys: pytest.CaptureFixture[str]) -> None:
    say(click.style("red", fg="red") + " \x1b]8;;http://evil.invalid\x07x \x1b[2J tab\tnext\r\nline")
    assert capsys.readouterr().out == "red \\x1b]8;;http://evil.invalid\\x07x \\x1b[2J tab\tnext\nline\n"


def test_json_stays_the_same_value(capsys: pytest.CaptureFixture[str]) -> None:
    value = {f"a{BAD}\x7f\U000e0001": [f"é日本語\u200d{BAD}\x1b[31m\n"]}
    say_json(value)
    told = capsys.readouterr().out
    assert FORBIDDEN.search(told.replace("\n", "")) is None
    assert "é日本語" in told
    assert json.loads(told) == value


@pytest.mark.parametrize("terminal", [True, False])
def test_an_export_is_harmless_on_a_terminal_and_exact_elsewhere(
    capfdbinary: Any, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    data = f"a\t{TURN}\r\nb\n".encode()
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal, raising=False)
    say_data(data)
    assert capfdbinary.readouterr().out == (b"a\t\\u202e\nb\n" if terminal else data)
