"""One commit built twice, in other folders and with other hash seeds, gives the same bytes, whether plugin or host makes the pages."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from termbase.hosts.joined_site import join_shards

ROOT = Path(__file__).parents[2]
PARTS = ("mkdocs.yml", "docs", "glossary", "scripts")
BUILDS = {"one": ("1", ""), "another": ("2", ""), "host": ("3", "      pages: {made_by: host}\n")}
"""Builds by name: the seed of hashes, and what the plugin is asked for in addition."""
Contents = dict[str, bytes]
SEARCH = "search/search_index.json"
"""The host takes it from finished pages, the plugin from the texts of terms."""


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(folder).as_posix(), data


@pytest.fixture(scope="module")
def builds(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Contents]:
    made = {}
    for name, (seed, asked) in BUILDS.items():
        folder = tmp_path_factory.mktemp(name)
        project = folder / name
        project.mkdir(parents=True)
        for part in PARTS:
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, project / part)
        config = project / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("  - termbase:\n", f"  - termbase:\n{asked}"), "utf-8")
        # The reference is made by mkdocstrings, and takes as long as all the rest.
        made[name] = dict(contents(build(project, folder / "site", PYTHONHASHSEED=seed, REFERENCE="false")))
    return made


@pytest.mark.parametrize("other", ["another", "host"])
def test_two_builds_are_the_same(builds: dict[str, Contents], other: str) -> None:
    first, second = builds["one"], builds[other]
    assert first.keys() == second.keys()
    searched_otherwise = [SEARCH] if other == "host" else []
    assert [name for name in first if first[name] != second[name]] == searched_otherwise


def test_three_shards_of_our_site_are_our_site(site: Path, build: Callable[..., Path], tmp_path: Path) -> None:
    shards = [build(ROOT, tmp_path / f"{number}", TERMBASE_SHARD=f"{number}/3") for number in (1, 2, 3)]
    join_shards(shards, tmp_path / "joined")
    joined, whole = (dict(contents(folder)) for folder in (tmp_path / "joined", site))
    assert joined.keys() == whole.keys()
    assert [name for name in joined if joined[name] != whole[name]] == []
