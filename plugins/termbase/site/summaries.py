"""What a preview or a row of the palette says of a concept, and where the index of all of them is."""

from functools import lru_cache
from textwrap import shorten
from typing import Final

from termbase.model.concept import Concept
from termbase.site.site import Site
from termbase.text.one_line import one_line

CONTENT_INDEX: Final = "assets/termbase/terms.js"
"""Where the index is, relative to the root of the site."""
PAGE_INDEX: Final = "assets/termbase/pages.js"
"""Where a host puts the index of all other pages."""
_LONGEST: Final = 280
"""Letters of a definition that a preview or a row has room for."""


def summary(site: Site, concept: Concept) -> str:
    """A concept's short definition or, without one, its definition: on one line, cut to fit a preview."""
    return _shortened(site.texts.concepts[concept.id].brief.plain)


@lru_cache(maxsize=1 << 16)
def _shortened(text: str) -> str:
    return shorten(one_line(text), _LONGEST, placeholder=" …")
