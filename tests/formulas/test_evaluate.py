import math
from collections.abc import Callable
from contextlib import suppress
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.formulas.evaluate import FormulaError, evaluate, left_out, mathml, numbers_in, variables

NRR = (
    r"\text{net revenue retention} = \frac{\text{start} + \text{added} - \text{cut} - \text{lost}}{\text{start}}"
    r" \times 100"
)
HOSTILE = (
    r"\href{javascript:alert(1)}{x}",
    r"\text{\href{javascript:alert(1)}{x}}",
    r"\style{position:fixed}{x}",
    r"\class{admin}{x}",
    r"\text{<script>alert(1)</script>}",
    r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
    r"\text{&#60;script&#62;}",
    r"\text{</mi></math><img src=x onerror=alert(1)>}",
    r"\operatorname{<script>}",
    r"\verb|<b>|",
    r"\tag{<b>}",
    r"\unicode{x3c}",
    r"<b> x </b>",
    r"x & y ]]> -->",
    r"\color{red}{x}",
    r"\textcolor{\"/><script>}{x}",
    r"\begin{array}{\"><script>} a \end{array}",
    r"\begin{array}{|c|} x \end{array}",
    r"\hspace{99em} x",
    r"\hspace{\"onload=x} x",
    r"\rule{1em}{2em}",
    r"\boxed{x} \cancel{y}",
    r"\mathbf{x} \sqrt[3]{y} \sum_{i=1}^{n} z_i",
)
ELEMENTS = """
math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mstyle mphantom
mtable mtr mtd
"""
ATTRIBUTES = """
accent accentunder columnalign displaystyle fence form height largeop linethickness lspace mathvariant maxsize
minsize movablelimits rspace scriptlevel separator stretchy width
"""


def test_a_formula_becomes_a_block_of_mathml_without_a_script() -> None:
    assert mathml(r"\text{rate} = \frac{\text{a}}{2} \times 100") == (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow><mi mathvariant="normal">rate</mi><mo>=</mo>'
        '<mfrac><mrow><mi mathvariant="normal">a</mi></mrow><mrow><mn>2</mn></mrow></mfrac><mo>×</mo><mn>100</mn></mrow></math>'
    )


@pytest.mark.parametrize("tex", HOSTILE)
def test_nothing_gets_through_but_what_draws_a_formula(tex: str) -> None:
    try:
        root = ElementTree.fromstring(mathml(tex))
    except FormulaError:
        return
    for element in root.iter():
        assert element.tag.removeprefix("{http://www.w3.org/1998/Math/MathML}") in ELEMENTS
        if element is not root:
            assert set(element.attrib) <= set(ATTRIBUTES.split())
            assert all(len(value) < 12 and value.isprintable() for value in element.attrib.values())
    assert root.attrib == {"display": "block"}


@given(st.text(alphabet=r"\{}^_&<>'\"%#$ abcfhilmnrtxyz0123456789=+-./\x00é", max_size=60))
def test_any_text_is_a_formula_or_an_error(tex: str) -> None:
    with suppress(FormulaError):
        ElementTree.fromstring(mathml(tex))


@pytest.mark.parametrize(
    ("tex", "names"),
    [
        (NRR, ()),
        (r"\href{https://example.org}{x}", ("href",)),
        (r"\class{a}{x} \style{b:c}{y}", ("class", "style")),
        (r"\boxed{x}", ("menclose", "notation")),
    ],
)
def test_what_is_left_out_is_told(tex: str, names: tuple[str, ...]) -> None:
    assert left_out(tex) == names


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        (r"\frac{1}", "“frac” needs 2 parts"),
        (r"\unknown{x}", r"“\unknown” is not known (column 1)"),
        ("\\text{a} = b \\\nc", "the command “\\ ” is not known (column 14)"),
        (r"1 + \text{a", "never closed (column 10)"),
        ("1 } + 2", "has no opening brace (column 3)"),
        (r"\left( x", "extra left or missing right"),
        ("a^b^c", "double superscripts"),
        (r"\def\x{\x}\x", "a formula must not define commands (column 1)"),
        (r"\newcommand{\a}{b} \a", "a formula must not define commands"),
        ("{" * 900 + "}" * 900, "nested too deeply"),
        (r"\sqrt" * 300 + "x", "nested too deeply"),
        ("a" * 2001, "longer than 2,000 characters"),
        ("\\text{a\x00b}", "control character"),
    ],
)
def test_tex_that_cannot_be_shown_is_told_in_words(tex: str, told: str) -> None:
    with pytest.raises(FormulaError) as raised:
        mathml(tex)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("right", "numbers", "value"),
    [
        (r"\text{a}", {"a": 3}, 3),
        (r"1 + 2 \times 3", {}, 7),
        (r"(1 + 2) \times 3", {}, 9),
        (r"\left( 1 + 2 \right) \cdot 3", {}, 9),
        (r"8 \div 4 \div 2", {}, 1),
        (r"8 - 4 - 2", {}, 2),
        (r"-2^2", {}, -4),
        (r"2 \times -3", {}, -6),
        (r"--3", {}, 3),
        (r"2^{12}", {}, 4096),
        (r"\text{a}^{-1}", {"a": 4}, 0.25),
        (r"\frac{\text{a}}{\text{b}} \times 100", {"a": 1, "b": 8}, 12.5),
        (r"\frac{1 + \frac{1}{2}}{3}", {}, 0.5),
        (r"{1 + 2} \times .5", {}, 1.5),
        (r"\text{two   words} \, + \quad 1", {"two words": 2}, 3),
        (r"\text{a} - \text{a}", {"a": 5, "more": 1}, 0),
    ],
)
def test_the_right_side_is_computed(right: str, numbers: dict[str, float], value: float) -> None:
    assert evaluate(r"\text{x} = " + right, numbers) == value


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        ("a = b", r"begins with its name: \text{…} = (column 1)"),
        (r"\text{a}", "“=” is missing here (column 9)"),
        (r"\text{a} =", "ends where a value is expected (column 11)"),
        (r"\text{a} = 1 = 2", "“=” is not understood here (column 14)"),
        (r"\text{a} = (1", "closing parenthesis is missing here (column 14)"),
        (r"\text{a} = \left(1)", r"closing parenthesis is missing here (column 19)"),
        (r"\text{a} = \frac{1}2", "denominator in braces is missing here (column 20)"),
        (r"\text{a} = 2 \text{b}", "operator is missing before “b” (column 14)"),
        (r"\text{a} = 2(3)", "operator is missing before “(” (column 13)"),
        (r"\text{a} = \sqrt{2}", r"“\sqrt” is where a value is expected (column 12)"),
        (r"\text{a} = 1,000", "“,” is not understood here (column 13)"),
        (r"\text{a} = 12\%", r"is not understood here (column 14)"),
        (r"\text{a} = 2^12", "write ^{12} (column 14)"),
        (r"\text{a} = 2^{1.5}", "whole number (column 15)"),
        (r"\text{a} = 2^\text{b}", "whole number as exponent is missing here (column 14)"),
        (r"\text{a} = \text{ }", r"“\text{}” is empty (column 12)"),
        (r"\text{a} = \text{b}", "no number is given for “b” (column 12)"),
        (r"\text{a} = 1 + \frac{1}{2 - 2}", "divides by zero (column 16)"),
        (r"\text{a} = 0^{-1}", "divides by zero (column 13)"),
        (r"\text{a} = 9^{999}", "out of range (column 13)"),
        (r"\text{a} = " + r"9^{300} \times " * 2 + "1", "out of range"),
        (r"\text{a} = " + "(" * 60 + "1" + ")" * 60, "nested too deeply (column 62)"),
    ],
)
def test_what_cannot_be_computed_is_told_with_its_place(tex: str, told: str) -> None:
    with pytest.raises(FormulaError) as raised:
        evaluate(tex, {})
    assert told in str(raised.value)


def test_variables_are_those_at_the_right_each_once_in_order() -> None:
    assert variables(NRR) == ("start", "added", "cut", "lost")
    assert variables(r"\text{a} = 1") == ()


Computed = tuple[str, float]
NUMBERS = st.integers(0, 9999).map(lambda n: (str(n), float(n))) | st.floats(0, 1000).map(
    lambda f: (f"{f:.4f}", float(f"{f:.4f}"))
)


def _sums(parts: st.SearchStrategy[Computed]) -> st.SearchStrategy[Computed]:
    """Larger formulas from smaller ones, each with what Python makes of it."""

    def two(shape: str, compute: Callable[[float, float], float]) -> st.SearchStrategy[Computed]:
        return st.tuples(parts, parts).map(lambda p: (shape % (p[0][0], p[1][0]), compute(p[0][1], p[1][1])))

    powers = st.tuples(parts, st.integers(0, 3)).map(lambda p: (rf"({p[0][0]})^{p[1]}", p[0][1] ** p[1]))
    negative = parts.map(lambda p: (f"-({p[0]})", -p[1]))
    return st.one_of(
        two(r"(%s) + {%s}", lambda a, b: a + b),
        two(r"\left( %s - (%s) \right)", lambda a, b: a - b),
        two(r"(%s) \times (%s)", lambda a, b: a * b),
        two(r"\frac{%s}{1 + (%s)^{2}}", lambda a, b: a / (1 + b**2)),
        powers,
        negative,
    )


@given(st.recursive(NUMBERS, _sums, max_leaves=12))
def test_the_value_is_that_of_python(computed: Computed) -> None:
    right, value = computed
    tex = r"\text{x} = " + right
    if math.isfinite(value) and len(tex) <= 2000:
        assert evaluate(tex, {}) == value


@given(
    st.lists(st.tuples(st.sampled_from(["+", "-", r"\times", r"\div"]), st.integers(1, 99)), min_size=1, max_size=20)
)
def test_operators_bind_as_in_python(steps: list[tuple[str, int]]) -> None:
    signs = {"+": "+", "-": "-", r"\times": "*", r"\div": "/"}
    tex = "1" + "".join(f" {sign} {number}" for sign, number in steps)
    python = "1.0" + "".join(f" {signs[sign]} {number}.0" for sign, number in steps)
    assert evaluate(r"\text{x} = " + tex, {}) == eval(python)


@given(st.text(alphabet=r"\{}^()+-=. textfrac0123456789", max_size=60))
def test_any_text_has_a_value_or_an_error(tex: str) -> None:
    with suppress(FormulaError):
        assert math.isfinite(evaluate(r"\text{x} =" + tex, {}))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It costs $1,200 a month.", {1200}),
        ("1,250.5 and .5", {1250.5, 0.5}),
        ("45% or 3 percent or 2.5 per cent", {45, 0.45, 3, 0.03, 2.5, 0.025}),
        ("−30 and -4, but 10-15 and 2–3", {-30, -4, 10, 15, 2, 3}),
        ("-$5, $-6, €7", {-5, -6, 7}),
        ("$1.2 million, 3 thousand, 30k, $4M", {1_200_000, 3_000, 30_000, 4_000_000}),
        ("On day 6. In 2026, 12,34 and 1,2345.", {6, 2026, 12, 1}),
        ("B2B, v1.2 and 1:many", {1}),
        ("(1,160) “20” 5/7", {1160, 20, 5, 7}),
        ("none at all", set()),
    ],
)
def test_prose_says_numbers(text: str, numbers: set[float]) -> None:
    assert numbers_in(text) == numbers


@given(st.integers(0, 10**9))
def test_a_number_is_found_with_and_without_commas(number: int) -> None:
    assert numbers_in(f"That is ${number:,} a year.") == numbers_in(f"That is {number} a year.") == {number}
