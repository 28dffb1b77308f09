"""Pages of terms are made again only if something has changed that they were made from."""

import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase import exports
from termbase.exports import EXPORTS, Export, anki, api, csv, llms, skos, tbx
from termbase.hosts.whole_site import WholeSite, render_whole
from termbase.model.artifact import Artifact
from termbase.model.concept import Concept
from termbase.site.facts import ANYTHING
from termbase.site.known_files import KnownArtifact, file_digest
from termbase.site.links_from import LinksFrom
from termbase.site.names_alone import names_alone
from termbase.site.project import Project
from termbase.site.settings import make_settings
from termbase.site.site import Site
from termbase.site.watched_site import Watch
from tests.conftest import concept, write_all
from tests.exports.sites import made
from tests.generated_glossaries import glossary
from tests.hosts.conftest import write
from tests.ours import ROOT, ours
from tests.test_kept_compile import EDITS, FILES, ONE

Shows = list[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home folder outside the project."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))


@pytest.fixture
def shows(monkeypatch: pytest.MonkeyPatch) -> Shows:
    """The concepts whose pages have been made."""
    found: Shows = []
    module = sys.modules["termbase.site.pages.term"]  # the package has a function of this name
    view = module._view

    def noted(here: LinksFrom, concept: Concept) -> Any:
        found.append(concept.id)
        return view(here, concept)

    monkeypatch.setattr(module, "_view", noted)
    return found


def site_of(folder: Path, glossary: Path | None = None, **options: Any) -> Site:
    given = {"glossary": str(glossary or folder / "glossary"), "history": False, **options}
    where = {"site_url": "https://x.invalid/", "repo_url": "https://github.com/x/y"}
    return Project(settings=make_settings(given, root=folder, **where)).site()


def built(folder: Path, *, cache: bool = True, **options: Any) -> WholeSite:
    return render_whole(site_of(folder, **options), cache=folder if cache else None)


def shown(whole: WholeSite) -> Mapping[str, object]:
    """All that a host takes of the pages and files of a glossary; of files that need not be made, what is known of them."""
    pages: dict[str, object] = {
        page.path: (whole.bodies[page.path].html, page.title, page.description, page.sections, page.data, page.edit)
        for page in whole.pages
    }
    return pages | {
        file.path: file.digest if isinstance(file, KnownArtifact) else file_digest(file.data) for file in whole.files
    }


def made_files(whole: WholeSite) -> set[str]:
    """The files that a build has made."""
    return {file.path for file in whole.files if not isinstance(file, KnownArtifact)}


def chain(folder: Path, count: int) -> Path:
    """A project of terms of which each is related to the next."""
    (folder / "glossary").mkdir(parents=True)
    for number in range(count):
        related = [f"Term{number + 1}x"] if number + 1 < count else []
        write(folder, f"term{number}x", related=related)
    return folder


def test_an_edit_makes_only_the_pages_that_show_it(tmp_path: Path, shows: Shows) -> None:
    folder = chain(tmp_path / "project", 9)
    built(folder)
    assert len(shows) == 9
    shows.clear()
    built(folder)
    assert not shows
    write(folder, "term8x", definition="Another thing that customers see.")
    built(folder)
    # The drawing goes two steps far, and links in it show the definition.
    assert shows == ["term6x", "term7x", "term8x"]
    shows.clear()
    write(folder, "term8x", term="Renamed", definition="Another thing that customers see.", synonyms=["Term8x"])
    built(folder)
    assert shows == ["term6x", "term7x", "term8x"]


def test_without_a_change_no_file_is_made_and_after_an_edit_no_permalink_of_another_term(tmp_path: Path) -> None:
    folder = chain(tmp_path / "project", 5)
    assert len(made_files(built(folder))) > 30
    again = built(folder)
    assert not made_files(again)
    assert {file.path: file.data for file in again.files} == {
        file.path: file.data for file in built(folder, cache=False).files
    }
    write(folder, "term4x", definition="Another thing that customers see.")
    made = made_files(built(folder))
    assert {path for path in made if path.startswith("go/")} == {"go/term4x/index.html"}
    assert {path for path in made if path.startswith("api/v1/terms")} == {
        "api/v1/terms.json",
        "api/v1/terms/term4x.json",
    }


def test_an_edit_makes_only_what_exports_say_of_the_terms_that_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[str, str]] = []
    exported = {api: "term_json", tbx: "_facts", skos: "_concept", llms: "_said", csv: "_line", anki: "_back"}
    for module, name in exported.items():
        make = getattr(module, name)

        def noted(site: Site, concept: Concept, *given: Any, make: Any = make, at: str = name, **more: Any) -> Any:
            found.append((at, concept.id))
            return make(site, concept, *given, **more)

        monkeypatch.setattr(module, name, noted)
    folder = chain(tmp_path / "project", 9)
    built(folder)
    assert len(found) == 9 * len(exported)
    found.clear()
    write(folder, "term8x", definition="Another thing that customers see.")
    again = built(folder)
    assert {id for _, id in found} == {"term8x"}
    assert len(found) == len(exported)
    assert shown(again) == shown(built(folder, cache=False))
    found.clear()
    write(folder, "term8x", term="Renamed", definition="Another thing that customers see.", synonyms=["Term8x"])
    again = built(folder)
    # Their name in the file of a neighbor is its new one.
    assert {id for _, id in found} == {"term7x", "term8x"}
    assert shown(again) == shown(built(folder, cache=False))


OF_NAMES = {"objects.inv", "exports/links.txt", "exports/Termbase.zip", "exports/prh.yml", "exports/words.txt"}


def test_exports_of_names_are_made_only_if_a_name_has_changed(tmp_path: Path) -> None:
    folder = chain(tmp_path / "project", 5)
    assert made_files(built(folder)) >= OF_NAMES
    write(folder, "term4x", definition="Another thing that customers see.")
    again = built(folder)
    assert not made_files(again) & OF_NAMES
    files = {file.path: file.data for file in again.files if file.path in OF_NAMES}
    assert files == {file.path: file.data for file in built(folder, cache=False).files if file.path in OF_NAMES}
    write(folder, "term4x", definition="Another thing that customers see.", synonyms=["Another name"])
    again = built(folder)
    assert made_files(again) >= OF_NAMES
    assert shown(again) == shown(built(folder, cache=False))


def test_exports_of_names_need_nothing_else_of_a_glossary() -> None:
    site = Site(glossary=ours(), updated={"a.yml": "2024-01-01", "b.yml": "2024-02-02"})
    alone = names_alone(site)
    made_of_names = [export for export in EXPORTS if export.path in OF_NAMES]
    assert made_of_names
    for export in made_of_names:
        assert [it.data for it in export.make(alone)] == [it.data for it in export.make(site)], export.name


def test_files_of_other_packages_are_made_in_every_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may depend on anything."""
    theirs = Export(
        name="theirs", path="theirs.txt", title="Theirs", make=lambda site: [Artifact(path="theirs.txt", content="x")]
    )
    monkeypatch.setattr(exports, "exports", lambda: (*exports.EXPORTS, theirs))
    folder = chain(tmp_path / "project", 2)
    built(folder)
    assert "theirs.txt" in made_files(built(folder))


def test_no_page_of_our_glossary_is_made_twice(tmp_path: Path, shows: Shows) -> None:
    """It has something of everything, so nothing that a page of a term shows goes unnoted."""
    site, folder = site_of(tmp_path, ROOT / "glossary"), tmp_path / "project"
    first = render_whole(site, cache=folder)
    assert len(shows) == len(site.termbase.concepts)
    shows.clear()
    again = render_whole(site, cache=folder)
    assert not shows
    assert shown(again) == shown(first)


def test_a_neighbor_of_a_hub_is_not_made_for_what_the_hub_leads_to(tmp_path: Path, shows: Shows) -> None:
    folder, count = tmp_path / "project", 80
    (folder / "glossary").mkdir(parents=True)
    write(folder, "hub")
    for number in range(count):
        write(folder, f"spoke{number}x", related=["Hub"])
    built(folder)
    shows.clear()
    write(folder, "spoke79x", related=["Hub"], example="Seen once.")
    built(folder)
    assert set(shows) == {"hub", "spoke79x"}


def test_what_is_not_known_to_be_noted_counts_as_anything() -> None:
    site = Site(glossary=ours())
    watch = Watch(site)
    watch.begin(site.termbase.concepts[0].id)
    assert watch.site.graph == site.graph
    assert ANYTHING in watch.end()


OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "pages": st.sampled_from(
            [{"titles": {"terms": "Words"}}, {"omit": ["graph"]}, {"omit": ["go", "print"]}, {"folder": "words"}]
        ),
        "link": st.just({"touch": True}),
    },
)


def same(folder: Path, options: Mapping[str, Any]) -> bool:
    """Whether a build with what earlier ones have stored makes the pages of one without."""
    return shown(built(folder, **options)) == shown(built(folder, cache=False, **options))


@settings(deadline=None, max_examples=8)
@given(st.dictionaries(FILES, ONE, min_size=2), st.lists(st.tuples(EDITS, OPTIONS), min_size=1, max_size=4))
def test_after_any_edits_pages_are_those_of_a_build_without_a_cache(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], edits: list[Any]
) -> None:
    folder = tmp_path_factory.mktemp("project")
    write_all(folder, files)
    assert same(folder, {"glossary": "g"})
    for (path, text), options in edits:
        if text is None:
            (folder / path).unlink(missing_ok=True)
        else:
            write_all(folder, {path: text})
        assert same(folder, {"glossary": "g", **options}), path


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.randoms(use_true_random=False), st.data())
def test_whatever_the_files_hold_and_whichever_is_missing_pages_are_those_of_a_build_without_a_cache(
    tmp_path_factory: pytest.TempPathFactory, source: Random, data: st.DataObject
) -> None:
    folder, files = tmp_path_factory.mktemp("project"), glossary(source)
    write_all(folder, {f"g/{path}": text for path, text in files.items()})
    assert same(folder, {"glossary": "g"})
    (folder / "g" / data.draw(st.sampled_from(sorted(files)))).unlink()
    assert same(folder, {"glossary": "g"})


def test_dates_of_changes_are_noted(tmp_path: Path) -> None:
    files = {f"term{number}x.yml": concept(f"Term{number}x") for number in range(3)}
    before = made(files, updated=dict.fromkeys(files, "2024-01-01"))
    after = made(files, updated=dict.fromkeys(files, "2024-01-01") | {"term1x.yml": "2024-02-02"})
    render_whole(before, cache=tmp_path / "project")
    assert shown(render_whole(after, cache=tmp_path / "project")) == shown(render_whole(after))
