"""The view of the family tree of metrics."""

from dataclasses import dataclass
from typing import ClassVar

from termbase.drawing.label_boxes import Box
from termbase.model.concept import ConceptId
from termbase.site.views.parts import PageLink, TermLink
from termbase.site.views.view import PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """A label of the drawing."""

    box: Box
    """The label with its place."""
    term: TermLink | None
    """The term that it names; None for a quantity that the glossary does not define."""
    metric: bool
    """Whether it has a formula of its own in this drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeLine:
    """A line from a quantity to what it goes into."""

    path: str
    """The line, as SVG path data."""
    effect: str
    """What a larger quantity does to the result: `raises`, `lowers`, or `varies`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePart:
    """A quantity in a formula."""

    words: str
    """How the formula writes it."""
    term: TermLink | None
    """The term that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeParts:
    """The quantities in a formula that do the same to the result."""

    effect: str
    """`raises`, `lowers`, or `varies`."""
    parts: tuple[TreePart, ...]
    """The quantities, in the order of the formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeMetric:
    """A term with a formula, in the list below the drawing."""

    term: TermLink
    """The term."""
    parts: tuple[TreeParts, ...]
    """What its formula is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeGroup:
    """Formulas that share quantities."""

    id: ConceptId
    """Id of the term that its heading names."""
    title: str
    """Its heading."""
    width: float
    """Width of the drawing."""
    height: float
    """Height of the drawing."""
    nodes: tuple[TreeNode, ...]
    """The labels of the drawing, from left to right; none if they are too many to draw."""
    lines: tuple[TreeLine, ...]
    """Its lines."""
    metrics: tuple[TreeMetric, ...]
    """The same as a list: first those that are made of quantities alone, then those that are made of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaTreePage(PageView):
    """The formulas of a glossary, each connected with those that share a quantity with it."""

    template: ClassVar[str] = "formula_tree.html"
    styles: ClassVar[tuple[str, ...]] = ("lines", "tree")

    map: PageLink
    """The map of terms."""
    groups: tuple[TreeGroup, ...]
    """The groups, the largest first."""
