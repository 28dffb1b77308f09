"""A layered diagram of how metrics are calculated: labels in columns, each to the right of all its parts.

A line across several columns passes through gaps of its own in them, so that it never crosses a label. Columns are
sorted so that few lines cross, by the means of what their labels are connected with (Sugiyama's method). Sizes are
pixels at natural size.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from termbase.drawing.label_boxes import EDGE, FONT, Box, rounded
from termbase.drawing.text_width import height, room_for_words, width, wrap

_COLUMN: Final = 122.0
"""The width of a column, if no word is longer."""
_GAP: Final = 46.0
_BETWEEN: Final = 9.0
_PAD: Final = 5.0
_LANE: Final = 4.0
"""Height of the gap that a line passes through."""
_SWEEPS: Final = 12

_Line = tuple[str, str]
"""The keys of a part and of the item that contains it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """The finished drawing."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    """The frame of each label, by its key; left to right, then top to bottom."""
    paths: tuple[str, ...]
    """Each line as SVG path data, in the order in which they were given."""


@dataclass(slots=True)
class _Columns:
    """Keys in columns, with a key for each gap that a line passes through."""

    columns: list[list[str]]
    size: dict[str, float] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    after: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def join(self, one: str, other: str) -> None:
        """Connects two keys of neighboring columns."""
        self.after[one].append(other)
        self.before[other].append(one)


def layered(labels: Mapping[str, str], lines: Sequence[_Line]) -> Layers:
    """Draws labels and the lines between them.

    Args:
        labels: The words of each label, by its key, in the order that decides where nothing else does.
        lines: Which part belongs to which whole; a line that closes a cycle is drawn from right to left.
    """
    level = _levels(labels, lines)
    laid = _Columns(columns=[[] for _ in range(max(level.values(), default=0) + 1)])
    around = 2 * _PAD + EDGE
    rooms = {key: room_for_words(text, size=FONT, least=_COLUMN - around) for key, text in labels.items()}
    words = {key: wrap(text, size=FONT, room=rooms[key]) for key, text in labels.items()}
    step = max(rooms.values(), default=0.0) + around + _GAP
    for key in labels:
        laid.columns[level[key]].append(key)
        laid.size[key] = height(len(words[key]), size=FONT) + 2 * _PAD
    ways = [_way(laid, level, line, number) for number, line in enumerate(lines)]
    _sort(laid)
    tops = _place(laid)
    lowest = min(tops.values(), default=0.0)
    wide = [_width(words[key] for key in column if key in labels) for column in laid.columns]
    boxes = {
        key: _box(words[key], x=EDGE + at * step, y=tops[key] - lowest + EDGE, wide=wide[at], high=laid.size[key])
        for at, column in enumerate(laid.columns)
        for key in column
        if key in labels
    }
    centres = {key: top - lowest + EDGE + laid.size[key] / 2 for key, top in tops.items()}
    bottom = max((top - lowest + laid.size[key] for key, top in tops.items()), default=0.0)
    return Layers(
        width=rounded(max((box.x + box.width for box in boxes.values()), default=0.0) + EDGE),
        height=rounded(bottom + 2 * EDGE),
        boxes=boxes,
        paths=tuple(_path(way, boxes, centres, step=step) for way in ways),
    )


def _levels(labels: Mapping[str, str], lines: Sequence[_Line]) -> Mapping[str, int]:
    """The column of each key: the longest way that leads to it; keys that nothing leads to are next to what they lead to."""
    into: dict[str, list[str]] = defaultdict(list)
    out: dict[str, list[str]] = defaultdict(list)
    for one, other in lines:
        into[other].append(one)
        out[one].append(other)
    level: dict[str, int] = {}
    for start in labels:
        _measure(start, into, level)
    for key in labels:
        following = [level[other] for other in out[key] if level[other] > level[key]]
        if not into[key] and following:
            level[key] = min(following) - 1
    return level


def _measure(start: str, into: Mapping[str, Sequence[str]], level: dict[str, int]) -> None:
    """Measures the longest path to a key; edges that close a cycle do not count."""
    # A walk in depth with a stack of its own: a chain of formulas may be longer than Python's recursion is deep.
    path, waiting = {start}, [(start, iter(into[start]))]
    best = {start: 0}
    while waiting:
        key, parts = waiting[-1]
        part = next(parts, None)
        if part is None:
            waiting.pop()
            path.discard(key)
            level.setdefault(key, best[key])
            if waiting:
                best[waiting[-1][0]] = max(best[waiting[-1][0]], level[key] + 1)
        elif part in level:
            best[key] = max(best[key], level[part] + 1)
        elif part not in path:
            path.add(part)
            best[part] = 0
            waiting.append((part, iter(into[part])))


def _way(laid: _Columns, level: Mapping[str, int], line: _Line, number: int) -> tuple[str, ...]:
    """The keys along a line, with a placeholder in each column between its ends."""
    first, last = line if level[line[0]] <= level[line[1]] else line[::-1]
    way = [first]
    # A lane takes part in sorting and spacing like a label, so a long line gets a gap between the labels on its way.
    for at in range(level[first] + 1, level[last]):
        lane = f"{number} {at}"
        laid.columns[at].append(lane)
        laid.size[lane] = _LANE
        way.append(lane)
    way.append(last)
    if level[first] != level[last]:
        for one, other in pairwise(way):
            laid.join(one, other)
    return tuple(way)


def _sort(laid: _Columns) -> None:
    """Sorts every column by the means of the places in the column before, then after, several times."""
    # A sweep may increase the number of crossings before the next reduces it, so the best order is kept, not the last.
    best, order = _crossings(laid), [list(column) for column in laid.columns]
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        near = laid.before if forward else laid.after
        columns = laid.columns[1:] if forward else laid.columns[-2::-1]
        for column in columns:
            places = {key: place for other in laid.columns for place, key in enumerate(other)}
            means = {
                key: sum(places[other] for other in near[key]) / len(near[key]) if near[key] else places[key]
                for key in column
            }
            column.sort(key=means.__getitem__)
        crossings = _crossings(laid)
        if crossings < best:
            best, order = crossings, [list(column) for column in laid.columns]
    laid.columns = order


def _crossings(laid: _Columns) -> int:
    count = 0
    for one, other in pairwise(laid.columns):
        places = {key: place for place, key in enumerate(other)}
        ends = [place for key in one for place in sorted(places[after] for after in laid.after[key])]
        count += sum(ends[b] < ends[a] for a in range(len(ends)) for b in range(a + 1, len(ends)))
    return count


def _place(laid: _Columns) -> Mapping[str, float]:
    """The top of every key: as close to the mean of its connections as the space in its column allows."""
    tops: dict[str, float] = {}
    for column in laid.columns:
        y = 0.0
        for key in column:
            tops[key] = y
            y += laid.size[key] + _BETWEEN
    for sweep in range(_SWEEPS):
        order = laid.columns if sweep % 2 == 0 else laid.columns[::-1]
        for column in order:
            wanted = {key: _wanted(laid, tops, key) for key in column}
            _settle(laid, column, wanted, tops)
    return tops


def _wanted(laid: _Columns, tops: Mapping[str, float], key: str) -> float:
    near = [*laid.before[key], *laid.after[key]]
    if not near:
        return tops[key]
    return sum(tops[other] + laid.size[other] / 2 for other in near) / len(near) - laid.size[key] / 2


def _settle(laid: _Columns, column: Sequence[str], wanted: Mapping[str, float], tops: dict[str, float]) -> None:
    """Gives each key of a column its wanted place; keys that would overlap move to the mean of their places."""
    blocks: list[tuple[list[str], float, float]] = []  # keys, height, and the top that suits them on the whole
    for key in column:
        keys, high, top = [key], laid.size[key], wanted[key]
        # Keys that meet become one block at the mean of what its keys want, which may meet the block above in turn: the
        # places with the least sum of squared distances, found in one pass.
        while blocks and blocks[-1][2] + blocks[-1][1] + _BETWEEN > top:
            others, other_high, other_top = blocks.pop()
            count = len(others) + len(keys)
            top = (other_top * len(others) + (top - other_high - _BETWEEN) * len(keys)) / count
            keys, high = others + keys, other_high + _BETWEEN + high
        blocks.append((keys, high, top))
    for keys, _, top in blocks:
        for key in keys:
            tops[key] = top
            top += laid.size[key] + _BETWEEN


def _width(labels: Iterable[Sequence[str]]) -> float:
    """The width of all frames of a column."""
    return max((width(line, size=FONT) for lines in labels for line in lines), default=0.0) + 2 * _PAD


def _box(lines: tuple[str, ...], *, x: float, y: float, wide: float, high: float) -> Box:
    return Box(lines=lines, x=rounded(x), y=rounded(y), width=rounded(wide), height=rounded(high))


def _path(way: Sequence[str], boxes: Mapping[str, Box], centres: Mapping[str, float], *, step: float) -> str:
    first, last = boxes[way[0]], boxes[way[-1]]
    x, y = rounded(first.x + first.width), first.centre
    if first.x == last.x:  # within one column, as in a circle of two
        side = rounded(first.x + step - _GAP * 2 / 3)
        return f"M{x:g} {y:g}C{side:g} {y:g} {side:g} {last.centre:g} {rounded(last.x + last.width):g} {last.centre:g}"
    path = f"M{x:g} {y:g}"
    at = round((first.x - EDGE) / step)
    for key in way[1:]:
        at += 1
        left = rounded(EDGE + at * step)
        end = boxes[key].centre if key in boxes else rounded(centres[key])
        start = rounded(left - _GAP)
        turn = rounded(left - _GAP / 2)
        path += f"H{start:g}C{turn:g} {y:g} {turn:g} {end:g} {left:g} {end:g}"
        y = end
    return path
