"""Feeds damaged and hostile files to every reader until the time is up; stops at the first failure.

    python scripts/fuzz.py --seconds 600

Each file is made of pieces of good files, of syntax, and of signs that are known to be dangerous.
It must end in success or in diagnostics: an exception, a message without a place, or a formatter
that changes its mind is a failure. The tests run a short and repeatable piece of it. With Atheris
installed, `--atheris` lets the coverage of the code guide the search.
"""

import argparse
import logging
import random
import sys
import time
from collections.abc import Sequence
from typing import Final

from termbase.drawing.kept_places import parse_map
from termbase.editing.tidy import fix
from termbase.glossary import compile_glossary
from termbase.identity.remote import parse_remote
from termbase.imports.formats import read_files
from termbase.text.untrusted import UntrustedError, to_text
from termbase.yaml_files.tree import parse

FILES: Final = ("concepts/a.yml", "entries/a.yml", "sources.yml", "termbase.yml", "decisions.yml")
IMPORTS: Final = ("a.csv", "a.json", "a.jsonld", "a.ttl", "a.rdf", "a.tbx", "a.md", "a.html", "a.yml", "a.txt")
PIECES: Final = (
    "term: Churn\n", "definition: End of a contract.\n", "notes:\n  - one\n", "related: [churn]\n", "entries:\n",
    "  - locator: L1\n", "    term: Churn\n", "sources:\n", "  - id: a\n", "    date: 2024-02-29\n", "title: T\n",
    "example: {given: {a: 1}, result: 1, text: 1}\n", "formula: '\\frac{a}{b}'\n", "contrast: [{term: a}]\n",
    "{", "}", "[", "]", ":", ": ", "- ", "? ", "|\n", ">-\n", "'", '"', "\\", "#", " #", "&a ", "*a ", "!!t ", "<<: ", "%",
    "---\n", "...\n", "\t", " ", "\n", "\r", "\r\n", "\ufeff", "\x00", "\x1b[2J", "\x85", "\u2028", "\u202e", "\ud800",
    "\U0010ffff", "\\U00110000", "\\ud800", "[[", "]]", "[[a|b]]", "](", "javascript:", "`", "$$", "<script>", "&#106;",
    "9" * 50, "1e999", "NaN", "é", "日本語", "\u0301", "{{ x }}", "{% x %}", "<!ENTITY a 'b'>", "<?xml version='1.0'?>",
    "<tbx><text><body><conceptEntry><langSec xml:lang='en'><termSec><term>", "</term>", "@prefix skos: <x#> .", "<a> ",
    '{"terms": [', '{"term": "a", "definition": ', '"version": 1', '"@context": "http://x.example/"', "term,definition\n",
    "a,b\n", "# A\n", "**a**: b\n", "a\n: b\n", "| a | b |\n|---|---|\n", "<dl><dt>a<dd>b", "sep=;\n", "\xff",
)  # fmt: skip


def made(source: random.Random) -> bytes:
    """One damaged file."""
    text = "".join(source.choice(PIECES) * (source.choice((1, 1, 1, 3, 40))) for _ in range(source.randint(0, 24)))
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(source.choice((0, 0, 0, 1, 3))):
        if data:
            data[source.randrange(len(data))] = source.randrange(256)
    return bytes(data[: source.choice((len(data), len(data), source.randint(0, len(data))))])


def try_one(data: bytes) -> None:
    """Lets every reader read a file; raises whatever one of them raises."""
    try:
        text = to_text(data)
    except UntrustedError as error:
        if error.line < 1 or error.column < 1 or not error.hint:
            raise AssertionError("a refusal without a place or a hint") from error
        text = data.decode("utf-8", "replace")
    lines = text.count("\n") + text.count("\r") + 1
    for file in FILES:
        document = parse(text, file=file)
        for found in compile_glossary([document]).diagnostics:
            if not (found.hint and 1 <= found.where.line <= lines and found.where.column >= 1):
                raise AssertionError(f"a diagnostic without a place or a hint: {found}")
            str(found).encode("utf-8")
        once = fix(text, file=file)
        if not once.refused and fix(once.text, file=file).text != once.text:
            raise AssertionError(f"the formatter changes its mind about {file}")
    parse_remote(text, file="remote.json")
    parse_map(text, file="map.json")
    for name in IMPORTS:
        for problem in read_files({name: text}).problems:
            str(problem)


def run(*, seed: int, times: int | None = None, seconds: float = 0) -> int:
    """Tries files made from a seed; returns how many."""
    source, end, count = random.Random(seed), time.monotonic() + seconds, 0
    while count < times if times is not None else time.monotonic() < end:
        data = made(source)
        try:
            try_one(data)
        except Exception:
            print(f"seed {seed}, file {count}: {data!r}", file=sys.stderr)
            raise
        count += 1
    return count


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line."""
    logging.disable()  # rdflib warns of every odd address
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="makes a run repeatable")
    parser.add_argument("--atheris", action="store_true", help="needs the package atheris")
    chosen = parser.parse_args(arguments)
    if chosen.atheris:
        import atheris  # type: ignore[import-not-found,unused-ignore]

        atheris.instrument_all()
        atheris.Setup([sys.argv[0], f"-max_total_time={int(chosen.seconds)}"], try_one)
        atheris.Fuzz()
        return
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(2**32)
    print(f"{run(seed=seed, seconds=chosen.seconds)} files from seed {seed}, no failure")


if __name__ == "__main__":
    main()
