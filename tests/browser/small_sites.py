"""Small sites for tests of one option."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts.browser import build, served


@contextmanager
def site_of(files: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Builds a site of some files in a folder, and serves it; gives its address, without a slash at its end."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    build(folder, folder / "site")
    with served(folder / "site") as base:
        yield base
