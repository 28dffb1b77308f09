"""Where everything is: the one place that knows how pages are addressed."""

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
        return _place(self.folder, self.folders, path)

    def file(self, path: str) -> PageUrl:
        """The address of an export, by its path."""
        return PageUrl(self.place(path))

    def page(self, path: str) -> PageUrl:
        """The address of the page at a path such as `terms/churn`; "index" names are left out."""
        return _page(self.directory_urls, self.folder, self.folders, path)

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
        """The page that lists what is in a part of the site, such as `terms`."""
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


_PAGES: Final = 1 << 16
"""Addresses that are remembered: pages are asked for in the same order again and again, so fewer than a large site has
would be as good as none."""


# A page has dozens of links, and most lead to pages that others link to as well.
@lru_cache(maxsize=_PAGES)
def _place(folder: str, folders: tuple[tuple[str, str], ...], path: str) -> str:
    head, slash, tail = path.partition("/")
    if head == "assets":
        return path
    named = dict(folders)
    if path == "index":
        return posixpath.join(folder, named.get("home", ""), path)
    return posixpath.join(folder, named.get(head, head), tail) if slash else posixpath.join(folder, path)


@lru_cache(maxsize=_PAGES)
def _page(directory_urls: bool, folder: str, folders: tuple[tuple[str, str], ...], path: str) -> PageUrl:  # noqa: FBT001  (all of them are the key of the cache)
    return _url(_place(folder, folders, path), directory_urls)


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
    here, there = _folder(start), _parts(path)
    if here is None or there is None:
        way = posixpath.relpath(path or ".", posixpath.dirname(start) or ".")
    else:
        shared = 0
        for one, other in zip(here, there, strict=False):
            if one != other:
                break
            shared += 1
        way = "/".join((*("..",) * (len(here) - shared), *there[shared:])) or "."
    if path.endswith("/") or not path:
        way = "./" if way == "." else f"{way}/"
    return f"{way}{mark}{fragment}"


def siblings(url: str) -> tuple[str, bool]:
    """What the address of a page has in common with those that need the same links to other pages.

    Only the way to a page itself, and to those below it, is the page's own.
    """
    return posixpath.dirname(url.removesuffix("/")), url.endswith("/")


@lru_cache(maxsize=_PAGES)
def _folder(path: str) -> tuple[str, ...] | None:
    """The names of the folders that a page is in."""
    return _parts(posixpath.dirname(path))


@lru_cache(maxsize=_PAGES)
def _parts(path: str) -> tuple[str, ...] | None:
    """The names in a path; None if it is not as plain as ours are, and the system's rules must be asked."""
    parts = path.removesuffix("/").split("/") if path else []
    return None if "" in parts or "." in parts or ".." in parts else tuple(parts)
