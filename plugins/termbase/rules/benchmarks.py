"""Statements without a reference about what is usual or good."""

import re
from collections.abc import Iterator
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View, finding

_JUDGED: Final = re.compile(
    r"\b(?:often|generally|commonly|usually|widely|typically) "
    r"(?:called|considered|regarded as|seen as|thought of as|taken as)"
    r" (?:an? )?(?:\w+ )?(?:good|fair|strong|healthy|excellent|average|normal|world-class|best-in-class)\b"
)
"""A judgment without a source."""
_NUMBER: Final = re.compile(r"\d")
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+")
_KEYS: Final = frozenset(("definition", "explanation", "notes"))


def unreferenced(view: View) -> Iterator[Diagnostic]:
    """Finds sentences that call a number good or usual, in files without references and benchmarks.

    Only a number that is judged in such words counts: "about 90 percent is generally called good".
    """
    if view.termbase.language.partition("-")[0].casefold() != "en":
        return
    for passage in view.passages:
        own = passage.concept.own
        if own is None or passage.key not in _KEYS or own.references or own.benchmark:
            continue
        for sentence in _SENTENCE.split(passage.text):
            if _NUMBER.search(sentence) and (found := _JUDGED.search(sentence)):
                yield finding(
                    passage.concept, code=Code.UNREFERENCED_BENCHMARK, at=passage.key, words=found[0], severity=Severity.NOTE,
                    message=f"“{passage.concept.term}” says that a number is “{found[0]}” without citing a reference",
                    hint="Readers cannot see whose judgment it is. Add the publication under `references:` and the "
                    "value under `benchmark:`, or remove the sentence.",
                )  # fmt: skip
