"""The terms to insert into a hand-written page with a comment for a list or a definition."""

from collections.abc import Mapping, Set
from typing import Final

from termbase.identity.names import Names
from termbase.identity.remote import Remotes
from termbase.linking.insertion import Insertion
from termbase.linking.texts import Texts
from termbase.model.concept import Concept, ConceptId, Termbase, glossary_of
from termbase.reading.custom_fields import GLOSSARY, RESERVED_CONDITIONS
from termbase.text.alphabet import letter, sort_key
from termbase.text.folding import words

CONDITIONS: Final = frozenset((*RESERVED_CONDITIONS, "status"))
"""What every list of terms may ask for; custom fields are conditions, too, and one may replace `status`."""


def inserted(
    insertion: Insertion, *, termbase: Termbase, names: Names, texts: Texts, others: Remotes, usual: str = ""
) -> tuple[tuple[Concept, str], ...] | None:
    """The concepts that an insertion asks for, in alphabetical order, each with its definition.

    Args:
        insertion: What is asked for.
        termbase: The concepts of the glossary.
        names: What a name may mean on the page.
        texts: The texts of the glossary.
        others: The terms of other glossaries.
        usual: The name of another glossary that the page prefers, "" for none.
    """
    near = {concept.id: concept for concept in others.concepts if glossary_of(concept.id) in others.neighbors}
    if insertion.name:
        found = names.meanings(insertion.name)
        known = [concept for id in found if (concept := termbase.by_id.get(id) or near.get(id))]
        # A page that prefers a glossary gets the term of that glossary; other pages get every meaning.
        wanted = [concept for concept in known if usual and glossary_of(concept.id) == usual] or known
    else:
        asked = insertion.only.get(GLOSSARY, usual if usual in others.neighbors else "")
        if asked and asked not in others.neighbors:
            return None
        fields = {item.id for item in (others.fields.get(asked, ()) if asked else termbase.fields)}
        if not fields.issuperset(insertion.only.keys() - CONDITIONS):
            return None
        listed = [c for c in near.values() if glossary_of(c.id) == asked] if asked else termbase.concepts
        wanted = [concept for concept in listed if _fits(concept, insertion.only, fields)]
    told = [(concept, _definition(concept.id, texts, others)) for concept in wanted]
    return tuple(sorted(told, key=lambda item: sort_key(item[0].term))) or None


def _definition(id: ConceptId, texts: Texts, others: Remotes) -> str:
    return texts.concepts[id].brief.plain if id in texts.concepts else others.by_id[id].short


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
