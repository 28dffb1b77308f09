"""Times each stage on invented glossaries: `python scripts/benchmark.py [TERMS …]`.

The times are those of the processor, so that whatever else the machine does matters little.
The glossaries are made from a seeded list of syllables, so that every run and every machine times
the same input. Nothing is asserted; the numbers in docs/develop/performance.md come from here.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
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
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "ki",
    "lo",
    "mu",
    "ne",
    "po",
    "ra",
    "si",
    "to",
    "vu",
    "wa",
    "xe",
    "yo",
    "zi",
    "tra",
    "ble",
    "cor",
    "den",
    "fin",
    "gal",
    "hes",
]


def word(random_: random.Random) -> str:
    return "".join(random_.choice(SYLLABLES) for _ in range(random_.randint(2, 4)))


def invent(folder: Path, terms: int) -> None:
    """Writes a glossary of so many terms: four categories, a few links and relations each."""
    random_ = random.Random(terms)
    vocabulary = [word(random_) for _ in range(terms)]
    names = [f"{word(random_)} {word(random_)} {number}x" for number in range(terms)]
    concepts = folder / "concepts"
    concepts.mkdir(parents=True)
    (folder / "termbase.yml").write_text(
        "title: Invented\ncategories:\n" + "".join(f"  - {{id: c{n}, title: Category {n}}}\n" for n in range(8)),
        "utf-8",
    )
    for number, name in enumerate(names):
        prose = " ".join([*random_.choices(vocabulary, k=22), random_.choice(names), *random_.choices(vocabulary, k=8)])
        other = names[number - 1] if number else ""
        related = f"related: ['{other}']\n" if other else ""
        (concepts / f"t{number}.yml").write_text(
            f"term: {name.capitalize()}\nabbreviations: [T{number}]\ncategory: c{number % 8}\n"
            f"definition: {prose.capitalize()}.\n{related}",
            "utf-8",
        )


def spent() -> float:
    """Seconds of processor time of this process and those it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def timed(label: str, work: Callable[[], Value]) -> Value:
    start = spent()
    value = work()
    print(f"  {label:<28}{(spent() - start) * 1000:>10,.0f} ms", flush=True)
    return value


def stages(folder: Path) -> None:
    documents = timed("read", lambda: read(folder))
    decoded = timed("decode", lambda: decode(documents, root=folder.name))
    merged = timed("merge", lambda: merge(decoded.entries, decoded.decisions))
    termbase, _ = timed("resolve", lambda: resolve(decoded, merged))
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


def whole(project: Path) -> None:
    (project / "docs").mkdir()
    (project / "docs/page.md").write_text("# A page\n", "utf-8")
    (project / "mkdocs.yml").write_text(
        "site_name: Invented\ntheme: {name: material, font: false}\nplugins: [search, termbase]\n", "utf-8"
    )
    timed(
        "whole build",
        lambda: subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            cwd=project,
            check=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        ),
    )


def sizes() -> Iterator[int]:
    yield from (int(argument) for argument in sys.argv[1:]) if len(sys.argv) > 1 else (100, 1_000, 10_000)


if __name__ == "__main__":
    for size in sizes():
        print(f"{size:,} terms")
        with tempfile.TemporaryDirectory() as made:
            invent(Path(made) / "glossary", size)
            stages(Path(made) / "glossary")
            whole(Path(made))
