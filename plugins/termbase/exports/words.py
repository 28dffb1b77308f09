"""`exports/words.txt`: the words of all names, for spelling checkers such as cspell and Hunspell."""

from collections.abc import Iterator
from typing import Final

from termbase.model.artifact import Artifact
from termbase.model.vocabulary import DesignationKind
from termbase.site.site import Site
from termbase.text.inflection import plural
from termbase.text.one_line import one_line
from termbase.text.words import spelled_words

PATH: Final = "exports/words.txt"
_UNWANTED: Final = (DesignationKind.DEPRECATED, DesignationKind.VARIANT)
"""Names to avoid, and spellings that may be mistakes."""


def export(site: Site) -> Iterator[Artifact]:
    """One word per line, sorted, each once; the last word of each name in the plural, too."""
    names = (one_line(n.text) for c in site.termbase.concepts for n in c.designations if n.kind not in _UNWANTED)
    words = {word for name in names for form in (name, plural(name)) for word in spelled_words(form) if len(word) > 1}
    yield Artifact(path=PATH, content="".join(f"{word}\n" for word in sorted(words)))
