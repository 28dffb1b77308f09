"""One commit gives the same bytes in other folders and with other hash seeds, in one build or in shards, whether plugin or host makes the pages."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from termbase.hosts.joined_site import join_shards

ROOT = Path(__file__).parents[2]
PARTS = ("mkdocs.yml", "docs", "glossary", "scripts")
MADE_BY_HOST = "  - termbase:\n      pages: {made_by: host}\n"
SEARCH = "search/search_index.json"
"""The host takes it from finished pages, the plugin from the texts of terms."""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def copied(folder: Path) -> Path:
    """The project as it is now, in another folder, with its history."""
    if (ROOT / ".git").exists():  # an sdist has none
        subprocess.run(["git", "clone", "--quiet", "--no-checkout", str(ROOT), str(folder)], check=True)
    for part in PARTS:
        if (source := ROOT / part).is_dir():
            shutil.copytree(source, folder / part, dirs_exist_ok=True)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / part)
    return folder


@pytest.mark.parametrize("maker", ["plugin", "host"])
def test_another_folder_and_another_seed_give_the_same_bytes(
    site: Path, build: Callable[..., Path], tmp_path: Path, maker: str
) -> None:
    project = copied(tmp_path / "elsewhere")
    if maker == "host":
        config = project / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("  - termbase:\n", MADE_BY_HOST), "utf-8")
        made = [build(project, tmp_path / "site", PYTHONHASHSEED="1")]
        joined = made[0]
    else:  # in shards, each of them with a seed of its own
        made = [
            build(project, tmp_path / f"{number}", PYTHONHASHSEED=f"{number}", TERMBASE_SHARD=f"{number}/3")
            for number in (1, 2, 3)
        ]
        joined = tmp_path / "joined"
        join_shards(made, joined)
    first, second = contents(site), contents(joined)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == ([SEARCH] if maker == "host" else [])
