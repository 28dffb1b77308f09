"""A served site after a build that has failed: every request is answered, the pages are whole, and they say what is wrong."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from tests.conftest import write_all
from tests.hosts.conftest import write

ADDRESS = "http://127.0.0.1:8000/"
CONFIG = f"""site_name: Test
site_url: {ADDRESS}
theme: mkdocs
hooks: [hook.py]
plugins:
  - search
  - termbase: {{templates: [ours], sentences: [ours.po], remotes: [remote.json]}}
"""
TEMPLATE = "{% extends 'termbase/term.html' %}"
FILES = {
    "mkdocs.yml": CONFIG, "hook.py": "def on_page_markdown(markdown, **more):\n    assert 'BROKEN' not in markdown\n",
    "docs/index.md": "# Home\n\nSee [[Churn]].\n", "docs/page.md": "# Page\n",
    "glossary/termbase.yml": "title: G\n", "glossary/sources.yml": "sources:\n  - {id: s, title: S}\n",
    "glossary/decisions.yml": "decisions: []\n",
    "ours/none.html": "", "ours.po": 'msgid "term.mistakes"\nmsgstr "Remarks"\n',
    "remote.json": '{"version": "1", "terms": []}',
}  # fmt: skip
BROKEN = {
    "syntax of a term": ("glossary/churn.yml", "term: Churn\ndefinition: [\n", "glossary/churn.yml:"),
    "shape of a term": ("glossary/churn.yml", "term: Churn\nmeaning: x\n", "glossary/churn.yml:"),
    "bytes": ("glossary/churn.yml", "term: \udc80", "glossary/churn.yml:"),
    "sources": ("glossary/sources.yml", "sources: 3\n", "glossary/sources.yml:"),
    "decisions": ("glossary/decisions.yml", "decisions: [{x: y}]\n", "glossary/decisions.yml:"),
    "the glossary": ("glossary/termbase.yml", "title: [\n", "glossary/termbase.yml:"),
    "a catalogue": ("ours.po", 'msgid "no.such"\nmsgstr "x"\n', "ours.po:1:1"),
    "a template": ("ours/term.html", "{% if %}", "Expected an expression"),
    "a page": ("docs/page.md", "# BROKEN\n", "AssertionError"),
    "an option": ("mkdocs.yml", CONFIG.replace("templates:", "templetes:"), "templetes"),
    "the settings": ("mkdocs.yml", CONFIG + "plugins: [\n", "mkdocs.yml"),
    "a remote glossary": ("remote.json", "[", ""),
}
"""What is broken: a file, its text, and words of the message."""


class Served:
    """A project that is served by the host's own server, whose thread of builds is this one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "served"
        self.server = LiveReloadServer(self.build, host="127.0.0.1", port=0, root=str(self.out), mount_path="/")
        self.server.error_handler = lambda code: None
        config = self._built()
        config.plugins.on_serve(self.server, config=config, builder=self.build)

    def _built(self, *, first: bool = True) -> Any:
        config = load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.out))
        if first:
            config.plugins.on_startup(command="serve", dirty=False)
        config.site_url = ADDRESS
        build(config, serve_url=ADDRESS)
        return config

    def build(self) -> None:
        """What the server does after each save."""
        self._built(first=False)

    def save(self, name: str, text: str) -> None:
        """Saves a file, as an editor does."""
        (self.folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
        self.server.builder()

    def get(self, path: str) -> tuple[str, str]:
        """The status and the text of an answer, which must come."""
        told: list[str] = []
        found = self.server.get_app()(
            {"PATH_INFO": path, "REQUEST_METHOD": "GET"}, lambda status, headers, *_: told.append(status)
        )
        return told[0], b"".join(found).decode()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    write_all(tmp_path, FILES)
    write(tmp_path, "churn")
    write(tmp_path, "other")
    made = Served(tmp_path)
    yield made
    made.server.server_close()
    logging.getLogger("mkdocs").handlers.clear()


@pytest.mark.parametrize("kind", BROKEN)
def test_the_last_good_version_is_shown_until_it_is_repaired(
    served: Served, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    name, text, words = BROKEN[kind]
    good = (served.folder / name).read_text("utf-8") if (served.folder / name).exists() else None
    before = {path: served.get(path) for path in ("/", "/page/", "/terms/churn/", "/terms/")}
    assert all(status == "200 OK" for status, _ in before.values())
    caplog.clear()
    served.save(name, text)
    shown = {path: served.get(path) for path in before}
    assert all(status == "200 OK" for status, _ in shown.values()), "a page is missing"
    assert "A churn thing that customers see" in shown["/terms/churn/"][1]
    assert "A other thing that customers see" in served.get("/terms/other/")[1], (
        "a page that no one has asked for before"
    )
    if words:
        notes = shown["/terms/churn/"][1] + caplog.text
        assert words in notes
        # The error in a template of ours is in the log alone; only pages of terms are then as they were.
        assert 'role="alert"' in shown["/page/"][1] or words in shown["/terms/churn/"][1] or kind == "a template"
    if good is None:
        (served.folder / name).unlink()
        served.server.builder()
    else:
        served.save(name, good)
    after = {path: served.get(path) for path in before}
    assert not [path for path, (_, html) in after.items() if 'role="alert"' in html]
    for path, (status, html) in after.items():
        assert status == "200 OK"
        assert html.count("<li>") == before[path][1].count("<li>"), "a problem is still listed"
    assert not list(served.folder.glob("served.*"))


def test_everything_that_pages_are_made_from_is_watched(served: Served) -> None:
    watched = {Path(path).name for path in served.server._watched_paths}
    assert {"glossary", "ours", "ours.po", "remote.json"} <= watched


def test_a_request_is_answered_by_the_server_itself(served: Served) -> None:
    """The host holds requests back until a build that it knows of has succeeded."""
    told: list[str] = []
    served.server.error_handler = None
    thread = threading.Thread(target=lambda: told.append(served.get("/page/")[0]), daemon=True)
    (served.folder / "docs/page.md").write_text("# BROKEN\n", "utf-8")
    served.server._want_rebuild = True
    builds = threading.Thread(target=served.server._build_loop, daemon=True)
    builds.start()
    thread.start()
    thread.join(60)
    served.server._shutdown = True
    builds.join(60)
    assert told == ["200 OK"]
