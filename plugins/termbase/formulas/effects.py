"""What each variable of a formula does to its result: raises it, lowers it, or either, depending on the others."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from termbase.formulas.evaluate import FormulaError, computation, variables


class Effect(StrEnum):
    """What happens to the result while a variable grows."""

    RAISES = "raises"
    LOWERS = "lowers"
    VARIES = "varies"
    """It depends on the other variables, or cannot be found out."""


_SAMPLES: Final = (2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0, 23.0, 29.0, 31.0, 37.0, 41.0, 43.0, 47.0, 53.0, 59.0)
"""Numbers to try; because their count is a prime, each round assigns them in a different order."""
_STEP: Final = 1.5
_TURNS: Final = 12


def effects(tex: str) -> Mapping[str, Effect]:
    """The effect of each variable, in the order of the formula, found by trying positive numbers.

    What makes the result negative does not count: quantities such as customers are never negative.

    Raises:
        FormulaError: The TeX is not of the part that can be computed.
    """
    names, result = variables(tex), computation(tex)
    return {name: _effect(result, names, name) for name in names}


def _effect(result: Callable[[Mapping[str, float]], float], names: tuple[str, ...], name: str) -> Effect:
    found: set[bool] = set()
    for turn in range(1, _TURNS + 1):
        given = {other: _SAMPLES[turn * (place + 1) % len(_SAMPLES)] for place, other in enumerate(names)}
        try:
            before = result(given)
            after = result(given | {name: given[name] * _STEP})
        except FormulaError:
            continue
        if before != after and min(before, after) > 0:
            found.add(after > before)
    if len(found) != 1:
        return Effect.VARIES
    return Effect.RAISES if found == {True} else Effect.LOWERS
