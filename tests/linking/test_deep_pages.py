"""Pages nested as deeply as Python-Markdown can take, and deeper; pages of more brackets than it can take."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown import Markdown
from markdown import __version_info__ as markdown_version

from termbase.cli import main
from termbase.linking.conversion import PAGE_STEPS, STEPS_PER_CHARACTER, BracketLimit
from termbase.linking.written_links import USUAL_EXTENSIONS
from tests.conftest import write_all
from tests.linking.test_extension import convert
from tests.thorough import THOROUGH

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
    (("lint",), "docs/deep.md:{}: warning TB111: "),
    (("audit",), "docs/deep.md:{} "),
    (("explain", "docs/deep.md"), "Error: docs/deep.md:{}: "),
)


PIECES = ("[", "[[a](", "![a", "<a ")


@pytest.mark.parametrize(("verb", "says"), VERBS)
def test_a_page_that_it_cannot_take_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], says: str
) -> None:
    said = run(tmp_path, monkeypatch, f"{nested(350)}\n[[nothing]]\n", *verb)
    assert f"{says.format('1:1')}the page is nested too deeply" in said


@pytest.mark.parametrize(
    ("verb", "says", "piece", "host"),
    [
        *((*VERBS[0], piece, "mkdocs.yml") for piece in PIECES),
        *((*verb, piece, "mkdocs.yml") for verb, piece in zip(VERBS[1:], PIECES[1:], strict=True)),
        *((*verb, "[" if verb[0] == ("lint",) else "</b ", "zensical.toml") for verb in VERBS[1:]),
        *((*verb, piece, "mkdocs.yml") for verb in VERBS for piece in (*PIECES, "</b ") if THOROUGH),
        *((*verb, piece, "zensical.toml") for verb in VERBS[1:] for piece in (*PIECES, "</b ") if THOROUGH),
    ],
)
def test_a_page_of_brackets_is_refused_where_the_brackets_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, verb: tuple[str, ...], says: str, piece: str, host: str
) -> None:
    brackets = (piece * 20_000)[:20_000]
    said = run(tmp_path, monkeypatch, f"---\na: b\n---\n\n[[Churn]]\n\n{brackets}\n", *verb, host=host)
    what = "unclosed HTML tags" if piece.startswith("<") else "unmatched brackets"
    place = re.search(says.format(r"7:\d+") + f"the page has too many {what}", said)
    assert place, said[:500]


def test_ordinary_pages_are_far_from_the_limit() -> None:
    paragraph = "Write [a link](https://x.example/page), an [interval, ![or](two.png), [a][b], [[Churn]] and `code`.\n"
    for page in (
        paragraph * (100 if markdown_version >= (3, 11) else 20),  # before, each bracket costs much more
        f"{paragraph}\n" * 2_000,
        f"- {paragraph}" * 1_000,
        "| a | b |\n|---|---|\n" + "| [c](d) | [ |\n" * 2_000,
    ):
        limit, markdown = BracketLimit(), Markdown(extensions=list(USUAL_EXTENSIONS))
        limit.extendMarkdown(markdown)
        markdown.convert(page)
        assert limit._left > (PAGE_STEPS + STEPS_PER_CHARACTER * len(page)) * 0.6


BAD = {
    "not UTF-8": (b"# A\n\nGone \xff\n", "3:6", "byte 0xFF is not valid UTF-8"),
    "too deep": (nested(350).encode(), "1:1", "the page is nested too deeply"),
    "brackets": (b"a\n\n" + b"[" * 20_000, r"3:\d+", "the page has too many unmatched brackets"),
    "an extension": (b"a fail b\n", "1:1", "the page cannot be converted. KeyError: 'fail'"),
}
"""Pages with the place and the words of what is wrong with each."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a good page and an extension that fails on some pages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    write_all(
        tmp_path,
        {
            "failing.py": "from markdown.extensions import Extension\nfrom markdown.preprocessors import Preprocessor\n"
            "class Failing(Extension, Preprocessor):\n    def __init__(self, **_): Extension.__init__(self)\n"
            "    def extendMarkdown(self, md): md.preprocessors.register(self, 'failing', 1)\n"
            "    def run(self, lines):\n        if any('fail' in line for line in lines): raise KeyError('fail')\n"
            "        return lines\n"
            "def makeExtension(**options): return Failing()\n",
            "docs/index.md": "# Home\n\nAn attrition and a [[churn]].\n",
            "glossary/concepts/churn.yml": "term: Churn\ndefinition: Loss of customers.\ndeprecated: [attrition]\n",
        },
    )
    return tmp_path


@pytest.mark.parametrize(
    ("kinds", "host"),
    [
        *(([kind], host) for kind in BAD for host in HOSTS if THOROUGH or host == "mkdocs.yml"),
        *(([*BAD], host) for host in HOSTS),
    ],
)
def test_a_bad_page_is_reported_and_the_others_are_checked(site: Path, kinds: list[str], host: str) -> None:
    settings = {
        "mkdocs.yml": "site_name: T\nmarkdown_extensions: [failing]\nplugins: [termbase]\n",
        "zensical.toml": '[project]\nsite_name = "T"\n[project.markdown_extensions.failing]\n[project.markdown_extensions.termbase]\n',
    }
    (site / host).write_text(settings[host], "utf-8")
    for number, kind in enumerate(kinds):
        (site / f"docs/bad-{number}.md").write_bytes(BAD[kind][0])
    linted, audited = (CliRunner().invoke(main, [*verb]) for verb in (["lint"], ["audit", "--format", "json"]))
    assert (linted.exit_code, audited.exit_code) == (1, 1), linted.output + audited.output
    for number, kind in enumerate(kinds):
        _, place, words = BAD[kind]
        assert re.search(rf"docs/bad-{number}\.md:{place}: warning TB111: {re.escape(words)}", linted.output)
    report = json.loads(audited.output)
    assert [row["file"] for row in report["unread"]] == [f"docs/bad-{number}.md" for number in range(len(kinds))]
    assert all(row["message"].startswith(BAD[kind][2]) for row, kind in zip(report["unread"], kinds, strict=True))
    assert "docs/index.md:3:4: warning TB631" in linted.output
    if "not UTF-8" in kinds:
        assert "docs/bad-0.md:3:6: warning TB111: byte 0xFF" in CliRunner().invoke(main, ["check"]).output
    assert [row["name"] for row in report["avoided"]] == ["attrition"]
    assert [row["uses"] for row in report["used"]] == [2]


@pytest.mark.parametrize(
    "page",
    [
        "Is a<b and c<d? " * 300 + "\n\n```\n" + "if (a<b) x<y;\n" * 5_000 + "```\n",
        "<div class='a'><b>c</b> and <br> <i\nd='e'>f</i></div>\n\n" * 3_000,
        "<" * 20_000,
        "a < b " * 5_000,
    ],
)
def test_ordinary_tags_are_far_from_the_limit(page: str) -> None:
    limit, markdown = BracketLimit(), Markdown(extensions=list(USUAL_EXTENSIONS))
    limit.extendMarkdown(markdown)
    lines, before = page.split("\n"), list(markdown.preprocessors)
    for processor in before[: before.index(markdown.preprocessors["html_block"])]:
        lines = processor.run(lines)
    assert markdown.preprocessors["termbase-tag-limit"] in before
