"""The family tree of metrics: which quantities lead to which, by the formulas of the term files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from termbase.drawing.layers import layered
from termbase.formulas.effects import Effect, effects
from termbase.model.concept import ConceptId
from termbase.site.formula_family import Operand
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.made import made
from termbase.site.site import Site
from termbase.site.views import FormulaTreePage, Section
from termbase.site.views.formula_tree import TreeGroup, TreeLine, TreeMetric, TreeNode, TreePart, TreeParts
from termbase.site.views.parts import PageLink

TREE_PATH: Final = "graph/formulas"
"""Place of the page."""
_MOST: Final = 60
"""Labels in a drawing that can still be read."""


def formula_tree(site: Site) -> Page | None:
    """The page, if the site has a map and formulas that share anything."""
    if Part.GRAPH not in site.parts or not site.formula_branches:
        return None
    return made(site, TREE_PATH, _view, under="graph", searchable=False, wide=True)


def _view(here: LinksFrom) -> FormulaTreePage:
    site = here.site
    groups = tuple(_group(here, first, group) for first, group in site.formula_branches.items())
    return FormulaTreePage(
        title=site.sentences.text("tree.title"),
        description=site.sentences.text("tree.description", glossary=site.termbase.title),
        sections=tuple(Section(id=group.id, title=group.title) for group in groups),
        map=PageLink(title=site.title(Part.GRAPH), href=here.page("graph/index")),
        groups=groups,
    )


def _group(here: LinksFrom, first: ConceptId, ids: Sequence[ConceptId]) -> TreeGroup:
    site, by_id = here.site, here.site.termbase.by_id
    effect = {id: _effects(site, id) for id in ids}
    operands = {id: site.formulas.operands[id] for id in ids}
    lines = [(operand.key, id) for id in ids for operand in operands[id]]
    words = {operand.key: _label(site, operand) for id in ids for operand in operands[id]}
    labels = words | {id: by_id[id].term for id in ids}
    drawn = layered(labels, lines) if len(labels) <= _MOST else None
    order = {key: place for place, key in enumerate(drawn.boxes)} if drawn else {}
    return TreeGroup(
        id=first,
        title=site.sentences.text("tree.group", term=by_id[first].term, n=len(ids) - 1),
        width=drawn.width if drawn else 0,
        height=drawn.height if drawn else 0,
        nodes=tuple(
            TreeNode(box=box, term=here.term(by_id[ConceptId(key)]) if key in by_id else None, metric=key in operands)
            for key, box in drawn.boxes.items()
        )
        if drawn
        else (),
        lines=tuple(
            TreeLine(path=path, effect=effect[ConceptId(id)][key].value)
            for (key, id), path in zip(lines, drawn.paths, strict=True)
        )
        if drawn
        else (),
        metrics=tuple(
            TreeMetric(term=here.term(by_id[id]), parts=tuple(_parts(here, operands[id], effect[id])))
            for id in sorted(ids, key=lambda id: order.get(id, 0))
        ),
    )


def _effects(site: Site, id: ConceptId) -> Mapping[str, Effect]:
    """What each quantity in a formula does to its result, by the key of the quantity."""
    own = site.termbase.by_id[id].own
    found = effects(own.formula) if own and own.formula else {}
    return {operand.key: found[operand.words] for operand in site.formulas.operands[id]}


def _label(site: Site, operand: Operand) -> str:
    return site.termbase.by_id[operand.concept].term if operand.concept else operand.words


def _parts(here: LinksFrom, operands: Sequence[Operand], effect: Mapping[str, Effect]) -> Iterator[TreeParts]:
    for kind in Effect:
        alike = [operand for operand in operands if effect[operand.key] is kind]
        if alike:
            yield TreeParts(
                effect=kind.value,
                parts=tuple(
                    TreePart(
                        words=operand.words,
                        term=here.term(here.site.termbase.by_id[operand.concept]) if operand.concept else None,
                    )
                    for operand in alike
                ),
            )
