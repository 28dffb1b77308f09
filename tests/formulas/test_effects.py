"""What a variable does to the result of a formula."""

import pytest

from termbase.formulas.effects import effects
from termbase.formulas.evaluate import FormulaError

RETENTION = (
    r"\text{r} = \frac{\text{start} + \text{expansion} - \text{contraction} - \text{churned}}{\text{start}} \times 100"
)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (RETENTION, {"start": "varies", "expansion": "raises", "contraction": "lowers", "churned": "lowers"}),
        (r"\text{g} = \frac{\text{later} - \text{earlier}}{\text{earlier}}", {"later": "raises", "earlier": "lowers"}),
        (r"\text{t} = \text{end} - \text{start}", {"end": "raises", "start": "lowers"}),
        (r"\text{p} = \text{a} \times (\text{b} - \text{b}) + \text{a}", {"a": "raises", "b": "varies"}),
        (r"\text{n} = -\text{a}", {"a": "varies"}),
        (r"\text{d} = \frac{\text{a}}{\text{b} - \text{b}}", {"a": "varies", "b": "varies"}),
        (r"\text{c} = 5", {}),
    ],
)
def test_effects_are_those_where_the_result_makes_sense(tex: str, expected: dict[str, str]) -> None:
    assert {name: effect.value for name, effect in effects(tex).items()} == expected


def test_a_broken_formula_is_refused() -> None:
    with pytest.raises(FormulaError):
        effects(r"\text{a} = \frac{")
