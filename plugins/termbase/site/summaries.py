"""The summary of a concept for previews and the palette, and the location of the index of all of them."""

from typing import Final

from termbase.model.concept import Concept
from termbase.site.site import Site
from termbase.text.one_line import shortened

CONTENT_INDEX: Final = "terms.js"
"""Name of the index in the folder of a glossary's data; see `Site.assets`."""
PAGE_INDEX: Final = "assets/termbase/pages.js"
"""Where a host puts the index of all other pages."""
LONGEST_SUMMARY: Final = 280
"""Letters of a definition that a preview or a row has room for."""


def summary(site: Site, concept: Concept) -> str:
    """A concept's short definition or, without one, its definition: on one line, cut to fit a preview."""
    return shortened(site.texts.concepts[concept.id].brief.plain, LONGEST_SUMMARY)
