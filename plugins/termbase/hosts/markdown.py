"""The Markdown extension without a plugin: for Zensical, and for anything else that runs Python-Markdown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from markdown import Markdown

from termbase.glossary import load
from termbase.linking.extension import TermLinks
from termbase.linking.linker import Linker


class GlossaryLinks(TermLinks):
    """Links names to the glossary in a folder.

    Args:
        kwargs: `glossary`, a folder of term files, and `term_url`, the address of a concept's page
            with `{path}` for `terms/<id>`.
    """

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "glossary": ["glossary", "Folder of term files."],
            "term_url": ["/{path}/", "Address of a page; {path} is terms/<id> or go/<name>."],
        }
        super().__init__(self._linker, **kwargs)
        self._from_folder: Callable[[], Linker] | None = None

    def _linker(self, _: Markdown) -> Linker:
        if self._from_folder is None:
            glossary = load(Path(self.getConfig("glossary")))
            url: str = self.getConfig("term_url")
            self._from_folder = lambda: glossary.linker(href=lambda target: url.format(path=target.path))
        return self._from_folder()


def makeExtension(**kwargs: Any) -> GlossaryLinks:  # noqa: N802  (Python-Markdown asks for this name)
    """Makes the extension for Python-Markdown's list of extensions."""
    return GlossaryLinks(**kwargs)
