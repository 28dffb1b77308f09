import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from termbase.cli.github import FORM
from termbase.glossary import load
from termbase.model.concept import ConceptId
from termbase.review.changes import Changed, Diff, Pair, Term
from termbase.review.pictures import MOST_PICTURES, changed_pages, take_pictures
from termbase.site.addresses import Addresses
from tests.cli.conftest import Run
from tests.conftest import write_all
from tests.review.test_issue_form import AGREED, issue

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("verb", ["draft", "propose", "answer", "comment"])
def test_a_verb_says_that_it_needs_a_workflow(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
    (project / "draft.json").write_text("{}")
    result = run("github", verb, "draft.json")
    assert (result.exit_code, result.output) == (
        2,
        "Error: GITHUB_EVENT_PATH is not set: this command runs in a workflow of GitHub Actions.\n",
    )


def test_a_draft_needs_the_form(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "event.json").write_text('{"issue": {"body": ""}}')
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(project / "event.json"))
    result = run("github", "draft", "draft.json")
    assert result.exit_code == 2
    form = (project / ".github/ISSUE_TEMPLATE/new-term.yml").as_posix()
    assert f"There is no form “{form}”." in result.output


def test_a_project_in_a_folder_of_the_repository_gets_its_term_there(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "site").mkdir()
    (project / "glossary").rename(project / "site/words")
    (project / "site/mkdocs.yml").write_text("site_name: T\nplugins:\n  - termbase: {glossary: words}\n")
    (project / ".git").mkdir()
    (project / ".github/ISSUE_TEMPLATE").mkdir(parents=True)
    shutil.copy(ROOT / FORM, project / FORM)
    filled = {"term": "Loss", "definition": "What is gone.", "category": "I am not sure", "agreement": AGREED}
    event = {"issue": {"number": 1, "body": issue(filled), "user": None}}
    (project / "event.json").write_text(json.dumps(event))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(project / "event.json"))
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    monkeypatch.chdir(project / "site")
    assert run("github", "draft", "draft.json").exit_code == 0
    assert json.loads((project / "site/draft.json").read_text())["path"] == "site/words/concepts/loss.yml"


def test_the_places_of_the_map_stay_when_a_term_is_added(run: Run, project: Path) -> None:
    result = run("layout")
    assert (result.exit_code, result.output) == (0, "glossary/map.json: 2 terms\n")
    before = json.loads((project / "glossary/map.json").read_text())["categories"]
    (project / "glossary/concepts/loss.yml").write_text("term: Loss\ncategory: practice\ndefinition: It is gone.\n")
    assert run("layout").output == "glossary/map.json: 3 terms\n"
    after = json.loads((project / "glossary/map.json").read_text())["categories"]
    for category, kept in before.items():
        assert kept["terms"].items() <= after[category]["terms"].items()
    assert load(project / "glossary").termbase.by_id.keys() >= {"loss"}


def diff() -> Diff:
    return Diff(
        added=(Term(id=ConceptId("new"), term="New <b>", definition="", file="g/concepts/new.yml"),),
        changed=(
            Changed(
                id=ConceptId("old"), term="Old", file="g/concepts/old.yml", values={"term": Pair(before="a", after="b")}
            ),
            Changed(id=ConceptId("unbuilt"), term="Unbuilt", file="g/concepts/unbuilt.yml", values={}),
        ),
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    page = "<!doctype html><title>x</title><p>Page<img src='https://example.org/x.png'>"
    write_all(
        tmp_path / "site", dict.fromkeys(("terms/new.html", "words/old/index.html", "terms/old/index.html"), page)
    )
    return tmp_path / "site"


def test_the_pages_are_those_of_new_and_changed_terms_that_were_built(site: Path) -> None:
    pages = changed_pages(diff(), site=site, addresses=Addresses())
    assert [(page.id, page.new, page.file.relative_to(site).as_posix()) for page in pages] == [
        ("new", True, "terms/new.html"),
        ("old", False, "terms/old/index.html"),
    ]
    (moved,) = changed_pages(diff(), site=site, addresses=Addresses(folders=(("terms", "words"),)))
    assert moved.file == site / "words/old/index.html"


@pytest.mark.browser(own=True)
def test_a_picture_of_each_page_in_both_widths_is_in_one_file(run: Run, project: Path, site: Path) -> None:
    from playwright.sync_api import sync_playwright
    from scripts.browser import NONE, launch

    with sync_playwright() as playwright:  # installs a browser where there is none
        browser = launch(playwright)
        assert browser, NONE
        browser.close()
    (project / "comparison.json").write_text(json.dumps(asdict(diff())))
    result = run("github", "pictures", "comparison.json", "--site", str(site))
    assert (result.exit_code, result.output) == (0, "pictures.html: 2 pages\n")
    text = (project / "pictures.html").read_text("utf-8")
    assert re.findall(r"<h2>(.*?)</h2>", text) == ["New &lt;b&gt; (new)", "Old (changed)"]
    assert re.findall(r'width="(\d+)" src="data:image/jpeg;base64,/9j/', text) == ["1280", "390"] * 2
    assert "default-src 'none'" in text
    many = changed_pages(diff(), site=site, addresses=Addresses())[:1] * (MOST_PICTURES + 3)
    assert "Not shown: 3 more pages." in take_pictures(many)


def test_no_file_is_written_where_no_page_changes(run: Run, project: Path, site: Path) -> None:
    (project / "comparison.json").write_text("{}")
    result = run("github", "pictures", "comparison.json", "--site", str(site))
    assert (result.exit_code, result.output) == (0, "No term page is new or changed.\n")
    assert not (project / "pictures.html").exists()
    result = run("github", "pictures", "nothing.json", "--site", str(site))
    assert (result.exit_code, result.output) == (2, "Error: No pictures were taken: it is not JSON\n")
