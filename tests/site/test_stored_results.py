"""What a command has found is used again only while everything that it depends on stays the same."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from termbase.model.diagnostics import Severity
from termbase.site import inputs as all_inputs
from termbase.site import signed_file
from termbase.site.cache_folder import CACHE_FOLDER
from termbase.site.project import Project, find_project
from termbase.site.site_check import SiteFindings, check_site
from termbase.site.term_lookup import term_lookup
from tests.conftest import write_all

SETTINGS = """site_name: S
plugins:
  - termbase:
      remotes: [sales.json]
      glossaries: {more: more}
"""
REMOTE = '{"version": "1", "terms": []}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with everything that a check reads, which is large enough here."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    monkeypatch.setattr(signed_file, "_LEAST", 2)
    root = tmp_path / "project"
    files = {
        "mkdocs.yml": SETTINGS,
        "sales.json": REMOTE,
        "glossary/alpha.yml": "term: Alpha\ndefinition: First [thing](guide.md).\n",
        "glossary/deep/beta.yml": "term: Beta\ndefinition: Second thing.\n",
        "more/gamma.yml": "term: Gamma\ndefinition: Third thing.\n",
        "docs/index.md": "# Home\n\n[[Alpha]] and [[Delta]].\n",
        "docs/picture.svg": "<svg/>",
    }
    write_all(root, files)
    return root


def project(root: Path, *, cache: bool = True) -> Project:
    """The project as a new process finds it."""
    found = find_project(root)
    assert found is not None
    found.settings = replace(found.settings, options=replace(found.settings.options, cache=cache))
    return found


def check(root: Path) -> tuple[bool, SiteFindings]:
    """A check by another process: whether anything was compiled, and what it found."""
    compiled: list[bool] = []
    plain = Project.check_texts

    def counted(self: Project) -> object:
        compiled.append(True)
        return plain(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Project, "check_texts", counted)
        found = check_site(project(root))
    return bool(compiled), found


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda root: (root / "glossary/alpha.yml").write_text("term: Alpha\ndefinition: Alpha.\n", "utf-8"),
    "a file more": lambda root: (root / "glossary/delta.yml").write_text("term: Delta\n", "utf-8"),
    "a file less": lambda root: (root / "glossary/deep/beta.yml").unlink(),
    "another name": lambda root: (root / "glossary/alpha.yml").rename(root / "glossary/delta.yml"),
    "a link": lambda root: (root / "glossary/linked.yml").symlink_to(root / "glossary/alpha.yml"),
    "not UTF-8": lambda root: (root / "glossary/alpha.yml").write_bytes(b"term: \xff\n"),
    "published ids": lambda root: (root / "glossary/published.txt").write_text("zeta zeta\n", "utf-8"),
    "the map": lambda root: (root / "glossary/map.json").write_text("{", "utf-8"),
    "another glossary": lambda root: (root / "more/gamma.yml").write_text("term: Alpha\n", "utf-8"),
    "a copy of another site's": lambda root: (root / "sales.json").write_text("{", "utf-8"),
    "a page": lambda root: (root / "docs/index.md").write_text("[[Epsilon]]\n", "utf-8"),
    "a page more": lambda root: (root / "docs/guide.md").write_text("# Guide\n", "utf-8"),
    "a linked page": lambda root: (root / "docs/linked.md").symlink_to(root / "docs/index.md"),
    "another picture": lambda root: (root / "docs/picture.svg").rename(root / "docs/drawing.svg"),
    "generated pages": lambda root: (root / "docs/.termbase-staged").write_text("index.md\n", "utf-8"),
    "an option": lambda root: (root / "mkdocs.yml").write_text(SETTINGS + "      link_pages: false\n", "utf-8"),
    "the host": lambda root: (root / "requirements.txt").write_text("zensical\n", "utf-8"),
}


def test_findings_are_found_again_after_every_change(folder: Path) -> None:
    check(folder)
    for name, change in CHANGES.items():
        change(folder)
        again, found = check(folder)
        assert again or name == "the host", name
        assert found == check_site(project(folder, cache=False)), name
    assert check(folder) == (False, found)


def test_another_day_may_find_something_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")
    assert check(folder)[0]


def test_a_file_that_is_touched_is_no_change(folder: Path) -> None:
    _, found = check(folder)
    os.utime(folder / "glossary/alpha.yml", (1, 1))
    assert check(folder) == (False, found)


def test_findings_of_a_glossary_that_changes_meanwhile_are_not_stored(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "glossary/alpha.yml"
    before, plain = file.read_bytes(), Project.check_texts

    def late(self: Project) -> object:
        file.write_text("term: [\n", "utf-8")
        return plain(self)

    with monkeypatch.context() as patch:
        patch.setattr(Project, "check_texts", late)
        assert any(d.severity is Severity.ERROR for d in check_site(project(folder)).diagnostics)
    file.write_bytes(before)
    again, found = check(folder)
    assert again
    assert found == check_site(project(folder, cache=False))


def test_what_cannot_be_known_is_never_stored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = object()
    with monkeypatch.context() as patch:
        patch.setattr(all_inputs, "added", lambda *_: (rule,))
        assert all(check(folder)[0] for _ in range(2))
    (folder / "mkdocs.yml").write_text(SETTINGS.replace("sales.json", "ftp://nowhere.invalid/t.json"), "utf-8")
    assert all(check(folder)[0] for _ in range(2))


def test_a_small_glossary_stores_nothing(folder: Path) -> None:
    (folder / "more/gamma.yml").unlink()
    (folder / "glossary/alpha.yml").unlink()
    assert all(check(folder)[0] for _ in range(2))
    assert not (folder / CACHE_FOLDER).exists()


def test_what_was_stored_by_another_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(folder)
    monkeypatch.setenv("TERMBASE_CACHE_KEY", "another")
    assert check(folder)[0]


def test_terms_are_found_as_stored_until_a_term_file_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[bool] = []
    plain = Project.named

    def counted(self: Project) -> object:
        named.append(self.settings.name == "")
        return plain(self)

    monkeypatch.setattr(Project, "named", counted)

    def found(words: str) -> list[tuple[str, str]]:
        return [(term.id, name) for term, name in term_lookup(project(folder)).find(words, limit=5)]

    assert found("alphq") == [("alpha", "Alpha")]
    (folder / "docs/index.md").write_text("# Another page\n", "utf-8")
    assert found("alpha") == [("alpha", "Alpha")]
    assert sum(named) == 1
    (folder / "glossary/alpha.yml").write_text("term: Alpha\nformer_ids: [omega]\ndefinition: First thing.\n", "utf-8")
    assert found("omega") == found("alpha") == [("alpha", "Alpha")]
    assert sum(named) == 2
