"""Finds the places where texts mention some concepts, with line and column."""

import re
from collections.abc import Iterator, Mapping, Sequence

from termbase.linking.index import index_links
from termbase.linking.name_forms import links_by_itself
from termbase.model.concept import Concept, ConceptId
from termbase.model.diagnostics import Location
from termbase.text.line_starts import LineStarts


def mentions(texts: Mapping[str, str], concepts: Sequence[Concept]) -> Iterator[tuple[ConceptId, Location]]:
    """Every place in files where a concept is named: by a name that links, by any name in brackets, or by its id.

    Args:
        texts: Texts by file name.
        concepts: The terms of another glossary to look for.
    """
    if not concepts:
        return
    linked = index_links(concepts)
    others = index_links(concepts, wanted=lambda name, concept: not links_by_itself(name, concept))
    longest_first = sorted((re.escape(concept.id) for concept in concepts), key=len, reverse=True)
    ids = re.compile(rf"(?<![\w:-])(?:{'|'.join(longest_first)})(?![\w-])")
    for file, text in texts.items():
        spans: dict[tuple[int, int], tuple[ConceptId, ...]]
        spans = {(match.start(), match.end()): (ConceptId(match[0]),) for match in ids.finditer(text)}
        taken = {place for start, end in spans for place in range(start, end)}
        spans |= {(m.start, m.end): m.target.concepts for m in linked.find(text) if m.start not in taken}
        spans |= {
            (m.start, m.end): m.target.concepts for m in others.find(text) if text.startswith("[[", max(0, m.start - 2))
        }
        starts = LineStarts(text)
        for (start, _), meant in sorted(spans.items()):
            line, column = starts.at(start)
            yield from ((id, Location(file=file, line=line, column=column)) for id in meant)
