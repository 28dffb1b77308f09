"""Names that lead to several concepts, wherever they are written: in text, in brackets, in an export.

Names in text and in brackets are folded differently: one accepts a plural or a hyphen where the other is exact. Each
place where a link may lead needs a page, so all are gathered here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from termbase.identity.names import Names
from termbase.linking.index import LinkIndex
from termbase.model.concept import ConceptId, Termbase


def shared_names(
    termbase: Termbase, *, names: Names, indexes: Iterable[LinkIndex]
) -> Mapping[str, tuple[ConceptId, ...]]:
    """Every name that a link to a list of meanings may carry, with the concepts sorted by id, remote ones included.

    Args:
        termbase: The concepts.
        names: What a name in brackets may mean.
        indexes: What a name in text may mean.
    """
    designations = (name.text for concept in termbase.concepts for name in concept.designations)
    led = ((name, names.meanings(name)) for name in dict.fromkeys(designations))
    indexed = ((item.target.name, item.target.concepts) for index in indexes for item in index.entries())
    found: dict[str, set[ConceptId]] = defaultdict(set)
    for name, meanings in (*led, *names.shared(), *indexed):
        if len(meanings) > 1:
            found[name].update(meanings)
    return {name: tuple(sorted(meanings)) for name, meanings in found.items()}
