"""Finds names to avoid that are used anyway."""

from collections.abc import Iterator
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View

_ELSEWHERE: Final = frozenset(("accounts", "disagreements"))
"""What sources say: their words are not ours to choose."""


def deprecated_in_use(view: View) -> Iterator[Diagnostic]:
    """Finds deprecated names in our own prose about other concepts. A name in quotation marks is mentioned, not used."""
    table = view.terminology
    for passage in view.passages if table.avoided else ():
        if passage.key in _ELSEWHERE:
            continue
        for found in table.find_avoided(passage.text):
            if found.avoided.concept == passage.concept.id:
                continue
            term = view.termbase.by_id[found.avoided.concept].term
            yield Diagnostic(
                code=Code.DEPRECATED_NAME, severity=Severity.WARNING, where=passage.place(passage.text[found.start : found.end]),
                message=f"“{passage.key}” of “{passage.concept.term}” uses “{found.avoided.name}”, a name to avoid",
                hint=f"{found.avoided.reason} Write “{term}”, "
                "or put the name in quotation marks if the text is about the name itself.",
            )  # fmt: skip
