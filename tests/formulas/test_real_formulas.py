"""Every formula of a real glossary, read and computed in a way that shares nothing with the package."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.formulas.evaluate import evaluate, left_out, mathml, variables

CONCEPTS = Path(__file__).parents[1] / "frozen/glossary/concepts"


def read(path: Path) -> dict[str, Any]:
    loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


FORMULAS = {path.stem: found for path in sorted(CONCEPTS.glob("*.yml")) if "formula" in (found := read(path))}


def number(text: str) -> Fraction:
    return Fraction(text)


def python(tex: str, given: dict[str, str]) -> Fraction:
    """The right side of a formula, rewritten as Python by substitution and computed in fractions."""
    _, right = tex.split("=")
    right = re.sub(r"\\text\{([^}]*)\}", lambda match: f" N('{given[match[1]]}') ", right)
    right = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1) / (\2))", right)
    right = right.replace(r"\times", "*").replace(r"\left(", "(").replace(r"\right)", ")")
    right = re.sub(r"(?<![\w.'])(\d+(?:\.\d+)?)(?!')", r"N('\1')", right)
    assert "\\" not in right, right
    value = eval(right, {"__builtins__": {}, "N": number})
    assert isinstance(value, Fraction)
    return value


def test_the_metrics_have_formulas() -> None:
    assert len(FORMULAS) >= 20


@pytest.mark.parametrize("id", FORMULAS)
def test_the_example_is_what_the_formula_gives(id: str) -> None:
    concept = FORMULAS[id]
    given = concept["example"]["given"]
    value = python(concept["formula"], given)
    assert abs(value - number(concept["example"]["result"])) <= Fraction(1, 200)
    numbers = {name: float(text) for name, text in given.items()}
    assert evaluate(concept["formula"], numbers) == pytest.approx(float(value), rel=1e-12)
    assert set(variables(concept["formula"])) == set(given)


@pytest.mark.parametrize("id", FORMULAS)
def test_the_example_says_every_number(id: str) -> None:
    example = FORMULAS[id]["example"]
    plain = example["text"].replace(",", "").replace("−", "-")
    for text in (*example["given"].values(), example["result"]):
        assert re.search(rf"(?<![\d.]){re.escape(text)}(?!\.?\d)", plain), text


@pytest.mark.parametrize("id", FORMULAS)
def test_the_formula_can_be_shown_whole(id: str) -> None:
    tex = FORMULAS[id]["formula"]
    assert mathml(tex).startswith("<math ")
    assert left_out(tex) == ()
    for name in variables(tex):
        assert f'<mi mathvariant="normal">{name.replace(" ", chr(0xA0))}</mi>' in mathml(tex)


@pytest.mark.parametrize("id", FORMULAS)
def test_the_formula_has_all_that_readers_need(id: str) -> None:
    assert {"unit", "range", "direction", "example", "mistakes"} <= set(FORMULAS[id])
