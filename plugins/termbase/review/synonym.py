"""Handles a form that only says that its term is another name of an existing one."""

import re
from dataclasses import dataclass
from typing import Final

from termbase.editing.list_items import with_items
from termbase.glossary import Glossary
from termbase.model.concept import Concept
from termbase.reading.concept_files import pointer_to
from termbase.review.form_text import name
from termbase.review.issue_form import Filled, Problem
from termbase.text.folding import is_abbreviation, split_headword

_SAID: Final = re.compile(
    r"(?:(?:it|this|this term|the term|which) )?(?:is |means )?(?:just |only |simply |basically |exactly )?"
    r"(?:(?:a |an |another |the |also )*(?:synonym|alternative name|other name|name|word|term|abbreviation|acronym|"
    r"short form|short|alias) (?:of|for)|(?:exactly )?(?:the )?same (?:thing )?as|see(?: also)?:?|synonym:)"
    r"(?: the (?=\w+ ?\w*$))? (?P<other>[^.;\n]{2,80})[.!]?",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNames:
    """Names to add to the file of an existing concept."""

    concept: Concept
    file: str
    """The file of the concept."""
    before: str
    """Its current text."""
    after: str
    """Its text after the names are added."""
    names: tuple[str, ...]


def said_of(filled: Filled) -> str:
    """The name of which the form says that its term is a synonym; "" if its definition says anything else.

    “This is a synonym of churn rate.” counts as the whole definition, or as the whole message to reviewers.
    """
    for text in (str(filled.data.get("definition", "")), filled.remarks):
        if match := _SAID.fullmatch(" ".join(text.split())):
            return name(match["other"].strip())
    return ""


def new_names(filled: Filled, other: str, *, base: Glossary) -> NewNames | Problem | None:
    """Adds the names of a form to the concept that one name means.

    Returns:
        The changed file; None if the name is not in the glossary; or why the file cannot be changed.
    """
    meant = [base.termbase.by_id[id] for id in base.names.meanings(other) if id in base.termbase.by_id]
    if not meant:
        return None
    concept = meant[0]
    document = next((d for d in base.documents if d.file == concept.where.file), None)
    if len(meant) > 1 or concept.own is None or document is None:
        found = ", ".join(f"“{one.term}”" for one in meant)
        return Problem(
            label="Definition",
            message=f"“{other}” may mean {found}, so it is not certain to which term the name belongs",
            hint="Write the full name of one term after “synonym of”, or a definition.",
        )
    full, short = split_headword(str(filled.data["term"]))
    given = (full, *((short,) if short else ()), *filled.names("abbreviations"), *filled.names("synonyms"))
    names = tuple(dict.fromkeys(each for each in given if concept.id not in base.names.meanings(each)))
    after: str | None = document.text
    within = pointer_to(document.root, concept.where)
    for key, wanted in (("abbreviations", True), ("synonyms", False)):
        added = [each for each in names if is_abbreviation(each) is wanted]
        if added and after is not None:
            after = with_items(after, key, added, within=within)
    if after is None:
        return Problem(
            label="",
            message=f"the file of “{concept.term}” is written in a way that cannot be changed automatically",
            hint="A maintainer will add the name by hand.",
        )
    return NewNames(concept=concept, file=document.file, before=document.text, after=after, names=names)
