"""Converts reStructuredText to HTML with docutils, without anything that reads other files or depends on the time."""

import re
from functools import cache
from typing import Any, Final
from xml.etree.ElementTree import Element

from termbase.imports.html_tree import free_mark, html_tree, marked
from termbase.imports.places import Place, first_sign
from termbase.text.untrusted import UntrustedError

_SETTINGS: Final = {
    "report_level": 5, "halt_level": 5, "file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True,
    "output_encoding": "unicode", "doctitle_xform": False, "line_length_limit": 1_000_000, "image_loading": "link", "math_output": "LaTeX",
}  # fmt: skip
_UNDERLINE: Final = re.compile(r"([^\w\s])\1*$")
_DATE: Final = re.compile(r"^([ \t]*\.\.[ \t]+\|([^|\n]+)\|[ \t]+)date::[^\n]*", re.MULTILINE)


def html_of(text: str, *, place: Place) -> Element:
    """The body of a document as a tree of HTML.

    Images stay links even if the document asks for more: embedding one would read a file of this machine. A
    substitution for the date of today stays what it is, since an import gives the same result on any day.
    Formulas stay as they are written, since the converter of docutils fails for many that are wrong.

    Args:
        text: The document.
        place: Where it begins in the imported file; each of its lines begins in the same column.

    Raises:
        UntrustedError: docutils cannot read it.
    """
    from docutils.core import publish_parts

    if not text.strip():
        return html_tree("")
    written = _DATE.sub(r"\1replace:: \|\2\|", text)
    mark, source = free_mark(written), written.splitlines()  # docutils ends a line at more signs than a file does
    numbers = [place.line]
    for line in written.splitlines(keepends=True):
        numbers.append(numbers[-1] + line.endswith("\n"))

    def mark_of(line: int, *, is_title: bool) -> str:
        line = min(max(line, 1), len(source)) - 1
        while line and not source[line].strip():
            line -= 1  # before 0.22, docutils gives the line below a directive
        if is_title and line and _UNDERLINE.match(source[line].strip()):
            line -= 1  # the parser gives the line below a title
        return marked(mark, first_sign(source[line], numbers[line], column=place.column))

    try:
        # Before 0.22, docutils takes the name of a writer by another argument.
        parts = publish_parts(written, writer=_writer()(), settings_overrides={**_SETTINGS, "mark_of": mark_of})
    except Exception as error:  # docutils raises exceptions of any kind
        raise UntrustedError(
            f"docutils, which reads reStructuredText, failed with {type(error).__name__}",
            hint="Remove unusual parts, such as directives and roles, one at a time.",
            line=place.line,
            column=place.column,
        ) from error
    return html_tree(str(parts["html_body"]), place=place, mark=mark)


@cache
def _writer() -> Any:
    """An HTML writer class that only links images and records where the blocks were.

    docutils is imported when it is needed. What makes the mark of a line is the setting `mark_of`.
    """
    from docutils import nodes
    from docutils.writers import html5_polyglot

    class Translator(html5_polyglot.HTMLTranslator):
        def dispatch_visit(self, node: Any) -> Any:
            if isinstance(node, nodes.Element) and not isinstance(node, nodes.document | nodes.section | nodes.colspec):
                within = (inner.line for inner in node.findall(nodes.Element) if inner.line)
                line = node.line or (next(within, None) if isinstance(node, without_lines) else None)
                if line:
                    self.body.append(self.settings.mark_of(line, is_title=isinstance(node, nodes.title)))
            return super().dispatch_visit(node)

        def visit_image(self, node: Any) -> None:
            node.attributes.pop("loading", None)
            super().visit_image(node)

    without_lines = (nodes.table, nodes.row)

    class Writer(html5_polyglot.Writer):
        def __init__(self) -> None:
            super().__init__()
            self.translator_class = Translator

    return Writer
