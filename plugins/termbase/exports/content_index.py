"""The content index: the data on every concept for the palette, previews, map, and “page not found” page.

It is a script, not JSON, because a page opened from a disk may load scripts but may not fetch files.
It sets `window.termbaseTerms`:

- `version`: 1.
- `terms`: a list for each concept in order of id: id, name, number of the category in `categories`
  or -1, definition on one line, then four lists: abbreviations, other names, misspellings and
  further spellings, names to avoid. Empty lists at the end are left out.
- `links`: for each concept in the same order, how many others have a relation with it or mention it.
- `categories`: a pair for each: id and title.
- `paths`: addresses relative to the root of the site, with `*` for the id: `term`, `category`, `map`.
- `inflection`: the rules that match a word to its plural, as `text/inflection.json` has them.
- `propose`: address of the form for a new term, with `*` for its name, or null.
"""

from collections.abc import Iterator
from typing import Any, Final

from termbase.model.artifact import Artifact
from termbase.model.concept import Concept
from termbase.model.vocabulary import DesignationKind
from termbase.site.page_options import Part
from termbase.site.site import Site
from termbase.site.structured_data import script_json
from termbase.site.summaries import CONTENT_INDEX, summary
from termbase.text.inflection import rules
from termbase.text.one_line import one_line

VERSION: Final = 1
_KINDS: Final = (
    DesignationKind.ABBREVIATION,
    DesignationKind.ADMITTED,
    DesignationKind.VARIANT,
    DesignationKind.DEPRECATED,
)
_STAR: Final = "*"
_HOLE: Final = "termbase-name"
"""Stands for a name while an address is made, because it passes through encoding unchanged."""


def content_index(site: Site) -> dict[str, Any]:
    """The index as a value."""
    numbers = {category.id: number for number, category in enumerate(site.termbase.categories)}
    addresses = site.addresses
    return {
        "version": VERSION,
        "terms": [_row(site, concept, numbers) for concept in site.termbase.concepts],
        "links": [_links(site, concept) for concept in site.termbase.concepts],
        "categories": [[category.id, one_line(category.title)] for category in site.termbase.categories],
        "paths": {
            "term": addresses.term(_STAR),
            "category": addresses.category(_STAR),
            "map": addresses.page("graph/index") if Part.GRAPH in site.parts else None,
        },
        "inflection": rules(),
        "propose": site.repository.propose(term=_HOLE).replace(_HOLE, _STAR) if site.repository else None,
    }


def _row(site: Site, concept: Concept, numbers: dict[str, int]) -> list[Any]:
    names = [[one_line(name) for name in concept.names(kind)] for kind in _KINDS]
    while names and not names[-1]:
        names.pop()
    category = numbers.get(concept.category or "", -1)
    return [concept.id, one_line(concept.term), category, summary(site, concept), *names]


def _links(site: Site, concept: Concept) -> int:
    related = (relation.target for relation in concept.relations)
    return len({*related, *site.texts.linked_from[concept.id]})


def export(site: Site) -> Iterator[Artifact]:
    """The script."""
    yield Artifact(path=CONTENT_INDEX, content=f"window.termbaseTerms={script_json(content_index(site))};\n")
