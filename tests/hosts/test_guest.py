"""On the site of another: what is asked for changes, and nothing else."""

import re
import subprocess
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests import forked
from tests.conftest import write_all

TERM = "term: Flow meter\nabbreviations: [FM]\ndefinition: Device that measures how much liquid passes.\n"
PAGE = "# Pumps\n\nA flow meter, [[FM]](https://example.org) and [[ -f x ]].\n\n| a | b |\n|---|---|\n| x | `FM` |\n"
SHAPES = {
    "material": ("theme: {name: material, font: false}", "", ""),
    "instant": ("theme: {name: material, font: false, features: [navigation.instant, navigation.tabs]}", "", ""),
    "mkdocs": ("theme: mkdocs", "", ""),
    "readthedocs": ("theme: readthedocs", "", ""),
    "files": ("theme: mkdocs\nuse_directory_urls: false", "", ""),
    "sub-path": ("theme: mkdocs\nsite_url: https://example.org/a/b/", "", ""),
    "omitted": ("theme: mkdocs\nnav: [{Home: index.md}, {Pumps: pumps.md}]\nvalidation: {omitted_files: warn}", "", ""),
    "i18n": (
        "theme: {name: material, font: false}",
        "{i18n: {languages: [{locale: en, default: true, name: English}, {locale: fr, name: F}]}}",
        "mkdocs_static_i18n",
    ),
    "print-site": ("theme: mkdocs", "print-site", "mkdocs_print_site_plugin"),
    "shadcn": ("theme: {name: shadcn}", "", "shadcn"),
    "rss": ("theme: mkdocs\nsite_url: https://example.org/", "{rss: {use_git: false}}", "mkdocs_rss_plugin"),
    "macros": ("theme: mkdocs", "macros", "mkdocs_macros"),
    "literate-nav": ("theme: mkdocs", "literate-nav", "mkdocs_literate_nav"),
    "awesome-nav": ("theme: mkdocs", "awesome-nav", "mkdocs_awesome_nav"),
    "minify": ("theme: mkdocs", "{minify: {minify_html: true}}", "mkdocs_minify_plugin"),
    "glightbox": ("theme: mkdocs", "glightbox", "mkdocs_glightbox"),
    "ivory": ("theme: ivory", "", "mkdocs_ivory"),
    "elsewhere": ("theme: mkdocs\ndocs_dir: content/pages", "", ""),
    "offline": ("theme: {name: material, font: false}", "offline", "material"),
    "blog": ("theme: {name: material, font: false}", "blog, tags", "material"),
    "mike": ("theme: {name: material, font: false}\nextra: {version: {provider: mike}}", "mike", "mike"),
    "mkdocstrings": ("theme: {name: material, font: false}", "mkdocstrings", "mkdocstrings"),
    "monorepo": (
        "theme: mkdocs\nnav: [{Home: index.md}, {Pumps: pumps.md}, {Other: '!include other/mkdocs.yml'}]",
        "monorepo",
        "mkdocs_monorepo_plugin",
    ),
    "techdocs": (
        "theme: mkdocs\nhooks: [techdocs.py]\nmarkdown_extensions: [admonition, pymdownx.details, pymdownx.caret,"
        " pymdownx.critic, pymdownx.inlinehilite, pymdownx.magiclink, pymdownx.mark, pymdownx.smartsymbols,"
        " pymdownx.snippets, pymdownx.highlight, pymdownx.extra, pymdownx.tasklist, pymdownx.tilde,"
        " pymdownx.tabbed: {alternate_style: true}, toc: {permalink: true}]",
        "monorepo",
        "mkdocs_monorepo_plugin",
    ),
    "snippets": (
        "theme: {name: material, font: false}\nmarkdown_extensions: [pymdownx.snippets, pymdownx.superfences,"
        " pymdownx.tabbed: {alternate_style: true}, abbr, admonition, footnotes, toc: {permalink: true}]",
        "",
        "",
    ),
}
"""Settings of a site, a plugin beside ours, and the module it needs."""
TECHDOCS = """
from mkdocs.plugins import event_priority
from mkdocs.theme import Theme

@event_priority(-50)
def on_config(config):
    config.theme = Theme(name="material")
    config.theme["features"] = ["navigation.footer", "content.action.edit"]
    config.theme["palette"] = {}
    return config
"""
"""What the plugin techdocs-core does to the theme, after other plugins; it also lists the plugins and extensions."""
MORE: Mapping[str, Mapping[str, str]] = {
    "techdocs": {"techdocs.py": TECHDOCS},
    "elsewhere": {"content/pages/index.md": "# Home\n\nNo term.\n"},
    "blog": {
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/posts/first.md": "---\ndate: 2024-01-31\ntags: [news]\n---\n# First\n\nA flow meter.\n",
    },
    "mkdocstrings": {"docs/reference.md": "# Reference\n\n::: json.dumps\n\nA flow meter.\n"},
    "monorepo": {
        "other/mkdocs.yml": "site_name: other\nnav: [{Part: part.md}]\n",
        "other/docs/part.md": "# Part\n\nA flow meter.\n",
    },
    "snippets": {
        "docs/notes.md": '# Notes\n\n=== "A"\n\n    A flow meter.\n\n!!! note\n    FM[^1]\n\n[^1]: FM here.\n\n'
        "*[FM]: Flow meter\n",
    },
}
"""Further files of a site."""
Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds a site strictly, once with the plugin and once without."""

    def run(config: str, plugin: str, *, ours: str, files: Mapping[str, str] = {}) -> Path:
        folder = tmp_path / ("with" if ours else "bare")
        given = {
            "docs/index.md": "# Home\n\nNo term.\n",
            "docs/pumps.md": PAGE,
            "glossary/concepts/flow-meter.yml": TERM,
        }
        plugins = ", ".join(
            filter(None, ("search", ours, plugin) if plugin == "print-site" else ("search", plugin, ours))
        )
        if "docs_dir" in config:
            given = {name.replace("docs/", "content/pages/"): text for name, text in given.items()}
        write_all(folder, {**given, **files, "mkdocs.yml": f"site_name: S\n{config}\nplugins: [{plugins}]\n"})
        if "shadcn" in config:  # it asks Git about every page
            author = ("-c", "user.name=A", "-c", "user.email=a@example.org")
            for command in (("init", "-q"), ("add", "."), (*author, "commit", "-qm", "x")):
                subprocess.run(["git", *command], cwd=folder, check=True)
        done = forked.run("mkdocs", "build", "--strict", cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / "log").write_text(done.stdout + done.stderr)
        return folder / "site"

    return run


def content(html: str) -> str:
    """A page without what the plugin is known to add: links to terms, their data, one style and one script."""
    html = re.sub(r'<a class="?term-link"?[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)
    html = re.sub(r"<link [^>]*assets/termbase/links.css[^>]*>", "", html)
    html = re.sub(r"<script [^>]*assets/termbase/preview.js[^>]*></script>", "", html)
    head = re.search(r"<head>.*?</head>", html, re.DOTALL)
    assert head
    # A page of another list of pages has other neighbors; the rest of a head is the same to the sign.
    head_text = re.sub(r'<link rel="?(?:next|prev)"?[^>]*>', "", head.group())
    body = BeautifulSoup(html, "html.parser").body
    assert body
    for element in body.select(", ".join((*OF_THE_NAVIGATION, "[data-termbase-previews]"))):
        element.decompose()
    return re.sub(r">\s+<", "><", " ".join((head_text + str(body)).split()))


OF_THE_NAVIGATION = ("nav", ".navbar", "[data-sidebar]", "[data-slot=sidebar]", ".flex.flex-col.gap-8", "#next-button", ".justify-end.items-center", ".h-16", "header", "footer", ".md-sidebar", ".md-tabs", ".md-footer", "aside", "script", ".rst-versions",
                     "#mkdocs_keyboard_modal", ".modal", "[role=navigation]")  # fmt: skip
"""What shows the list of all pages, and so differs where there are more of them."""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_the_host_changes_by_its_links_alone(build: Build, shape: str) -> None:
    config, plugin, module = SHAPES[shape]
    if module and find_spec(module) is None:
        pytest.skip(f"{module} IS NOT INSTALLED: NOT TESTED BESIDE {shape}")
    more = MORE.get(shape, {})
    bare = build(config, plugin, ours="", files=more)
    ours = build(config, plugin, ours="termbase", files=more)
    for page in sorted(bare.rglob("*.html")):
        inside = page.relative_to(bare)
        if "print_page" in inside.parts:
            continue  # it shows the glossary as well
        assert content((ours / inside).read_text("utf-8")) == content(page.read_text("utf-8")), inside
    linked = (ours / ("pumps.html" if shape in ("files", "offline") else "pumps/index.html")).read_text("utf-8")
    assert "term-link" in linked
    assert "[FM]</a> and [[ -f x ]]" in linked


def test_a_page_at_the_place_of_a_generated_one_wins_by_where_it_ends_up(build: Build) -> None:
    site = build("theme: mkdocs", "", ours="termbase", files={"docs/acronyms.md": "# Mine\n"})
    assert "Mine" in (site / "acronyms/index.html").read_text("utf-8")
    assert "acronyms.md" in (site.parent / "log").read_text()


def test_pages_with_nothing_to_show_are_not_made(build: Build) -> None:
    term = "term: Flow meter\ndefinition: Device that measures how much liquid passes.\n"
    site = build("theme: mkdocs", "", ours="termbase", files={"glossary/concepts/flow-meter.yml": term})
    made = {path.parent.name for path in site.rglob("index.html")}
    assert not made & {"acronyms", "categories", "contributors", "merges", "sources"}
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r'href="[^"]*/(?:sources|merges|contributors|categories)/"', text), page


def test_another_plugin_that_noted_the_output_folder_keeps_what_it_writes(build: Build) -> None:
    if find_spec("mkdocs_print_site_plugin") is None:
        pytest.skip("mkdocs_print_site_plugin IS NOT INSTALLED")
    site = build("theme: mkdocs", "print-site", ours="termbase")
    assert 'href="#terms-flow-meter"' in (site / "print_page/index.html").read_text("utf-8")


def test_the_inventory_of_mkdocstrings_stays_where_it_is_and_ours_is_beside_it(build: Build) -> None:
    config, plugin, _ = SHAPES["mkdocstrings"]
    bare = build(config, plugin, ours="", files=MORE["mkdocstrings"])
    site = build(config, plugin, ours="termbase", files=MORE["mkdocstrings"])
    assert (site / "objects.inv").read_bytes() == (bare / "objects.inv").read_bytes()
    assert (site / "terms/objects.inv").is_file()
    assert "terms/objects.inv" in (site.parent / "log").read_text("utf-8")
