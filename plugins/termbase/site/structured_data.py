"""The structured data of a page: schema.org terms as JSON-LD."""

import json
from collections.abc import Mapping
from typing import Any, Final

from termbase.model.concept import Concept
from termbase.site.site import Site

_SET: Final = "#glossary"
"""Fragment that names the glossary itself, as against its home page."""


def term_data(site: Site, concept: Concept) -> Mapping[str, Any]:
    """A concept as a `DefinedTerm` of its glossary."""
    url = site.addresses.absolute(site.addresses.term(concept.id))
    alternatives = [d.text for d in concept.designations[1:] if d.kind.skos != "hiddenLabel"]
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": url,
        "url": url,
        "name": concept.term,
        **({"alternateName": alternatives} if alternatives else {}),
        **({"termCode": concept.abbreviation} if concept.abbreviations else {}),
        "description": site.texts.concepts[concept.id].definition.plain,
        "inLanguage": site.termbase.language,
        "inDefinedTermSet": {key: value for key, value in set_data(site).items() if key in ("@type", "@id", "name")},
    }


def set_data(site: Site) -> Mapping[str, Any]:
    """The glossary as a `DefinedTermSet`."""
    url = site.addresses.absolute(site.start)
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": f"{url}{_SET}",
        "url": url,
        "name": site.termbase.title,
        **({"description": site.termbase.description} if site.termbase.description else {}),
        "inLanguage": site.termbase.language,
    }


# An encoder of its own: with other than its usual options, `json.dumps` makes one for each value.
_COMPACT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_UNSAFE: Final = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")


def script_json(value: Any) -> str:
    """JSON that is safe inside a script element: no character can end the element or begin a comment."""
    text = _COMPACT(value)
    for sign, written in _UNSAFE:
        text = text.replace(sign, written)
    return text
