"""Finished term pages from the last build that need not be assembled again.

A finished page is determined by its shell and by what is known about the page without its HTML. As long as both are the
same, the page of the old site is kept if it still has the digest that it had.
"""

from collections.abc import Callable, Mapping

from termbase.hosts.description import edit_address
from termbase.hosts.kept_files import KeptFiles
from termbase.hosts.page_kinds import PageKind, page_kind
from termbase.site.facts import value_digest
from termbase.site.kept_pages import KeptPage
from termbase.site.known_files import KnownFiles
from termbase.site.page import Page
from termbase.site.site import Site


class WrittenPages:
    """The finished pages of the last build.

    Args:
        known: What is known of each page of this build, by its path.
        files: The digests of the finished pages.
        site: The glossary.
    """

    def __init__(self, known: Mapping[str, KeptPage], files: KnownFiles, site: Site) -> None:
        self._known, self._files, self._site = known, files, site

    def kind(self, made: Page) -> PageKind | None:
        """The kind of a page, found without its HTML; None if that is not possible."""
        known = self._known.get(made.path)
        if known is None:
            return None
        return page_kind(
            made,
            description=bool(made.description),
            edit=bool(edit_address(made, site=self._site)),
            data=made.data is not None,
            heading=known.heading,
        )

    def key(self, made: Page, *, shell: bytes, name: str) -> bytes:
        """The cache key of a finished page, if its kind is known.

        Args:
            made: The page.
            shell: The digest of its shell.
            name: The last part of its address.
        """
        known = self._known[made.path].key
        return value_digest((shell.hex(), known.hex(), edit_address(made, site=self._site), name))

    def is_kept(self, place: str, key: bytes, *, at: str, output: KeptFiles, make: Callable[[], bytes]) -> bool:
        """Keeps a page of the old site, if it followed from the same; False if it must be put together.

        Args:
            place: Its place in the site.
            key: What it follows from.
            at: Its place on the disk.
            output: What the build writes and keeps.
            make: Puts it together.
        """
        digest = self._files.digest_of(place, key)
        return digest is not None and output.keep(at, digest, make)

    def note(self, place: str, key: bytes, data: bytes) -> bytes:
        """Records a page that has been put together, and returns its digest.

        Args:
            place: Its place in the site.
            key: What it followed from.
            data: Its content.
        """
        return self._files.note(place, key, data)

    def end(self) -> None:
        """Stores the known properties of the pages of this build."""
        self._files.end()
