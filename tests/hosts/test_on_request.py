"""While a site is served, pages of terms and exports are made when a browser asks for them, and are what a build makes."""

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from termbase.hosts.owned_pages import OwnedPages
from tests.conftest import read_all
from tests.hosts.conftest import CONFIG, write

ADDRESS = "http://127.0.0.1:8000/"
TERMS = 8
HOOK = "def on_post_build(config): pass\n"


class Served:
    """A project that is served, without a server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "served"
        self.plugin: Any = None
        self.save()

    def save(self) -> None:
        """What the server does after each save."""
        config = load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.out))
        if self.plugin is None:
            config.plugins.on_startup(command="serve", dirty=False)
        config.site_url = ADDRESS
        self.plugin = config.plugins["termbase"]
        build(config, serve_url=ADDRESS)

    def text(self, path: str) -> str:
        """What a browser gets from an address."""
        self.plugin._later.want(path)
        found = self.out / path
        return (found / "index.html" if found.is_dir() else found).read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_text("# Page\n\nSee [[Term3x]] and [all](api/v1/terms.json).\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG.replace("https://test.invalid/", ADDRESS), "utf-8")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/termbase.yml").write_text("title: G\ncategories: [{id: c, title: C}]\n", "utf-8")
    for number in range(TERMS):
        write(tmp_path, f"term{number}x", category="c")
    yield tmp_path
    logging.getLogger("mkdocs").handlers.clear()


def test_what_is_asked_for_is_what_a_build_makes(folder: Path) -> None:
    served = Served(folder)
    assert not (served.out / "terms/term3x").exists()
    assert not (served.out / "categories/c").exists()
    assert not (served.out / "api").exists()
    built = folder / "built"
    build(load_config(str(folder / "mkdocs.yml"), site_dir=str(built)))
    made = {"search/search_index.json", "sitemap.xml", "sitemap.xml.gz"}
    for path in sorted(read_all(built).keys() - made):
        served.plugin._later.want(path.removesuffix("index.html"))
        assert (served.out / path).read_bytes() == (built / path).read_bytes(), path
    listed = [json.loads((built / "search/search_index.json").read_text("utf-8"))["docs"]]
    listed.append(json.loads(served.text("search/search_index.json"))["docs"])
    first, second = (sorted(docs, key=lambda doc: doc["location"]) for docs in listed)
    assert first == second


def test_after_a_save_only_the_page_that_is_asked_for_is_made(folder: Path, rendered: list[str]) -> None:
    served = Served(folder)
    assert "Before" not in served.text("terms/term3x/")
    rendered.clear()
    write(folder, "term3x", definition="Before that, a customer had none.")
    write(folder, "new", definition="Something that is new.")
    served.save()
    assert not [title for title in rendered if title.startswith("Term")]
    assert "Before that" in served.text("terms/term3x/")
    assert [title for title in rendered if title.startswith("Term")] == ["Term3x"]
    assert "Something that is new" in served.text("terms/new/index.html")
    assert json.loads(served.text("api/v1/terms/new.json"))["id"] == "new"
    assert "terms/new/" in served.text("go/new/")
    assert "new/" in served.text("search/search_index.json")
    (folder / "glossary/new.yml").unlink()
    served.save()
    served.plugin._later.want("terms/new/")
    assert not (served.out / "terms/new").exists()


def test_a_broken_term_is_shown_as_it_was_with_what_is_wrong(folder: Path) -> None:
    served = Served(folder)
    (folder / "glossary/term3x.yml").write_text("term: Term3x\ndefinition: [\n", "utf-8")
    served.save()
    shown = served.text("terms/term3x/")
    assert "A term3x thing" in shown
    assert "Problems in the term files" in shown


def test_a_page_that_cannot_be_made_is_missing_until_it_can(
    folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Served(folder)
    with monkeypatch.context() as broken:
        broken.setattr(OwnedPages, "_asked", lambda self, file: 1 / 0)
        served.save()
        served.plugin._later.want("terms/term3x/")
    assert "“terms/term3x/index.html” could not be made" in caplog.text
    assert not (served.out / "terms/term3x").exists()
    served.save()
    assert "A term3x thing" in served.text("terms/term3x/")


def test_an_error_in_a_template_of_the_sites_own_is_named_without_a_traceback(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "mine").mkdir()
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("termbase]", "termbase: {templates: [mine]}]"), "utf-8")
    assert "templates: [mine]" in (folder / "mkdocs.yml").read_text("utf-8")
    served = Served(folder)
    (folder / "mine/term.html").write_text("\n{{ view.trem }}", "utf-8")
    served.save()
    served.plugin._later.want("terms/term3x/")
    assert "“terms/term3x/index.html” could not be made: " in caplog.text
    assert "mine/term.html:2: 'termbase.site.views.term.TermPage object' has no attribute 'trem'" in caplog.text
    assert not (served.out / "terms/term3x").exists()
    (folder / "mine/home.html").write_text("\n{{ view.trem }}", "utf-8")
    with pytest.raises(SystemExit):  # with which the host ends a build, whose message it has logged
        served.save()
    assert "mine/home.html:2: 'termbase.site.views.lists.HomePage object' has no attribute 'trem'" in caplog.text
    assert "Traceback" not in caplog.text


def test_where_others_read_the_finished_site_nothing_waits(folder: Path) -> None:
    (folder / "hook.py").write_text(HOOK, "utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")
    served = Served(folder)
    assert (served.out / "terms/term3x/index.html").is_file()
    assert (served.out / "api/v1/terms.json").is_file()


def test_a_request_during_a_build_waits_for_its_end(folder: Path) -> None:
    served = Served(folder)
    later, answered = served.plugin._later, threading.Event()
    later.begin(SimpleNamespace(site_dir=str(served.out)))
    asked = threading.Thread(target=lambda: (later.want("terms/term3x/"), answered.set()))
    asked.start()
    assert not answered.wait(0.05)
    later.release()
    asked.join()
    assert (served.out / "terms/term3x/index.html").is_file()


@pytest.mark.parametrize("mount", ["/", "/docs/"])
def test_the_server_asks_before_it_looks(folder: Path, mount: str) -> None:
    later = Served(folder).plugin._later
    asked: list[str] = []
    server = SimpleNamespace(builder=None, mount_path=mount, app=lambda environ, start: [environ["PATH_INFO"].encode()])
    server.get_app = lambda: server.app
    server.set_app = lambda app: setattr(server, "app", app)
    later.want = asked.append
    later.wrap(server)
    for path in (f"{mount}terms/", f"{mount}../../etc/passwd", "/livereload/1/2", f"{mount}caf\u00c3\u00a9"):
        assert server.app({"PATH_INFO": path}, None) == [path.encode()]
    assert asked == ["terms/index.html", "../../etc/passwd", "café"]


def test_no_request_reaches_beyond_the_site(folder: Path) -> None:
    served = Served(folder)
    before = read_all(folder).keys()
    for path in ("../mkdocs.yml", "../../x", "/etc/passwd", "..", "", "terms/../../x.json", "\0", "a" * 5000):
        served.plugin._later.want(path)
    assert read_all(folder).keys() == before
