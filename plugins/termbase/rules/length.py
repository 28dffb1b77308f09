"""Definitions that are too long or too short."""

from collections.abc import Iterator
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View, finding
from termbase.text.counted import counted

MOST_WORDS: Final = 60
"""Maximum number of words of a definition that readers understand on first reading."""
COMFORTABLE: Final = 40
"""Number of words above which previews and lists need a shorter definition."""
SHORTEST: Final = 20
"""Maximum number of words of a short definition."""
FEWEST: Final = 3
"""Minimum number of words of a definition: fewer name a kind of thing but cannot set it apart."""
_WITHOUT_SPACES: Final = frozenset(("ja", "km", "lo", "my", "th", "zh"))


def too_long(view: View) -> Iterator[Diagnostic]:
    """Finds definitions of more than `MOST_WORDS` words."""
    for concept in view.own if _counts_words(view) else ():
        words = len(view.definitions[concept.id].split())
        if words > MOST_WORDS:
            yield finding(
                concept, code=Code.DEFINITION_TOO_LONG, at="definition",
                message=f"the definition of “{concept.term}” has {words} words; the maximum is {MOST_WORDS}",
                hint="Too long to remember. Keep what sets the concept apart and move the rest to `explanation:`.",
            )  # fmt: skip


def no_short_one(view: View) -> Iterator[Diagnostic]:
    """Finds long definitions without a short one, and short ones that are long."""
    for concept in view.own if _counts_words(view) else ():
        words = len(view.definitions[concept.id].split())
        short = view.texts.concepts[concept.id].short
        if short is None and COMFORTABLE < words <= MOST_WORDS and "short" not in view.meant(concept):
            yield finding(
                concept, code=Code.NO_SHORT_DEFINITION, at="definition", severity=Severity.NOTE,
                message=f"the definition of “{concept.term}” has {words} words, and there is no short definition",
                hint=f"Previews and lists cut it off. Add `short:` with at most {SHORTEST} words, or shorten the definition.",
            )  # fmt: skip
        elif short is not None and (count := len(short.plain.split())) > SHORTEST:
            yield finding(
                concept, code=Code.NO_SHORT_DEFINITION, at="short", severity=Severity.NOTE,
                message=f"the short definition of “{concept.term}” has {counted(count, 'word')}; the maximum is {SHORTEST}",
                hint="It is meant for previews and lists. The full definition may say more.",
            )  # fmt: skip


def too_short(view: View) -> Iterator[Diagnostic]:
    """Finds definitions of fewer than `FEWEST` words."""
    for concept in view.own if _counts_words(view) else ():
        text = view.definitions[concept.id]
        if len(text.split()) < FEWEST:
            yield finding(
                concept, code=Code.DEFINITION_TOO_SHORT, at="definition",
                message=f"the definition of “{concept.term}” is only “{text}”",
                hint="Another name is not a definition. Say what kind of thing it is and what sets it apart from others of that kind.",
            )  # fmt: skip


def _counts_words(view: View) -> bool:
    """False for languages that put no spaces between words."""
    return view.termbase.language.partition("-")[0].casefold() not in _WITHOUT_SPACES
