"""Writes reviewers' answers into `decisions.yml`.

Each answer is one line, in the order of the entries: two branches that add answers rarely touch the same line, and if
they do, keeping both lines is right (`decisions.yml merge=union` in .gitattributes makes Git do so).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from termbase.model.author_files import Decision

DECISIONS_FILE: Final = "decisions.yml"
_HEAD: Final = "# yaml-language-server: $schema=../schemas/decisions.schema.json"
_INTRODUCTION: Final = "# Reviewers' answers, one per line; written by `termbase review`, and you can edit them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reviewer's answer about two entries."""

    a: str
    b: str
    same: bool
    reason: str
    date: str
    by: str = ""
    fingerprints: tuple[str, str]


def with_answers(text: str, stored: Sequence[Decision], answers: Iterable[Answer]) -> str:
    """The text of the file with new answers; an earlier answer about the same two entries is replaced.

    Args:
        text: The file as it is, or "".
        stored: The decisions in it.
        answers: What was answered.
    """
    new = {frozenset((answer.a, answer.b)): _line(answer) for answer in answers}
    kept = {frozenset(decision.pair): _written(decision) for decision in stored}
    head = [line for line in text.splitlines() if line.startswith("#")] or [_HEAD, _INTRODUCTION]
    lines = sorted(({**kept, **new}).items(), key=lambda item: (sorted(item[0]), item[1]))
    return "\n".join([*head, "decisions:" if lines else "decisions: []", *(line for _, line in lines)]) + "\n"


def _line(answer: Answer) -> str:
    decision = Decision(
        same_as=(answer.a, answer.b) if answer.same else None,
        distinct_from=None if answer.same else (answer.a, answer.b),
        reason=answer.reason,
        date=answer.date or None,
        by=answer.by or None,
        of=answer.fingerprints,
    )
    return _written(decision)


def _written(decision: Decision) -> str:
    key = "same_as" if decision.same_as else "distinct_from"
    parts = [f"{key}: [{', '.join(_quoted(end) for end in decision.pair)}]", f"reason: {_quoted(decision.reason)}"]
    parts += [f"date: {decision.date}"] if decision.date else []
    parts += [f"by: {_quoted(decision.by)}"] if decision.by else []
    parts += [f"of: [{', '.join(_quoted(mark) for mark in decision.of)}]"] if decision.of else []
    return f"  - {{{', '.join(parts)}}}"


def _quoted(text: str) -> str:
    """A text in double quotes, on one line: the escapes of JSON are those of YAML."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
