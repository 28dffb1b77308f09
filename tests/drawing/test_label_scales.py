"""The scale from which on a label of the map is shown: as if it were compared with everything near it."""

import random

import pytest

from termbase.drawing import relation_graph
from termbase.drawing.relation_graph import _APART, _DOT, _TITLE_ABOVE, _clear, _Nearby, _room_from, label_size

Labels = tuple[tuple[str, float, float, tuple[str, ...]], ...]
Titles = tuple[tuple[float, float, float], ...]


def places(count: int, *, size: int, seed: int) -> tuple[Labels, Titles]:
    """Labels on a map, many of them in one column or on one spot."""
    chance = random.Random(seed)
    names = ("churn", "net revenue", "annual recurring revenue", "NPS")
    labels = tuple(
        (f"t{n}", float(chance.randrange(0, size, 40)), float(chance.randrange(size)), (chance.choice(names),))
        for n in range(count)
    )
    return labels, ((size / 2, size / 4, 60.0), (size / 3, size / 2, 90.0))


def cell(x: float, y: float) -> tuple[int, int]:
    return int(x // _Nearby._CELL), int(y // _Nearby._CELL)


def plainly(labels: Labels, titles: Titles) -> dict[str, float]:
    """The same rules, with each label compared with all others."""
    found: dict[str, float] = {}
    before: list[tuple[float, float, float, float, float]] = []
    for id, x, y, lines in labels:
        wide, tall = label_size(lines)
        half, rise = wide / 2 + _APART, tall / 2 + _APART

        def near(other_x: float, other_y: float, x: float = x, y: float = y) -> bool:
            return all(abs(a - b) <= 1 for a, b in zip(cell(x, y), cell(other_x, other_y), strict=True))

        scales = [0.0]
        scales += (
            _clear(other[1] - x, other[2] - y, half + _DOT, rise + _DOT)
            for other in labels
            if near(*other[1:3]) and other[1:3] != (x, y)
        )
        scales += (
            _clear(a - x, b - y, half + h, rise - _TITLE_ABOVE[1] if y > b else rise + _TITLE_ABOVE[0])
            for a, b, h in titles
        )
        for a, b, h, r, since in before:
            clear = _clear(a - x, b - y, half + h, rise + r)
            if near(a, b) and clear > since:
                scales.append(clear)
        found[id] = round(max(scales) + 0.005, 2)
        before.append((x, y, half, rise, found[id]))
    return found


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [60, 900, 4000])
def test_a_label_waits_for_whatever_is_near_it(seed: int, size: int) -> None:
    labels, titles = places(120, size=size, seed=seed)
    dots = tuple((x, y) for _, x, y, _ in labels)
    assert _room_from.__wrapped__(labels, dots, titles) == plainly(labels, titles)


def test_a_label_is_compared_with_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(*given: float) -> float:
        nonlocal compared
        compared += 1
        return _clear(*given)

    monkeypatch.setattr(relation_graph, "_clear", counted)
    labels, titles = places(1_000, size=2_000, seed=1)
    _room_from.__wrapped__(labels, tuple((x, y) for _, x, y, _ in labels), titles)
    assert compared < 150 * len(labels)
