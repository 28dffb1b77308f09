"""The answer to a form for a new term on the day that it is filed, before a maintainer has read it."""

from typing import Final

from termbase.editing.new_term import draft, similar_terms, taken
from termbase.glossary import Glossary
from termbase.review.issue_form import Filled
from termbase.review.proposal import problem_lines
from termbase.text.escaping import markdown

_MOST: Final = 6
"""How many similar terms are shown."""


def first_answer(filled: Filled, *, base: Glossary, files: str) -> str:
    """What is missing in a form, and which terms of the glossary are similar, as a comment.

    Args:
        filled: The form, with its problems.
        base: The glossary as it is.
        files: Address under which the term files can be read, with a slash at the end.
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
            f"- [{markdown(concept.term)}]({files}concepts/{concept.id}.yml):"
            f" {markdown(base.texts.concepts[concept.id].definition.plain)}"
            for concept in list(near.values())[:_MOST]
            if concept.own is not None
        ]
        if lines:
            parts.append(
                "The glossary has similar terms:\n\n" + "\n".join(lines) + "\n\nIf one of them means exactly the"
                " same, edit the issue and write “Synonym of” and its name as the definition; your term then becomes"
                " another name of it. Otherwise, please say in the definition what sets yours apart."
            )
        else:
            parts.append("All fields can be read, and the glossary has no similar term.")
    return "\n\n".join(parts) + "\n"
