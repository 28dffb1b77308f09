"""Which terms a hand-written page gets that asks for a list or a definition."""

from collections.abc import Mapping, Set
from typing import Final

from termbase.identity.names import Names
from termbase.linking.insertions import Insertion
from termbase.linking.texts import Texts
from termbase.model.concept import Concept, Termbase
from termbase.text.alphabet import letter, sort_key
from termbase.text.folding import words

CONDITIONS: Final = frozenset(("category", "status", "letter", "search"))
"""What every list of terms may ask for; the custom fields of the glossary are conditions, too."""


def inserted(
    insertion: Insertion, *, termbase: Termbase, names: Names, texts: Texts
) -> tuple[tuple[Concept, str], ...] | None:
    """The concepts that an insertion asks for, in alphabetical order, each with its definition."""
    fields = {item.id for item in termbase.fields}
    if insertion.name:
        wanted = [termbase.by_id[id] for id in names.meanings(insertion.name)]
    elif not fields.issuperset(insertion.only.keys() - CONDITIONS):
        return None
    else:
        wanted = [concept for concept in termbase.concepts if _fits(concept, insertion.only, fields)]
    told = [(concept, texts.concepts[concept.id].brief.plain) for concept in wanted]
    return tuple(sorted(told, key=lambda item: sort_key(item[0].term))) or None


def _fits(concept: Concept, only: Mapping[str, str], fields: Set[str]) -> bool:
    if "category" in only and concept.category != only["category"]:
        return False
    if "status" in only and "status" not in fields and concept.status.value != only["status"]:
        return False
    given = concept.own.fields if concept.own else {}
    for id in fields & only.keys():
        values = given.get(id, ())
        if only[id].casefold() not in {text.casefold() for text in ((values,) if isinstance(values, str) else values)}:
            return False
    if "letter" in only and letter(concept.term) != only["letter"].upper():
        return False
    asked = set(words(only.get("search", "")))
    return any(asked <= set(words(name.text)) for name in concept.designations)
