"""Diagnostics for programs: annotations of GitHub, JSON, and SARIF for code scanning."""

import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final
from urllib.parse import quote

from termbase.model.codes import CODE_HEADINGS
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.model.version import __version__
from termbase.rules.view import Rule
from termbase.site.entry_points import RULES_GROUP, added
from termbase.text.escaping import escaped_json, workflow_message, workflow_property

SARIF_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def workflow_commands(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands, which GitHub shows next to the lines of a pull request."""
    lines = []
    for d in diagnostics:
        place = f"file={workflow_property(d.where.file)},line={d.where.line},col={d.where.column}"
        told = workflow_message("\n".join((d.message, d.hint)))
        lines.append(f"::{_COMMANDS[d.severity]} {place},title={workflow_property(d.code)}::{told}\n")
    return "".join(lines)


def diagnostics_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A list in JSON; every item has the same keys in the same order."""
    items = [
        {
            "code": d.code, "severity": d.severity.value, "file": d.where.file, "line": d.where.line,
            "column": d.where.column, "message": d.message, "hint": d.hint,
        }
        for d in diagnostics
    ]  # fmt: skip
    return escaped_json(json.dumps(items, indent=2, ensure_ascii=False)) + "\n"


def sarif(diagnostics: Sequence[Diagnostic], fixes: Sequence[Mapping[str, Any] | None] = ()) -> str:
    """A log in SARIF 2.1.0 (OASIS standard), with a rule for each code that occurs.

    Args:
        diagnostics: The problems.
        fixes: For each problem, the replacement and the lines and columns that it replaces, if known.
    """
    first: dict[str, Diagnostic] = {}
    for diagnostic in diagnostics:
        first.setdefault(diagnostic.code, diagnostic)
    codes = sorted(first)
    foreign = {rule.code: rule.title for rule in added(RULES_GROUP, Rule)}
    log = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "termbase",
                        "version": __version__,
                        "rules": [_rule(first[c], foreign) for c in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(d, codes.index(d.code), fix)
                    for d, fix in zip_longest(diagnostics, fixes[: len(diagnostics)])
                ],
            }
        ],
    }
    return escaped_json(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def _rule(diagnostic: Diagnostic, foreign: Mapping[str, str]) -> dict[str, Any]:
    """One rule of the SARIF log.

    Args:
        diagnostic: A problem that it found.
        foreign: The titles of the rules that other packages add, by code.
    """
    code = diagnostic.code
    title = CODE_HEADINGS.get(code) or foreign.get(code, diagnostic.message)
    ours = f"The manual explains {code} on its page on diagnostics or rules."
    told = ours if code in CODE_HEADINGS else f"A package other than termbase added the rule {code}."
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": told},
        "defaultConfiguration": {"level": diagnostic.severity.value},
    }


def _result(diagnostic: Diagnostic, rule: int, fix: Mapping[str, Any] | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity.value,
        "message": {"text": f"{diagnostic.message}. {diagnostic.hint}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(diagnostic.where.file), "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": diagnostic.where.line, "startColumn": diagnostic.where.column},
                }
            }
        ],
    }
    if fix is not None:
        deleted = {
            "startLine": fix["line"], "startColumn": fix["column"],
            "endLine": fix["end_line"], "endColumn": fix["end_column"],
        }  # fmt: skip
        artifact = {"uri": quote(diagnostic.where.file), "uriBaseId": "%SRCROOT%"}
        change = {"deletedRegion": deleted, "insertedContent": {"text": fix["text"]}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}]
    return result
