"""The heading for the differences that a page lists."""

from termbase.model.concept import Concept


def heading(concept: Concept) -> str:
    """The key of the heading over differences: among sources, or of a source from common use."""
    listed = concept.own.disagreements if concept.own else ()
    among = [len({position.source for position in item.positions}) > 1 for item in listed]
    if all(among):
        return "term.differ"
    return "term.differences" if any(among) else "term.differ-from-use"
