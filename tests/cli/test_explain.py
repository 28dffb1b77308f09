"""`termbase explain`: on a site of MkDocs, on one of another host, and without any."""

import json
from pathlib import Path

import pytest

from tests import forked
from tests.cli.conftest import Run
from tests.conftest import write_all

PAGE = """\
---
title: Guide
---
# Churn

Churn and attrition, `churn` and NRR.

!!! note
    [[NRR|Revenue]] and {{ word }}.
"""
HOOK = """\
def on_page_markdown(markdown, page, config, **_):
    assert "only" not in config.extra or not markdown or page.file.src_uri == config.extra["only"]
    return markdown.replace("{{ word }}", "net revenue retention")
"""


def write(project: Path, **files: str) -> None:
    write_all(project, {"docs/guide.md": PAGE, "docs/other.md": "# Other\n\nChurn\n", **files})


def mkdocs(project: Path, options: str = "", more: str = "") -> None:
    settings = f"site_name: X\ntheme: mkdocs\nmarkdown_extensions: [admonition]\nhooks: [hook.py]\nplugins: [termbase: {{history: false{options}}}]\n{more}"
    write(project, **{"mkdocs.yml": settings, "hook.py": HOOK})


def explained(run: Run, *words: str) -> list[str]:
    found = json.loads(run("explain", "docs/guide.md", *words, "--format", "json").output)
    assert found["page"] == "docs/guide.md"
    return [f"{name['line']}:{name['column']} {name['text']} {name['why']}" for name in found["names"]]


def test_a_page_is_explained_as_the_host_builds_it(run: Run, project: Path) -> None:
    mkdocs(project)
    result = run("explain", "docs/guide.md")
    assert result.exit_code == 0, result.output
    assert (
        result.output
        == """\
     4:3  none  Churn → Churn: in a heading
     6:1  link  Churn → Churn
    6:11  none  attrition → Churn: already linked on line 6
    6:23  none  churn → Churn: in code or a formula
    6:34  link  NRR → Net revenue retention
    9:11  link  Revenue → Net revenue retention: link, as written in brackets
       -  none  net revenue retention → Net revenue retention: already linked on line 9
docs/guide.md: 3 of 7 names are links
"""
    )
    assert not (project / "site").exists()


def test_the_plan_is_what_a_build_makes(run: Run, project: Path) -> None:
    mkdocs(project)
    done = forked.run("mkdocs", "build", "-q", cwd=project)
    assert done.returncode == 0, done.stderr
    html = (project / "site/guide/index.html").read_text("utf-8")
    assert html.count('class="term-link"') == sum(item.endswith(("linked", "written")) for item in explained(run)) == 3


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (", link_pages: false", "off-site"),
        (", link: {exclude: ['gui*']}", "off-folder"),
        (", link: {only_abbreviations: true}", "abbreviations"),
    ],
)
def test_what_the_options_switch_off_is_named(run: Run, project: Path, options: str, why: str) -> None:
    mkdocs(project, options)
    assert f"6:1 Churn {why}" in explained(run)


def test_a_name_in_brackets_that_no_term_has_is_named(run: Run, project: Path) -> None:
    mkdocs(project)
    (project / "docs/guide.md").write_text("An [[attritoin]].\n", "utf-8")
    assert run("explain", "docs/guide.md").output.startswith(
        "     1:6  none  attritoin: no term has this name; close matches: attrition\n"
    )


def test_other_pages_are_not_converted(run: Run, project: Path) -> None:
    mkdocs(project, more="extra: {only: guide.md}\n")
    assert "6:1 Churn linked" in explained(run)


def test_a_word_is_looked_for_by_any_name_of_its_term(run: Run, project: Path) -> None:
    mkdocs(project)
    assert [item.partition(" ")[2] for item in explained(run, "attrition")] == [
        "Churn heading", "Churn linked", "attrition above", "churn code",
    ]  # fmt: skip
    absent = run("explain", "docs/other.md", "NRR")
    assert (absent.exit_code, absent.output) == (
        1, "The page does not contain “NRR” or another name of its term.\n"
    )  # fmt: skip
    unknown = run("explain", "docs/other.md", "attritoin")
    assert (unknown.exit_code, unknown.output) == (
        1, "No term has the name “attritoin”. Close matches: attrition.\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    "settings",
    [None, '[project]\nsite_name = "X"\n[project.markdown_extensions]\ntermbase = {}\nnothing = {}\nadmonition = {}\n'],
)
def test_other_hosts_and_none(run: Run, project: Path, settings: str | None) -> None:
    write(project, **({"zensical.toml": settings} if settings else {}))
    assert explained(run)[:3] == ["4:3 Churn heading", "6:1 Churn linked", "6:11 attrition above"]


def test_what_is_no_page_and_a_site_that_cannot_be_read(run: Run, project: Path) -> None:
    mkdocs(project)
    outside = run("explain", "hook.py")
    assert outside.exit_code == 2
    assert "“hook.py” is not a page of the site" in outside.output
    (project / "mkdocs.yml").write_text("site_name: X\nplugins: [nothing-like-it, termbase]\n", "utf-8")
    broken = run("explain", "docs/guide.md")
    assert broken.exit_code == 2
    assert "MkDocs cannot read the site" in broken.output
    assert "nothing-like-it" in broken.output
