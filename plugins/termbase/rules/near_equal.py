"""Finds concepts with similar definitions."""

from collections.abc import Iterator
from typing import Final

from termbase.identity.similarity import alike
from termbase.identity.suggestions import decided
from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic
from termbase.rules.view import View, finding

THRESHOLD: Final = 0.75
"""Minimum similarity of near-equal definitions; 1 means the same words."""


def near_equal(view: View) -> Iterator[Diagnostic]:
    """Finds pairs of near-equal definitions without a stored decision."""
    settled = decided(view.termbase)
    definitions = {c.id: view.texts.concepts[c.id].definition.plain for c in view.termbase.concepts}
    # Pairs that may become nearly equal by an edit matter only if the rules will be applied again.
    pairs = view.near_pairs.alike(definitions) if view.near_pairs else alike(definitions, threshold=THRESHOLD)
    for (a, b), similarity in pairs:
        if (a, b) in settled:
            continue
        first, second = view.termbase.by_id[a], view.termbase.by_id[b]
        if first.own is None:
            first, second = second, first
        yield finding(
            first, code=Code.NEAR_EQUAL_DEFINITIONS, at="definition",
            message=f"“{first.term}” and “{second.term}” are defined in nearly the same words ({similarity:.0%})",
            hint="Readers cannot distinguish them. If they are one concept, combine them; if not, say so with `contrast:` or `distinct_from:`.",
        )  # fmt: skip
