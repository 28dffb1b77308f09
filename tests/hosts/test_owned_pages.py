"""The plugin writes the pages of terms as the host would, or lets the host make them."""

import json
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands import build as host
from mkdocs.config import load_config

from termbase.hosts import owned_pages
from termbase.hosts.listed_page import ListedPage
from tests.conftest import read_all, write_all
from tests.hosts.conftest import CHURN, Project

HOSTILE = """
term: "<script>alert(1)</script> & \\"Zoë's\\" 100% {{ config }} edit/ &amp; \\\\x"
abbreviations: [<b>]
definition: "Ends with <!-- and --> {% raw %} qz &lt; `code` and an edit."
example: See [[Churn]].
mistakes: [One, Two]
notes: [A note with <h1>]
"""
LONG = (
    f"term: {'Very long name ' * 12}\nid: long\ndefinition: A term whose name fills several lines.\nrelated: [Churn]\n"
)
FILES = {
    "glossary/churn.yml": CHURN,
    "glossary/hostile.yml": f"id: hostile{HOSTILE}",
    "glossary/edit.yml": "term: Edit blob raw\ndefinition: Three words of an address.\nexample: An example.\nrelated: [Churn]\n",
    "glossary/long.yml": LONG,
    "docs/page.md": "# Page\n\nSee [churn](terms/churn.md), [the example](terms/edit.md#example), [[Churn]].\n",
}
MAKE = host.get_context
SEARCH = "search/search_index.json"
"""The host takes it from finished pages, the plugin from the texts of terms."""
REPOSITORY = "repo_url: https://github.com/a/b\nedit_uri: edit/main/docs/\n"
MATERIAL = "theme: {name: material, font: false"
SITES = {
    "material": f"{MATERIAL}}}\n",
    "features": MATERIAL
    + ", features: [content.action.edit, content.action.view, toc.integrate, navigation.tabs, navigation.indexes]}\n"
    + REPOSITORY,
    "feedback": MATERIAL
    + "}\nextra: {analytics: {provider: google, property: X, feedback: {title: Good, ratings: "
    + '[{icon: material/emoticon-happy-outline, name: Y, data: 1, note: "See {url} and {title}"}]}}}\n',
    "mkdocs": f"theme: mkdocs\n{REPOSITORY}",
    "readthedocs": f"theme: readthedocs\n{REPOSITORY}",
    "files": f"{MATERIAL}}}\nuse_directory_urls: false\n",
    "no address": f"{MATERIAL}}}\nsite_url: ''\n",
}
ASKED = {
    "": "",
    "everything": ", everywhere: [head, not_found, palette, search, style], content_security_policy: true, build_dates: false, cards: true",
    "moved": ", cards: true, pages: {folder: g, folders: {terms: .}}",
}


def config(site: str, asked: str, *, host: bool, plugin: str = "") -> str:
    if host:
        asked = (
            asked.replace("pages: {", "pages: {made_by: host, ")
            if "pages" in asked
            else f"{asked}, pages: {{made_by: host}}"
        )
    address = "" if "site_url" in site else "site_url: https://test.invalid/a/\n"
    return (
        f"site_name: Test\n{address}{site}plugins:\n  - search\n{plugin}  - termbase: {{glossary: glossary{asked}}}\n"
    )


def searched(files: dict[str, bytes]) -> list[dict[str, str]]:
    docs: list[dict[str, str]] = json.loads(files[SEARCH])["docs"]
    return docs


@pytest.mark.parametrize(
    ("site", "asked"), [*((site, "") for site in SITES), *(("features", asked) for asked in ASKED if asked)]
)
def test_pages_are_those_of_the_host_byte_for_byte(
    project: Project, monkeypatch: pytest.MonkeyPatch, site: str, asked: str
) -> None:
    if site in ("mkdocs", "readthedocs"):  # they print the second of the build
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    both = []
    for by_host in (False, True):
        text = config(SITES[site], ASKED[asked], host=by_host)
        built = project({"mkdocs.yml": text, **FILES})
        assert built.status == 0, built.log
        assert "The host renders" not in built.log
        both.append(read_all(built.site))
    ours, theirs = both
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] in ([], [SEARCH])
    places = [entry["location"] for entry in searched(ours)]
    all_places = [entry["location"] for entry in searched(theirs) if entry["text"] or "#" not in entry["location"]]
    # The host's own search cannot be asked to leave out lists of other terms.
    assert places == all_places if "material" in SITES[site] else set(places) < set(all_places)
    if "material" in SITES[site]:  # its results are HTML; those of the host are escaped where they are shown
        assert "<script" not in ours[SEARCH].decode()
    assert any("End of a contract, because" in entry["text"] for entry in searched(ours))


PLUGINS = {
    "minify": ("minify: {minify_html: true}", "", "mkdocs_minify_plugin"),
    "minify and a policy": ("minify: {minify_html: true}", ", content_security_policy: true", "mkdocs_minify_plugin"),
    "glightbox": ("glightbox", "", "mkdocs_glightbox"),
    "tags": ("tags", "", ""),
}
"""Plugins that see every page, whose part can be done for ours as well or comes to nothing on them."""


@pytest.mark.parametrize("name", PLUGINS)
def test_what_other_plugins_do_to_the_text_of_pages_is_done_to_ours(project: Project, name: str) -> None:
    plugin, asked, module = PLUGINS[name]
    if module:
        pytest.importorskip(module)
    both = []
    for by_host in (False, True):
        text = config(SITES["material"], asked, host=by_host, plugin=f"  - {plugin}\n")
        built = project({"mkdocs.yml": text, **FILES, "docs/tagged.md": "---\ntags: [One]\n---\n# Tagged\n"})
        assert built.status == 0, built.log
        assert "The host renders" not in built.log
        both.append(read_all(built.site))
    ours, theirs = both
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] in ([], [SEARCH])
    assert b"Churn" in ours["terms/churn/index.html"]


OVERRIDES = {
    '{% extends "base.html" %}{% block footer %}{{ super() }}<p>{{ page.title }} at {{ page.canonical_url | e }}</p>{% endblock %}': "",
    '{% extends "base.html" %}{% block footer %}{% if page.meta and page.meta.tags %}tags{% endif %}{{ page.url | url }}{% endblock %}': "",
    '{% extends "base.html" %}{% block footer %}{% if page and page.meta.termbase %}{{ page.meta.termbase.view.id }}{% endif %}{% endblock %}': "page.meta.termbase",
    '{% extends "base.html" %}{% block footer %}{{ page.title | length }}{% endblock %}': "page.title",
    '{% extends "base.html" %}{% block footer %}{% set p = page %}{{ p.title | upper }}{% endblock %}': "page",
    '{% extends "base.html" %}{% block footer %}{% if page %}{{ page.file.src_uri }}{% endif %}{% endblock %}': "page.file.src_uri",
    '{% extends "base.html" %}{% block footer %}{% for f in pages %}{{ f.url }}{% endfor %}{% endblock %}': "pages",
    '{% extends "base.html" %}{% block footer %}{% if page.title == "Churn" %}x{% endif %}{% endblock %}': "page.title",
}


@pytest.mark.parametrize("override", OVERRIDES)
def test_what_a_theme_override_shows_is_on_every_page(project: Project, override: str) -> None:
    both = []
    for by_host in (False, True):
        text = config("theme: {name: material, font: false, custom_dir: o}\n", "", host=by_host)
        built = project({"mkdocs.yml": text, "o/main.html": override, **FILES})
        assert built.status == 0, built.log
        if not by_host:
            used = OVERRIDES[override]
            assert (f"“main.html” uses “{used}”" in built.log) if used else ("The host renders" not in built.log)
        both.append(read_all(built.site))
    assert [name for name in both[0] if both[0][name] != both[1][name]] in ([], [SEARCH])


def test_what_is_reported_of_a_page_is_reported_of_one_that_exists(project: Project) -> None:
    override = '{% extends "base.html" %}{% block footer %}{% if page and page.meta.json_ld %}<p onclick="x()">{% endif %}{% endblock %}'
    asked = config(
        "theme: {name: material, font: false, custom_dir: o}\n", ", content_security_policy: true", host=False
    )
    built = project({"mkdocs.yml": asked, "o/main.html": override, **FILES})
    assert "blocks" in built.log
    assert "first on /terms/" in built.log
    assert "qz" not in built.log


def test_a_hook_sees_every_page(project: Project) -> None:
    hook = "def on_post_page(output, page, config):\n    return output + '<!-- ' + page.title + ' -->'\n"
    built = project(
        {"mkdocs.yml": config(SITES["material"], "", host=False) + "hooks: [h.py]\n", "h.py": hook, **FILES}
    )
    assert "The host renders the term pages, because “h.py” also sees the pages of the site." in built.log
    assert built.text("terms/churn/index.html").endswith("<!-- Churn -->")


def test_pages_that_differ_in_more_than_their_values_go_to_the_host(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    text = config(SITES["readthedocs"], ", content_security_policy: true", host=False)
    built = project({"mkdocs.yml": text, **FILES})
    assert "they differ in more than their values" in built.log  # a script with the title, whose hash the policy has
    theirs = read_all(
        project({"mkdocs.yml": config(SITES["readthedocs"], ", content_security_policy: true", host=True)}).site
    )
    assert theirs == read_all(built.site)


def test_links_to_parts_of_pages_are_checked(project: Project) -> None:
    for by_host in (False, True):
        checked = config(SITES["material"], "", host=by_host) + "validation: {anchors: warn}\n"
        assert project({"mkdocs.yml": checked, **FILES}, "--strict").status == 0
        wrong = {**FILES, "docs/page.md": "# Page\n\n[x](terms/churn.md#nowhere) [y](terms/nothing.md)\n"}
        built = project({"mkdocs.yml": checked, **wrong}, "--strict")
        assert built.status == 1
        assert "does not contain an anchor '#nowhere'" in built.log
        assert "terms/nothing.md" in built.log


def test_a_page_that_the_navigation_names_stays_in_it(project: Project) -> None:
    built = project(
        {"mkdocs.yml": config(SITES["mkdocs"], "", host=False) + "nav: [page.md, terms/churn.md]\n", **FILES}
    )
    assert 'href="../terms/churn/"' in built.text("page/index.html")


def test_the_theme_s_templates_are_rendered_once_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for terms in (20, 60):
        folder = tmp_path / str(terms)
        (folder / "docs").mkdir(parents=True)
        texts = {
            f"glossary/t{number}.yml": f"term: Term {number}\ndefinition: Thing number {number}.\nexample: See it.\n"
            for number in range(terms)
        }
        write_all(folder, {"mkdocs.yml": config("theme: mkdocs\n", "", host=False), **texts})
        rendered: list[Any] = []

        def counted(*given: Any, log: list[Any] = rendered, **more: Any) -> Any:
            log.append(given)
            return MAKE(*given, **more)

        for module in (host, owned_pages):
            monkeypatch.setattr(module, "get_context", counted)
        monkeypatch.chdir(folder)
        loaded = load_config(str(folder / "mkdocs.yml"))
        loaded.plugins.on_startup(command="build", dirty=False)
        host.build(loaded)
        counts.append(len(rendered))
        monkeypatch.undo()
    assert counts[0] == counts[1]


def test_of_each_page_little_is_kept_once_it_is_in_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(tmp_path, {"mkdocs.yml": config(SITES["material"], "", host=False), **FILES})
    listed: list[ListedPage] = []

    class Noted(ListedPage):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            listed.append(self)

    monkeypatch.setattr(owned_pages, "ListedPage", Noted)
    monkeypatch.chdir(tmp_path)
    loaded = load_config(str(tmp_path / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    host.build(loaded)
    assert len(listed) == 4
    assert all(page._meta is None and page._toc is None and page.content is None for page in listed)
    assert {page.title for page in listed} > {"Churn", "Edit blob raw"}
