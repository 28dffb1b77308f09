"""How sentences end."""

import re
from collections.abc import Iterator
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View, finding

_ENDED: Final = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_DOUBLED: Final = re.compile(r"(?<![.\w])\w*(?<!\.)\.\.(?!\.)|[,;:]\.(?!\w)|\. \.(?!\w)")

_MARKS: Final = ("..", ",.", ";.", ":.", ". .")
"""What all of these have; looked for first, since hardly any text has one."""


def no_period(view: View) -> Iterator[Diagnostic]:
    """Finds definitions without a period where most definitions have one."""
    open_ended = [concept for concept in view.own if not _ENDED.search(view.definitions[concept.id])]
    if 2 * len(open_ended) >= len(view.own):
        return
    for concept in open_ended:
        ending = " ".join(view.definitions[concept.id].split()[-3:])
        yield finding(
            concept, code=Code.NO_PERIOD, at="definition", severity=Severity.NOTE,
            message=f"the definition of “{concept.term}” ends without a period: “… {ending}”",
            hint="Most definitions in this glossary have one. Add it, and check that no text is missing.",
        )  # fmt: skip


def doubled_period(view: View) -> Iterator[Diagnostic]:
    """Finds two periods, or a comma and a period, in a row."""
    for passage in view.passages:
        text = passage.text
        if any(mark in text for mark in _MARKS) and (doubled := _DOUBLED.search(text)) is not None:
            near = text[max(0, doubled.start() - 20) : doubled.end()]
            yield Diagnostic(
                code=Code.DOUBLED_PUNCTUATION, severity=Severity.WARNING, where=passage.place(near),
                message=f"“{passage.key}” of “{passage.concept.term}” has doubled punctuation: “…{near}”",
                hint="Two punctuation marks in a row: remove one, or add the missing word.",
            )  # fmt: skip
