"""Where texts mention some concepts, with line and column."""

from collections.abc import Iterable, Iterator, Mapping

from termbase.linking.index import index_links
from termbase.model.concept import Concept, ConceptId


def mentions(texts: Mapping[str, str], concepts: Iterable[Concept]) -> Iterator[tuple[ConceptId, str]]:
    """Every place in files where a concept is named, as “file:line:column”.

    Args:
        texts: Texts by file name.
        concepts: The concepts to look for, by any of their names.
    """
    index = index_links(concepts)
    for name, text in texts.items():
        for match in index.find(text):
            before = text[: match.start]
            place = f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
            for id in match.target.concepts:
                yield id, place
