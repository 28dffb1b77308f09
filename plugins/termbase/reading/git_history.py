"""Authors and last change of each term file, from a single run of `git log`.

Only committed data counts, so two builds of the same commit give the same result. A shallow clone
lacks the start of its history, so its oldest commits would appear to have written everything. In a
shallow clone, without Git, and outside a repository, the result is empty rather than wrong.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Final

_FORMAT: Final = "%x00%ct%x00%aN%x00%(trailers:key=Co-authored-by,valueonly,separator=%x0A)"
"""Begins with an empty field, which no file name is; NUL is the only character that cannot occur in the data."""
_SETTINGS: Final = ("diff.renameLimit=10000", "log.showRoot=true", f"mailmap.file={os.devnull}")
"""Settings that a user's Git configuration may override and that have no command-line option."""
_MAILBOX: Final = re.compile(r"(?P<name>[^<>]*)<[^<>]*>\s*")
_BOT: Final = "[bot]"
_SECONDS: Final = 60
_LONGEST_TIME: Final = 20
"""Characters of a time, which Git counts in 64 bits."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NO_DAY: Final = 2**32
"""The first second that a date of 32 bits cannot hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHistory:
    """The history of one file."""

    updated: str
    """Date of the last commit that changed it, in UTC and ISO 8601."""
    authors: tuple[str, ...]
    """Names of its authors, in order of their first commit; bots are listed only if there is no human author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The history of the files in a folder."""

    files: Mapping[str, FileHistory] = field(default_factory=dict)
    """By POSIX path, as in diagnostics; empty if the full history is not available."""

    def dates(self, files: Iterable[str]) -> Mapping[str, str]:
        """The date of the last change of each given file, if known."""
        return {file: day for file in files if file in self.files and (day := self.files[file].updated)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """The change that one commit made to one file."""

    time: int
    people: tuple[str, ...]
    before: str
    """Path before the commit; the same as `after` unless the file was moved."""
    after: str


def read_history(folder: Path, *, relative_to: Path) -> History:
    """Reads the history of a folder's files.

    Args:
        folder: The folder.
        relative_to: The folder that paths in the result are relative to; it contains `folder`.
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
    return parse_log(log, names=partial(_mailmapped, relative_to))


def parse_log(log: str, *, names: Callable[[Sequence[str]], Mapping[str, str]]) -> History:
    """The history that a log describes; empty if the log has been cut off, since part of it would be wrong.

    Args:
        log: What `git log` prints in our format.
        names: Gives the names of co-authors by what they signed with.
    """
    if log and not log.endswith("\0"):  # every name of a file ends with it
        return History()
    try:
        commits = tuple(_commits(log))
        writers = sorted({writer for _, _, writers, _ in commits for writer in writers})
        return History(files=_files(_changes(commits, names(writers))))
    except _LogError:
        return History()


class _LogError(Exception):
    """The log is not what Git prints."""


def _after(words: Iterator[str]) -> str:
    """The next field."""
    found = next(words, None)
    if found is None:
        raise _LogError
    return found


def _git(folder: Path, *arguments: str, text: str = "") -> str | None:
    """The output of a Git command, or None if Git or a repository is missing or the command fails."""
    settings = (word for setting in _SETTINGS for word in ("-c", setting))
    command = ("git", "--no-replace-objects", *settings, "-C", str(folder), *arguments)
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, env=environment, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


_Commit = tuple[int, str, tuple[str, ...], tuple[str, ...]]
"""Time, author, co-authors as they signed, and the fields of the file list."""


def _commits(log: str) -> Iterator[_Commit]:
    words = iter(log.split("\0"))
    next(words, None)
    for time in words:
        if not time:
            return
        author, signed = _after(words), _after(words).splitlines()
        yield (
            int(time) if time.removeprefix("-").isdecimal() and len(time) <= _LONGEST_TIME else 0,
            author,
            tuple(signed),
            tuple(takewhile(bool, words)),
        )


def _changes(commits: Iterable[_Commit], names: Mapping[str, str]) -> Iterator[_Change]:
    """The changes, newest first."""
    for time, author, signed, words in commits:
        everyone = dict.fromkeys(map(_shown, (author, *(names[writer] for writer in signed if writer in names))))
        people = tuple(name for name in everyone if name and not name.endswith(_BOT)) or tuple(everyone)
        rest = iter(words)
        for status in rest:
            kind, before = status.lstrip()[:1], _after(rest)
            after = _after(rest) if kind in ("R", "C") else before
            moved = kind == "R"
            yield _Change(time=time, people=people, before=before if moved else after, after=after)


def _shown(name: str) -> str:
    return "".join(c for c in name if c.isprintable()).strip()


def _files(changes: Iterable[_Change]) -> Mapping[str, FileHistory]:
    """Groups changes by the current name of a file, following renames back."""
    now: dict[str, str] = {}
    times: dict[str, int] = {}
    people: dict[str, dict[str, None]] = {}
    for change in changes:
        path = now.get(change.after, change.after)
        if change.before != change.after:
            now[change.before] = path
        times[path] = max(times.get(path, 0), change.time)
        # Commits are newest first, so the last occurrence of an author is their first commit.
        earlier = people.setdefault(path, {})
        for name in reversed(change.people):
            earlier.pop(name, None)
            earlier[name] = None
    return {
        path: FileHistory(updated=_day(times[path]), authors=tuple(reversed(people[path]))) for path in sorted(times)
    }


def _day(seconds: int) -> str:
    """The day of a commit, or "" for a time before 1970 or after 2106: clocks and tools can be very wrong.

    Hosts write the newest day of all pages into a packed sitemap, whose date has 32 bits.
    """
    return (_EPOCH + timedelta(seconds=seconds)).date().isoformat() if 0 <= seconds < _NO_DAY else ""


def _mailmapped(folder: Path, signed: Sequence[str]) -> Mapping[str, str]:
    """The names of co-authors, mapped through the mailmap; text that is not a mailbox is ignored."""
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
