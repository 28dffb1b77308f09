"""What the tests share: files on the disk, and the way from the text of term files to a termbase, in memory."""

import asyncio
import os
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import settings

from termbase.identity.merge import merge
from termbase.identity.resolve import resolve
from termbase.model.concept import Termbase
from termbase.model.diagnostics import Diagnostic, in_order
from termbase.reading.decode import Decoded, decode
from termbase.yaml_files.tree import parse
from tests.compiled_templates import keep_templates
from tests.thorough import EXAMPLES

for variable in ("CI", "TERMBASE_CACHE_KEY"):  # they decide whether a build stores anything; tests of that set them
    os.environ.pop(variable, None)
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=EXAMPLES)
settings.load_profile("repeatable")
keep_templates()
LONGEST: Final = (
    "our_site/",
    "browser/test_injection.py",
    "hosts/test_kills.py",
    "cli/test_faults.py",
    "browser/test_found_first.py",
    "text/test_journal.py",
    "test_fuzz.py",
    "browser/test_design.py",
    "hosts/test_kept_files.py",
    "cli/test_same_bytes.py",
)
"""Where the longest tests are. If one of them were among the last, the other workers would wait for it."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lets workers begin with the longest tests."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: not item.nodeid.removeprefix("tests/").startswith(LONGEST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Lets a test without a browser, or with one of its own, start an event loop while the browser of others is open.

    Playwright's loop counts as running in this thread until the browser is closed, although it rests between the
    calls to Playwright.
    """
    resting = asyncio._get_running_loop()
    browser = item.get_closest_marker("browser")
    if resting is None or (browser is not None and not browser.kwargs.get("own")):
        return (yield)
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(resting)


def write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Writes files given as path and text, with the folders that they need."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def read_all(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by their paths in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def decoded(files: Mapping[str, str]) -> Decoded:
    """Decodes term files given as path and YAML text."""
    return decode(parse(text, file=path) for path, text in files.items())


def load(files: Mapping[str, str]) -> tuple[Termbase, tuple[Diagnostic, ...]]:
    """Takes term files through parse, decode, merge and resolve."""
    values = decoded(files)
    merged = merge(values.entries, values.decisions)
    resolved = resolve(values, merged)
    return resolved.termbase, in_order((*values.diagnostics, *merged.diagnostics, *resolved.diagnostics))


def concept(term: str, **keys: Any) -> str:
    """The text of a concept file."""
    return dump({"term": term, "definition": f"What {term} means.", **keys})


def entries(source: str, *items: Mapping[str, Any]) -> str:
    """The text of a file of entries; the definition may be left out."""
    listed = [{**item, "definition": item.get("definition", f"{source} on {item['locator']}.")} for item in items]
    return dump({"source": source, "entries": listed})


def sources(*ids: str) -> str:
    """The text of `sources.yml`."""
    return dump({"sources": [{"id": name, "title": f"Title of {name}"} for name in ids]})


def dump(tree: Any) -> str:
    """A tree of text, lists and dictionaries as YAML, keys in the order given."""
    return yaml.dump(tree, Dumper=_Plain, sort_keys=False)


class _Plain(yaml.SafeDumper):
    """Writes no anchors, which term files refuse."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def placed(termbase: Termbase) -> dict[str, str]:
    """For each evidence entry that has a concept, the concept's id."""
    return {account.entry.key: concept.id for concept in termbase.concepts for account in concept.evidence}
