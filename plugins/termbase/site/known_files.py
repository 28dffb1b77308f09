"""Files that an earlier build has made, known by a digest of their bytes as long as they would be the same.

Such a file is not made. If the old output still has it, with this digest, it is taken from there; otherwise it is made
after all.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import cast

from termbase.model.artifact import Artifact
from termbase.site.facts import Facts, facts_file
from termbase.site.signed_file import SignedFile
from termbase.site.site import Site
from termbase.site.stored_bodies import StoredBodies

_Listed = tuple[bytes, tuple[tuple[str, bytes], ...]]
"""What some files were made from, and their places, each with the digest of what is there."""
_BYTES = 16


class _LateArtifact(Artifact):
    """A file that is made when its content is asked for."""

    __slots__ = ("_make",)
    _make: Callable[[], bytes]

    def __init__(self, path: str, make: Callable[[], bytes]) -> None:
        super().__init__(path=path, content="")
        object.__setattr__(self, "_make", make)

    @property
    def data(self) -> bytes:
        """The bytes of the file, made now."""
        return self._make()


class KnownArtifact(_LateArtifact):
    """A file that is generated only if the digest of its bytes is not enough."""

    __slots__ = ("digest",)
    digest: bytes
    """See `file_digest`."""

    def __init__(self, path: str, digest: bytes, make: Callable[[], bytes]) -> None:
        super().__init__(path, make)
        object.__setattr__(self, "digest", digest)


class KnownFiles:
    """The files of the last build of a site.

    Args:
        facts: The facts of the site that they are made from.
        bodies: Names what depends on templates and sentences, too.
        file: What is known of the files.
    """

    def __init__(self, facts: Facts, bodies: StoredBodies, file: SignedFile | None) -> None:
        self._facts, self._bodies, self._file = facts, bodies, file
        self._before = cast("Mapping[str, _Listed] | None", file.read() if file else None) or {}
        self._now: dict[str, _Listed] = {}
        self._keys: dict[str, bytes | None] = {}
        """What the files of this build are made from."""

    def all_of(self, name: str, make: Callable[[], Iterable[Artifact]]) -> tuple[KnownArtifact, ...] | None:
        """Files that depend only on the site, if nothing in it has changed; None if they must be generated.

        Args:
            name: What they are, the same in every build.
            make: Makes them, if one of them is needed after all.
        """
        whole = self._facts.whole()
        key = self._keys[name] = whole and self._bodies.name(name.encode() + whole)
        known = self._before.get(name)
        if known is None or known[0] != key:
            return None
        self._now[name] = known
        # They are made together, and only if the old output lacks one of them: then all are made once.
        made = cache(lambda: {artifact.path: artifact.data for artifact in make()})
        return tuple(KnownArtifact(path, digest, partial(_of, made, path)) for path, digest in known[1])

    def one(self, path: str, facts: Iterable[str], make: Callable[[], str | bytes]) -> Artifact:
        """A file that is made from its place and some facts: known, or made when its content is asked for.

        Args:
            path: Its place.
            facts: What it is made from; see `Facts`.
            make: Makes it.
        """
        found = self._facts.together(facts)
        key = self._keys[path] = found and self._bodies.name(path.encode("utf-8", "surrogatepass") + found)
        digest = self.digest_of(path, key) if key is not None else None

        def data() -> bytes:
            made = make()
            return made if isinstance(made, bytes) else made.encode("utf-8")

        return _LateArtifact(path, data) if digest is None else KnownArtifact(path, digest, data)

    def note_made(self, name: str, artifacts: Iterable[Artifact]) -> None:
        """Notes files that have been made.

        Args:
            name: What those are that `one` did not give; "" if they depend on more than the site.
            artifacts: All of them.
        """
        together = []
        for artifact in artifacts:
            known = artifact.digest if isinstance(artifact, KnownArtifact) else None
            listed = (artifact.path, known or file_digest(artifact.data))
            # What `one` gave has a key of its own, so that it outlives a change to the rest of the site.
            if artifact.path not in self._keys:
                together.append(listed)
            elif key := self._keys[artifact.path]:
                self._now[artifact.path] = (key, (listed,))
        if name and (key := self._keys.get(name)):
            self._now[name] = (key, tuple(together))

    def digest_of(self, path: str, key: bytes) -> bytes | None:
        """The digest of a file that the last build has made from the same; None if there is none.

        Args:
            path: Its place.
            key: What it is made from.
        """
        known = self._before.get(path)
        if known is None or known[0] != key:
            return None
        self._now[path] = known
        return known[1][0][1]

    def note(self, path: str, key: bytes, data: bytes) -> bytes:
        """Records a file that has been made, and returns its digest.

        Args:
            path: Its place.
            key: What it was made from.
            data: Its content.
        """
        digest = file_digest(data)
        self._now[path] = (key, ((path, digest),))
        return digest

    def end(self) -> None:
        """Stores what is known, if any of it is new."""
        if self._file is not None and self._now != self._before:
            self._file.write(self._now)


def file_digest(data: bytes) -> bytes:
    """What distinguishes the bytes of a file from all others."""
    return blake2b(data, digest_size=_BYTES).digest()


def _of(made: Callable[[], Mapping[str, bytes]], path: str) -> bytes:
    return made()[path]


def known_files(root: Path, site: Site, facts: Facts, bodies: StoredBodies, *, holds: str = "files") -> KnownFiles:
    """The files that the last build of a site has made.

    Args:
        root: The project's folder.
        site: The site.
        holds: Which files, in a word.
        facts: Its facts.
        bodies: The HTML of its pages.
    """
    return KnownFiles(facts, bodies, facts_file(root, site, holds=holds))
