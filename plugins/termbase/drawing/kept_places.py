"""The places that concepts had on the last map that somebody kept: `map.json` in the glossary folder.

The file is made by `scripts/keep_positions.py`, checked in, and optional. Without it the map is
drawn afresh by rules that already move little; with it nothing moves that is in it.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from termbase.drawing.map_layout import Kept, Point
from termbase.drawing.relation_graph import Graph
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.text.regular_files import read_text
from termbase.text.untrusted import UntrustedError, read_json

NAME: Final = "map.json"
_VERSION: Final = 1
_FARTHEST: Final = 1e6
_MAX_BYTES: Final = 8 * 1024 * 1024

Found = tuple[Mapping[str, Kept], tuple[Diagnostic, ...]]


def read_map(folder: Path, *, relative_to: Path | None = None) -> Found:
    """Reads the kept places of a glossary folder; nothing where there is no such file."""
    path = folder / NAME
    base = relative_to if relative_to is not None and folder.is_relative_to(relative_to) else folder.parent
    try:
        text = read_text(path, limit=_MAX_BYTES)
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        return _refused(path.relative_to(base).as_posix(), error.strerror or "the system gave no reason")
    except UntrustedError as error:
        return _refused(path.relative_to(base).as_posix(), error.message, line=error.line, column=error.column)
    return parse_map(text, file=path.relative_to(base).as_posix())


def parse_map(text: str, *, file: str) -> Found:
    """Kept places by category; a file that is not a map keeps nothing and says so."""
    try:
        tree = read_json(text)
        if tree["version"] != _VERSION:
            raise ValueError(f"version “{tree['version']}” is not {_VERSION}")
        return {
            str(category): Kept(
                centre=_point(settled["at"]), places={str(id): _point(at) for id, at in settled["terms"].items()}
            )
            for category, settled in tree["categories"].items()
        }, ()
    except UntrustedError as error:
        return _refused(file, error.message, line=error.line, column=error.column)
    except KeyError as error:
        return _refused(file, f"the key “{error.args[0]}” is missing")
    except (TypeError, AttributeError):
        return _refused(file, "a value is not of the kind that belongs there")
    except ValueError as error:
        return _refused(file, str(error))


def _point(value: Any) -> Point:
    x, y = value
    if isinstance(x, bool) or isinstance(y, bool) or not all(isinstance(v, (int, float)) for v in (x, y)):
        raise ValueError(f"“{value}” is not a pair of numbers")
    if not all(math.isfinite(v) and abs(v) <= _FARTHEST for v in (x, y)):
        raise ValueError(f"“{value}” lies off the map")
    return (float(x), float(y))


def _refused(file: str, reason: str, *, line: int = 1, column: int = 1) -> Found:
    problem = Diagnostic(
        code="TB112",
        severity=Severity.WARNING,
        message=f"the kept places of the map cannot be read: {reason}",
        where=Location(file=file, line=line, column=column),
        hint="The map is drawn afresh. Delete the file, or make it again with scripts/keep_positions.py.",
    )
    return {}, (problem,)


def write_map(graph: Graph) -> str:
    """The text of a map file that keeps a graph as it is: one line for each concept."""
    shores = [
        f'  {json.dumps(region.category)}: {{"at": {_pair(region.island.x, region.island.y)}, "terms": {{\n'
        + ",\n".join(f"   {json.dumps(id)}: {_pair(*place)}" for id, place in sorted(region.island.places.items()))
        + "\n  }}"
        for region in graph.regions
    ]
    return f'{{"version": {_VERSION}, "categories": {{\n' + ",\n".join(shores) + "\n}}\n"


def _pair(x: float, y: float) -> str:
    return f"[{x:g}, {y:g}]"
