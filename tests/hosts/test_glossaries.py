"""Several glossaries of one's own in one site: each has its name, its term files, and its pages."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.hosts.staging import stage
from termbase.model.diagnostics import Diagnostic
from termbase.site.options import OptionsError
from termbase.site.project import Project as GlossaryProject
from termbase.site.project import find_project
from termbase.site.settings import make_settings
from termbase.site.settings_file import read_settings
from tests.conftest import write_all
from tests.hosts.conftest import Built, Project

OPTIONS = """
      glossaries: {platform: words/platform}
      link: {glossaries: {engineering/*: platform, support/*: own}}
"""
FILES = {
    "mkdocs.yml": f"site_name: Two\nsite_url: https://two.test/\ntheme: mkdocs\nplugins:\n  - search\n  - termbase:{OPTIONS}",
    "docs/index.md": "# Home\n\nThe CSM, [[platform:cluster]], [[churn]], a shard.\n\n<!-- termbase: list glossary=platform -->\n",
    "docs/engineering/index.md": "# E\n\nThe CSM. [[CSM]]. Churn.\n\n<!-- termbase: list letter=S -->\n",
    "docs/engineering/sales.md": "---\ntermbase: {glossary: glossary}\n---\n# E\n\nThe CSM.\n",
    "docs/support/index.md": "# S\n\nThe CSM. [[CSM]]. A shard.\n",
    "glossary/csm.yml": "term: Customer success manager\nabbreviations: [CSM]\ndefinition: Person who prevents churn and"
    ' asks for a shard.\nrelated: ["platform:shard"]\n',
    "glossary/churn.yml": "term: Churn\ndefinition: Loss of customers.\n",
    "words/platform/termbase.yml": "title: Platform words\n",
    "words/platform/csm.yml": "term: Cluster state manager\nabbreviations: [CSM]\ndefinition: Program that places each shard.\n",
    "words/platform/shard.yml": "term: Shard\ndefinition: Part of an index.\nexplanation: A CSM moves it after churn.\n"
    'contrast:\n  - {term: "glossary:churn", difference: "Churn is a loss, and a shard is a part."}\n',
    "words/platform/cluster.yml": "term: Cluster\ndefinition: Group of machines.\n",
    "words/platform/map.yml": "term: Beta\ndefinition: Test with users.\n",
}


def links(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a class="term-link" data-terms?="([^"]*)" href="([^"]*)"', html)
    return list(dict.fromkeys(found))


@pytest.fixture
def built(project: Project) -> Built:
    made = project(FILES, "--strict")
    assert made.status == 0, made.log
    return made


def test_each_glossary_has_its_pages_and_a_page_links_to_the_right_one(built: Built) -> None:
    platform = "platform/terms"
    assert links(built.text("index.html").partition('<ul class="tb-inserted')[0]) == [
        ("csm platform:csm", "go/csm/"),
        ("platform:cluster", f"{platform}/cluster/"),
        ("churn", "terms/churn/"),
        ("platform:shard", f"{platform}/shard/"),
    ]
    assert links(built.text("engineering/index.html")) == [
        ("platform:csm", f"../{platform}/csm/"),
        ("churn", "../terms/churn/"),
        ("platform:shard", f"../{platform}/shard/"),
    ]
    assert links(built.text("support/index.html")) == [
        ("csm", "../terms/csm/"),
        ("platform:shard", f"../{platform}/shard/"),
    ]
    assert links(built.text("engineering/sales/index.html")) == [("csm", "../../terms/csm/")], (
        "what a page says comes first"
    )
    listed = re.search(r"<ul class=.tb-inserted.*?</ul>", built.text("index.html"), re.DOTALL)
    assert listed
    assert listed.group().count("<li>") == 4
    assert "Test with users" not in built.text("engineering/index.html"), "an everyday word does not link"
    meanings = built.text("go/csm/index.html")
    assert 'href="../../terms/csm/"' in meanings
    assert 'href="../../platform/terms/csm/"' in meanings
    assert "Platform words" in meanings


def test_a_glossary_comes_before_others_in_its_own_texts_and_relations_lead_to_all(built: Built) -> None:
    theirs, ours = built.text("platform/terms/shard/index.html"), built.text("terms/csm/index.html")
    assert ("csm", "../csm/") in links(theirs)
    assert ("glossary:churn", "../../../terms/churn/") in links(theirs)
    assert ("platform:shard", "../../platform/terms/shard/") in links(ours)
    assert "external" not in theirs + ours
    [shard] = [term for term in json.loads(built.text("platform/api/v1/terms.json"))["terms"] if term["id"] == "shard"]
    assert shard["url"] == "https://two.test/platform/terms/shard/"
    assert shard["elsewhere"][0]["url"] == "https://two.test/terms/churn/"


def test_previews_search_and_navigation_have_both(built: Built) -> None:
    told = re.search(r"data-termbase-previews='([^']*)'", built.text("engineering/index.html"))
    assert told
    known = json.loads(told[1].replace("&quot;", '"'))
    assert known["platform:csm"] == ["Cluster state manager (CSM)", "Program that places each shard."]
    found = {doc["location"] for doc in json.loads(built.text("search/search_index.json"))["docs"]}
    assert {"terms/churn/", "platform/terms/cluster/"} <= found
    assert "Platform words" in built.text("index.html"), "a section of the navigation"
    assert "platform/terms/shard/" in built.text("sitemap.xml")


def test_scripts_and_styles_are_shared_and_each_glossary_has_its_own_data(built: Built) -> None:
    assets = built.site / "assets/termbase"
    assert {path.name for path in (assets / "glossaries/platform").iterdir()} >= {"terms.js", "definitions", "words"}
    index = (assets / "glossaries/platform/terms.js").read_text("utf-8")
    assert "Cluster" in index
    assert '"others":[["assets/termbase/terms.js","Glossary"]]' in index
    assert "Cluster" not in (assets / "terms.js").read_text("utf-8")
    assert 'data-termbase-index="assets/termbase/glossaries/platform/terms.js"' in built.text("platform/index.html")
    assert "data-termbase-index" not in built.text("terms/index.html")
    assert len(list(built.site.rglob("preview.js"))) == 1


def test_the_one_search_lists_no_term_twice(project: Project) -> None:
    settings = FILES["mkdocs.yml"].replace("theme: mkdocs", "theme: {name: material, font: false}")
    made = project({**FILES, "mkdocs.yml": f"{settings}      everywhere: [search]\n"}, "--strict")
    assert made.status == 0, made.log
    pages = made.text("assets/termbase/pages.js")
    assert '"engineering/"' in pages
    assert "terms/" not in pages


def test_a_mistake_in_any_glossary_is_reported_with_its_file(project: Project) -> None:
    wrong = {"words/platform/shard.yml": "term: Shard\ndefinition: Part.\nrelated: ['glossary:chrun', nothing]\n"}
    made = project({**FILES, **wrong}, "--strict")
    assert made.status == 1
    assert "words/platform/shard.yml:3" in made.log
    assert "glossary:churn" in made.log, "the nearest id there"


def test_the_command_knows_all_of_them(tmp_path: Path) -> None:
    write_all(tmp_path, FILES)
    project = find_project(tmp_path)
    assert project is not None
    (tmp_path / "words/platform/shard.yml").write_text("term: Shard\n", "utf-8")
    found: list[Diagnostic] = [d for _, wrong in project.check_further() for d in wrong]
    assert ("words/platform/shard.yml", "TB201") in {(d.where.file, d.code) for d in found}
    assert [one.settings.key for one in project.all()] == ["glossary", "platform"]
    assert [one.settings.key for one in project.all()[1].all()] == ["glossary", "platform"]


def test_pages_are_checked_against_all_of_them(tmp_path: Path) -> None:
    write_all(tmp_path, FILES)
    avoided = "term: Cluster\ndeprecated: [machine park]\ndefinition: Group of machines.\n"
    (tmp_path / "words/platform/cluster.yml").write_text(avoided, "utf-8")
    (tmp_path / "docs/index.md").write_text("# Home\n\nThe machine park. Shards and churn.\n", "utf-8")
    run = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        found = json.loads(run.invoke(main, ["lint", "--format", "json"]).output)
        audit = json.loads(run.invoke(main, ["audit", "--format", "json"]).output)
        named = run.invoke(main, ["find", "shard", "--glossary", "platform"])
        refused = run.invoke(main, ["find", "shard", "--glossary", "platfrom"])
    assert named.output.startswith("Shard  shard")
    assert "There is no folder “platfrom”" in refused.output
    assert ("TB631", "machine park") in {(item["code"], item["name"]) for item in found}
    assert {"churn", "platform:shard"} <= {item["id"] for item in audit["used"]}
    assert not audit["candidates"]


def test_the_stage_writes_all_of_them(tmp_path: Path) -> None:
    write_all(tmp_path, FILES)
    project = GlossaryProject(settings=read_settings(tmp_path / "mkdocs.yml"))
    paths = [artifact.path for one in project.all() for artifact in stage(one.site())]
    assert {"terms/churn/index.md", "platform/terms/shard/index.md", "platform/api/v1/terms.json"} <= set(paths)


@pytest.mark.parametrize(
    ("glossaries", "expected"),
    [
        ({"own": "x"}, "this is the first glossary"),
        ({"glossary": "x"}, "this is the first glossary"),
        ({"other": "glossary"}, "this is the first glossary"),
        ({"other": {"glossary": "x", "pages": {"folder": "terms"}}}, "would have the same URLs as the first one"),
        ({"a": "x", "b": {"glossary": "y", "pages": {"folder": "a"}}}, "would have the same URLs as “a”"),
        ({"A b": "x"}, "glossaries"),
        ({"a": {"folder": "x"}}, "glossaries.a"),
    ],
)
def test_names_and_folders_that_clash_are_refused(tmp_path: Path, glossaries: object, expected: str) -> None:
    with pytest.raises(OptionsError, match=re.escape(expected)):
        make_settings({"glossaries": glossaries}, root=tmp_path)


def test_the_title_of_a_glossary_is_text_in_the_navigation(project: Project) -> None:
    built = project({**FILES, "words/platform/termbase.yml": "title: Q&A <b>words</b>\n"})
    assert built.status == 0, built.log
    html = built.text("index.html")
    assert "Q&amp;A &lt;b&gt;words&lt;/b&gt;" in html
    assert "<b>words" not in html
