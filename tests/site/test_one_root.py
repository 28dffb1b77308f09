"""Whichever way one enters, the same settings make the same glossary."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config

from termbase.cli import main
from termbase.hosts import markdown as extension
from termbase.site.project import Project

REMOTE = {
    "version": "1",
    "terms": [
        {
            "id": "service-level-agreement", "url": "https://other.invalid/terms/service-level-agreement/",
            "term": "Service level agreement", "abbreviations": ["SLA"], "synonyms": [], "variants": [],
            "definition": "Contract about a service.",
        }
    ],
}  # fmt: skip
FILES = {
    "mkdocs.yml": "site_name: X\ntheme: {name: mkdocs}\n"
    "plugins:\n  - termbase: {glossary: terms, remotes: [other.json], history: false}\n",
    "other.json": json.dumps(REMOTE),
    "terms/brownout.yml": "term: Brownout\ndefinition: Time during which an SLA is not met; see [[SLA]].\n",
    "docs/index.md": "# Home\n\nA [[brownout]] breaks the [[SLA]].\n",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return result.exit_code, result.output


def test_a_remote_term_is_known_to_the_check_the_build_and_the_stage(site: Path) -> None:
    code, told = typed("check")
    assert "TB603" not in told
    assert "TB501" not in told
    assert code == 0
    build(load_config(str(site / "mkdocs.yml"), strict=True))
    assert "https://other.invalid/terms/service-level-agreement/" in (site / "site/index.html").read_text("utf-8")
    assert typed("stage", "staged")[0] == 0
    assert "https://other.invalid/" in (site / "staged/terms/brownout/index.md").read_text("utf-8")


def test_a_misspelled_link_of_a_hand_written_page_is_a_diagnostic_with_its_place(site: Path) -> None:
    page = "---\ntitle: x\n---\n`[[brownuot]]` is code.\n\n```\n[[brownuot]]\n```\n\nA  [[brownuot]] here.\n"
    (site / "docs/index.md").write_text(page, "utf-8")
    code, told = typed("check", "--format", "json")
    found = [item for item in json.loads(told) if item["code"] == "TB501"]
    assert code == 1
    assert [(item["file"], item["line"], item["column"]) for item in found] == [("docs/index.md", 10, 4)]
    assert "Brownout" in found[0]["hint"]


def test_the_extension_compiles_once_a_build_and_again_after_a_change(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Project] = []
    compile_it = Project.glossary
    monkeypatch.setattr(Project, "glossary", lambda self: made.append(self) or compile_it(self))

    def page() -> str:
        return Markdown(extensions=["termbase"]).convert("A brownout.")

    first = {page() for _ in range(3)}
    assert first == {'<p>A <a class="term-link" data-term="brownout" href="/terms/brownout/">brownout</a>.</p>'}
    assert len(made) == 1
    (site / "terms/brownout.yml").write_text("term: Downtime\ndefinition: Time without service.\n", "utf-8")
    assert page() == "<p>A brownout.</p>"
    assert len(made) == 2
    assert extension.makeExtension(glossary="terms", term_url="/t/{path}")
