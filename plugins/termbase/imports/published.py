"""A whole glossary from its published API file, so that it can be used without its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from termbase.glossary import compile_glossary
from termbase.identity.names import index_names
from termbase.imports.own_json import is_ours, read_ours
from termbase.imports.plan import plan
from termbase.model.glossary_file import UNTITLED
from termbase.model.scalars import Id, Line
from termbase.site.addresses import Addresses, site_address
from termbase.site.site import Site
from termbase.text.untrusted import UntrustedError, read_json
from termbase.yaml_files.tree import parse

_FOLDER: Final = "glossary"


@with_config(ConfigDict(extra="ignore"))
class _Term(TypedDict):
    """The fields of a term that every answer needs."""

    id: Id
    url: str
    term: Line
    abbreviations: list[str]
    synonyms: list[str]
    deprecated: list[Any]
    status: str | None
    definition: str


_TERMS: Final = TypeAdapter(list[_Term])


class PublishedError(Exception):
    """The file is not a glossary's API; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A glossary as it is published."""

    site: Site
    """Made from the terms of the file, as its own site makes them."""
    terms: Mapping[str, Mapping[str, Any]]
    """Every TERM of the file by its id, with an absolute address if that is known."""


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
        raise PublishedError(f"{place}:{error.line}:{error.column}: {error.message}. {error.hint}") from error
    if not isinstance(data, dict) or not is_ours(data) or "terms" not in data:
        raise PublishedError(f"{place} is not a glossary's API file. Use the URL of a /api/v1/terms.json.")
    _check(data["terms"], place)
    reading = read_ours(data, where=place)
    given = data.get("glossary")
    title = str(given.get("title", "")) if isinstance(given, Mapping) else ""
    made = plan(
        reading, index_names((), {}), source="published", title=title or UNTITLED, way="concepts", existing={}
    )  # fmt: skip
    documents = [parse(content, file=f"{_FOLDER}/{name}") for name, content in made.files.items()]
    url = data.get("site_url")
    addresses = Addresses(site_url=site_address(url if isinstance(url, str) else ""))
    try:
        terms = {term["id"]: {**term, "url": urljoin(place, term["url"])} for term in data["terms"]}
    except ValueError as error:
        raise PublishedError(f"{place}: the URL of a term cannot be read: {error}. Publish the file again.") from None
    glossary = compile_glossary(documents, root=_FOLDER)
    for concept in glossary.termbase.concepts:
        if concept.id not in terms:
            raise PublishedError(f"{place}: “{concept.term}” has another id in its term file. Publish the file again.")
    return Published(site=Site(glossary=glossary, addresses=addresses), terms=terms)


def _check(terms: Any, place: str) -> None:
    """Raises a PublishedError if a term lacks a field that every answer needs."""
    try:
        _TERMS.validate_python(terms)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        number, *key = first["loc"]
        what = f"“{'.'.join(map(str, key))}” of term {int(number) + 1} is missing or has an unexpected value"
        raise PublishedError(f"{place}: {what}. Publish the file again, with a recent version of termbase.") from None
