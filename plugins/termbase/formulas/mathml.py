"""Renders formulas as MathML that contains only what is needed to draw them.

A library reads the TeX; its tree is rebuilt from known elements and attributes. A
contributor's TeX can never add a link, style, class, id, or script to a page.
"""

import html
import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, tostring

from termbase.text.one_line import one_line

MAX_FORMULA_LENGTH: Final = 2_000
"""The most characters that a formula may have."""
_MAX_DEPTH: Final = 100

_NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"

_LEAVES: Final = frozenset(("mi", "mn", "mo", "mtext"))
_PARTS: Final = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_ROWS: Final = frozenset(("mrow", "msqrt", "mspace", "mstyle", "mphantom", "mtable", "mtr", "mtd"))
_KEYWORD: Final = re.compile(r"true|false|prefix|infix|postfix|normal|bold|italic|bold-italic|left|right|center|[0-2]")
_LENGTH: Final = re.compile(r"-?\d?(?:\.\d{1,4})?(?:em|ex)|0")
_ATTRIBUTES: Final = {
    **dict.fromkeys(("accent", "accentunder", "columnalign", "displaystyle", "fence", "form", "largeop"), _KEYWORD),
    **dict.fromkeys(("mathvariant", "movablelimits", "scriptlevel", "separator", "stretchy"), _KEYWORD),
    **dict.fromkeys(("height", "linethickness", "lspace", "maxsize", "minsize", "rspace", "width"), _LENGTH),
}
_DEFINES: Final = re.compile(r"\\(?:def|newcommand|newenvironment|DeclareMathOperator)(?![A-Za-z])")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class FormulaError(ValueError):
    """A formula cannot be read or computed; says what is wrong and, if it is known, in which column."""

    def __init__(self, problem: str, *, column: int | None = None) -> None:
        problem = one_line(problem)  # it quotes the formula, whose commands may be any character, a line break too
        super().__init__(problem if column is None else f"{problem} (column {column})")
        self.problem = problem
        self.column = column
        """Where in the TeX, counted from 1."""


def mathml(tex: str) -> str:
    """The MathML of a formula, as a block.

    Elements and attributes that do not draw a formula are removed: links, styles, classes, ids,
    colors, and scripts.

    Raises:
        FormulaError: The TeX cannot be read.
    """
    return mathml_markup(tree(tex))


def tree(tex: str) -> Element:
    """The math element of `mathml`, for code that splits or measures a formula.

    Raises:
        FormulaError: The TeX cannot be read.
    """
    return _rebuilt(_converted(tex))


def mathml_markup(element: Element) -> str:
    """An element of MathML as a page holds it."""
    return tostring(element, encoding="unicode", short_empty_elements=False)


def left_out(tex: str) -> tuple[str, ...]:
    """The names of the elements and attributes that `mathml` removes from a formula, each once, in order.

    Raises:
        FormulaError: The TeX cannot be read.
    """
    return tuple(sorted({name for element in _converted(tex).iter() for name in _foreign(element)}))


def _converted(tex: str) -> Element:
    """The library's tree, once it is known to be whole."""
    from latex2mathml.converter import convert_to_element  # most glossaries have no formula

    _refuse(tex)
    try:
        tree: Element = convert_to_element(tex, display="block")
    except RecursionError:
        raise FormulaError("the formula is nested too deeply") from None
    except Exception as error:  # the library raises what it happens upon: its own errors, ValueError, StopIteration
        name = type(error).__name__.removesuffix("Error")
        told = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold()
        raise FormulaError(f"the formula cannot be read: {told}") from None
    if _depth(tree) > _MAX_DEPTH:
        raise FormulaError("the formula is nested too deeply")
    for element in tree.iter():
        text = element.text or ""
        if element.tag == "mi" and len(text) > 1 and text.startswith("\\"):
            raise FormulaError(f"the command “{text}” is not known", column=tex.find(text) + 1)
        if len(element) != _PARTS.get(element.tag, len(element)):
            raise FormulaError(f"a part is missing: “{element.tag[1:]}” needs {_PARTS[element.tag]} parts")
    return tree


def _refuse(tex: str) -> None:
    """Rejects input that the library would misread or could be made to choke on."""
    if len(tex) > MAX_FORMULA_LENGTH:
        raise FormulaError(f"the formula is longer than {MAX_FORMULA_LENGTH:,} characters")
    if not tex.strip():
        raise FormulaError("the formula is empty")
    if (found := _CONTROL.search(tex)) is not None:
        raise FormulaError("the formula contains a control character", column=found.start() + 1)
    if (found := _DEFINES.search(tex)) is not None:
        raise FormulaError(
            f"“{found.group()}” is not allowed: a formula must not define commands", column=found.start() + 1
        )
    opened: list[int] = []
    for brace in _BRACE.finditer(tex):
        if brace.group() == "{":
            opened.append(brace.start())
        elif brace.group() == "}":
            if not opened:
                raise FormulaError("this brace has no opening brace", column=brace.start() + 1)
            opened.pop()
    if opened:
        raise FormulaError("this brace is never closed", column=opened[-1] + 1)


def _depth(tree: Element) -> int:
    level, depth = [tree], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
    return depth


def _foreign(element: Element) -> Iterator[str]:
    if element.tag != "math":
        if element.tag not in _LEAVES and element.tag not in _PARTS and element.tag not in _ROWS:
            yield element.tag
        yield from (name for name, value in element.attrib.items() if not _kept(name, value))


def _kept(name: str, value: str) -> bool:
    return name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value) is not None


def _rebuilt(element: Element) -> Element:
    """The element rebuilt from known names only; an unknown element becomes a plain row."""
    if element.tag == "math":
        made = Element("math", {"xmlns": _NAMESPACE, "display": "block"})
    else:
        known = element.tag in _LEAVES or element.tag in _PARTS or element.tag in _ROWS
        kept = {name: value for name, value in sorted(element.attrib.items()) if _kept(name, value)}
        made = Element(element.tag if known else "mrow", kept)
        if element.tag == "mtext":
            # Words count as space in MathML, and a sign between two spaces gets none around it; a
            # variable's name is an identifier, and one of several letters is upright by default.
            made.tag = "mi"
            made.attrib.setdefault("mathvariant", "normal")
        if element.tag in _LEAVES:
            made.text = _CONTROL.sub("", html.unescape(element.text or ""))
            return made
    made.extend([_rebuilt(child) for child in element])
    return made
