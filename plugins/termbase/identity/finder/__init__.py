"""The finder: the terms that a query probably means, best first.

The palette, the A–Z filter, the map, and the “page not found” page ask `finder.js`, which does the
same: the lists of words and the weights are one file of data, and a test compares the answers.
"""

import unicodedata

from termbase.identity.finder.by_description import described
from termbase.identity.finder.by_name import Hit, best_named, once, similar, telling
from termbase.identity.finder.searched import Searched, SearchedTerm
from termbase.text.query_words import singular_key, split

__all__ = ["Hit", "Searched", "SearchedTerm", "look_up"]

_CLOSE = 0.72
"""How similar a name must be to come before descriptions."""
_COVERED = 0.6
"""How much of the query a text must contain to be listed after a name."""
_TOLD = 0.8
"""How much of the query a text must contain to be listed before a similar name."""


def look_up(searched: Searched, query: str) -> list[Hit]:
    """The terms that were likely meant, best first.

    Args:
        searched: The glossary.
        query: What was typed.
    """
    typed = unicodedata.normalize("NFKC", query.strip())
    parts = split(typed)
    if not any(map(singular_key, parts)):
        return []
    sure = best_named(searched, typed)
    texts = described(searched, typed)
    if sure:
        return once([*sure, *(hit for hit in texts if hit.covered > _COVERED)])
    like = similar(searched, typed)
    asked = telling(parts)
    whole = bool(texts) and texts[0].covered > _TOLD and 2 * sum(len(word) > 2 for word in asked) > len(asked)
    close = bool(like) and like[0].score > _CLOSE and not whole
    return once([*like, *texts] if close else [*texts, *like])
