"""What someone else's site keeps: its pages, its navigation, its dates, and its strict builds."""

from pathlib import Path

from tests.hosts.conftest import CHURN, Project

PLAIN = "site_name: X\nsite_url: https://x.invalid/\ntheme: {name: mkdocs}\nplugins: [search, termbase]\n"


def test_an_author_s_page_wins_by_the_address_that_it_is_published_at(project: Project) -> None:
    built = project(
        {
            "mkdocs.yml": PLAIN,
            "glossary/churn.yml": CHURN,
            "glossary/loss.yml": "term: Loss\ndefinition: What a company no longer has.\nrelated: [Churn]\n",
            "docs/graph.md": "# My graph\n",
            "docs/index.md": "# Mine\n",
        },
        "--strict",
    )
    assert built.status == 0, built.log
    assert "My graph" in (built.site / "graph/index.html").read_text("utf-8")
    assert "“graph.md” has the URL of the generated “graph/index.md”" in built.log
    assert "“index.md” has the URL" not in built.log


def test_a_navigation_that_leaves_our_pages_out_is_no_warning(project: Project) -> None:
    config = f"{PLAIN}nav: [Home: index.md]\nvalidation: {{omitted_files: warn}}\n"
    built = project(
        {"mkdocs.yml": config, "glossary/churn.yml": CHURN, "docs/index.md": "# Home\n", "docs/page.md": ""}
    )
    assert "page.md" in built.log
    assert "acronyms" not in built.log


def test_pages_with_nothing_to_show_are_not_made(project: Project) -> None:
    built = project({"mkdocs.yml": PLAIN, "glossary/churn.yml": CHURN, "docs/index.md": "# Home\n"}, "--strict")
    made = {path.parent.name for path in built.site.glob("*/index.html")}
    assert "terms" in made
    assert not {"graph", "sources", "merges", "contributors", "categories"} & made
    sitemap = (built.site / "sitemap.xml").read_text("utf-8")
    assert "1970" not in sitemap
    assert "<lastmod>" in sitemap.partition("<loc>https://x.invalid/</loc>")[2].partition("</url>")[0]


def test_generated_pages_have_files_that_other_plugins_can_open(tmp_path: Path, project: Project) -> None:
    hook = "def on_files(files, config):\n    for f in files.documentation_pages():\n        open(f.abs_src_path).close()\n"
    built = project(
        {"mkdocs.yml": f"{PLAIN}hooks: [hook.py]\n", "hook.py": hook, "glossary/churn.yml": CHURN}, "--strict"
    )
    assert built.status == 0, built.log
    assert (tmp_path / ".cache/termbase/.gitignore").read_text("utf-8") == "*\n"
