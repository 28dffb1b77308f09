"""The options for links and for rules, from `mkdocs.yml` to the finished page."""

import re
from typing import Any

import pytest
import yaml

from tests.hosts.conftest import Project

PAGE = "# Page\n\nUptime and uptime, SLO.\n\n## More\n\nUptime, [[uptime]], <<uptime>>.\n"
FILES = {
    "glossary/uptime.yml": "term: Uptime\ndefinition: Share of a period in which a service works.\n",
    "glossary/slo.yml": "term: Service level objective\nabbreviations: [SLO]\ndefinition: Goal for a service.\n",
}


def built(project: Project, page: str = PAGE, **options: Any) -> str:
    config = {"site_name": "X", "theme": {"name": "mkdocs"}, "plugins": [{"termbase": {"history": False, **options}}]}
    made = project({"mkdocs.yml": yaml.safe_dump(config), "docs/page.md": page, **FILES})
    assert made.status == 0, made.log
    return (made.site / "page/index.html").read_text("utf-8")


def links(html: str) -> list[str]:
    return re.findall(r"<(?:a|abbr) class=\"term-link\"[^>]*>([^<]*)<", html)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({}, ["Uptime", "SLO", "Uptime", "uptime"]),
        ({"repeat": "page"}, ["Uptime", "SLO", "uptime"]),
        ({"repeat": "every"}, ["Uptime", "uptime", "SLO", "Uptime", "uptime"]),
        ({"exclude": ["pag*"]}, ["uptime"]),
        ({"include": ["guide/*"]}, ["uptime"]),
        ({"only_abbreviations": True}, ["SLO", "uptime"]),
        ({"brackets": "<< >>"}, ["Uptime", "SLO", "Uptime", "uptime"]),
        ({"tooltip": True}, ["Uptime", "SLO", "Uptime", "uptime"]),
    ],
    ids=str,
)
def test_names_link_as_the_site_asks(project: Project, link: dict[str, Any], expected: list[str]) -> None:
    html = built(project, link=link)
    assert links(html) == expected
    assert ("[[uptime]]" in html) == ("brackets" in link)
    assert ('title="Share of a period' in html) == ("tooltip" in link)


def test_a_page_switches_its_links_off(project: Project) -> None:
    assert links(built(project, f"---\ntermbase: {{link: false}}\n---\n{PAGE}")) == ["uptime"]


TWO = {
    "glossary/csm.yml": "term: Customer success manager\nabbreviations: [CSM]\ndefinition: Person in charge.\n",
    "glossary/cluster.yml": "term: Cluster state manager\nabbreviations: [CSM]\ndefinition: Program in charge.\n",
}


@pytest.mark.parametrize(
    ("meanings", "front", "expected"),
    [
        ({}, "", {"../go/csm/"}),
        ({"pag*": {"csm": "cluster"}}, "", {"../terms/cluster/"}),
        ({"pag*": {"CSM": "cluster"}}, "meanings: {CSM: csm}", {"../terms/csm/"}),
        ({"guide/*": {"CSM": "cluster"}}, "", {"../go/csm/"}),
        ({}, "meanings: {CSM: cluster}", {"../terms/cluster/"}),
    ],
)
def test_a_part_of_a_site_settles_what_a_name_means(
    project: Project, meanings: dict[str, Any], front: str, expected: set[str]
) -> None:
    config = {
        "site_name": "X",
        "theme": {"name": "mkdocs"},
        "plugins": [{"termbase": {"link": {"meanings": meanings}}}],
    }
    page = f"---\ntermbase: {{{front}}}\n---\n# Page\n\nThe CSM.\n\n## More\n\n[[CSM]]\n"
    made = project({"mkdocs.yml": yaml.safe_dump(config), "docs/page.md": page, **TWO}, "--strict")
    assert made.status == 0, made.log
    assert set(re.findall(r'<a class="term-link"[^>]* href="([^"]*)"', made.text("page/index.html"))) == expected


def test_a_meaning_that_is_no_term_is_reported(project: Project) -> None:
    page = "---\ntermbase: {meanings: {CSM: custer}}\n---\n# Page\n\nThe CSM.\n"
    made = project({"docs/page.md": page, **TWO}, "--strict")
    assert made.status == 1
    assert "“[[custer]]” names no term" in made.log


@pytest.mark.parametrize(
    ("level", "status", "reported"),
    [("off", 0, False), (False, 0, False), ("note", 0, False), ("warning", 1, True), ("error", 1, True)],
)
def test_the_severity_of_a_rule_is_the_site_s(project: Project, level: Any, status: int, reported: bool) -> None:
    config = {"site_name": "X", "theme": {"name": "mkdocs"}, "plugins": [{"termbase": {"rules": {"TB603": level}}}]}
    files = {"glossary/outage.yml": "term: Outage\ndefinition: Time in which an XQZ fails.\n"}
    made = project({"mkdocs.yml": yaml.safe_dump(config), **files}, "--strict")
    assert made.status == status, made.log
    assert ("TB603" in made.log) == reported


@pytest.mark.parametrize(
    ("options", "expected"),
    [({"rules": {"TB101": "off"}}, "rules.TB101"), ({"link": {"repeat": "often"}}, "link.repeat")],
)
def test_what_cannot_be_set_is_named(project: Project, options: dict[str, Any], expected: str) -> None:
    config = {"site_name": "X", "theme": {"name": "mkdocs"}, "plugins": [{"termbase": options}]}
    made = project({"mkdocs.yml": yaml.safe_dump(config), **FILES})
    assert made.status == 1
    assert expected in made.log
    assert "Traceback" not in made.log
