from xml.etree import ElementTree

import pytest

from termbase.formulas.line_breaks import formula_pieces
from termbase.formulas.mathml import FormulaError, mathml
from tests.formulas.test_evaluate import HOSTILE
from tests.formulas.test_real_formulas import FORMULAS


def root(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)


def pieces(tex: str) -> list[str]:
    return ["".join(root(piece).itertext()) for piece in formula_pieces(tex).markup.split("<wbr>")]


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        (r"\text{a} = \frac{b + c}{d} \times 100", ["a=", "b+cd", "×100"]),
        (r"\text{a} = 0.5 \times b + 0.3 \times c - d", ["a=", "0.5×b", "+0.3×c", "−d"]),
        (r"a = b = c", ["a=", "b=", "c"]),
        (r"a = -b - -c", ["a=", "−b", "−−c"]),
        (r"a = (b + c) \times \left( d + e \right)", ["a=", "(b+c)", "×(d+e)"]),
        (r"{a + b}", ["a", "+b"]),
        (r"\sqrt{a + b}", ["a+b"]),
        (r"a =", ["a="]),
        (r"=", ["="]),
        (r"-", ["−"]),
        (r"\,", [""]),
    ],
)
def test_lines_break_after_equals_and_before_signs_outside_of_parentheses(tex: str, told: list[str]) -> None:
    assert pieces(tex) == told


def test_a_sign_at_the_end_of_a_piece_still_stands_between_two_values() -> None:
    assert formula_pieces(r"a = -b + c").markup == (
        '<math displaystyle="true"><mi>a</mi><mo form="infix">=</mo></math><wbr>'
        '<math displaystyle="true"><mo>−</mo><mi>b</mi></math><wbr>'
        '<math displaystyle="true"><mo form="infix">+</mo><mi>c</mi></math>'
    )


@pytest.mark.parametrize(
    ("tex", "length"),
    [("abc", 3), (r"\text{abcd} = 1", 7), (r"\frac{\text{ab} + \text{cd}}{\text{a}}", 7), (r"a = \text{abcdef}", 6)],
)
def test_the_longest_piece_is_measured_and_the_longer_part_of_a_fraction(tex: str, length: int) -> None:
    assert formula_pieces(tex).length == length


@pytest.mark.parametrize("tex", [*HOSTILE, *(concept["formula"] for concept in FORMULAS.values())])
def test_the_pieces_hold_what_the_whole_formula_holds(tex: str) -> None:
    try:
        whole = root(mathml(tex))
    except FormulaError:
        return
    divided = root(f"<all>{formula_pieces(tex).markup.replace('<wbr>', '')}</all>")
    assert "".join(divided.itertext()) == "".join(whole.itertext())
    allowed = {name for element in whole.iter() for name in element.attrib} | {"displaystyle", "form"}
    assert {name for element in divided.iter() for name in element.attrib} <= allowed
