"""Who wrote each term file and when it changed last, from one reading of Git's log.

Only committed data counts, so two builds of one commit say the same. A shallow clone has lost the
start of its history, and its oldest commits seem to have written everything; there, without Git,
and outside of a repository nothing is known rather than something wrong.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Final

_FORMAT: Final = "%x00%ct%x00%aN%x00%(trailers:key=Co-authored-by,valueonly,separator=%x0A)"
"""Begins with an empty word, which no name of a file is; NUL is the one sign that nothing here can hold."""
_SETTINGS: Final = ("diff.renameLimit=10000", "log.showRoot=true", f"mailmap.file={os.devnull}")
"""What a person may have set otherwise, and what has no option of its own."""
_MAILBOX: Final = re.compile(r"(?P<name>[^<>]*)<[^<>]*>\s*")
_BOT: Final = "[bot]"
_SECONDS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHistory:
    """What is known of one file."""

    updated: str
    """Day of the last commit that changed it, in UTC and ISO 8601."""
    authors: tuple[str, ...]
    """Names of those who wrote it, in the order in which they joined; programs only where no person did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of the files of a folder."""

    known: bool = False
    """False where there is no full history to read."""
    files: Mapping[str, FileHistory] = field(default_factory=dict)
    """By POSIX path, as diagnostics name files."""

    def dates(self, files: Iterable[str]) -> Mapping[str, str]:
        """The day of the last change of each of some files, where it is known."""
        return {file: self.files[file].updated for file in files if file in self.files}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What one commit did to one file."""

    time: int
    people: tuple[str, ...]
    before: str
    """Path before the commit; the same as `after` where it was not moved."""
    after: str


def read_history(folder: Path, *, relative_to: Path) -> History:
    """Reads the history of a folder's files.

    Args:
        folder: The folder.
        relative_to: What the paths in the result are relative to; the folder lies in it.
    """
    shallow = _git(relative_to, "rev-parse", "--is-shallow-repository")
    if shallow is None or shallow.strip() != "false":
        return History()
    log = _git(
        relative_to, "log", "-z", "--name-status", "--find-renames=50%", "--relative", f"--format={_FORMAT}",
        "--topo-order", "--no-ext-diff", "--no-show-signature", "--no-notes", "--diff-merges=off",
        "HEAD", "--", folder.relative_to(relative_to).as_posix(),
    )  # fmt: skip
    if log is None:
        return History()
    commits = tuple(_commits(log))
    writers = sorted({writer for _, _, writers, _ in commits for writer in writers})
    return History(known=True, files=_files(_changes(commits, _mailmapped(relative_to, writers))))


def _git(folder: Path, *arguments: str, text: str = "") -> str | None:
    """What a Git command prints, or None where Git or a repository is missing or the command fails."""
    settings = (word for setting in _SETTINGS for word in ("-c", setting))
    command = ("git", "--no-replace-objects", *settings, "-C", str(folder), *arguments)
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, env=environment, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


_Commit = tuple[int, str, tuple[str, ...], tuple[str, ...]]
"""Time, author, co-authors as they signed, and the words of the list of files."""


def _commits(log: str) -> Iterator[_Commit]:
    words = iter(log.split("\0"))
    next(words, None)
    for time in words:
        if not time:
            return
        author, signed = next(words), next(words).splitlines()
        yield int(time), author, tuple(signed), tuple(takewhile(bool, words))


def _changes(commits: Iterable[_Commit], names: Mapping[str, str]) -> Iterator[_Change]:
    """The changes, newest first."""
    for time, author, signed, words in commits:
        everyone = dict.fromkeys(map(_shown, (author, *(names[writer] for writer in signed if writer in names))))
        people = tuple(name for name in everyone if name and not name.endswith(_BOT)) or tuple(everyone)
        rest = iter(words)
        for status in rest:
            before = next(rest)
            after = next(rest) if status.lstrip()[0] in "RC" else before
            moved = status.lstrip()[0] == "R"
            yield _Change(time=time, people=people, before=before if moved else after, after=after)


def _shown(name: str) -> str:
    return "".join(c for c in name if c.isprintable()).strip()


def _files(changes: Iterable[_Change]) -> Mapping[str, FileHistory]:
    """Gathers changes by the name that a file has now, renames followed back."""
    now: dict[str, str] = {}
    times: dict[str, int] = {}
    people: dict[str, dict[str, None]] = {}
    for change in changes:
        path = now.get(change.after, change.after)
        if change.before != change.after:
            now[change.before] = path
        times[path] = max(times.get(path, 0), change.time)
        # Newest first: whoever is met again later joined earlier.
        earlier = people.setdefault(path, {})
        for name in reversed(change.people):
            earlier.pop(name, None)
            earlier[name] = None
    return {
        path: FileHistory(updated=_day(times[path]), authors=tuple(reversed(people[path]))) for path in sorted(times)
    }


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()


def _mailmapped(folder: Path, signed: Sequence[str]) -> Mapping[str, str]:
    """The names of co-authors as the mailmap has them; what is no mailbox names nobody."""
    boxes = {
        writer: " ".join(writer.split())
        for writer in signed
        if (match := _MAILBOX.fullmatch(writer)) and match["name"].strip()
    }
    if not boxes:
        return {}
    told = _git(folder, "check-mailmap", "--stdin", text="".join(f"{box}\n" for box in boxes.values()))
    lines = told.splitlines() if told is not None else list(boxes.values())
    return {writer: line.partition("<")[0].strip() for writer, line in zip(boxes, lines, strict=True)}
