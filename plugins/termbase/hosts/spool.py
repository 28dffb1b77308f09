"""Output that a build has not written yet: in memory while it is small, otherwise in an unnamed temporary file."""

from collections.abc import Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Final
from weakref import finalize

from termbase.model.artifact import Artifact
from termbase.site.addresses import PageUrl
from termbase.site.kept_pages import KeptBody
from termbase.site.page import Page
from termbase.site.render import Body

_LITTLE: Final = 32 * 1024 * 1024
"""Bytes up to which everything stays in memory."""


class Spool:
    """Texts and bytes, put aside until they are asked for.

    Args:
        shared: Whether another process adds to it; then all of it is in the file.
    """

    def __init__(self, *, shared: bool = False) -> None:
        # It lives as long as the values in it.
        self._file: IO[bytes] = TemporaryFile() if shared else SpooledTemporaryFile(max_size=_LITTLE)  # noqa: SIM115  (no block has this life)
        finalize(self, self._file.close)
        self._end = 0

    def add(self, data: bytes) -> tuple[int, int]:
        """Puts bytes aside, and returns where they are."""
        place = (self._end, len(data))
        self._file.seek(self._end)
        self._file.write(data)
        self._end += len(data)
        return place

    def flush(self) -> None:
        """Lets another process read what was put aside."""
        self._file.flush()

    def read(self, place: tuple[int, int]) -> bytes:
        """The bytes at a place."""
        start, length = place
        self._file.seek(start)
        return self._file.read(length)


class SpooledBodies(Mapping[str, Body]):
    """The bodies of pages by the paths of the pages, which forget their views."""

    def __init__(self, bodies: Iterable[Body | KeptBody], spool: Spool) -> None:
        self._spool = spool
        self._places: dict[str, tuple[Page, PageUrl, tuple[int, int]] | KeptBody] = {}
        for body in bodies:
            if isinstance(body, KeptBody):
                self._places[body.page.path] = body
                continue
            place = spool.add(body.html.encode("utf-8", "surrogatepass"))
            self._places[body.page.path] = (body.page, body.url, place)
            body.page.forget()

    def __getitem__(self, path: str) -> Body:
        found = self._places[path]
        if isinstance(found, KeptBody):
            return Body(page=found.page, url=found.url, html=found.read())
        page, url, place = found
        return Body(page=page, url=url, html=self._spool.read(place).decode("utf-8", "surrogatepass"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class SpooledArtifact(Artifact):
    """A file of the site whose content is put aside.

    Args:
        path: Its place in the site.
        spool: Where the content is.
        place: The place there.
    """

    __slots__ = ("_place", "_spool")
    _place: tuple[int, int]
    _spool: Spool

    def __init__(self, path: str, spool: Spool, place: tuple[int, int]) -> None:
        super().__init__(path=path, content="")
        object.__setattr__(self, "_spool", spool)
        object.__setattr__(self, "_place", place)

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self._spool.read(self._place)


def aside(artifact: Artifact, spool: Spool) -> SpooledArtifact:
    """A file whose content is put aside, unless it already is.

    Args:
        artifact: The file.
        spool: Where to put it.
    """
    if isinstance(artifact, SpooledArtifact):
        return artifact
    return SpooledArtifact(artifact.path, spool, spool.add(artifact.data))
