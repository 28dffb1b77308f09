"""The table of matching cases, and the glossary that it is about."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.glossary import Glossary, compile_glossary
from termbase.linking.index import Target
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from termbase.text.slug import slug
from termbase.yaml_files.tree import parse
from tests.conftest import concept

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).with_name("linking.yml")).read_text("utf-8"))


def compiled(*terms: dict[str, Any]) -> Glossary:
    """A glossary of term files, each given by its keys; the definition may be left out."""
    files = {f"concepts/{item.get('id') or slug(item['term'])}.yml": concept(**item) for item in terms}
    return compile_glossary(parse(text, file=path) for path, text in files.items())


@cache
def glossary() -> Glossary:
    """The glossary of the table."""
    return compiled(*TABLE["glossary"])


def site() -> Site:
    """The site of the table's glossary."""
    return Site(glossary=glossary(), addresses=Addresses())


def texts() -> list[Any]:
    """The texts, each with the names in it."""
    return [
        pytest.param(case["text"], _links(case["links"]), id=(case["text"] or "empty")[:60]) for case in TABLE["texts"]
    ]


def pages() -> list[Any]:
    """The pages, each with its links."""
    return [pytest.param(case["page"], _links(case["links"]), id=case["says"]) for case in TABLE["pages"]]


def _links(written: list[str]) -> list[tuple[str, str]]:
    pairs = [link.rpartition(" → ") for link in written]
    return [(words, target) for words, _, target in pairs]


def once(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The links of a text in which each target is linked once."""
    first: dict[str, tuple[str, str]] = {}
    for words, target in links:
        first.setdefault(target, (words, target))
    return list(first.values())


def shown(target: Target) -> str:
    """A target as the table writes it."""
    return target.concept or target.path
