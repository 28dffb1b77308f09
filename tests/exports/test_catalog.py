"""The list of exports: complete, selectable, and the same bytes on every machine."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from termbase.exports import EXPORTS, Export, export, select
from termbase.exports.csv import COLUMNS
from termbase.model.artifact import Artifact
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.exports.sites import real, small

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual" / "exports.md"
NAMES = [item.name for item in EXPORTS]


def test_names_and_places_are_unique() -> None:
    assert len({item.name for item in EXPORTS}) == len({item.path for item in EXPORTS}) == len(EXPORTS)


@pytest.fixture(scope="module")
def published(site: Site) -> tuple[Artifact, ...]:
    return tuple(export(site))


@pytest.mark.parametrize("item", EXPORTS, ids=NAMES)
def test_each_can_be_selected_and_is_published(site: Site, published: tuple[Artifact, ...], item: Export) -> None:
    chosen = select(site, item.name)
    assert chosen is not None
    assert chosen.path == item.path
    assert chosen.data
    assert chosen in published


def test_an_unknown_name_is_an_error(site: Site) -> None:
    with pytest.raises(KeyError):
        select(site, "papyrus")


def test_every_published_path_is_published_once(published: tuple[Artifact, ...]) -> None:
    paths = [artifact.path for artifact in published]
    assert len(set(paths)) == len(paths)


def test_what_needs_an_address_says_so() -> None:
    nowhere = replace(small(), addresses=Addresses())
    assert {item.name for item in EXPORTS if select(nowhere, item.name) is None} == {
        item.name for item in EXPORTS if item.needs
    }


def test_every_text_is_utf_8_without_controls(attack: tuple[Site, str]) -> None:
    site, _ = attack
    assert EXPORTS
    for item in EXPORTS:
        artifact = select(site, item.name)
        assert artifact is not None
        if item.name == "json":
            assert json.loads(artifact.data.decode("utf-8"))["terms"]
        elif item.name not in ("inventory", "vale"):
            assert "\x00" not in artifact.data.decode("utf-8")


@pytest.mark.parametrize("item", EXPORTS, ids=NAMES)
def test_the_manual_tells_of_each(item: Export) -> None:
    text = MANUAL.read_text("utf-8")
    assert f"`/{item.path}`" in text
    assert f"`{item.name}`" in text


@pytest.mark.parametrize(("column", "meaning"), COLUMNS.items(), ids=COLUMNS.keys())
def test_the_manual_tells_of_each_column(column: str, meaning: str) -> None:
    assert f"| `{column}` | {meaning} |" in MANUAL.read_text("utf-8")


PRINT = (
    "import hashlib; from termbase.exports import EXPORTS, select; from tests.exports.sites import real;"
    "[print(item.name, hashlib.sha256(select(real(), item.name).data).hexdigest()) for item in EXPORTS]"
)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_do_not_depend_on_the_hash_seed(seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
    )
    here = {item.name: select(real(), item.name) for item in EXPORTS}
    digests = {name: hashlib.sha256(artifact.data).hexdigest() for name, artifact in here.items() if artifact}
    assert dict(line.split() for line in done.stdout.splitlines()) == digests
