"""The automatic reply to the form for a new term, before a maintainer has read it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from termbase.editing.new_term import draft, similar_terms, taken
from termbase.glossary import Glossary
from termbase.model.concept import Concept
from termbase.review.issue_form import Filled, Problem
from termbase.review.proposal import Proposal, problem_lines
from termbase.site.addresses import Addresses
from termbase.text.escaping import markdown

_MOST: Final = 6
"""How many similar terms are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlaces:
    """Where a term can be read: on the site if its address is known, otherwise in its file."""

    addresses: Addresses
    files: str
    """Address under which the glossary's files can be read, with a slash at its end."""
    prefix: str
    """The glossary folder, as the names of its files begin."""

    def of(self, concept: Concept) -> str:
        """The address of a concept's page or file; "" for a concept that has neither."""
        if self.addresses.site_url:
            return self.addresses.absolute(self.addresses.term(concept.id))
        return self.files + quote(concept.where.file.removeprefix(f"{self.prefix}/")) if concept.own else ""


def first_answer(
    filled: Filled, *, base: Glossary, places: ReadingPlaces, outcome: Proposal | Problem | None = None
) -> str:
    """What is missing in a form, and which terms of the glossary are similar, as a comment.

    Args:
        filled: The form, with its problems.
        base: The glossary as it is.
        places: Where the terms can be read.
        outcome: The outcome if the form were accepted as it is.
    """
    parts = ["Thank you. A maintainer will read this form and accept it or ask you about it here."]
    if filled.problems:
        parts.append("Please edit the issue first:\n\n" + problem_lines(filled.problems))
    else:
        names = (*filled.names("abbreviations"), *filled.names("synonyms"))
        asked = draft(str(filled.data["term"]), synonyms=names)
        near = {item.concept.id: item.concept for item in taken(base, asked)}
        near |= {item.concept.id: item.concept for item in similar_terms(base, asked)}
        if (same := base.termbase.by_id.get(asked.id)) is not None:
            near = {same.id: same} | near
        lines = [
            f"- [{markdown(concept.term)}]({place}): {markdown(base.texts.concepts[concept.id].definition.plain)}"
            for concept in list(near.values())[:_MOST]
            if (place := places.of(concept))
        ]
        if lines:
            parts.append(
                "The glossary has similar terms:\n\n" + "\n".join(lines) + "\n\nIf one of them means exactly the"
                " same, edit the issue and write “Synonym of” and its name as the definition; your term then becomes"
                " another name of it. Otherwise, please say in the definition what sets yours apart."
            )
        elif outcome is None or (isinstance(outcome, Proposal) and not outcome.problems):
            parts.append("All fields can be read, and the glossary has no similar term.")
        if isinstance(outcome, Problem):
            parts.append(problem_lines((outcome,)))
        elif outcome is not None and outcome.problems:
            lines = [f"- {markdown(problem)}" for problem in outcome.problems]
            parts.append("The term file would not pass the check yet. Please edit the issue:\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"
