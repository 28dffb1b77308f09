"""Pages nested as deeply as Python-Markdown can take, and deeper."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown import Markdown

from termbase.cli import main
from tests.linking.test_extension import convert


def nested(levels: int) -> str:
    return "".join(f"{'    ' * level}- Churn\n" for level in range(levels))


def deepest() -> int:
    """Levels of a list that Python-Markdown takes here, with some stack left for what an extension calls."""
    levels = 20
    while levels < 2_000:
        try:
            Markdown().convert(nested(levels + 20))
        except RecursionError:
            break
        levels += 20
    return levels - 20


def test_a_page_that_the_parser_can_take_is_linked() -> None:
    page = nested(deepest())
    assert convert(page).count("<li>") == page.count("- Churn")


@pytest.mark.parametrize(
    ("verb", "says"),
    [("check", "docs/deep.md:1:1: warning TB111: the page is nested too deeply"), ("lint", "Error: docs/deep.md")],
)
def test_a_page_that_it_cannot_take_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str, says: str
) -> None:
    files = {
        "mkdocs.yml": "site_name: T\nplugins: [termbase]\n",
        "docs/deep.md": f"{nested(350)}\n[[nothing]]\n",
        "glossary/concepts/churn.yml": "term: Churn\ndefinition: Loss of customers.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, [verb])
    assert says in done.output
    assert "termbase failed" not in done.output
