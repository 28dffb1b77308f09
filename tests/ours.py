"""Our glossary, and the copy of it that tests of exact output use: compiled once for all tests of a process."""

from functools import cache
from pathlib import Path

from termbase.glossary import Glossary, load

ROOT = Path(__file__).parents[1]


@cache
def ours() -> Glossary:
    """The glossary as it is today."""
    return load(ROOT / "glossary", relative_to=ROOT)


@cache
def frozen() -> Glossary:
    """The glossary as it was on one day."""
    return load(ROOT / "tests/frozen/glossary")
