"""The content index: data on the concepts for the finder, previews, and the “page not found” page.

Names are in one small script, loaded at the first search. Definitions and the words of definitions are in blocks (see
`word_blocks`), so that a search loads only what it shows, however large the glossary is. The script sets
`window.termbaseTerms`:

- `version`: 4.
- `terms`, `ids`, `names`: texts with a line for each concept, sorted by id, which are smaller compressed than lists.
  `terms` has the preferred terms. A line of `ids` is empty if the id is the term in lower case with hyphens; otherwise
  it is a base-36 digit, which says how many characters the id shares with the one before, and the rest of the id.
  `names` has columns, with tabs between them: abbreviations; other names; misspellings and further spellings; names to
  avoid; words that lead to it in a search. Between several names of a column are form feeds, and empty columns at the
  end are left out.
- `category`: for each concept the number of its category in `categories`, or -1.
- `links`: for each concept, how many others have a relation with it or mention it.
- `categories`: a pair for each: id and title.
- `paths`: addresses relative to the root of the site, with `*` for the id: `term`, `category`, `map`;
  with `*` for a name of several terms in small letters with hyphens: `name`;
  with `*` for the number of a block: `definitions`, `words`.
- `block`: how many concepts a block of definitions has.
- `words`: the first word of each block of words; `frequent`: words that the blocks have
  only for names and the beginnings of definitions.
- `inflection`: the rules that match a word to its plural, as `text/inflection.json` has them.
- `queries`: the words of questions, and words that mean the same, as `text/query_words.json` has them.
- `propose`: address of the form for a new term, with `*` for its name, or null.
- `others`: for each other glossary of the site the place of its index and its title; left out if there is none.
"""

import re
from collections.abc import Iterator, Sequence
from os.path import commonprefix
from string import ascii_lowercase, digits
from typing import Any, Final

from termbase.exports.word_blocks import WordBlocks, block_scripts, word_blocks
from termbase.identity.finder import SearchedTerm
from termbase.model.artifact import Artifact
from termbase.model.concept import Concept
from termbase.site.page_options import Part
from termbase.site.searched import searched_fields, searched_terms
from termbase.site.site import Site
from termbase.site.structured_data import script_json
from termbase.site.summaries import CONTENT_INDEX, summary
from termbase.text.inflection import rules
from termbase.text.one_line import one_line
from termbase.text.query_words import query_words
from termbase.text.word_places import new_words, places_of

INDEX_VERSION: Final = 4
_BLOCK: Final = 128
"""Concepts in a block of definitions."""
_STAR: Final = "*"
_HOLE: Final = "termbase-name"
"""Placeholder for a name in a URL, which encoding leaves unchanged."""
_DEFINITIONS: Final = "definitions"
_WORDS: Final = "words"
_DIGITS: Final = digits + ascii_lowercase
"""The digits of base 36."""
_SIGNS: Final = re.compile(r"[^a-z0-9]+")


def content_index(site: Site, words: WordBlocks) -> dict[str, Any]:
    """The index as a value, without the blocks."""
    concepts = site.termbase.concepts
    terms = searched_terms(site.termbase, site.texts)
    numbers = {category.id: number for number, category in enumerate(site.termbase.categories)}
    addresses = site.addresses
    return {
        "version": INDEX_VERSION,
        "terms": "\n".join(term.term for term in terms),
        "ids": "\n".join(_ids(terms)),
        "names": "\n".join(_names(term) for term in terms),
        "category": [numbers.get(concept.category or "", -1) for concept in concepts],
        "links": [term.links for term in terms],
        "categories": [[category.id, one_line(category.title)] for category in site.termbase.categories],
        "paths": {
            "term": addresses.term(_STAR),
            "category": addresses.category(_STAR),
            "name": addresses.permalink(_STAR),
            "map": addresses.overview(Part.GRAPH) if Part.GRAPH in site.parts else None,
            "definitions": f"{site.assets}{_DEFINITIONS}/{_STAR}.js",
            "words": f"{site.assets}{_WORDS}/{_STAR}.js",
        },
        "block": _BLOCK,
        "words": list(words.first),
        "frequent": list(words.frequent),
        "inflection": rules(),
        "queries": query_words(),
        "propose": site.repository.propose(term=_HOLE).replace(_HOLE, _STAR) if site.repository else None,
        **({"others": others} if (others := _others(site)) else {}),
    }


def _words(site: Site, concept: Concept) -> list[list[str]]:
    """The words of a term by fields; see `searched_words`."""

    def made(site: Site) -> str:
        found = new_words(searched_fields(concept, site.texts))
        return "\n".join("\t".join(sorted(words)) for words in found)

    return [words.split("\t") if words else [] for words in site.fragments.of("words", concept, made).split("\n")]


def _ids(terms: Sequence[SearchedTerm]) -> Iterator[str]:
    """The line of each id. Ids of a large glossary often begin like the one before."""
    before = ""
    for term in terms:
        if term.id == plain_id(term.term):
            yield ""
        else:
            shared = min(len(commonprefix((before, term.id))), len(_DIGITS) - 1)  # noqa: RUF071 - ids are not paths
            yield _DIGITS[shared] + term.id[shared:]
        before = term.id


def _names(term: SearchedTerm) -> str:
    """The line of a term's other names. Names have no tabs, line breaks or form feeds (see `one_line`)."""
    return "\t".join(map("\f".join, term.names)).rstrip("\t")


def _others(site: Site) -> list[list[str]]:
    """The indexes of the other glossaries of the site."""
    return [[other.assets + CONTENT_INDEX, one_line(other.title)] for other in site.glossary.remotes if other.compiled]


def plain_id(term: str) -> str:
    """The id that the script gives a term which has none in the index."""
    return _SIGNS.sub("-", term.lower()).strip("-")


def export(site: Site) -> Iterator[Artifact]:
    """The scripts."""
    concepts = site.termbase.concepts
    words = word_blocks(places_of([_words(site, concept) for concept in concepts]))
    index = f"window.termbaseTerms={script_json(content_index(site, words))};\n"
    yield Artifact(path=f"{site.assets}{CONTENT_INDEX}", content=index)
    definitions = [
        [summary(site, concept) for concept in concepts[at : at + _BLOCK]] for at in range(0, len(concepts), _BLOCK)
    ]
    for folder, blocks in ((_DEFINITIONS, definitions), (_WORDS, words.blocks)):
        for path, content in block_scripts(f"{site.assets}{folder}", blocks):
            yield Artifact(path=path, content=content)
