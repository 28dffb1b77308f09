"""The structure of the package: imports point one way, and modules stay small."""

import ast
import importlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "plugins/termbase"
LONGEST = 400
"""Lines from which on a module has more than one idea."""
MODULES = sorted(PACKAGE.rglob("*.py"))


linted = pytest.mark.skipif(not find_spec("importlinter"), reason="import-linter is among the development tools only")


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return subprocess.run(
        [*command, "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@linted
def test_imports_point_one_way_lazy_ones_too() -> None:
    result = contracts(PACKAGE.parent)
    assert result.returncode == 0, result.stdout[-2000:]
    assert "2 kept, 0 broken" in result.stdout


@linted
def test_no_modules_import_each_other_in_a_circle_for_types_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    grimp = importlib.import_module("grimp")
    monkeypatch.syspath_prepend(str(PACKAGE.parent))
    graph = grimp.build_graph("termbase", cache_dir=None)
    left = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(left) > 300
    while free := [module for module, imported in left.items() if not imported & left.keys()]:
        for module in free:
            del left[module]
    assert sorted(left) == []  # what is left lies in a circle, or imports one that does


def test_every_folder_has_its_place_in_the_line() -> None:
    placed = (ROOT / "pyproject.toml").read_text("utf-8")
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert len(folders) > 10
    assert not [name for name in sorted(folders) if f"termbase.{name}" not in placed]


def test_the_root_holds_the_front_door_alone() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} <= {"__init__", "glossary"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_grows_beyond_one_idea(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_the_adapter_stays_thin() -> None:
    assert len((PACKAGE / "hosts/mkdocs.py").read_text("utf-8").splitlines()) < 200


PROTOCOLS = {
    "command": ("cli/", "what the command line runs for the verb that the module is named after"),
    "export": ("exports/", "makes the files of one format; the folder's own makes those of all"),
    "PATH": ("exports/", "where the file of that format is published"),
    "MEDIA_TYPE": ("exports/", "the media type of that file, for a link to it"),
    "main": ("", "what runs when the module is started as a program"),
}
"""Names that several modules of a folder have on purpose, since each plays the same part. docs/develop lists them."""


def public_names(path: Path) -> list[str]:
    """The names that a module defines for others, without those that it imports."""
    named: list[str] = []
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            named.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named += [target.id for target in targets if isinstance(target, ast.Name)]
    return [name for name in named if not name.startswith("_")]


def test_a_public_name_means_one_thing_in_the_whole_package() -> None:
    """A reader who searches for a class, a function or a constant finds one."""
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for name in sorted(set(public_names(path))):
            homes.setdefault(name, []).append(path.relative_to(PACKAGE).as_posix())
    assert len(homes) > 1000
    repeated = {name: found for name, found in homes.items() if len(found) > 1}
    assert {
        name: found
        for name, found in repeated.items()
        if name not in PROTOCOLS or not all(path.startswith(PROTOCOLS[name][0]) for path in found)
    } == {}
    assert repeated.keys() == PROTOCOLS.keys(), "a protocol that one module has is a name like any other"


def test_the_page_for_maintainers_lists_the_names_that_several_modules_share() -> None:
    listed = (ROOT / "docs/develop/index.md").read_text("utf-8")
    assert [name for name in PROTOCOLS if f"| `{name}` |" not in listed] == []


def test_every_test_file_has_tests() -> None:
    """A file that a merge has emptied would pass."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    assert files
    assert [path.name for path in files if "def test_" not in path.read_text("utf-8")] == []
