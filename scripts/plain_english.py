"""Finds wording that reads like a translation: `python -m scripts.plain_english [FILE …]`.

The habits are listed in plain_english.toml, the accepted findings in plain_english_exceptions.toml.
"""

import re
import sys
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, Final

from scripts.prose_of import line_starts, prose_of

ROOT: Final = Path(__file__).parents[1]
LISTS: Final = Path(__file__).parent
CHECKED: Final = (
    "*.md",
    ".github/*.md",
    ".github/ISSUE_TEMPLATE/*.yml",
    "docs/**/*.md",
    "glossary/**/*.yml",
    "plugins/termbase/**/*.py",
    "plugins/termbase/templates/**/*.html",
    "plugins/termbase/theme/**/*.html",
    "plugins/termbase/theme/assets/termbase/*.js",
    "plugins/termbase/embed/**/*.js",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A kind of wording to avoid."""

    pattern: str
    why: str
    instead: str
    only: tuple[str, ...] = ("*",)
    skip: tuple[str, ...] = ()

    def applies_to(self, file: str) -> bool:
        """Whether a file is checked for it."""
        return any(fnmatch(file, glob) for glob in self.only) and not any(fnmatch(file, glob) for glob in self.skip)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Wording that is right in one place."""

    file: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """A place to rewrite."""

    file: str
    line: int
    column: int
    found: str
    advice: str
    context: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: “{self.found}”: {self.advice}"


def habits(given: Iterable[dict[str, Any]]) -> list[Habit]:
    """Reads the list of habits; a space in a pattern matches any white space."""
    return [
        Habit(
            pattern=habit["pattern"].replace(" ", r"\s+"),
            why=habit["why"],
            instead=habit["instead"],
            only=tuple(habit.get("only", ("*",))),
            skip=tuple(habit.get("skip", ())),
        )
        for habit in given
    ]


@cache
def together(chosen: tuple[Habit, ...]) -> re.Pattern[str]:
    """Compiles habits into one pattern, with a group for each: one scan is much faster than thirty."""
    groups = "|".join(f"(?P<habit{number}>{habit.pattern})" for number, habit in enumerate(chosen))
    return re.compile(rf"\b(?:{groups})\b", re.IGNORECASE)


def findings(file: str, text: str, known: Sequence[Habit]) -> Iterator[Finding]:
    """Finds the habits in the prose of one file."""
    starts, lines = line_starts(text), text.split("\n")
    chosen = tuple(habit for habit in known if habit.applies_to(file))
    for match in together(chosen).finditer(prose_of(file, text)):
        habit = chosen[int((match.lastgroup or "").removeprefix("habit"))]
        line = bisect_right(starts, match.start())
        yield Finding(
            file=file,
            line=line,
            column=match.start() - starts[line - 1] + 1,
            found=" ".join(match[0].split()),
            advice=f"{habit.why} → {habit.instead}",
            context=lines[line - 1],
        )


def main(names: Sequence[str]) -> int:
    """Prints every finding that is no listed exception, and every exception that is not needed; in term files, as advice."""
    known = habits(tomllib.loads((LISTS / "plain_english.toml").read_text("utf-8"))["habit"])
    listed = tomllib.loads((LISTS / "plain_english_exceptions.toml").read_text("utf-8")).get("exception", [])
    allowed = [Allowance(**exception) for exception in listed]
    files = [Path(name).resolve() for name in names] or sorted({path for glob in CHECKED for path in ROOT.glob(glob)})
    found = [
        finding
        for path in files
        for finding in findings(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"), known)
    ]
    left = [finding for finding in found if not any(_covers(allowance, finding) for allowance in allowed)]
    for finding in sorted(left):
        print(finding if _binding(finding.file) else f"{finding} (advice)")
    stale = [
        one
        for one in allowed
        if not names and _binding(one.file) and not any(_covers(one, finding) for finding in found)
    ]
    for exception in stale:
        print(
            f"scripts/plain_english_exceptions.toml: nothing is found any more in {exception.file}: “{exception.text}”"
        )
    return int(bool(stale) or any(_binding(finding.file) for finding in left))


def _binding(file: str) -> bool:
    """Whether a finding fails the check: in a term file it is advice, because content is `termbase check`'s alone."""
    return not file.startswith("glossary/")


def _covers(exception: Allowance, finding: Finding) -> bool:
    return exception.file == finding.file and exception.text in finding.context


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
