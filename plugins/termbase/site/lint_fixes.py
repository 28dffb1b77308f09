"""The fixes of a lint: applied to a text, as rows for programs, and as suggestions in a review on GitHub."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from termbase.model.diagnostics import Severity
from termbase.rules.prose_rules import Finding, Fix
from termbase.text.escaping import markdown
from termbase.text.line_starts import LineStarts

_TICKS: Final = re.compile(r"`+")


def applied(text: str, findings: Sequence[Finding]) -> tuple[str, tuple[Finding, ...]]:
    """A text with the fixes of all findings that would fail, and the findings that are left.

    Of two fixes that overlap, the first is applied.
    """
    left: list[Finding] = []
    parts: list[str] = []
    position = 0
    order = sorted(findings, key=lambda item: (item.fix.start if item.fix else -1, item.diagnostic.where))
    for item in order:
        fix = item.fix
        if fix is None or fix.start < position or item.diagnostic.severity is Severity.NOTE:
            left.append(item)
            continue
        parts += text[position : fix.start], fix.text
        position = fix.end
    return "".join((*parts, text[position:])), tuple(sorted(left, key=lambda item: item.diagnostic.where))


def as_rows(findings: Sequence[Finding], texts: Mapping[str, str], files: Mapping[str, str]) -> list[dict[str, Any]]:
    """Findings for programs; a fix has its place in lines and columns, with the end after its last character.

    Args:
        findings: The findings.
        texts: The texts of the files, by name.
        files: How each file is named to the program.
    """
    rows = []
    begins: dict[str, LineStarts] = {}
    for item in findings:
        d = item.diagnostic
        fix = None
        if item.fix is not None:
            if (starts := begins.get(d.where.file)) is None:
                starts = begins[d.where.file] = LineStarts(texts[d.where.file])
            (line, column), (end_line, end_column) = starts.at(item.fix.start), starts.at(item.fix.end)
            place = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
            fix = {**place, "text": item.fix.text}
        rows.append(
            {
                "code": d.code, "severity": d.severity.value, "file": files[d.where.file], "line": d.where.line,
                "column": d.where.column, "name": item.name, "message": d.message, "hint": d.hint, "fix": fix,
            }
        )  # fmt: skip
    return rows


def as_review(findings: Sequence[Finding], texts: Mapping[str, str], files: Mapping[str, str]) -> dict[str, Any]:
    """The body of a request that creates a review of a pull request (REST API of GitHub).

    All findings of one line are one comment, with one suggestion for the whole line.
    """
    comments = []
    begins = {file: LineStarts(texts[file]) for file in {f.diagnostic.where.file for f in findings} if file in texts}
    placed = sorted(findings, key=lambda item: item.diagnostic.where)
    for (file, line), group in groupby(
        placed, key=lambda item: (item.diagnostic.where.file, item.diagnostic.where.line)
    ):
        items = list(group)
        told = [
            f"**{item.diagnostic.code}**: {markdown(item.diagnostic.message)}. {markdown(item.diagnostic.hint)}"
            for item in items
        ]
        fixes = [item.fix for item in items if item.fix is not None]
        if file in texts and fixes and (new := _line(texts[file], begins[file], line, fixes)) is not None:
            fence = "`" * max(3, *(len(ticks) + 1 for ticks in _TICKS.findall(new) or [""]))
            told.append(f"{fence}suggestion\n{new}\n{fence}")
        comments.append({"path": files[file], "line": line, "side": "RIGHT", "body": "\n\n".join(told)})
    number = len(placed)
    body = (
        f"{number} {'place' if number == 1 else 'places'} where the text differs from the glossary." if number else ""
    )
    return {"event": "COMMENT", "body": body, "comments": comments}


def _line(text: str, starts: LineStarts, line: int, fixes: Sequence[Fix]) -> str | None:
    """A line with its fixes; None if one reaches beyond it."""
    begin = starts.start(line)
    end = starts.start(line + 1) if line < len(starts) else len(text)
    if any(not begin <= fix.start <= fix.end <= end for fix in fixes):
        return None
    parts: list[str] = []
    position = begin
    for fix in sorted(fixes, key=lambda fix: fix.start):
        if fix.start >= position:
            parts += text[position : fix.start], fix.text
            position = fix.end
    return "".join((*parts, text[position:end])).rstrip("\r\n")
