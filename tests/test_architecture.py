"""Imports point one way: from the values to the hosts. The core knows no host."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "plugins/termbase"
LAYERS = (
    {"artifact", "diagnostics", "escaping", "folding", "history", "islands", "lettering", "mathml"},
    {"security", "share", "slug", "spoken_numbers", "vocabulary", "yaml_text"},
    {"addresses", "entry", "fetch", "formula", "formula_pieces", "precise", "yaml_source"},
    {"changes", "model", "schema", "validate", "write_term"},
    {"decode", "forest", "issue_form", "names", "read", "term_edit"},
    {"boxes", "collate", "find", "fix", "git_source", "ledger", "merge", "remote", "resolve"},
    {
        "graph",
        "likeness",
        "link_index",
        "linked",
        "map_file",
        "markdown_links",
        "neighbourhood",
        "outline",
        "rich_text",
        "surface",
    },
    {"suggest"},
    {"acronyms", "contributors", "repository", "rules", "shared_names"},
    {"pipeline"},
    {"diff", "diff_markdown", "inverse", "new_term", "pr_comment", "proposal", "reading", "rename", "site"},
    {"permalinks", "structured_data"},
    {"exports", "imports", "pages", "previews", "search_names"},
    {"front_matter", "render"},
    {"hosts", "cli"},
)
"""Rooms from the inside out. A room may import its own layer and those before it."""
HOSTS = ("mkdocs", "material", "click", "zensical", "properdocs")
LONGEST = 400
"""Lines from which on a module has more than one idea."""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room != "__init__":
            yield room, path


def imported(path: Path) -> Iterator[str]:
    """Modules imported at the top of a file; what a function imports when it runs is its own affair."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def layer(room: str) -> int | None:
    return next((number for number, rooms in enumerate(LAYERS) if room in rooms), None)


@pytest.mark.parametrize(("room", "path"), list(modules()), ids=lambda value: getattr(value, "stem", value))
def test_a_room_imports_only_from_its_layer_and_those_inside_it(room: str, path: Path) -> None:
    own = layer(room)
    assert own is not None, f"say in LAYERS where “{room}” belongs"
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "termbase" and len(parts) > 1 and (other := layer(parts[1])) is not None:
            assert other <= own, f"{path.name} imports {name}, which lies further out"


@pytest.mark.parametrize(("room", "path"), list(modules()), ids=lambda value: getattr(value, "stem", value))
def test_only_hosts_and_the_command_know_a_host(room: str, path: Path) -> None:
    if room not in ("hosts", "cli"):
        assert not [name for name in imported(path) if name.split(".")[0] in HOSTS]


def test_every_layer_names_rooms_that_exist() -> None:
    rooms = {room for room, _ in modules()}
    assert set().union(*LAYERS) == rooms


@pytest.mark.parametrize("path", [path for _, path in modules()], ids=lambda path: path.stem)
def test_no_module_grows_beyond_one_idea(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_the_adapter_stays_thin() -> None:
    assert len((PACKAGE / "hosts/mkdocs.py").read_text("utf-8").splitlines()) < 200
