"""A test that asserts only inside a loop passes when there is nothing to loop over, so it must assert that there is."""

import ast
from collections.abc import Iterator, Set
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SAME_LENGTH = frozenset(("dict", "enumerate", "list", "reversed", "set", "sorted", "tuple", "zip"))
"""Functions whose result is empty only if an argument is."""
VIEWS = frozenset(("items", "keys", "split", "splitlines", "values"))
"""Methods of which the same is true."""


def has_items(node: ast.expr, known: Set[str]) -> bool:
    """Whether an expression has items in every run, as far as it shows: written out, or made of what is.

    Args:
        node: The expression.
        known: Names of values that have items.
    """
    match node:
        case ast.Tuple() | ast.List() | ast.Set():
            return any(not isinstance(item, ast.Starred) or has_items(item.value, known) for item in node.elts)
        case ast.Dict():
            return bool(node.keys)
        case ast.Constant():
            return isinstance(node.value, str | bytes) and bool(node.value)
        case ast.Name():
            return node.id in known
        case ast.BinOp():
            return has_items(node.left, known) or has_items(node.right, known)
        case ast.Call(func=ast.Name(id="range")):
            return all(isinstance(bound, ast.Constant) for bound in node.args)
        case ast.Call(func=ast.Name(id=name)) if name in SAME_LENGTH:
            return bool(node.args) and all(has_items(argument, known) for argument in node.args)
        case ast.Call(func=ast.Attribute(attr=name)) if name in VIEWS:
            return has_items(node.func.value, known)
    return False


def with_items(statements: Iterator[ast.AST], known: Set[str] = frozenset()) -> Set[str]:
    """The names that statements give to values with items."""
    found = set(known)
    for node in statements:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and has_items(node.value, found):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update(target.id for target in targets if isinstance(target, ast.Name))
    return found


def is_check(node: ast.AST) -> bool:
    """Whether a statement or a call can fail a test on its own."""
    if isinstance(node, ast.Call):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
        return name.startswith(("assert_", "check_", "expect")) or name == "fail"
    return isinstance(node, ast.Assert) or (
        isinstance(node, ast.With) and any("raises(" in ast.unparse(item.context_expr) for item in node.items)
    )


def doubtful(node: ast.AST, known: Set[str], *, inside: bool = False) -> Iterator[bool]:
    """For each check below a node, whether it is in a loop that may have no turn."""
    for child in ast.iter_child_nodes(node):
        deeper = inside
        if isinstance(node, ast.For) and child in node.body:
            deeper = inside or not has_items(node.iter, known)
        elif isinstance(node, ast.While) and child in node.body:
            deeper = True
        if is_check(child):
            yield deeper
        yield from doubtful(child, known, inside=deeper)


def only_in_loops(text: str) -> list[str]:
    """The tests of a module whose checks are all in loops that may have no turn.

    Examples of Hypothesis are left out: some of them are empty on purpose, and others are not.
    """
    tree = ast.parse(text)
    known = with_items(iter(tree.body))
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not any("given" in ast.unparse(decorator) for decorator in node.decorator_list)
        and any(isinstance(part, ast.For | ast.While) for part in ast.walk(node))
        and (checks := list(doubtful(node, with_items(ast.walk(node), known))))
        and all(checks)
    ]


def test_every_loop_that_asserts_is_known_to_run() -> None:
    files = sorted(TESTS.rglob("test_*.py"))
    assert files
    found = [f"{path.relative_to(TESTS)}: {name}" for path in files for name in only_in_loops(path.read_text("utf-8"))]
    assert found == [], "assert before the loop that what it goes through is not empty"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("for x in made(): assert x", ["test_it"]),
        ("while made():\n        assert x", ["test_it"]),
        ("assert made()\n    for x in made(): assert x", []),
        ("for x in (1, 2): assert x", []),
        ("for x in KNOWN: assert x", []),
        ("for x, y in zip(KNOWN, made()): assert x", ["test_it"]),
        ("for x in sorted(KNOWN.items()): assert x", []),
        ("few = [1]\n    for x in few:\n        for y in x: assert y", ["test_it"]),
        ("for x in made():\n        with pytest.raises(ValueError): x()", ["test_it"]),
        ("for x in made(): x()", []),
    ],
)
def test_a_loop_that_may_not_run_is_found(body: str, found: list[str]) -> None:
    assert only_in_loops(f"KNOWN = {{1: 2}}\n\ndef test_it():\n    {body}\n") == found
