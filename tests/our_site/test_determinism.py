"""One commit built twice, in other folders and with other hash seeds, gives the same bytes."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("mkdocs.yml", "docs", "glossary")


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(folder).as_posix(), data


def test_two_builds_are_the_same(build: Callable[..., Path], tmp_path: Path) -> None:
    built = []
    for name, seed in (("one", "1"), ("another", "2")):
        project = tmp_path / name / name
        project.mkdir(parents=True)
        for part in PARTS:
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, project / part)
        environment = {"PYTHONHASHSEED": seed}
        built.append(dict(contents(build(project, tmp_path / f"{name}-site", **environment))))
    first, second = built
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
