"""Invented glossaries, made from a seeded list of syllables: every run and every machine measures the same input."""

import random
from pathlib import Path

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
            f"term: {name.capitalize()}\nabbreviations: [{name[:1].upper()}{number}]\ncategory: c{number % 8}\n"
            f"definition: {prose.capitalize()}.\n{related}",
            "utf-8",
        )


def plain_pages(folder: Path, pages: int) -> None:
    """Writes as many short Markdown pages, for engines that have no terms."""
    random_ = random.Random(pages)
    folder.mkdir(parents=True)
    vocabulary = [word(random_) for _ in range(pages)]
    for number in range(pages):
        prose = " ".join(random_.choices(vocabulary, k=31)).capitalize()
        (folder / f"t{number}.md").write_text(f"# {word(random_).capitalize()} {number}x\n\n{prose}.\n", "utf-8")
