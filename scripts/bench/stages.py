"""The time of each stage of a build, in one process."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from termbase.exports import export
from termbase.glossary import compile_glossary
from termbase.identity.merge import merge
from termbase.identity.names import index_names
from termbase.identity.resolve import resolve
from termbase.identity.suggestions import suggest
from termbase.linking.index import index_links
from termbase.linking.texts import link
from termbase.reading.decode import decode
from termbase.reading.files import read
from termbase.rules import check
from termbase.site.render import render
from termbase.site.site import Site

Value = TypeVar("Value")


def spent() -> float:
    """Seconds of processor time of this process."""
    used = os.times()
    return used.user + used.system


def timed(label: str, work: Callable[[], Value]) -> Value:
    """Runs a stage and prints its time."""
    start = spent()
    value = work()
    print(f"  {label:<28}{(spent() - start) * 1000:>10,.0f} ms", flush=True)
    return value


def stages(folder: Path) -> None:
    """Prints the time of each stage for the glossary in a folder."""
    documents = timed("read", lambda: read(folder))
    decoded = timed("decode", lambda: decode(documents, root=folder.name))
    merged = timed("merge", lambda: merge(decoded.entries, decoded.decisions))
    termbase = timed("resolve", lambda: resolve(decoded, merged)).termbase
    names = timed("index names", lambda: index_names(termbase.concepts, termbase.former_ids))
    index = timed("index links", lambda: index_links(termbase.concepts))
    texts, _ = timed("render and link texts", lambda: link(termbase, index, names))
    timed("rules", lambda: tuple(check(termbase, names, texts)))
    timed("suggestions", lambda: suggest(termbase))
    glossary = compile_glossary(documents, root=folder.name)
    site = Site(glossary=glossary)
    timed("graph", lambda: site.graph)
    timed("page bodies", lambda: render(site))
    timed("exports", lambda: tuple(export(site)))
    text = " ".join(concept.definition for concept in termbase.concepts) * 4
    start = spent()
    found = sum(1 for _ in index.find(text))
    seconds = max(spent() - start, 0.01)
    print(f"  {'find names in text':<28}{len(text) / seconds / 1e6:>10.1f} MB/s ({found:,} found)")
