"""The interface of stores that keep page bodies from one build to the next."""

from collections.abc import Callable
from typing import Protocol

from jinja2 import BytecodeCache


class Bodies(Protocol):
    """Bodies of pages that have been made before."""

    templates: BytecodeCache | None
    """The templates as they were compiled before, if they are kept, too."""
    of_terms: bool
    """Whether term pages are found by what they show, too."""

    def body(self, shows: str, make: Callable[[], str]) -> str:
        """The body of a page, made only if there is none that shows the same.

        Args:
            shows: A hash of all that the page shows.
            make: Makes it.
        """
