r"""What a formula computes: the part of TeX in which worked examples are written, read and evaluated.

formula  = "\text{name}" "=" sum
sum      = product (("+" | "-") product)*
product  = factor (("\times" | "\cdot" | "\div") factor)*
factor   = "-" factor | operand ["^" integer]
operand  = number | "\text{name}" | "\frac" group group | group | "(" sum ")" | "\left(" sum "\right)"
group    = "{" sum "}"
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, NoReturn

from termbase.formulas.mathml import MAX_FORMULA_LENGTH, FormulaError, left_out, mathml
from termbase.text.numbers import numbers_in

__all__ = ["FormulaError", "computation", "evaluate", "left_out", "mathml", "numbers_in", "variables"]

_MAX_DEPTH: Final = 50

_TOKEN: Final = re.compile(
    r"\s+|\\[,;:! ]|\\q?quad(?![A-Za-z])|~"
    r"|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<variable>\\text\s*\{(?P<name>[^{}\\]*)\})"
    r"|(?P<symbol>\\left\s*\(|\\right\s*\)|\\[A-Za-z]+|.)",
    re.DOTALL,
)
_SUMS: Final = ("+", "-")
_PRODUCTS: Final = (r"\times", r"\cdot", r"\div")


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


class _Step(NamedTuple):
    """One step of a computation on a stack: a number, a variable, or an operator with its column."""

    kind: str
    value: float | str
    column: int


@dataclass(slots=True)
class _Parser:
    """Reads the grammar above, one method a rule, and writes the steps in the order of computing."""

    tokens: list[_Token]
    steps: list[_Step] = field(default_factory=list)
    position: int = 0
    depth: int = 0

    @property
    def here(self) -> _Token:
        return self.tokens[self.position]

    def take(self, *texts: str) -> _Token | None:
        """The next token, if it is one of these symbols."""
        token = self.here
        if token.kind != "symbol" or token.text not in texts:
            return None
        self.position += 1
        return token

    def expect(self, text: str, what: str) -> None:
        if self.take(text) is None:
            self.refuse(f"{what} is missing here")

    def refuse(self, problem: str) -> NoReturn:
        raise FormulaError(problem, column=self.here.column)

    def formula(self) -> None:
        if self.here.kind != "variable":
            self.refuse(r"a formula begins with its name: \text{…} =")
        self.position += 1
        self.expect("=", "the sign “=”")
        self.sum()
        if self.here.kind == "end":
            return
        if self.here.kind != "symbol" or self.here.text in ("(", r"\left(", "{", r"\frac"):
            self.refuse(f"an operator is missing before “{self.here.text}”")
        self.refuse(f"“{self.here.text}” is not understood here")

    def sum(self) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            self.refuse("the formula is nested too deeply")
        self.product()
        while (sign := self.take(*_SUMS)) is not None:
            self.product()
            self.steps.append(_Step("operator", sign.text, sign.column))
        self.depth -= 1

    def product(self) -> None:
        self.factor()
        while (sign := self.take(*_PRODUCTS)) is not None:
            self.factor()
            self.steps.append(_Step("operator", sign.text, sign.column))

    def factor(self) -> None:
        signs = []
        while (sign := self.take("-")) is not None:
            signs.append(sign)
        self.operand()
        if (caret := self.take("^")) is not None:
            self.steps.append(_Step("number", self.exponent(), caret.column))
            self.steps.append(_Step("operator", "^", caret.column))
        self.steps.extend(_Step("operator", "negate", sign.column) for sign in signs)

    def exponent(self) -> int:
        token = self.here
        if token.kind == "number" and token.text.isdecimal():
            if len(token.text) > 1:
                self.refuse(f"TeX uses only one digit as the exponent; write ^{{{token.text}}}")
            self.position += 1
            return int(token.text)
        self.expect("{", "a whole number as exponent")
        sign = -1 if self.take("-") else 1
        token = self.here
        if token.kind != "number" or not token.text.isdecimal() or len(token.text) > 3:
            self.refuse("an exponent is a whole number")
        self.position += 1
        self.expect("}", "the closing brace of the exponent")
        return sign * int(token.text)

    def operand(self) -> None:
        token = self.here
        if token.kind == "number":
            self.position += 1
            self.steps.append(_Step("number", float(token.text), token.column))
        elif token.kind == "variable":
            self.position += 1
            self.steps.append(_Step("variable", token.text, token.column))
        elif self.take(r"\frac"):
            self.group("the numerator in braces")
            self.group("the denominator in braces")
            self.steps.append(_Step("operator", r"\div", token.column))
        elif self.take("(", r"\left("):
            self.sum()
            self.expect(")" if token.text == "(" else r"\right)", "the closing parenthesis")
        elif token.text == "{":
            self.group("a group")
        elif token.kind == "end":
            self.refuse("the formula ends where a value is expected")
        else:
            self.refuse(f"“{token.text}” is where a value is expected")

    def group(self, what: str) -> None:
        self.expect("{", what)
        self.sum()
        self.expect("}", "the closing brace")


def _tokens(tex: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(tex):
        column = match.start() + 1
        if match["number"]:
            yield _Token("number", match["number"], column)
        elif match["variable"]:
            name = " ".join(match["name"].split())
            if not name:
                raise FormulaError(r"“\text{}” is empty", column=column)
            yield _Token("variable", name, column)
        elif match["symbol"]:
            yield _Token("symbol", "".join(match["symbol"].split()), column)
    yield _Token("end", "", len(tex) + 1)


def _steps(tex: str) -> list[_Step]:
    if len(tex) > MAX_FORMULA_LENGTH:
        raise FormulaError(f"the formula is longer than {MAX_FORMULA_LENGTH:,} characters")
    parser = _Parser(tokens=list(_tokens(tex)))
    parser.formula()
    return parser.steps


def variables(tex: str) -> tuple[str, ...]:
    """The variables at the right of a formula, each once, in order.

    Raises:
        FormulaError: The TeX is not of the part that can be computed.
    """
    return tuple(dict.fromkeys(str(step.value) for step in _steps(tex) if step.kind == "variable"))


_OPERATIONS: Final[Mapping[str, Callable[[float, float], float]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    r"\times": lambda a, b: a * b,
    r"\cdot": lambda a, b: a * b,
    r"\div": lambda a, b: a / b,
    "^": lambda a, b: a ** int(b),
}


def evaluate(tex: str, given: Mapping[str, float]) -> float:
    """The value of a formula's right side.

    Args:
        tex: The formula.
        given: A number for each of its variables; more are allowed.

    Raises:
        FormulaError: The TeX is not of the part that can be computed, a variable has no number, or
            the numbers lead to a division by zero or out of range.
    """
    return computation(tex)(given)


def computation(tex: str) -> Callable[[Mapping[str, float]], float]:
    """The value as a function of the numbers, for a formula that is computed several times.

    Raises:
        FormulaError: The TeX is not of the part that can be computed.
    """
    steps = _steps(tex)
    return lambda given: _computed(steps, given)


def _computed(steps: Iterable[_Step], given: Mapping[str, float]) -> float:
    stack: list[float] = []
    for step in steps:
        if step.kind == "number":
            stack.append(float(step.value))
        elif step.kind == "variable":
            if step.value not in given:
                raise FormulaError(f"no number is given for “{step.value}”", column=step.column)
            stack.append(float(given[str(step.value)]))
        elif step.value == "negate":
            stack.append(-stack.pop())
        else:
            right, left = stack.pop(), stack.pop()
            try:
                stack.append(_OPERATIONS[str(step.value)](left, right))
            except ZeroDivisionError:
                raise FormulaError("this divides by zero", column=step.column) from None
            except OverflowError:
                raise FormulaError("the number is out of range", column=step.column) from None
    (value,) = stack
    if not math.isfinite(value):
        raise FormulaError("the number is out of range")
    return value
