"""The URLs of all pages and files: the only module that knows how pages are addressed."""

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NewType

from termbase.model.page_paths import name_path, term_path
from termbase.text.slug import slug

PageUrl = NewType("PageUrl", str)
"""Address of a page or file relative to the root of the site; the home page is ""."""

ASSETS: Final = "assets/termbase/"
"""Folder of the packaged scripts and styles, relative to the root of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Addresses of a site's pages."""

    directory_urls: bool = True
    """True for `terms/churn/`, False for `terms/churn.html`."""
    site_url: str = ""
    """Absolute address of the site, with a slash at its end, or ""."""
    folder: str = ""
    """Folder of all pages and files of the glossary, or ""."""
    folders: tuple[tuple[str, str], ...] = ()
    """Folders within it that have another name than the first part of their paths, such as ("go", "g")."""

    def place(self, path: str) -> str:
        """Where the page or file at a path such as `terms/churn` or `feed.xml` really is.

        Styles and scripts of the theme stay where the theme has them.
        """
        head, slash, tail = path.partition("/")
        return f"{_way(self.folder, self.folders, head)}{tail}" if slash else _place(self.folder, self.folders, path)

    def file(self, path: str) -> PageUrl:
        """The address of an export, by its path."""
        return PageUrl(self.place(path))

    def page(self, path: str) -> PageUrl:
        """The address of the page at a path such as `terms/churn`; "index" names are left out."""
        head, slash, tail = path.partition("/")
        if not slash or tail.endswith("index"):
            return _url(self.place(path), self.directory_urls)
        return PageUrl(f"{_way(self.folder, self.folders, head)}{tail}{'/' if self.directory_urls else '.html'}")

    def written(self, file: str) -> PageUrl:
        """The address of a hand-written page or another file, by its path in their folder and perhaps a fragment."""
        path, mark, fragment = file.partition("#")
        if path.endswith(".md"):
            head, tail = posixpath.split(path.removesuffix(".md"))
            path = self.at(posixpath.join(head, "index" if tail == "README" else tail))
        return PageUrl(f"{path}{mark}{fragment}")

    def at(self, path: str) -> PageUrl:
        """The address of the page that really is at a path; see `place`."""
        return _url(path, self.directory_urls)

    def term(self, concept: str) -> PageUrl:
        """A concept's page."""
        return self.page(term_path(concept))

    def overview(self, part: str) -> PageUrl:
        """The overview page of a part of the site, such as `terms`."""
        return self.page(f"{part}/index")

    def category(self, category: str) -> PageUrl:
        """A category's page."""
        return self.page(f"categories/{category}")

    def source(self, source: str) -> PageUrl:
        """A source's page."""
        return self.page(f"sources/{source}")

    def go(self, name: str) -> PageUrl:
        """The permalink of a name."""
        return self.permalink(slug(name))

    def permalink(self, name: str) -> PageUrl:
        """The permalink of a name that is a slug already."""
        return self.page(name_path(name))

    def absolute(self, url: str) -> str:
        """The address with the site's in front; root-relative where that is unknown."""
        return f"{self.site_url}{url}" if self.site_url else f"/{url}"


_FOLDERS: Final = 1 << 10
"""Folders that are remembered. A site has tens of thousands of addresses, but they are in a few folders."""


def _place(folder: str, folders: tuple[tuple[str, str], ...], path: str) -> str:
    """The place of a page or file that is in no folder."""
    if path == "assets":
        return path
    return posixpath.join(folder, dict(folders).get("home", "") if path == "index" else "", path)


@lru_cache(maxsize=_FOLDERS)
def _way(folder: str, folders: tuple[tuple[str, str], ...], head: str) -> str:
    """The folder of the pages and files whose paths begin with a name, with a slash at its end."""
    return "assets/" if head == "assets" else posixpath.join(folder, dict(folders).get(head, head), "")


def _url(path: str, directory_urls: bool) -> PageUrl:  # noqa: FBT001  (private, next to its callers)
    head, tail = posixpath.split(path)
    if directory_urls:
        return PageUrl(f"{head}/" if tail == "index" and head else "" if tail == "index" else f"{path}/")
    return PageUrl(f"{path}.html")


def site_address(url: str | None) -> str:
    """The absolute address of a site as `Addresses` wants it: with a slash at its end, or "" if none is set."""
    return "" if not url else url if url.endswith("/") else f"{url}/"


def relative(start: str, target: str) -> str:
    """The link from one page to another, both relative to the root of the site.

    `relative("terms/churn/", "terms/arr/#notes")` is `../arr/#notes`.
    """
    path, mark, fragment = target.partition("#")
    here, there = start.rpartition("/")[0], path.removesuffix("/")
    if not (there.startswith(here) or here.startswith(there)):  # neither is in the other
        (above, _, folder), (beyond, _, name) = here.rpartition("/"), there.rpartition("/")
        between = _between(above, beyond) if folder not in _ODD and name not in _ODD else None
        if between is not None:
            return f"{between}{name}{target[len(there) :]}"
    return f"{_relative(start, path)}{mark}{fragment}"


def _relative(start: str, path: str) -> str:
    """The link to any target without a fragment; the system's rules apply where paths are not as plain as ours."""
    here, there = _parts(posixpath.dirname(start)), _parts(path.removesuffix("/"))
    if here is None or there is None:
        way = posixpath.relpath(path or ".", posixpath.dirname(start) or ".")
    else:
        shared = _shared(here, there)
        way = "/".join((*("..",) * (len(here) - shared), *there[shared:])) or "."
    if path.endswith("/") or not path:
        way = "./" if way == "." else f"{way}/"
    return way


@lru_cache(maxsize=_FOLDERS)
def _between(above: str, beyond: str) -> str | None:
    """The way from a folder in one folder into another folder; None if their paths are not as plain as ours."""
    here, there = _parts(above), _parts(beyond)
    if here is None or there is None:
        return None
    shared = _shared(here, there)
    return "../" * (1 + len(here) - shared) + "".join(f"{name}/" for name in there[shared:])


def _shared(here: tuple[str, ...], there: tuple[str, ...]) -> int:
    """How many names two paths have in common at their beginning."""
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    return shared


def siblings(url: str) -> tuple[str, bool]:
    """The part of a page's URL that it shares with all pages that need the same links to other pages.

    Only links to the page itself, and to pages below it, differ.
    """
    return posixpath.dirname(url.removesuffix("/")), url.endswith("/")


_ODD: Final = ("", ".", "..")
"""Names that no folder or file has."""


def _parts(path: str) -> tuple[str, ...] | None:
    """The names in a path without a slash at its end; None if it is not as plain as ours are, and the system's rules must be asked."""
    parts = path.split("/") if path else []
    return None if any(name in _ODD for name in parts) else tuple(parts)
