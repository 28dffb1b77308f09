"""While a site is served, every bad file of the corpus shows its last good version, and its repair is seen."""

import os
from pathlib import Path
from typing import Any

import pytest

from termbase.hosts.telling import notice
from termbase.hosts.whole_site import render_whole
from termbase.identity.hidden_names import unread_files
from termbase.model.diagnostics import Severity, fails
from termbase.site.project import Project
from termbase.site.settings import make_settings
from tests.conftest import concept, dump, entries, write_all
from tests.test_bad_files import CASES, file_of

GOOD = {
    "termbase.yml": dump({"title": "T"}),
    "sources.yml": dump({"sources": [{"id": "one", "title": "A"}, {"id": "two", "title": "B"}]}),
    "decisions.yml": dump({"decisions": []}),
    "entries/one.yml": entries("one", {"locator": "1", "term": "Alpha"}),
    "entries/two.yml": entries("two", {"locator": "1", "term": "Beta"}),
    "concepts/renewal.yml": concept("Renewal"),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "glossary"
    write_all(folder, GOOD)
    return Project(settings=make_settings({"history": False}, root=tmp_path), serving=True)


def written(project: Project, name: str, data: bytes) -> Path:
    path = project.settings.glossary / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def terms(project: Project) -> set[str]:
    return {concept.id for concept in project.site().termbase.concepts}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_last_good_version_stays_until_the_file_is_put_right(project: Project, case: dict[str, Any]) -> None:
    name = file_of(case)
    good = GOOD.get(name, concept("Churn")).encode()
    written(project, name, good)
    site = project.site()
    before, shown = {concept.id for concept in site.termbase.concepts}, f"glossary/{name}"
    never_good = shown in unread_files(site.diagnostics)  # a file whose name is the mistake
    written(
        project, name, bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode("utf-8", "surrogatepass")
    )
    site = project.site()
    told = [found for found in site.diagnostics if found.where.file == shown]
    assert told, "nothing says what is wrong"
    if shown in unread_files(told) and not never_good:
        assert shown in site.outdated
        assert {concept.id for concept in site.termbase.concepts} == before
        assert "The last good version of these files is shown" in notice(site.diagnostics, outdated=site.outdated)
    else:
        assert site.outdated == ()
        assert {"alpha", "beta", "renewal"} <= {concept.id for concept in site.termbase.concepts}
    assert not fails(told) or f"{shown}:" in notice(site.diagnostics, outdated=site.outdated)
    written(project, name, good)
    site = project.site()
    assert (site.outdated, {concept.id for concept in site.termbase.concepts}) == ((), before)
    assert [found for found in site.diagnostics if found.severity is Severity.ERROR and not never_good] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows needs a right to make links, and has no pipes with names")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "other bytes"])
def test_what_is_no_file_any_more_shows_the_last_good_version(project: Project, kind: str) -> None:
    before = terms(project)
    path = project.settings.glossary / "concepts/renewal.yml"
    path.unlink()
    if kind == "link":
        path.symlink_to("/proc/self/environ")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"\xff")
    assert terms(project) == (before if kind != "folder" else before - {"renewal"})
    path.rmdir() if kind == "folder" else path.unlink()
    written(project, "concepts/renewal.yml", GOOD["concepts/renewal.yml"].encode())
    assert terms(project) == before


def test_a_site_with_every_bad_file_at_once_is_rendered(project: Project) -> None:
    for number, case in enumerate(CASES.values()):
        if file_of(case).startswith("concepts/") and "text" in case:
            written(project, f"concepts/bad-{number}.yml", case["text"].encode("utf-8", "surrogatepass"))
    site = project.site()
    assert len(site.diagnostics) > 100
    whole = render_whole(site)
    assert any(page.path == "terms/renewal" for page in whole.pages)
    assert all(artifact.data is not None for artifact in whole.files)
