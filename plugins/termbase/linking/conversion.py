"""Runs Python-Markdown on a page for what its extensions find in it."""

from markdown import Markdown

from termbase.text.untrusted import LimitError


def read_through(markdown: Markdown, page: str) -> None:
    """Converts a page, and forgets the HTML.

    Raises:
        LimitError: Python-Markdown runs out of stack, as it does for lists within lists some hundred levels deep.
    """
    try:
        markdown.convert(page)
    except RecursionError:
        message = "the page is nested too deeply for Python-Markdown, so its links to terms are not checked"
        raise LimitError(message, hint="Flatten its lists and quotations.") from None
