"""The drawings of a term's relations, with links in their boxes."""

from termbase.drawing.neighbourhood import Neighbour, Neighbourhood, neighbourhood, neighbours_by_kind
from termbase.drawing.neighbourhood_narrow import narrow, two_steps
from termbase.model.concept import Concept
from termbase.model.vocabulary import RelationKind
from termbase.site.links_from import LinksFrom
from termbase.site.views.term import Diagram, DiagramGroup, DiagramNode


def diagrams(here: LinksFrom, concept: Concept) -> tuple[Diagram | None, Diagram | None, Diagram | None]:
    """The relations of a concept drawn for a wide page, for a narrow one, and with the neighbors of its neighbors.

    Each is None if there is nothing to draw.
    """
    site = here.site
    listed = neighbours_by_kind(concept, site.terms)

    def more(count: int) -> str:
        return site.sentences.text("diagram.more", n=count)

    return (
        _diagram(here, neighbourhood(concept, site.terms, more=more, listed=listed)),
        _diagram(here, narrow(concept, site.terms, more=more, listed=listed)),
        _diagram(here, two_steps(concept, site.terms, site.hubs, more=more, listed=listed)),
    )


def _diagram(here: LinksFrom, drawing: Neighbourhood | None) -> Diagram | None:
    if drawing is None:
        return None
    kinds = drawing.kinds
    return Diagram(
        width=drawing.width,
        height=drawing.height,
        centre=drawing.centre,
        groups=_groups(here, kinds, drawing.neighbours),
        rest=drawing.rest,
        kinds=tuple(kind.value for kind in kinds),
    )


def _groups(here: LinksFrom, kinds: tuple[RelationKind, ...], found: tuple[Neighbour, ...]) -> tuple[DiagramGroup, ...]:
    by_id = here.site.termbase.by_id
    nodes: dict[RelationKind, list[DiagramNode]] = {}
    for near in found:
        node = DiagramNode(
            box=near.box,
            path=near.path,
            term=here.term(by_id[near.concept]) if near.concept else None,
            beyond=_groups(here, kinds, near.beyond) if near.beyond else (),
        )
        nodes.setdefault(near.kind, []).append(node)
    return tuple(
        DiagramGroup(kind=kind.value, hierarchical=kind.hierarchical, nodes=tuple(nodes[kind]))
        for kind in kinds
        if kind in nodes
    )
