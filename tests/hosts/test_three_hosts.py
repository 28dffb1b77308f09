"""One project on three hosts: MkDocs and ProperDocs with the plugin, Zensical with the extension and staged pages."""

import json
import os
import re
import subprocess
import sys
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner

from termbase.cli import main
from tests.conftest import write_all

FILES = {
    "docs/index.md": "# Home\n\nNo term.\n",
    "docs/guide/pumps.md": (
        "# Pumps\n\nA flow meter, [[FM]](https://example.org) and [[ -f x ]]; see [[pump]] and [[flow meetr]].\n\n"
        "<!-- termbase: list letter=P -->\n\n`flow meter`\n"
    ),
    "docs/quiet.md": "---\ntermbase: {link: false}\n---\n# Quiet\n\nA flow meter.\n",
    "glossary/concepts/flow-meter.yml": (
        "term: Flow meter\nabbreviations: [FM]\ndefinition: Device that measures how much liquid passes.\n"
        "related: [pump]\n"
    ),
    "glossary/concepts/pump.yml": "term: Pump\ndefinition: Machine that moves liquids.\n",
}
HOSTS = {"mkdocs": "mkdocs", "properdocs": "properdocs", "zensical": "zensical"}


class Host:
    """A host with the project on it."""

    def __init__(self, name: str, folder: Path, **more: object) -> None:
        self.name, self.folder, self.site = name, folder, folder / "site"
        config: dict[str, object] = {"site_name": "S", "site_url": "https://example.org/sub/", **more}
        if name == "zensical":
            config["markdown_extensions"] = ["md_in_html", "termbase"]
            config["extra_css"] = ["assets/termbase/links.css"]
            config["extra_javascript"] = ["assets/termbase/preview.js"]
        else:
            config |= {"plugins": ["search", "termbase"], "theme": {"name": "material", "font": False}}
        settings = f"{'properdocs' if name == 'properdocs' else 'mkdocs'}.yml"
        write_all(folder, {**FILES, settings: yaml.safe_dump(config)})

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=self.folder, capture_output=True, text=True, check=False,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def build(self) -> str:
        if self.name == "zensical":
            CliRunner().invoke(
                main,
                ["stage", str(self.folder / "docs"), "--glossary", str(self.folder / "glossary")],
                catch_exceptions=False,
            )
            return self.run("zensical", "build", "--clean")
        return self.run(self.name, "build")

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Host:
    name = str(request.param)
    if find_spec(name) is None:
        pytest.skip(f"{name} IS NOT INSTALLED: NOT TESTED ON IT")
    made = Host(name, tmp_path_factory.mktemp(name))
    (made.folder / "log").write_text(made.build(), "utf-8")
    return made


def test_names_link_relatively_to_pages_that_are_there(host: Host) -> None:
    html = host.text("guide/pumps/index.html")
    links = dict(re.findall(r'<a class="term-link" data-term="([^"]+)" href="([^"]+)"', html))
    assert links == {"flow-meter": "../../terms/flow-meter/", "pump": "../../terms/pump/"}
    assert "Device that measures" in host.text("terms/flow-meter/index.html")
    assert "[[ -f x ]]" in html
    assert '<a href="https://example.org">[FM]</a>' in html
    assert "<code>flow meter</code>" in html
    assert html.count("tb-inserted") == 1


def dead_links(host: Host, *pages: str) -> list[tuple[str, str]]:
    dead = []
    for path in pages:
        for tag in BeautifulSoup(host.text(path), "html.parser").find_all(("a", "link", "script", "img")):
            address = str(tag.get("href") or tag.get("src") or tag.get("xlink:href") or "")
            target = unquote(urlsplit(urljoin(f"http://here/sub/{path}", address)).path)
            if not urlsplit(address).scheme and address and not address.startswith("#"):
                place = host.site / target.removeprefix("/sub/")
                if (
                    not target.startswith("/sub/")
                    or not (place / "index.html" if target.endswith("/") else place).exists()
                ):
                    dead.append((path, address))
    return dead


def test_no_address_on_a_page_of_the_glossary_leads_nowhere(host: Host) -> None:
    pages = ("terms/index.html", "terms/flow-meter/index.html", "terms/pump/index.html", "go/fm/index.html")
    assert dead_links(host, *pages) == []


def test_no_address_leads_nowhere_where_zensical_makes_files_of_pages(tmp_path: Path) -> None:
    if find_spec("zensical") is None:
        pytest.skip("zensical IS NOT INSTALLED: NOT TESTED ON IT")
    host = Host("zensical", tmp_path, use_directory_urls=False)
    host.build()
    assert "../terms/pump.html" in host.text("guide/pumps.html")
    assert dead_links(host, "terms/index.html", "terms/flow-meter.html", "guide/pumps.html") == []


def test_the_definitions_for_previews_are_in_the_page_with_style_and_script(host: Host) -> None:
    html = host.text("guide/pumps/index.html")
    data = re.search(r"data-termbase-previews='([^']+)'", html)
    assert data
    assert json.loads(unescape(data[1]))["pump"] == ["Pump", "Machine that moves liquids."]
    assert re.search(r'href="../../assets/termbase/links.css"', html)
    assert re.search(r'src="../../assets/termbase/preview.js"', html)
    assert "data-termbase-previews" not in host.text("index.html")


def test_a_misspelled_name_is_reported_with_its_place(host: Host) -> None:
    column = FILES["docs/guide/pumps.md"].splitlines()[2].index("[[flow meetr") + 1
    message = f"docs/guide/pumps.md:3:{column}: warning TB501: “[[flow meetr]]” names no term"
    assert message in (host.folder / "log").read_text("utf-8")


def test_a_page_may_opt_out(host: Host) -> None:
    assert "term-link" not in host.text("quiet/index.html")


def test_lists_exports_and_permalinks_are_there(host: Host) -> None:
    assert [term["id"] for term in json.loads(host.text("api/v1/terms.json"))["terms"]] == ["flow-meter", "pump"]
    assert "../../terms/flow-meter/" in host.text("go/fm/index.html")
    for page in ("terms", "acronyms", "graph"):
        assert 'class="tb-page' in host.text(f"{page}/index.html"), page
    assert (host.site / "exports/terms.csv").is_file()
    assert (host.site / "objects.inv").is_file()


def test_an_authors_page_wins_and_a_term_that_is_gone_leaves_nothing(host: Host) -> None:
    (host.folder / "docs/acronyms.md").write_text("# My own list\n", "utf-8")
    (host.folder / "docs/guide/pumps.md").write_text("# Pumps\n\nFM\n", "utf-8")
    (host.folder / "glossary/concepts/pump.yml").unlink()
    (host.folder / "glossary/concepts/flow-meter.yml").write_text(
        FILES["glossary/concepts/flow-meter.yml"].replace("related: [pump]\n", ""), "utf-8"
    )
    assert "acronyms.md" in host.build() or host.name == "zensical"
    assert "My own list" in host.text("acronyms/index.html")
    left = [path for path in host.site.rglob("*") if path.name in ("pump", "pump.json", "graph")]
    assert left == []
