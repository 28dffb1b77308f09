"""What has been measured, as a table and as a plot."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from statistics import median
from typing import Final

from scripts.bench.engines import Cost

Costs = Mapping[str, Mapping[int, Sequence[Cost]]]
"""The runs of each engine, by name and by number of terms; the first engine is what others are compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The medians of an engine at one size."""

    processor: float
    wall: float
    memory: float
    written: float


def medians(runs: Sequence[Cost]) -> Row:
    """The median of each number."""
    return Row(
        processor=median(run.processor for run in runs),
        wall=median(run.wall for run in runs),
        memory=median(run.memory for run in runs),
        written=median(run.written for run in runs),
    )


def table(costs: Costs, size: int) -> Iterator[str]:
    """The lines of the table for one number of terms."""
    base = medians(next(iter(costs.values()))[size]).processor
    yield f"| {size:,} terms | processor, s | ratio | clock, s | memory, MB | site, MB |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, sizes in costs.items():
        if runs := sizes.get(size):
            row = medians(runs)
            yield (
                f"| {name} | {row.processor:.2f} | {row.processor / base:.2f} | {row.wall:.2f} | {row.memory:.0f}"
                f" | {row.written / 1e6:.1f} |"
            )
        else:
            yield f"| {name} | no answer | | | | |"


def growth(costs: Costs) -> Iterator[str]:
    """A line for each engine: the exponent of its processor time between two sizes; 1 is linear."""
    for name, sizes in costs.items():
        measured = sorted((size, medians(runs).processor) for size, runs in sizes.items() if runs)
        steps = [
            f"{math.log(after / before) / math.log(larger / smaller):.2f} from {smaller:,} to {larger:,}"
            for (smaller, before), (larger, after) in pairwise(measured)
        ]
        yield f"- {name}: {', '.join(steps)}"


_WIDTH: Final = 720
_HEIGHT: Final = 400
_EDGE: Final = (60, 20, 240, 50)
"""Room around the plot: left, top, right, and at its foot."""
_COLORS: Final = ("#57606a", "#0969da", "#1a7f37", "#8250df", "#bc4c00", "#cf222e", "#9a6700", "#1b7c83")


def plot(costs: Costs) -> str:
    """Processor time by number of terms, both on scales of powers of ten, as SVG."""
    lines = {
        name: [(size, medians(runs).processor) for size, runs in sorted(sizes.items()) if runs]
        for name, sizes in costs.items()
    }
    points = [point for line in lines.values() for point in line]
    left, top, right, foot = _EDGE
    across = _scale([size for size, _ in points], left, _WIDTH - right)
    up = _scale([seconds for _, seconds in points], _HEIGHT - foot, top)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        "<title>Processor time of a build by number of terms</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for size in sorted({size for size, _ in points}):
        parts.append(f'<path d="M{across(size):.0f} {top}V{_HEIGHT - foot}" stroke="#d0d7de"/>')
        parts.append(f'<text x="{across(size):.0f}" y="{_HEIGHT - foot + 18}" text-anchor="middle">{size:,}</text>')
    seconds = [s for _, s in points]
    for power in range(math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds))) + 1):
        if min(seconds) <= 10**power <= max(seconds):
            y = up(10**power)
            parts.append(f'<path d="M{left} {y:.0f}H{_WIDTH - right}" stroke="#d0d7de"/>')
            parts.append(f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{10**power:g} s</text>')
    ends = _apart({name: up(line[-1][1]) for name, line in lines.items() if line})
    for color, (name, line) in zip(_COLORS * 2, lines.items(), strict=False):
        if line:
            drawn = " ".join(f"{across(size):.0f},{up(cost):.1f}" for size, cost in line)
            parts.append(f'<polyline points="{drawn}" fill="none" stroke="{color}" stroke-width="2"/>')
            place = f'x="{_WIDTH - right + 10}" y="{ends[name] + 4:.0f}"'
            parts.append(f'<text {place} fill="{color}">{escape(name)}</text>')
    parts.append(f'<text x="{left}" y="{_HEIGHT - 12}">Terms; processor time of one build</text>')
    return "\n".join((*parts, "</svg>", ""))


def _scale(values: Sequence[float], first: float, last: float) -> Callable[[float], float]:
    """Maps numbers to places, equal factors to equal distances."""
    low, high = math.log10(min(values)), math.log10(max(values))
    return lambda value: first + (math.log10(value) - low) / ((high - low) or 1) * (last - first)


def _apart(places: Mapping[str, float]) -> Mapping[str, float]:
    """Places of names so that none covers another."""
    found: dict[str, float] = {}
    last = -math.inf
    for name, place in sorted(places.items(), key=lambda item: item[1]):
        last = found[name] = max(place, last + 16)
    return found
