"""The SVG of a diagram of a term and its neighbors, written as text.

A page has three drawings with dozens of boxes; a template would spend most of its time on them.
"""

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup, escape

from termbase.drawing.label_boxes import Box
from termbase.site.escaped_text import escaped_text
from termbase.site.sentences import Sentences
from termbase.site.views.term import Diagram, DiagramGroup, DiagramNode

_ENDS: Final = {
    "broader": Markup(' marker-end="url(#tb-arrow)"'),
    "narrower": Markup(' marker-start="url(#tb-arrow)"'),
    "part_of": Markup(' marker-end="url(#tb-whole)"'),
    "parts": Markup(' marker-start="url(#tb-whole)"'),
    "contrast": Markup(),
    "related": Markup(),
}
"""The arrowhead of each kind of relation, as an attribute of its line; the kinds are in the order of the legend."""
_SIGNS: Final = re.compile("[<>&'\"]")
"""What HTML has other signs for."""
_LOOKS: Final = {"part_of": "broader", "parts": "narrower"}
"""Kinds whose lines look like those of others, but for the arrowhead."""


class Drawer:
    """Draws diagrams with the sentences of an interface."""

    def __init__(self, sentences: Sentences) -> None:
        self._sentences = sentences
        self._legends: dict[tuple[tuple[str, ...], tuple[str, ...]], Markup] = {}

    def legend(self, kind: str) -> Markup:
        """What the lines of a kind of relation are called."""
        return self._sentences.markup("diagram.contrast" if kind == "contrast" else f"relation.{kind}")

    def legend_items(self, kinds: tuple[str, ...], far: tuple[str, ...]) -> Markup:
        """The items of a legend, each on a line of its own; thousands of terms share one of few.

        Args:
            kinds: The kinds of relation in the diagram.
            far: Those in the diagram with two steps, which are hidden until that is shown.
        """
        if (known := self._legends.get((kinds, far))) is None:
            known = self._legends[kinds, far] = Markup(
                "".join(
                    [self._legend_item(kind, shown=kind in kinds) for kind in _ENDS if kind in kinds or kind in far]
                )
            )
        return known

    def _legend_item(self, kind: str, *, shown: bool) -> str:
        return (
            f'<li{"" if shown else " hidden"}><label><input type="checkbox" data-near-kind="{kind}" checked disabled>'
            ' <svg viewBox="0 0 32 10" width="32" height="10" aria-hidden="true">'
            f'<path class="tb-line tb-line--{_LOOKS.get(kind, kind)}" d="M2 5H30"{_ENDS[kind]}/></svg>'
            f" {self.legend(kind)}</label></li>\n"
        )

    def drawn(self, diagram: Diagram, label: str, shape: str, *, id: str, chart: str) -> Markup:
        """A diagram as an SVG element.

        Args:
            diagram: The diagram.
            label: What it shows, for readers who do not see it.
            shape: `wide`, `narrow` or `far`.
            id: Id of the term in the middle.
            chart: Address of the map of terms, or "".
        """
        return Markup("".join(self._parts(diagram, label, shape, id=id, chart=chart)))

    def _parts(self, diagram: Diagram, label: str, shape: str, *, id: str, chart: str) -> Iterator[str]:
        yield (
            f'<svg class="tb-near__drawing tb-near__drawing--{shape}" viewBox="0 0 {diagram.width} {diagram.height}"'
            f' role="group" aria-label="{escape(label)}">\n'
            f'<g class="tb-near__centre" aria-hidden="true">{framed(diagram.centre)}</g>\n'
        )
        for group in diagram.groups:
            yield f"{_opened(group, self.legend(group.kind))}"
            for node in group.nodes:
                yield _node(node, group.kind)
                yield from self._beyond(node)
            yield "</g>\n"
        if diagram.rest:
            rest = framed(diagram.rest)
            yield (
                f'<a role="link" xlink:href="{escape(chart)}#term={escape(id)}">{rest}</a>\n' if chart else f"{rest}\n"
            )
        yield "</svg>\n"

    def _beyond(self, node: DiagramNode) -> Iterator[str]:
        for group in node.beyond:
            name = self._sentences.markup(f"diagram.beyond-{group.kind}", term=node.term.term if node.term else "")
            yield f"{_opened(group, name)}{''.join([_node(further, group.kind) for further in group.nodes])}</g>\n"


def _opened(group: DiagramGroup, name: Markup) -> str:
    up = " tb-up" if group.hierarchical else ""
    return f'<g class="tb-of--{group.kind}{up}" role="group" aria-label="{name}">\n'


def _node(node: DiagramNode, kind: str) -> str:
    term = node.term
    link = (
        f'class="term-link" data-term="{term.id}" xlink:href="{escaped_text(term.href)}"'
        if term
        else 'xlink:href="#all-relations"'
    )
    return f'<path d="{node.path}"{_ENDS[kind]}/>\n<a role="link" {link}>{framed(node.box)}</a>\n'


def framed(box: Box) -> str:
    """A label in its frame."""
    lines, x, y, width, height = box.lines, box.x, box.y, box.width, box.height
    text = "".join(
        [
            f'<tspan x="{middle:g}" y="{base:g}">{line}</tspan>'
            for (middle, base), line in zip(box.places, _escaped(lines), strict=True)
        ]
    )
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/><text>{text}</text>'


def framed_in_template(box: Box) -> Markup:
    """The same for a template, which escapes what is not marked as HTML."""
    return Markup(framed(box))


def _escaped(lines: tuple[str, ...]) -> tuple[str, ...]:
    # Hardly a name has one of these signs.
    return tuple([str(escape(line)) for line in lines]) if _SIGNS.search("".join(lines)) else lines
