"""Runs Python-Markdown on a page for what its extensions find in it, within limits.

Python-Markdown looks for the partner of every opening bracket up to the end of the paragraph, and for the end of every
HTML tag up to the end of the page, so thousands of them cost it minutes. A build is the host's responsibility; a
command that only reads pages rejects such a page, and reports the place.
"""

import re
from typing import Any, Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import STX

from termbase.text.line_starts import LineStarts
from termbase.text.untrusted import LimitError, UntrustedError

PAGE_STEPS: Final = 5_000_000
"""Characters to scan at most for the partners of all brackets of a short page, and as many for the ends of tags."""
STEPS_PER_CHARACTER: Final = 20
"""How much each character of a page adds to that; ordinary pages use less than 5."""
_TAG: Final = re.compile(r"</?[A-Za-z]")
_BEFORE_HTML: Final = 21
"""A priority after code is set aside (25) and before HTML is read (20)."""


def _steps(text: str) -> int:
    """What the brackets of a text, or its tags, may cost."""
    return PAGE_STEPS + STEPS_PER_CHARACTER * len(text)


class BracketLimit(Extension, Preprocessor):
    """Raises a LimitError if the brackets or tags of a page cost too much. It must be the last extension of a converter."""

    def __init__(self) -> None:
        Extension.__init__(self)
        self._page, self._left = "", 0

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the base class names it)
        """Makes every kind of link of the converter share one budget."""
        md.preprocessors.register(self, "termbase-bracket-limit", 1_000)
        md.preprocessors.register(_TagLimit(self), "termbase-tag-limit", _BEFORE_HTML)
        for processor in md.inlinePatterns:
            if isinstance(processor, LinkInlineProcessor):
                self._count(processor, "getText")
                self._count(processor, "getLink")

    def run(self, lines: list[str]) -> list[str]:
        """Begins a page, and returns its lines as they are."""
        self._page = "\n".join(lines)
        self._left = _steps(self._page)
        return lines

    def _count(self, processor: Any, name: str) -> None:
        find = getattr(processor, name)

        def counted(data: str, index: int) -> Any:
            found = find(data, index)
            self._left -= found[-2] - index
            if self._left < 0:
                message = "the page has too many unmatched brackets"
                hint = "Write brackets that are not markup as code, or put a backslash before them."
                raise self._refusal(data, index - 1, message, hint)
            return found

        setattr(processor, name, counted)

    def check_tags(self, text: str) -> None:
        """Rejects a page with too many unclosed HTML tags.

        Args:
            text: The page, without the code that has been set aside.
        """
        left, end = _steps(text), -1
        for found in _TAG.finditer(text):
            if end < found.start() and (end := text.find(">", found.start())) < 0:
                end = len(text)
            left -= end - found.start()
            if left < 0:
                message = "the page has too many unclosed HTML tags"
                hint = "Close them with “>”, or write “&lt;” or code where “<” is not a tag."
                raise self._refusal(text, found.start(), message, hint)

    def _refusal(self, data: str, index: int, message: str, hint: str) -> LimitError:
        # Markup that is already converted is a placeholder in `data`, so only what follows can be looked for.
        ahead = data[max(index, 0) :].partition(STX)[0]
        place = self._page.find(ahead)
        if place < 0:  # a list or a quotation has lost its marks
            place = max(self._page.find(ahead.partition("\n")[0]), 0)
        line, column = LineStarts(self._page).at(place)
        return LimitError(f"{message}, so its links to terms are not checked", hint=hint, line=line, column=column)


class _TagLimit(Preprocessor):
    """Holds a page to the limit of tags once its code has been set aside."""

    def __init__(self, limit: BracketLimit) -> None:
        super().__init__()
        self._limit = limit

    def run(self, lines: list[str]) -> list[str]:
        self._limit.check_tags("\n".join(lines))
        return lines


def page_refusal(error: Exception) -> UntrustedError:
    """The refusal of a page whose conversion ended with an exception."""
    if isinstance(error, UntrustedError):
        return error
    if isinstance(error, RecursionError):  # lists some hundred levels deep
        message = "the page is nested too deeply for Python-Markdown, so its links to terms are not checked"
        return LimitError(message, hint="Flatten its lists and quotations.")
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return UntrustedError(
        f"the page cannot be converted. {words}",
        hint="A Markdown extension of the site fails on this page. Report the problem to its authors, or remove what is unusual on the page.",
    )


def read_through(markdown: Markdown, page: str, *, above: int = 0) -> None:
    """Converts a page, and forgets the HTML.

    Args:
        markdown: A converter with all its extensions.
        page: The page, without its front matter.
        above: The number of lines of the file that are above the page.

    Raises:
        LimitError: The page is nested too deeply, or its brackets cost too much; the line is that of the file.
        UntrustedError: An extension of the site fails on it.
    """
    BracketLimit().extendMarkdown(markdown)
    try:
        markdown.convert(page)
    except RecursionError as error:
        raise page_refusal(error) from None
    except LimitError as error:
        error.line += above
        raise
    except Exception as error:
        if _is_ours(error):
            raise
        raise page_refusal(error) from error


def _is_ours(error: Exception) -> bool:
    """Whether an exception was raised by a module of this package."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and str(trace.tb_frame.f_globals.get("__name__", "")).startswith("termbase.")
