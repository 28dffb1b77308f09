"""`exports/prh.yml`: a dictionary for prh, the rule of textlint for names."""

import json
from collections.abc import Iterator
from typing import Final

from termbase.exports.writing_rules import any_case, avoided, capital_patterns
from termbase.model.artifact import Artifact
from termbase.site.site import Site

PATH: Final = "exports/prh.yml"


def export(site: Site) -> Iterator[Artifact]:
    """The dictionary: each name to avoid in lower case and with a capital, then the names in other capitals."""
    yield Artifact(path=PATH, content="".join(_lines(site)))


def _lines(site: Site) -> Iterator[str]:
    rules = list(_rules(site))
    yield "version: 1\n" + ("rules:\n" if rules else "rules: []\n")
    for expected, pattern, reason in rules:
        # prh reads a dollar sign as a reference to a group.
        yield f"  - expected: {_quoted(expected.replace('$', '$$'))}\n    pattern: {_quoted(pattern)}\n"
        if reason:
            yield f"    prh: {_quoted(reason)}\n"


def _rules(site: Site) -> Iterator[tuple[str, str, str]]:
    """The expected name, pattern, and reason of each rule; the case of the first letter decides between two rules."""
    for item in avoided(site, spelled=any_case):
        if item.preferred[:1].islower():
            yield item.preferred, f"/(?!\\p{{Lu}}){item.pattern}/", item.reason
            capital = item.preferred[:1].upper() + item.preferred[1:]
            yield capital, f"/(?=\\p{{Lu}}){item.pattern}/", item.reason
        else:
            yield item.preferred, f"/{item.pattern}/", item.reason
    for name, pattern in capital_patterns(site, spelled=any_case).items():
        yield name, f"/{pattern}/", ""


def _quoted(text: str) -> str:
    """A string of YAML, written as JSON has it."""
    return json.dumps(text, ensure_ascii=False)
