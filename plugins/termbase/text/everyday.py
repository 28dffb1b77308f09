"""Words that name concepts and are everyday English at once: a list in a file of the package."""

from functools import cache
from importlib.resources import files

from termbase.text.folding import fold


@cache
def everyday_words() -> frozenset[str]:
    """Folded words that are names of concepts and plain English at once, such as "beta" and "plan"."""
    text = files("termbase").joinpath("everyday.txt").read_text("utf-8")
    return frozenset(fold(word) for line in text.splitlines() if not line.startswith("#") for word in line.split())
