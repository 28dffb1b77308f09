"""Pages nested as deeply as Python-Markdown can take, and deeper; pages of more brackets than it can take."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown import Markdown

from termbase.cli import main
from termbase.linking.conversion import PAGE_STEPS, STEPS_PER_CHARACTER, BracketLimit
from termbase.linking.written_links import USUAL_EXTENSIONS
from tests.conftest import write_all
from tests.linking.test_extension import convert

HOSTS = {"mkdocs.yml": "site_name: T\nplugins: [termbase]\n", "zensical.toml": '[project]\nsite_name = "T"\n'}
"""The configuration of a site by its file."""


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


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, page: str, *verb: str, host: str = "mkdocs.yml") -> str:
    """What a verb prints about a site with a page."""
    files = {
        host: HOSTS[host],
        "docs/index.md": "# Home\n\nChurn.\n",
        "docs/deep.md": page,
        "glossary/concepts/churn.yml": "term: Churn\ndefinition: Loss of customers.\n",
    }
    write_all(folder, files)
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, verb)
    assert "termbase failed" not in done.output
    return done.output


VERBS = (
    (("check",), "docs/deep.md:{}: warning TB111: "),
    (("lint",), "Error: docs/deep.md cannot be read: "),
    (("audit",), "Error: docs/deep.md:{}: "),
    (("explain", "docs/deep.md"), "Error: docs/deep.md:{}: "),
)


@pytest.mark.parametrize(("verb", "says"), VERBS)
def test_a_page_that_it_cannot_take_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], says: str
) -> None:
    said = run(tmp_path, monkeypatch, f"{nested(350)}\n[[nothing]]\n", *verb)
    assert f"{says.format('1:1')}the page is nested too deeply" in said


@pytest.mark.parametrize(
    ("verb", "says", "piece", "host"),
    [
        *((verb, says, piece, "mkdocs.yml") for verb, says in VERBS for piece in ("[", "[[a](", "![a")),
        *((verb, says, "[", "zensical.toml") for verb, says in VERBS[1:]),
    ],
)
def test_a_page_of_brackets_is_refused_where_the_brackets_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, verb: tuple[str, ...], says: str, piece: str, host: str
) -> None:
    brackets = (piece * 20_000)[:20_000]
    said = run(tmp_path, monkeypatch, f"---\na: b\n---\n\n[[Churn]]\n\n{brackets}\n", *verb, host=host)
    place = re.search(says.format(r"7:\d+") + r"(line 7, column \d+: )?the page has too many brackets", said)
    assert place, said[:500]


def test_ordinary_pages_are_far_from_the_limit() -> None:
    paragraph = "Write [a link](https://x.example/page), an [interval, ![or](two.png), [a][b], [[Churn]] and `code`.\n"
    for page in (
        paragraph * 100,
        f"{paragraph}\n" * 2_000,
        f"- {paragraph}" * 1_000,
        "| a | b |\n|---|---|\n" + "| [c](d) | [ |\n" * 2_000,
    ):
        limit, markdown = BracketLimit(), Markdown(extensions=list(USUAL_EXTENSIONS))
        limit.extendMarkdown(markdown)
        markdown.convert(page)
        assert limit._left > (PAGE_STEPS + STEPS_PER_CHARACTER * len(page)) * 0.6
