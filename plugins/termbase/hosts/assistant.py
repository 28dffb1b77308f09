"""Answers for assistants: the meaning of a name, the terms in a text, and whether a text uses the right terms.

Each answer names the glossary with a hash of its terms, so that an assistant knows whether an earlier answer is
still valid, and each term has its permanent address.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from termbase.exports.api import term_json as api_term
from termbase.linking.written_links import USUAL_EXTENSIONS
from termbase.model.concept import Concept
from termbase.site.lint import Linter
from termbase.site.lint_fixes import as_rows
from termbase.site.meant import brief, kind_of_name, meant
from termbase.site.options import LinkOptions
from termbase.site.page_links import LinkStyle
from termbase.site.site import Site
from termbase.text.untrusted import UntrustedError

LONGEST_TEXT: Final = 200_000
"""Maximum number of characters of a text in a question."""
WORDS: Final = 1_000
"""Characters of words to search for; each is compared with every name."""
_DERIVED: Final = frozenset(("url", "edit_url", "updated", "definition_html", "elsewhere", "questions"))
"""Fields that depend on where and when a glossary is built, not on its content."""

ToolAnswer = dict[str, Any]


class AskedError(ValueError):
    """A question that has no answer; the text says what to ask instead."""


class Assistant:
    """Answers questions about one glossary.

    Args:
        site: The glossary.
        terms: Every TERM of the API by its id, where the glossary comes from there.
    """

    def __init__(self, site: Site, *, terms: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._site = site
        self._terms: Mapping[str, Mapping[str, Any]] = (
            terms if terms is not None else {str(c.id): api_term(site, c) for c in site.termbase.concepts}
        )
        self._glossary = {
            "title": site.termbase.title,
            "url": site.addresses.site_url or None,
            "hash": terms_hash(self._terms.values()),
            "terms": len(self._terms),
        }
        style = LinkStyle(LinkOptions(), site.glossary)
        self._linter = Linter(style, extensions={name: {} for name in USUAL_EXTENSIONS}, levels={})

    def look_up(self, name: str) -> ToolAnswer:
        """The meaning of a name, an abbreviation, or an id."""
        glossary, by_id = self._site.glossary, self._site.termbase.by_id
        found = [by_id[id] for id in glossary.names.meanings(name) if id in by_id]
        return self._answer(
            name=name,
            ask=len(found) > 1,
            senses=[{**self._short(concept), "name_is": kind_of_name(concept, name)} for concept in found],
            close_matches=[] if found else list(glossary.names.nearest(name)),
        )

    def search(self, words: str, limit: int) -> ToolAnswer:
        """The terms that some words name, best first.

        Raises:
            AskedError: It is a text, not some words.
        """
        found = self._site.lookup(_checked(words, limit=WORDS), limit=max(1, min(limit, 50)))
        return self._answer(terms=[{**self._short(item.concept), "matched": item.name} for item in found])

    def concept(self, id: str) -> ToolAnswer:
        """Everything about one concept.

        Raises:
            AskedError: No concept, or more than one, has this id or name.
        """
        found = [meaning for meaning in self._site.glossary.names.meanings(id) if meaning in self._terms]
        if len(found) > 1:
            raise AskedError(f"“{id}” has several meanings. Ask for one of these ids: {', '.join(found)}.")
        if not found:
            near = ", ".join(self._site.glossary.names.nearest(id))
            raise AskedError(f"No concept has the id or name “{id}”." + (f" Close matches: {near}." if near else ""))
        return self._answer(concept=dict(self._terms[found[0]]), permalink=self._permalink(found[0]))

    def terms_in(self, text: str, max_bytes: int) -> ToolAnswer:
        """The terms that a text means, everyday words included, and the definitions needed to understand it."""
        found = list(meant(self._site, _checked(text)))
        concepts = list({sense.concept.id: sense.concept for item in found for sense in item.senses}.values())
        return self._answer(
            names=[
                {
                    "start": item.start,
                    "end": item.end,
                    "text": item.words,
                    "ask": item.ask,
                    "senses": [
                        {"id": sense.concept.id, "term": sense.concept.term, "name_is": sense.kind, "rule": sense.rule,
                         "permalink": self._permalink(sense.concept.id)}
                        for sense in item.senses
                    ],
                }
                for item in found
            ],
            definitions=list(brief(self._site, concepts, limit=max_bytes)) if max_bytes > 0 else [],
        )  # fmt: skip

    def check_text(self, text: str) -> ToolAnswer:
        """The corrections for a Markdown text: names to avoid, capitals, and abbreviations to spell out."""
        try:
            found = self._linter.check(_checked(text), file="text")
        except UntrustedError as error:
            raise AskedError(f"The text cannot be checked. {error}") from error
        rows = as_rows(found, {"text": text}, {"text": "text"})
        return self._answer(findings=[{k: v for k, v in row.items() if k != "file"} for row in rows])

    def _answer(self, **parts: Any) -> ToolAnswer:
        return {"glossary": dict(self._glossary), **parts}

    def _permalink(self, id: str) -> str:
        return str(self._terms[id]["url"])

    def _short(self, concept: Concept) -> ToolAnswer:
        term = self._terms[concept.id]
        keys = ("id", "term", "abbreviations", "synonyms", "deprecated", "status", "definition")
        return {**{key: term[key] for key in keys}, "permalink": self._permalink(concept.id)}


def terms_hash(terms: Iterable[Mapping[str, Any]]) -> str:
    """A hash of what terms say: the same for a folder and for the API that is published from it."""
    kept = [{key: value for key, value in term.items() if key not in _DERIVED} for term in terms]
    kept.sort(key=lambda term: str(term.get("id")))
    return sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:16]


def _checked(text: str, *, limit: int = LONGEST_TEXT) -> str:
    if len(text) > limit:
        raise AskedError(f"The text has {len(text)} characters; ask about at most {limit} at a time.")
    return text
