"""The comment on a pull request, from a comparison that an untrusted build has made.

A pull request may change every line of code that its own build runs, so the comparison that comes out of it is data
from a stranger. Its size and types are checked here, and only then is it passed to the same writer that `termbase diff`
uses, which makes all contributed markup inert.
"""

import json
import math
from dataclasses import dataclass, fields
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from termbase.model.author_files import ConceptFile
from termbase.review.changes import Diff
from termbase.review.markdown import COMMENT_LIMIT, MARKER, write_comment
from termbase.review.result import Size, judge_comparison

MAX_COMPARISON_BYTES: Final = 1_048_576
MAX_VALUES: Final = 20_000
MAX_COMPARISON_DEPTH: Final = 8
MAX_TEXT: Final = 20_000
"""Characters of one text."""

_KEYS: Final = frozenset(field.name for field in fields(ConceptFile))
_SAID: Final = frozenset((*_KEYS, "its own file"))
_DIFF: Final[TypeAdapter[Diff]] = TypeAdapter(Diff)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The build of a pull request, as reported by GitHub itself."""

    url: str
    """Its page, with its log and the preview."""
    commit: str
    """The commit that was built, 40 hexadecimal digits."""
    passed: bool
    waiting: bool = False
    """Whether it has not started, because a maintainer must allow it first."""
    pictures: str = ""
    """Address of the pictures of the changed pages, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What is posted on a pull request."""

    body: str
    effect: Size | None
    """How far the change reaches, for a label; None if that is not known."""


class UntrustedDataError(ValueError):
    """The comparison is not what `termbase diff` writes; the message says in which way, without quoting it."""


def read_comparison(data: bytes) -> Diff:
    """Reads a comparison as `termbase diff --format json` writes it.

    Raises:
        UntrustedDataError: It is too large, too deep, or of another shape.
    """
    if len(data) > MAX_COMPARISON_BYTES:
        raise UntrustedDataError(f"it is larger than {MAX_COMPARISON_BYTES:,} bytes")
    try:
        tree = json.loads(data, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise UntrustedDataError("it is not JSON") from None
    _measure(tree)
    try:
        diff = _DIFF.validate_python(tree)
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors()[0]["loc"] if isinstance(step, int) or step in _NAMES)
        raise UntrustedDataError(f"it has an unexpected structure at “{place}”") from None
    for change in diff.changed:
        if not (_KEYS.issuperset({*change.values, *change.fields}) and _SAID.issuperset(change.texts)):
            raise UntrustedDataError("it has keys that no term file has")
    return diff


_NAMES: Final = frozenset(field.name for field in fields(Diff))


def _refused(constant: str) -> float:
    raise ValueError(constant)


def _measure(tree: Any) -> None:
    """Checks the limits of a tree, without recursion."""
    level, count = [tree], 0
    for _ in range(MAX_COMPARISON_DEPTH):
        count += len(level)
        if count > MAX_VALUES:
            raise UntrustedDataError(f"it has more than {MAX_VALUES:,} values")
        below: list[Any] = []
        for value in level:
            match value:
                case str():
                    _measure_text(value)
                case float() if not math.isfinite(value):
                    raise UntrustedDataError("it has an infinite number")
                case dict():
                    below += value.keys()
                    below += value.values()
                case list():
                    below += value
        level = below
    if level:
        raise UntrustedDataError(f"it is more than {MAX_COMPARISON_DEPTH} levels deep")


def _measure_text(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise UntrustedDataError(f"it has a text of more than {MAX_TEXT:,} characters")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise UntrustedDataError("it has half of a surrogate pair")


def comment(data: bytes | None, *, run: Run) -> Comment:
    """The comment on a build.

    Args:
        data: The comparison, or None if the build left none.
        run: The build.
    """
    if run.waiting:
        told = _plain(
            "**Waiting: a maintainer must allow the checks to run**, because this is a first contribution. Nothing"
            " failed, and there is nothing for you to do."
        )
        body = f"{told}\n---\n[The build]({run.url}) of {run.commit[:12]} has not started.\n"
        return Comment(body=body, effect=None)
    effect = None
    if data is None:
        told = _plain("The build ended before the terms could be compared; its log says why.")
    else:
        try:
            diff = read_comparison(data)
            told = write_comment(diff, limit=COMMENT_LIMIT - 1_000, passed=run.passed)
            # The effect of a file that could not be read is unknown.
            effect = None if diff.unreadable else judge_comparison(diff).effect.size
        except UntrustedDataError as error:
            told = _plain(f"The comparison that the build made cannot be used: {error}.")
    return Comment(body=f"{told}\n---\n{_build(run)}\n", effect=effect)


def _build(run: Run) -> str:
    state = (
        "All checks of the term files passed" if run.passed else "**Checks failed**; see the annotations and the log"
    )
    parts = [f"{state} at {run.commit[:12]}."]
    if run.pictures:
        parts.append(f"[Pictures of the changed pages]({run.pictures}), wide and narrow.")
    parts.append(
        f"[Log and preview]({run.url}): the preview is the file `preview` at the end of that page; unpack it and open"
        " `index.html`."
    )
    return " ".join(parts)


def _plain(sentence: str) -> str:
    return f"{MARKER}\n### What changes in the glossary\n\n{sentence}\n"
