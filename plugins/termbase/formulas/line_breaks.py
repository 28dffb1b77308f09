"""A formula in pieces between which a line may break, because MathML itself breaks no lines.

A line may break after a sign of equality, and before the signs of a sum or, if there is no sum, of a
product. The content of parentheses, a fraction, or a root is never broken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element

from termbase.formulas.mathml import mathml_markup, tree

_EQUAL: Final = frozenset("=≈≤≥")
_SUM: Final = frozenset("+-−")
_PRODUCT: Final = frozenset("×·⋅÷/")
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")
_STACKED: Final = frozenset(("mfrac", "munder", "mover", "munderover"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaPieces:
    """A formula as a page shows it."""

    markup: str
    """Inline MathML elements, with a place for a line break between two."""
    length: int
    """Approximate length of the longest piece, in letters: a narrow page reduces the font size accordingly."""


def formula_pieces(tex: str) -> FormulaPieces:
    """Divides a formula.

    Raises:
        FormulaError: The TeX cannot be read.
    """
    pieces = _divided(tree(tex))
    return FormulaPieces(markup="<wbr>".join(map(mathml_markup, pieces)), length=max(map(_length, pieces)))


def _divided(formula: Element) -> list[Element]:
    """A math element for each piece; operators at its ends are marked as being between two values."""
    row = list(formula)
    while len(row) == 1 and row[0].tag == "mrow":
        row = list(row[0])
    signs = list(_signs(row))
    starts = {index + 1 for index, sign in signs if sign in _EQUAL}
    split = _SUM if any(sign in _SUM for _, sign in signs) else _PRODUCT
    starts |= {index for index, sign in signs if sign in split}
    for index, sign in signs:
        if sign in _EQUAL | split:
            row[index].set("form", "infix")
    bounds = sorted({0, *starts, len(row)})
    return [_piece(row[start:end]) for start, end in pairwise(bounds)] or [_piece(row)]


def _piece(row: Sequence[Element]) -> Element:
    piece = Element("math", {"displaystyle": "true"})
    piece.extend(row)
    return piece


def _signs(row: Sequence[Element]) -> Iterator[tuple[int, str]]:
    """The operators between two values outside parentheses, each with its position."""
    depth, after_value = 0, False
    for index, element in enumerate(row):
        text = element.text if element.tag == "mo" and element.text else ""
        depth += (text in _OPENING) - (text in _CLOSING)
        if after_value and not depth and text in _EQUAL | _SUM | _PRODUCT:
            yield index, text
        after_value = not text or text in _CLOSING


def _length(element: Element) -> int:
    """Approximate width of an element, in letters of text; an operator with the space around it counts as three."""
    if element.tag == "mo":
        return 3
    parts = [len(element.text or ""), *map(_length, element)]
    return max(parts) if element.tag in _STACKED else sum(parts)
