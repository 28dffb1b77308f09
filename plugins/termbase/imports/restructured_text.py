"""reStructuredText as HTML, by docutils without what reads other files or asks for the time."""

import re
from functools import cache
from typing import Any, Final
from xml.etree.ElementTree import Element

_SETTINGS: Final = {
    "report_level": 5, "halt_level": 5, "file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True,
    "output_encoding": "unicode", "line_length_limit": 1_000_000, "image_loading": "link",
}  # fmt: skip
_DATE: Final = re.compile(r"^([ \t]*\.\.[ \t]+\|([^|\n]+)\|[ \t]+)date::[^\n]*", re.MULTILINE)


def html_of(text: str) -> Element:
    """The body of a document as a tree of HTML.

    Images stay links even if the document asks for more: embedding one would read a file of this machine. A
    substitution for the date of today stays what it is, since an import gives the same result on any day.
    """
    from docutils.core import publish_parts

    from termbase.imports.html_tree import html_tree

    if not text.strip():
        return html_tree("")
    written = _DATE.sub(r"\1replace:: \|\2\|", text)
    # Before 0.22, docutils takes the name of a writer by another argument.
    parts = publish_parts(written, writer=_writer()(), settings_overrides=dict(_SETTINGS))
    return html_tree(str(parts["html_body"]))


@cache
def _writer() -> Any:
    """The class of a writer of HTML whose images are links only; docutils is imported when it is needed."""
    from docutils.writers import html5_polyglot

    class Translator(html5_polyglot.HTMLTranslator):
        def visit_image(self, node: Any) -> None:
            node.attributes.pop("loading", None)
            super().visit_image(node)

    class Writer(html5_polyglot.Writer):
        def __init__(self) -> None:
            super().__init__()
            self.translator_class = Translator

    return Writer
