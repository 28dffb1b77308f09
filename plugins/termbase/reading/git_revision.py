"""Reads a glossary folder as it was at a revision of a Git repository, without a checkout."""

import subprocess
from pathlib import Path
from typing import Final

from termbase.reading.files import SUFFIXES
from termbase.yaml_files.tree import Document, parse

_SECONDS: Final = 60


class RevisionError(Exception):
    """Raised if a revision cannot be read; the message says why."""


def read_revision(revision: str, root: Path, *, prefix: str) -> tuple[Document, ...]:
    """Reads every term file of a folder at a revision; none if the folder did not exist yet.

    It runs only `ls-tree` and `cat-file`, which never execute anything in the repository.

    Args:
        revision: Anything that Git resolves to a commit: a branch, a tag, `HEAD~3`, a hash.
        root: The folder, inside a working tree of the repository.
        prefix: The prefix of its file names.

    Raises:
        RevisionError: There is no Git, no repository, or no such revision.
    """
    top = Path(git(root, "rev-parse", "--show-toplevel").decode().strip()).resolve()
    folder = root.resolve().relative_to(top).as_posix()
    try:
        commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError:
        raise RevisionError(
            f"“{revision}” is neither a folder nor a known Git revision. "
            "Write a remote branch with its remote: origin/main. A shallow clone may lack older revisions: run git fetch."
        ) from None
    listing = git(top, "ls-tree", "-r", "-z", "--full-tree", commit.decode().strip(), "--", folder)
    wanted: list[tuple[str, str]] = []
    for line in listing.decode("utf-8", "surrogateescape").split("\0"):
        facts, _, path = line.partition("\t")
        inside = Path(path).relative_to(folder).parts if path else ()
        if facts.startswith("100") and path.endswith(SUFFIXES) and not any(p.startswith(".") for p in inside):
            wanted.append((facts.split(" ")[2], f"{prefix}/{'/'.join(inside)}"))
    return tuple(
        _document(name, raw) for (_, name), raw in zip(wanted, _blobs(top, [h for h, _ in wanted]), strict=True)
    )


def _document(name: str, raw: bytes) -> Document:
    return parse(raw.decode("utf-8", "replace"), file=name)


def _blobs(top: Path, hashes: list[str]) -> list[bytes]:
    """The contents of several blobs, read through one process."""
    raw = git(top, "cat-file", "--batch", feed="".join(f"{h}\n" for h in hashes).encode())
    blobs, position = [], 0
    for _ in hashes:
        end = raw.index(b"\n", position)
        size = int(raw[position:end].rsplit(b" ", 1)[1])
        blobs.append(raw[end + 1 : end + 1 + size])
        position = end + 1 + size + 1
    return blobs


def git(folder: Path, *arguments: str, feed: bytes = b"") -> bytes:
    """What a command of Git prints.

    Raises:
        RevisionError: There is no Git, or it fails.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], input=feed, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise RevisionError(
            "Reading a revision requires Git, which is not installed. Compare two folders instead."
        ) from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip() or "Git gave no reason"
        raise RevisionError(f"Git reports: {why}")
    return done.stdout
