"""The weights and thresholds of the merge, read from their file."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

Weights = Mapping[str, Mapping[str, float]]
"""Numbers by table and name, as in `weights.toml`."""

_FILE: Final = "identity/merge/weights.toml"


@cache
def merge_weights() -> Weights:
    """The weights; the comments in the file say what each means."""
    return tomllib.loads(files("termbase").joinpath(_FILE).read_text("utf-8"))
