"""The paths of pages, before a site adds its folders and the form of its addresses."""

from typing import Final

TERMS: Final = "terms/index"
"""The list of all terms."""


def term_path(concept: str) -> str:
    """The page of a concept, by its id."""
    return f"terms/{concept}"


def name_path(name: str) -> str:
    """The permalink of a name, by its slug."""
    return f"go/{name}"
