"""The map of terms."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from termbase.drawing.map_layout import Island
from termbase.drawing.relation_graph import GraphEdge, Region
from termbase.drawing.text_width import width
from termbase.model.concept import Concept
from termbase.model.vocabulary import RelationKind
from termbase.site.letters import Group
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages import by_letter
from termbase.site.pages.formula_tree import TREE_PATH as TREE
from termbase.site.pages.made import RELATIONS, by_category, choices, filled, made
from termbase.site.site import Site
from termbase.site.views import LettersPage, MapListPage, MapPage
from termbase.site.views.parts import CategoryChoice, TermLink
from termbase.site.views.term_map import (
    MapBridge,
    MapItem,
    MapLine,
    MapNode,
    MapRegion,
    MapRelations,
    MapSection,
)

_MANY: Final = 60
"""Terms above which the map shows categories first, if there are a few."""
_FEW: Final = 3
"""Categories that are worth a view of their own."""
_SMALLEST: Final = 0.68
"""Share of its ellipse that the bubble of a category of hardly any terms has, so that its title has room."""
_PHONE: Final = 326.0
"""Width of the map on a narrow phone, in pixels."""
_TITLE_ON_PHONE: Final = 11.6
"""Size of a title there; it is bold, and so wider than the table of widths says."""
_MARGIN: Final = 7.0
"""Pixels between a title and the edge of its bubble, which is narrower above and below its middle."""
_APART: Final = 3.0
"""Pixels between the bubbles of two categories on a narrow phone."""
_LIST: Final = "graph/list"


def map_page(site: Site) -> Page:
    """The page of the map."""
    return made(site, "graph/index", _view, listed=True, searchable=False, wide=True)


def _view(here: LinksFrom) -> MapPage:
    site, graph = here.site, here.site.graph
    places = graph.places
    numbers = graph.numbers
    return MapPage(
        title=site.title(Part.GRAPH),
        description=site.sentences.text("map.description", n=len(site.termbase.concepts), glossary=site.termbase.title),
        bounds=graph.bounds,
        categories=choices(site),
        categories_first=len(graph.nodes) > _MANY and len(graph.regions) >= _FEW,
        regions=tuple(_region(here, region, graph.regions) for region in graph.regions),
        bridges=tuple(
            MapBridge(
                x1=places[a].island.x,
                y1=places[a].island.y,
                x2=places[b].island.x,
                y2=places[b].island.y,
                relations=count,
            )
            for a, b, count in graph.bridges
            if a in places and b in places
        ),
        nodes=tuple(
            MapNode(
                term=here.term(site.termbase.by_id[node.id]),
                category=node.category or "",
                degree=node.degree,
                x=node.x,
                y=node.y,
                lines=graph.labels[node.id].lines,
                width=graph.labels[node.id].size[0],
                height=graph.labels[node.id].size[1],
                room_from=graph.labels[node.id].room_from,
            )
            for node in (graph.nodes if graph.detailed else ())
        ),
        lines=tuple(_line(site, edge, numbers[edge.source], numbers[edge.target]) for edge in graph.edges)
        if graph.detailed
        else (),
        list=here.page(_LIST),
        tree=here.page(TREE) if site.formula_branches else "",
    )


def list_pages(site: Site) -> Iterator[Page]:
    """What the map shows, as text: by category or, if there are very many terms, on a page for each letter."""
    say = site.sentences.text
    title = say("map.list", map=site.title(Part.GRAPH))
    description = say("map.description", n=len(site.termbase.concepts), glossary=site.termbase.title)
    split = by_letter.is_by_letter(site)

    def whole(here: LinksFrom) -> MapListPage | LettersPage:
        if split:
            return LettersPage(
                title=title,
                description=description,
                terms=len(site.termbase.concepts),
                letters=by_letter.letter_links(here, part=Part.GRAPH, whole=_LIST),
                printed=False,
                back=here.page("graph/index"),
            )
        return MapListPage(title=title, description=description, listed=tuple(_listed(here)))

    yield made(site, _LIST, whole, under="graph", searchable=False)
    for group in site.letters if split else ():
        if group.concepts:
            yield _letter(site, group, title=title)


def _letter(site: Site, group: Group, *, title: str) -> Page:
    title = site.sentences.text("print.letter", title=title, letter=group.letter)
    return made(
        site,
        by_letter.letter_place(Part.GRAPH, group.anchor),
        lambda here: MapListPage(
            title=title,
            description=title,
            letters=by_letter.letter_links(here, part=Part.GRAPH, current=group.letter, whole=_LIST),
            listed=(MapSection(category=None, terms=tuple(_item(here, concept) for concept in group.concepts)),),
        ),
        under="graph",
        searchable=False,
    )


def _region(here: LinksFrom, region: Region, regions: Sequence[Region]) -> MapRegion:
    island = region.island
    terms, most = len(island.places), max(len(other.island.places) for other in regions)
    share = _SMALLEST + (1 - _SMALLEST) * math.sqrt(terms / most)
    # Titles keep their size when the drawing shrinks.
    unit = here.site.graph.bounds[2] / _PHONE
    title = unit * (max(width(line, size=_TITLE_ON_PHONE) for line in region.lines) / 2 + _MARGIN)
    room = _room(here.site.graph.bounds, island, [other.island for other in regions], apart=unit * _APART)
    return MapRegion(
        category=region.category,
        title=region.title,
        lines=region.lines,
        href=(region.category and here.page_if_made(f"categories/{region.category}")) or here.page(_LIST),
        terms=terms,
        x=island.x,
        y=island.y,
        rx=island.rx,
        ry=island.ry,
        share=round(share, 3),
        share_wide=round(max(share, min(title, room) / island.rx), 3),
    )


def _room(
    bounds: tuple[float, float, float, float], island: Island, islands: Sequence[Island], *, apart: float
) -> float:
    """Half of the width that the bubble of a category may have: to the frame, and halfway to its neighbors.

    Args:
        bounds: Left, top, width, and height of the drawing, which has a little space between it and the frame.
        island: The category.
        islands: All categories.
        apart: The least distance between two bubbles.
    """
    sides = [island.x - bounds[0] + apart, bounds[0] + bounds[2] - island.x + apart]
    row = [other for other in islands if other is not island and abs(other.y - island.y) < island.ry]
    return min(sides + [(abs(other.x - island.x) - apart) / 2 for other in row])


def _line(site: Site, edge: GraphEdge, source: int, target: int) -> MapLine:
    by_id = site.termbase.by_id
    whole = edge.kind is RelationKind.PART_OF
    return MapLine(
        source=source,
        target=target,
        kind=(RelationKind.BROADER if whole else edge.kind).value,
        inner=by_id[edge.source].category == by_id[edge.target].category,
    )


def _listed(here: LinksFrom) -> Iterator[MapSection]:
    for category, concepts in (*filled(here.site), (None, by_category(here.site).get(None, ()))):
        if concepts:
            yield MapSection(
                category=CategoryChoice(id=category.id, title=category.title) if category else None,
                terms=tuple(_item(here, concept) for concept in concepts),
            )


def _item(here: LinksFrom, concept: Concept) -> MapItem:
    by_id = here.site.termbase.by_id
    related: dict[RelationKind, list[TermLink]] = {kind: [] for kind in RELATIONS}
    for relation in concept.relations:
        related[relation.kind].append(here.term(by_id[relation.target]))
    return MapItem(
        term=here.term(concept),
        relations=tuple(MapRelations(kind=kind.value, terms=tuple(found)) for kind, found in related.items() if found),
    )
