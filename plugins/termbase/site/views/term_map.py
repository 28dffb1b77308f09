"""The view of the map of terms."""

from dataclasses import dataclass
from typing import ClassVar

from termbase.site.views.parts import CategoryChoice, LetterLink, TermLink
from termbase.site.views.view import PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRegion:
    """A category on the map: an ellipse around its terms."""

    category: str
    """Id of the category, or "" for terms without one."""
    title: str
    """Title of the category, or what terms without one are called."""
    lines: tuple[str, ...]
    """The title, broken into lines."""
    href: str
    """Where it leads."""
    terms: int
    """How many terms it has."""
    x: float
    """Horizontal middle."""
    y: float
    """Vertical middle."""
    rx: float
    """Half of its width."""
    ry: float
    """Half of its height."""
    share: float
    """Height of its bubble where the terms are not shown, as a share of the ellipse: it grows with the terms."""
    share_wide: float
    """Width of its bubble as a share of the ellipse: at least as wide as the title on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBridge:
    """A line between two categories."""

    x1: float
    """Where it begins."""
    y1: float
    """Where it begins."""
    x2: float
    """Where it ends."""
    y2: float
    """Where it ends."""
    relations: int
    """How many relations there are between their terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """A term on the map."""

    term: TermLink
    """The term."""
    category: str
    """Id of its category, or ""."""
    degree: int
    """How many relations it has."""
    x: float
    """Horizontal middle."""
    y: float
    """Vertical middle."""
    lines: tuple[str, ...]
    """The label, broken into lines."""
    width: float
    """Width of the label's frame, in pixels of the screen."""
    height: float
    """Height of the label's frame, in pixels of the screen."""
    room_from: float
    """Pixels per unit of the map from which there is space for the label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A relation on the map."""

    source: int
    """Number of the node where it begins."""
    target: int
    """Number of the node where it ends."""
    kind: str
    """Kind of line: `broader`, `related` or `contrast`."""
    inner: bool
    """Whether both are in one category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRelations:
    """The relations of one kind of a term in the list next to the map."""

    kind: str
    """`broader`, `narrower`, `part_of`, `parts`, `related` or `contrast`."""
    terms: tuple[TermLink, ...]
    """The terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapItem:
    """A term in the list next to the map."""

    term: TermLink
    """The term."""
    relations: tuple[MapRelations, ...]
    """Its relations by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSection:
    """The terms of a category in the list next to the map."""

    category: CategoryChoice | None
    """The category; None for terms without one."""
    terms: tuple[MapItem, ...]
    """Its terms in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(PageView):
    """The map of terms, in units of its own that are pixels where every label is shown."""

    template: ClassVar[str] = "graph.html"
    styles: ClassVar[tuple[str, ...]] = ("lines", "map")

    bounds: tuple[float, float, float, float]
    """Left, top, width and height of the drawing."""
    categories: tuple[CategoryChoice, ...]
    """The categories that have terms."""
    categories_first: bool
    """Whether the map shows categories before it shows terms, because there are very many."""
    regions: tuple[MapRegion, ...]
    """The categories."""
    bridges: tuple[MapBridge, ...]
    """The lines between categories."""
    nodes: tuple[MapNode, ...]
    """The terms; none if they are too many to draw."""
    lines: tuple[MapLine, ...]
    """The relations."""
    list: str
    """Address of the same information as a list."""
    tree: str
    """Address of the family tree of metrics, or "" if no formulas share a quantity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapListPage(PageView):
    """All terms with their relations, as text."""

    template: ClassVar[str] = "graph_list.html"
    styles: ClassVar[tuple[str, ...]] = ("map",)

    listed: tuple[MapSection, ...]
    """The terms by category, or those of one letter."""
    letters: tuple[LetterLink, ...] = ()
    """All letters, if each has a page."""
