"""The MkDocs host, on small sites that are really built."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import write_all
from tests.hosts.conftest import CHURN, CONFIG, Project


def test_two_lines_make_a_term_page_and_a_link(project: Project) -> None:
    built = project(
        {
            "glossary/concepts/churn-rate.yml": "term: Churn rate\ndefinition: Share of customers lost.\n",
            "docs/page.md": "# Page\n\nOur churn rates fell.\n",
        },
        "--strict",
    )
    assert built.status == 0, built.log
    assert "Share of customers lost." in built.text("terms/churn-rate/index.html")
    assert '<a class="term-link" data-term="churn-rate" href="../terms/churn-rate/">churn rates</a>' in built.text(
        "page/index.html"
    )


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_another_theme_keeps_its_own_layout_around_the_same_pages(project: Project, theme: str) -> None:
    built = project(
        {
            "mkdocs.yml": CONFIG.replace("{name: material, font: false}", theme),
            "glossary/concepts/churn.yml": CHURN,
            "docs/page.md": "# Page\n\nChurn hurts.\n",
        },
        "--strict",
    )
    assert built.status == 0, built.log
    assert "a customer cancels" in built.text("terms/churn/index.html")
    assert 'data-term="churn"' in built.text("page/index.html")
    assert "md-header" not in built.text("404.html")
    assert (built.site / "assets/termbase/palette.js").is_file()


BAD = {
    "a missing field": ("term: Bad\n", "bad.yml:1:1: error TB201", "definition"),
    "a wrong type": ("term: Bad\ndefinition: x y.\nsynonyms: one\n", "bad.yml:3:1: error TB203", "synonyms"),
    "a duplicate key": ("term: Bad\nterm: Worse\ndefinition: x y.\n", "bad.yml:2:1: error TB103", "term"),
    "a tab": ("term: Bad\ndefinition:\n\ttext\n", "bad.yml:3:1: error TB102", "tab"),
    "a dangling relation": ("term: Bad\ndefinition: x y.\nrelated: [chrun]\n", "bad.yml:3:11: error TB401", "chrun"),
}


@pytest.mark.parametrize(("text", "place", "names"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_told_once_and_loses_nothing_else(project: Project, text: str, place: str, names: str) -> None:
    built = project({"glossary/concepts/churn.yml": CHURN, "glossary/concepts/bad.yml": text})
    assert built.status == 0, built.log
    told = [line for line in built.log.splitlines() if "error TB" in line]
    assert len(told) == 1
    assert f"glossary/concepts/{place}" in told[0]
    assert names in told[0]
    assert "churn" in built.terms()
    assert "Traceback" not in built.log


def test_two_files_with_one_id_are_an_error_that_names_both(project: Project) -> None:
    built = project({"glossary/concepts/a/churn.yml": CHURN, "glossary/concepts/b/churn.yml": CHURN})
    told = [line for line in built.log.splitlines() if "TB212" in line]
    assert len(told) == 1
    assert "glossary/concepts/a/churn.yml" in told[0]
    assert "glossary/concepts/b/churn.yml" in told[0]
    assert built.terms() == ["churn"]


def test_a_strict_build_writes_nothing_while_a_term_is_broken(project: Project) -> None:
    built = project({"glossary/concepts/churn.yml": CHURN, "site/kept.html": "the last good version"})
    assert built.status == 0
    built = project({"glossary/concepts/bad.yml": "term: Bad\n", "site/kept.html": "the last good version"}, "--strict")
    assert built.status != 0
    assert built.text("kept.html") == "the last good version"


def test_an_unknown_name_in_a_page_warns_and_fails_a_strict_build(project: Project) -> None:
    files = {"glossary/concepts/churn.yml": CHURN, "docs/page.md": "# Page\n\nSee [[chrun]].\n"}
    built = project(files)
    assert built.status == 0
    assert "docs/page.md:3:5: warning TB501: “[[chrun]]” names no term" in built.log
    assert project(files, "--strict").status != 0


HOSTILE = '"><script>alert(1)</script>{{ config }}{% raw %}<img src=x onerror=alert(1)>'


def test_hostile_text_reaches_no_page_as_markup(project: Project) -> None:
    quoted = json.dumps(HOSTILE)
    built = project(
        {
            "glossary/concepts/hostile.yml": f"term: {quoted}\ndefinition: {quoted}\nabbreviations: [{quoted}]\n"
            f"explanation: {quoted}\nnotes: [{quoted}]\ncategory: c\n",
            "glossary/termbase.yml": f"title: {quoted}\ndescription: {quoted}\ncategories:\n  - id: c\n    title: {quoted}\n",
            "glossary/sources.yml": f"sources:\n  - id: s\n    title: {quoted}\n",
            "glossary/entries/s.yml": f"source: s\nentries:\n  - locator: {quoted}\n    term: {quoted}\n    definition: {quoted}\n",
        }
    )
    assert built.status == 0, built.log
    for path in built.site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path


def test_a_page_of_the_author_wins_over_a_generated_one(project: Project) -> None:
    built = project({"glossary/concepts/churn.yml": CHURN, "docs/terms/index.md": "# My own list\n"})
    assert "My own list" in built.text("terms/index.html")


def test_without_a_repository_there_are_no_links_into_one(project: Project) -> None:
    built = project({"glossary/concepts/churn.yml": CHURN})
    page = built.text("terms/churn/index.html")
    assert "/edit/" not in page
    assert "Something wrong here?" not in page
    term = json.loads(built.text("api/v1/terms/churn.json"))
    assert term["edit_url"] is None


def test_with_a_repository_the_edit_link_leads_to_the_line(project: Project) -> None:
    config = CONFIG + "repo_url: https://git.invalid/a/b\nedit_uri: edit/trunk/docs/\n"
    built = project({"mkdocs.yml": config, "glossary/concepts/churn.yml": "# a comment\n" + CHURN})
    term = json.loads(built.text("api/v1/terms/churn.json"))
    assert term["edit_url"] == "https://git.invalid/a/b/edit/trunk/glossary/concepts/churn.yml#L2"
    assert term["edit_url"] in built.text("terms/churn/index.html")


def test_every_name_has_a_permalink_and_an_ambiguous_one_lists_its_meanings(project: Project) -> None:
    built = project(
        {
            "glossary/concepts/manager.yml": "term: Success manager\nabbreviations: [SM]\ndefinition: A person.\n",
            "glossary/concepts/management.yml": "term: Success management\nabbreviations: [SM]\ndefinition: A practice.\n"
            "former_ids: [steering]\nvariants: [Sucess management]\n",
        }
    )
    for name, id in (("success-manager", "manager"), ("steering", "management"), ("sucess-management", "management")):
        page = built.text(f"go/{name}/index.html")
        assert f'content="0; url=../../terms/{id}/"' in page
        assert '<meta name="robots" content="noindex">' in page
        assert f'<link rel="canonical" href="https://test.invalid/terms/{id}/">' in page
    meanings = built.text("go/sm/index.html")
    assert "../../terms/manager/" in meanings
    assert "../../terms/management/" in meanings


def test_an_abbreviation_that_is_the_id_of_a_third_concept_lists_all_its_meanings(project: Project) -> None:
    built = project(
        {
            "glossary/concepts/csm.yml": "term: Container storage module\ndefinition: Part of a cluster that keeps files.\n",
            "glossary/concepts/manager.yml": "term: Success manager\nabbreviations: [CSM]\ndefinition: Person who looks after customers.\n",
            "glossary/concepts/management.yml": "term: Success management\nabbreviations: [CSM]\ndefinition: Practice of looking after customers.\n",
            "glossary/concepts/other.yml": "term: Other\ndefinition: Work that a CSM has to do.\n",
            "docs/page.md": "# Page\n\nA CSM, a [[CSMs]], and [[csm|the module]].\n",
        },
        "--strict",
    )
    assert built.status == 0, built.log
    meanings = built.text("go/csm/index.html")
    assert "<h1>CSM</h1>" in meanings
    for id in ("csm", "manager", "management"):
        assert f'href="../../terms/{id}/"' in meanings
    page = built.text("page/index.html")
    assert page.count('href="../go/csm/"') == 2
    assert 'href="../terms/csm/">the module</a>' in page
    assert 'href="../../go/csm/"' in built.text("terms/other/index.html")


def test_addresses_without_folders_work_from_a_disk(project: Project) -> None:
    config = CONFIG + "use_directory_urls: false\n"
    built = project(
        {"mkdocs.yml": config, "glossary/concepts/churn.yml": CHURN, "docs/page.md": "# Page\n\n[[churn]]\n"},
        "--strict",
    )
    assert built.status == 0, built.log
    assert 'href="terms/churn.html"' in built.text("page.html")
    assert 'href="churn.html"' in built.text("terms/index.html")


def test_a_remote_glossary_is_linked_and_a_missing_one_only_told(project: Project) -> None:
    other = {"id": "sla", "url": "https://other.invalid/terms/sla/", "term": "Service level agreement",
             "abbreviations": ["SLA"], "synonyms": [], "variants": [], "definition": "A promise."}  # fmt: skip
    config = CONFIG.replace("termbase]", "{termbase: {remotes: [other.json, gone.json]}}]")
    built = project(
        {
            "mkdocs.yml": config,
            "glossary/concepts/churn.yml": CHURN,
            "other.json": json.dumps({"version": "1", "terms": [other]}),
            "docs/page.md": "# Page\n\nOur [[SLA]] holds.\n",
        }
    )
    assert built.status == 0, built.log
    assert 'href="https://other.invalid/terms/sla/"' in built.text("page/index.html")
    assert "gone.json:1:1: warning TB115" in built.log


def test_with_the_option_the_day_of_the_build_is_nowhere_in_the_sitemap(project: Project) -> None:
    config = CONFIG.replace("search, termbase", "search, {termbase: {build_dates: false}}")
    built = project({"mkdocs.yml": config, "glossary/concepts/churn.yml": CHURN})
    assert "<loc>https://test.invalid/terms/churn/</loc>" in built.text("sitemap.xml")
    assert "lastmod" not in built.text("sitemap.xml")
    packed = (built.site / "sitemap.xml.gz").read_bytes()
    assert packed[4:8] == bytes(4), "the header of a gzip file holds a time"


def test_the_log_names_what_the_policy_refuses_once(project: Project) -> None:
    config = (
        "site_name: Test\ntheme: mkdocs\nplugins:\n  - search\n  - termbase: {content_security_policy: true}\n"
        "markdown_extensions: [attr_list]\n"
    )
    page = '# Page\n\n<p onclick="go()">x</p>\n'
    made = project(
        {"mkdocs.yml": config, "docs/page.md": page, "docs/second.md": page, "glossary/churn.yml": CHURN}, "--strict"
    )
    assert made.status == 0, made.log
    assert (
        made.log.count("The Content-Security-Policy blocks scripts in attributes, such as onclick, first on /page/.")
        == 1
    )


def test_a_comment_that_fits_no_term_stops_a_strict_build(project: Project) -> None:
    page = "# Page\n\nText.\n\n<!-- termbase: list categry=x -->\n"
    made = project({"glossary/churn.yml": CHURN, "docs/page.md": page}, "--strict")
    assert made.status == 1
    assert "docs/page.md:5:1: warning TB507" in made.log


@pytest.mark.parametrize("seconds", [2**32, 99_999_999_999])
def test_a_commit_from_the_far_future_stops_no_build(project: Project, tmp_path: Path, seconds: int) -> None:
    files = {"mkdocs.yml": CONFIG, "docs/page.md": "# Page\n", "glossary/concepts/churn.yml": CHURN}
    write_all(tmp_path, files)
    date = f"@{seconds} +0000"
    environment = {**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    names = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    for command in (("init", "--quiet"), ("add", "-A"), (*names, "commit", "--quiet", "-m", "Later")):
        subprocess.run(["git", *command], cwd=tmp_path, env=environment, check=True)
    built = project(files)
    assert built.status == 0, built.log
    assert built.terms() == ["churn"]


def test_a_build_imports_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/churn.yml").write_text(CHURN, "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG.replace("[search, termbase]", "[termbase]"), "utf-8")
    # No server, no audit, no import of other formats, no formula, and no command.
    unused = "bs4 latex2mathml mkdocs.livereload rdflib termbase.cli termbase.imports termbase.review termbase.rules.prose_rules"
    code = (
        "import sys; from mkdocs.__main__ import cli\n"
        "sys.argv = ['mkdocs', 'build', '--quiet']\n"
        "try: cli()\n"
        "except SystemExit: pass\n"
        f"print(*sorted(sys.modules.keys() & set({unused.split()})), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert (tmp_path / "site/terms/churn/index.html").is_file()
    assert ran.stderr.splitlines()[-1].strip() == ""
