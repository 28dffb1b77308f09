"""One site from the shards that several machines have built: the same bytes as one build makes.

Each shard has a note that describes its input and all its files. Only the search index is merged; every other file is
generated completely by one of the machines.
"""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from pydantic import Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from termbase.hosts.search import HOST_INDEX
from termbase.hosts.shard_build import NOTE, SHARD_FORMAT, files_in
from termbase.model.scalars import MODEL_CONFIG
from termbase.site.shard import SHARD_VARIABLE, Shard
from termbase.text.regular_files import read_bytes
from termbase.text.temporary_names import remove_leftover_folders, temporary_name
from termbase.text.untrusted import UntrustedError

_INLINE: Final = "search/search_index.js"
"""Path of the copy of the index that Material's offline plugin writes for pages without a server."""
_LARGEST: Final = 512 * 1024 * 1024
"""Bytes of a file at most."""


class JoinError(Exception):
    """The folders are not the shards of one site; the text says what is wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """The note that a build has written about its shard."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    format: int
    shard: Annotated[int, Field(ge=1)]
    of: Annotated[int, Field(ge=1)]
    made_from: dict[str, str]
    order: list[str]
    files: dict[str, str]


_ADAPTER: Final = TypeAdapter(_Note)


class _Entry(TypedDict):
    location: str


class _Index(TypedDict):
    """The parts of a search index that are needed here."""

    docs: list[_Entry]


_INDEX_ADAPTER: Final = TypeAdapter(_Index)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The folder of one shard."""

    folder: Path
    shard: Shard
    note: _Note

    def __str__(self) -> str:
        return f"{self.shard} in {self.folder.as_posix()}"

    def read(self, name: str) -> bytes:
        """The content of a file, as the build wrote it.

        Raises:
            JoinError: It is missing, or it has changed.
        """
        try:
            data = read_bytes(self.folder / name, limit=_LARGEST)
        except (OSError, UntrustedError):
            raise JoinError(self._incomplete(name, "is missing")) from None
        if sha256(data).hexdigest() != self.note.files[name]:
            raise JoinError(self._incomplete(name, "has changed since it was built"))
        return data

    def _incomplete(self, name: str, wrong: str) -> str:
        return (
            f"{self.folder.as_posix()}: “{name}” {wrong}. Transfer the whole folder, as a tar file for example, and "
            "change files only in the joined site."
        )


def join_shards(folders: Iterable[Path], out: Path) -> int:
    """Writes the site that the shards make together, and returns how many files it has.

    Args:
        folders: The folders of all shards, in any order.
        out: The folder of the site, which is empty or does not exist.

    Raises:
        JoinError: A shard is missing, given twice, incomplete, or made from something else. Nothing is written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise JoinError(f"{out.as_posix()} is not empty. Remove it, or pass another folder.")
    parts = _checked([_part(folder) for folder in folders])
    owners: dict[str, _Part] = {}
    for part in parts:
        for name in part.note.files:
            if name != HOST_INDEX and name in owners:
                raise JoinError(f"“{name}” is in {owners[name]}, and in {part}. Build all shards again.")
            owners.setdefault(name, part)
    remove_leftover_folders(out)
    new = temporary_name(out)
    try:
        for name, part in owners.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name != HOST_INDEX:
                path.write_bytes(part.read(name))
        if HOST_INDEX in owners:
            _join_search(parts, new)
        if out.exists():
            out.rmdir()
        new.replace(out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return len(owners)


def _part(folder: Path) -> _Part:
    try:
        note = _ADAPTER.validate_json(read_bytes(folder / NOTE, limit=_LARGEST))
    except (OSError, UntrustedError):
        raise JoinError(
            f"{folder.as_posix()} is not a shard: it has no {NOTE}. Build it with {SHARD_VARIABLE}=1/2, for example."
        ) from None
    except ValidationError:
        raise JoinError(f"{folder.as_posix()}: {NOTE} cannot be read. Build the shard again.") from None
    if note.format != SHARD_FORMAT:
        raise JoinError(
            f"{folder.as_posix()} was built with another version of termbase. Build and join with the same version."
        )
    if not all(_inside(name) for name in note.files):
        raise JoinError(f"{folder.as_posix()}: a file in {NOTE} is outside the folder. Build the shard again.")
    part = _Part(folder=folder, shard=Shard(number=note.shard, of=note.of), note=note)
    if part.shard.is_first:
        names = {path.relative_to(folder).as_posix() for path in files_in(folder)} - {NOTE}
        if added := sorted(names - note.files.keys()):
            raise JoinError(
                f"{folder.as_posix()}: “{added[0]}” was added after the build. Add files to the joined site instead."
            )
    return part


def _inside(name: str) -> bool:
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts and path.as_posix() == name and "\\" not in name


def _checked(parts: Sequence[_Part]) -> tuple[_Part, ...]:
    """The shards in order, if they belong to one site."""
    if not parts:
        raise JoinError("Pass the folder of each shard.")
    first = parts[0]
    by_number: dict[int, _Part] = {}
    for part in parts:
        if part.shard.of != first.shard.of:
            raise JoinError(f"There is {first}, and {part}. Join the shards of one build.")
        if (other := by_number.setdefault(part.shard.number, part)) is not part:
            raise JoinError(
                f"Shard {part.shard.number} is given twice: {other.folder} and {part.folder}. Pass each once."
            )
    missing = [str(number) for number in range(1, first.shard.of + 1) if number not in by_number]
    if missing:
        raise JoinError(
            f"Of {first.shard.of} shards, {'this is' if len(missing) == 1 else 'these are'} missing: {', '.join(missing)}. "
            "Pass the folders of all shards."
        )
    ordered = tuple(part for _, part in sorted(by_number.items()))
    for part in ordered[1:]:
        if differ := _differences(ordered[0].note.made_from, part.note.made_from):
            raise JoinError(
                f"{ordered[0]}, and {part}, were built from different input; these differ: {', '.join(differ)}. Build all "
                "shards from the same commit, with the same packages and settings."
            )
    return ordered


def _differences(a: Mapping[str, str], b: Mapping[str, str]) -> list[str]:
    return [name for name in dict.fromkeys((*a, *b)) if a.get(name) != b.get(name)]


def _join_search(parts: Sequence[_Part], folder: Path) -> None:
    """Merges the search index: the entries of all shards, in the order of a single build."""
    before = parts[0].read(HOST_INDEX)
    indexes = [_index(parts[0], before), *(_index(part, part.read(HOST_INDEX)) for part in parts[1:])]
    index = indexes[0]
    if _written(index) != before:
        raise JoinError(
            f"{parts[0]}: a plugin has changed {HOST_INDEX}, so it cannot be joined. Build the site without shards."
        )
    by_page: dict[str, list[Any]] = {}
    for one in indexes:
        for doc in one["docs"]:
            by_page.setdefault(doc["location"].partition("#")[0], []).append(doc)
    order = {page: place for place, page in enumerate(parts[0].note.order)}
    index["docs"] = [doc for page in sorted(by_page, key=lambda page: order.get(page, -1)) for doc in by_page[page]]
    after = _written(index)
    (folder / HOST_INDEX).write_bytes(after)
    inline = folder / _INLINE
    if inline.is_file() and (data := inline.read_bytes()).endswith(before):
        inline.write_bytes(data.removesuffix(before) + after)


def _index(part: _Part, data: bytes) -> dict[str, Any]:
    """The search index of a shard.

    Args:
        part: The shard.
        data: Its file with the index.

    Raises:
        JoinError: It is something else.
    """
    try:
        index: dict[str, Any] = json.loads(data)
        _INDEX_ADAPTER.validate_python(index)
    except (ValueError, RecursionError):  # ValidationError is a ValueError, too
        raise JoinError(
            f"{part}: {HOST_INDEX} is not what a search plugin writes, so it cannot be joined. Build the site without shards."
        ) from None
    return index


def _written(index: Any) -> bytes:
    """An index as the search plugins of both hosts write it."""
    return json.dumps(index, separators=(",", ":")).encode()
