"""A whole glossary from its published API file, so that it can be used without its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from termbase.glossary import compile_glossary
from termbase.identity.names import index_names
from termbase.imports.own_json import is_ours, read_ours
from termbase.imports.plan import plan
from termbase.site.addresses import Addresses, site_address
from termbase.site.site import Site
from termbase.text.untrusted import UntrustedError, read_json
from termbase.yaml_files.tree import parse

_FOLDER: Final = "glossary"


class PublishedError(Exception):
    """The file is not a glossary's API; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A glossary as it is published."""

    site: Site
    """Made from the terms of the file, as its own site makes them."""
    terms: Mapping[str, Mapping[str, Any]]
    """Every TERM of the file by its id, with an absolute address where that is known."""


def read_published(text: str, *, place: str) -> Published:
    """Reads an `api/v1/terms.json`.

    Args:
        text: The file.
        place: Its address or path.

    Raises:
        PublishedError: It is something else, or has no terms.
    """
    try:
        data = read_json(text)
    except UntrustedError as error:
        raise PublishedError(f"{place}: {error.message}") from error
    if not isinstance(data, dict) or not is_ours(data) or "terms" not in data:
        raise PublishedError(f"{place} is not a glossary's API file. Use the address of a /api/v1/terms.json.")
    reading = read_ours(data, where=place)
    given = data.get("glossary")
    title = str(given.get("title", "")) if isinstance(given, Mapping) else ""
    made = plan(
        reading, index_names((), {}), source="published", title=title or "Glossary", way="concepts", existing={}
    )  # fmt: skip
    documents = [parse(content, file=f"{_FOLDER}/{name}") for name, content in made.files.items()]
    url = data.get("site_url")
    addresses = Addresses(site_url=site_address(url if isinstance(url, str) else ""))
    terms = {str(term.get("id")): {**term, "url": urljoin(place, str(term.get("url", "")))} for term in data["terms"]}
    return Published(site=Site(glossary=compile_glossary(documents, root=_FOLDER), addresses=addresses), terms=terms)
