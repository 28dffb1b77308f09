"""Texts of tables and records, which may be plain text, HTML, or Markdown: each is parsed accordingly."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from termbase.imports.html_tree import html_tree, plain
from termbase.imports.places import shown_place
from termbase.imports.plain_text import as_markdown
from termbase.imports.writer import Writer

TAG: Final = re.compile(
    r"</?(?:p|br|b|i|em|strong|ul|ol|li|a|span|div|code|sup|sub|u|h[1-6]|table|td|tr)\b[^<>]*>|&(?:amp|nbsp|lt|gt|quot|#\d+);",
    re.IGNORECASE,
)
"""Matches a tag that identifies a text as HTML."""
_MARKDOWN: Final = re.compile(
    r"\[[^\[\]\n]+\]\([^()\s]+\)|\*\*\S[^*\n]*\*\*|(?<!`)`[^`\n]+`(?!`)|\{[%{].*?[%}]\}|^```", re.MULTILINE
)
"""Matches what identifies a text as Markdown: a link, bold, code, or a macro."""


def rich_text(text: str, writer: Writer, known: Collection[str] = ()) -> str:
    """A text as restricted Markdown.

    Args:
        text: Plain text, HTML or Markdown.
        writer: Resolves links and collects what is left out.
        known: Folded names of terms, for `[[name]]` in plain text.
    """
    if TAG.search(text):
        return writer.text(html_tree(text))
    if _MARKDOWN.search(text):
        from termbase.imports.markdown_html import markdown_tree

        tree, left = markdown_tree(text, where=writer.where)
        writer.left += [replace(one, where=shown_place(writer.where, writer.place)) for one in left]
        return writer.text(tree)
    return as_markdown(text, known)


def shown_name(text: str) -> str:
    """The words of a name that may have HTML around it."""
    return plain(html_tree(text)) if TAG.search(text) else text
