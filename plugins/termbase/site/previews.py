"""The data that a page needs so that its links can show definitions without requests.

It is a block of data in the page with just the concepts that it links to: with 10,000 terms, the whole index would cost
a reader of one page a megabyte, and a request per link would fail offline, from a disk, and on any other origin. Only a
page that links to very many concepts loads the index.
"""

from collections.abc import Iterable
from typing import Final

from markupsafe import escape

from termbase.model.concept import Concept, ConceptId
from termbase.site.addresses import relative
from termbase.site.site import Site
from termbase.site.structured_data import script_json
from termbase.site.summaries import CONTENT_INDEX, LONGEST_SUMMARY, summary
from termbase.text.one_line import one_line, shortened

BLOCK: Final = "data-termbase-previews"
SEVERAL: Final = "data-termbase-several"
"""Attribute with what the preview of a name with several meanings begins with."""
TOUCH: Final = "data-termbase-touch"
"""Attribute that asks for a sheet on a tap; its value is the text of the link in the sheet and of its button."""
MOST_IN_BLOCK: Final = 300
"""Linked concepts from which the index is lighter than a block."""


def previews(site: Site, linked: Iterable[ConceptId], *, url: str) -> str:
    """The HTML to put at the end of a page's body; "" for a page without links to terms.

    Args:
        site: The glossary.
        linked: Concepts that the page links to.
        url: Address of the page, relative to the root of the site.
    """
    # A term of another site has no page here and so no preview.
    every = sorted(set(linked))
    concepts = [site.termbase.by_id[id] for id in every if id in site.termbase.by_id]
    others = [other for id in every if (other := site.glossary.elsewhere.get(id)) is not None and other.page]
    if not (concepts or others):
        return ""
    several = f'{SEVERAL}="{escape(site.sentences.text("script.several", name="{name}"))}"'
    if site.touch:
        labels = [site.sentences.text(key) for key in ("script.open", "script.close")]
        several += f' {TOUCH}="{escape("|".join(labels))}"'
    index = ""
    if len(concepts) > MOST_IN_BLOCK:
        index = f'<script src="{relative(url, site.assets + CONTENT_INDEX)}" defer {several}></script>\n'
        concepts = []
    told_before = site.told
    known = [told_before.get(concept.id) or _told(site, concept) for concept in concepts]
    told = ",".join(
        (*known, *(_member(o.id, o.title, shortened(o.short or o.definition, LONGEST_SUMMARY)) for o in others))
    )
    if not told:
        return index
    # An attribute, because a theme with instant navigation recreates every script element of a page, without
    # its type.
    return f"{index}<div hidden {BLOCK}='{{{told}}}' {several}></div>\n"


def _told(site: Site, concept: Concept) -> str:
    """What a preview shows of a concept; dozens of pages link to the same one."""
    told = site.told[concept.id] = _member(concept.id, concept.title, summary(site, concept))
    return told


def _member(id: str, title: str, text: str) -> str:
    """The same as a member of a JSON object within an attribute."""
    return f"{script_json(id)}:[{script_json(one_line(title))},{script_json(text)}]".replace("'", "&#39;")
