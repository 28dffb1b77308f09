"""Resolves relative links in a term's text to pages of the site."""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import unquote

_LANGUAGE: Final = re.compile(r"\.[a-z]{2}(?=\.md$)|^[a-z]{2}/(?=.+\.md$)")
"""The language of a page in its name or folder, as mkdocs-static-i18n has it: `guide.de.md`, `de/guide.md`."""
_INDEXES: Final = ("index.md", "README.md")


@dataclass(frozen=True, kw_only=True)
class SitePages:
    """The pages of a site and the other files in its folder of pages."""

    listed: Callable[[], Iterable[str]]
    """Lists their paths in that folder, such as `guide/start.md`; called once, at the first relative link."""
    folder: str = "docs"
    """Name of that folder."""

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths. A page in several languages is listed without its language, because its URL has none."""
        paths = frozenset(self.listed())
        return paths | {_LANGUAGE.sub("", path) for path in paths if _LANGUAGE.search(path)}

    def find(self, address: str) -> str | None:
        """The page or file that a relative address leads to, with the address's fragment; None if there is none.

        A text is shown on several pages, so the steps up with which an address begins mean nothing in
        it: `guide/start.md`, `../../docs/guide/start.md`, as seen from the term file, and
        `../../guide/start/`, as seen from the term's page, are the same page.
        """
        path, mark, fragment = address.partition("#")
        path = unquote(path.partition("?")[0])
        steps = posixpath.normpath(path).split("/") if path else []
        while steps and steps[0] in ("..", ".", ""):
            steps = steps[1:]
        if not steps:
            return None
        for place in ("/".join(steps), "/".join(steps[1:]) if steps[0] == self.folder else ""):
            found = next((file for file in self._named(place) if file in self.files), None) if place else None
            if found is not None:
                return f"{found}{mark}{fragment}"
        return None

    @staticmethod
    def _named(place: str) -> Iterable[str]:
        """The files that a path may stand for."""
        stem = place.removesuffix(".html")
        return (place, f"{stem}.md", *(f"{stem}/{index}" for index in _INDEXES))
