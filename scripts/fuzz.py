"""Feeds damaged and hostile files to every reader until the time is up; stops at the first failure.

    python scripts/fuzz.py --seconds 600

Each file is made of pieces of good files, of syntax, and of signs that are known to be dangerous.
It must end in success or in diagnostics: an exception, a message without a place, or a formatter
that changes its mind is a failure. The tests run a short and repeatable piece of it.

    python scripts/fuzz.py --atheris --seconds 1200 --corpus .corpus

lets the coverage of our own code guide the search, and keeps the files that reached new code for the next run.
"""

import argparse
import gc
import logging
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import FunctionType
from typing import Final

from termbase.drawing.kept_places import parse_map
from termbase.editing.tidy import fix
from termbase.glossary import compile_glossary
from termbase.identity.remote import parse_remote
from termbase.imports.formats import read_files
from termbase.site.sentences import SentencesError, english, with_catalogue
from termbase.site.settings_file import SettingsError, read_settings
from termbase.text.untrusted import UntrustedError, to_text
from termbase.yaml_files.tree import parse

FILES: Final = ("concepts/a.yml", "entries/a.yml", "sources.yml", "termbase.yml", "decisions.yml")
SETTINGS: Final = ("mkdocs.yml", "zensical.toml")
TOLD: Final = re.compile(r"[\w.]+:(?P<line>\d+):(?P<column>\d+): error TB12\d: [^\n]{10}")
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
    "plugins: [termbase: {", "glossary: ", "link: {repeat: ", "INHERIT: mkdocs.yml\n", "[project]\n", "a.b = 1\n", "2024-13-01",
    'msgid "term.notes"\n', 'msgstr "{x}"\n', 'msgid ""\n', 'msgstr "Plural-Forms: plural=n%', "--- \n",
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
            check_told(problem, lines=lines)
    try:
        with_catalogue(english(), text, file="a.po")
    except SentencesError as error:
        for problem in error.problems:
            check_told(problem, lines=lines)
    with tempfile.TemporaryDirectory() as folder:
        for name in SETTINGS:
            path = Path(folder) / name
            path.write_bytes(data)
            try:
                read_settings(path)
            except SettingsError as error:
                check_told(str(error).partition("\n")[0], lines=lines)


def check_told(problem: str, *, lines: int) -> None:
    """Raises if a problem has no place in the file, no code, or no words."""
    found = TOLD.match(problem)
    if found is None or not 1 <= int(found["line"]) <= lines or int(found["column"]) < 1:
        raise AssertionError(f"a problem without a place or a code: {problem}")


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


def guided(*, seconds: int, seed: int | None, corpus: Path | None) -> None:
    """Lets Atheris look for files that reach new code of ours; ends the process.

    Args:
        seconds: How long to search.
        seed: Makes a run repeatable.
        corpus: Where files that reached new code are kept; otherwise they are forgotten.
    """
    import atheris  # type: ignore[import-not-found,unused-ignore]  # it is not built for every system

    run(seed=0, times=20)  # loads the modules that are imported when first used
    ours = [found for found in gc.get_objects() if isinstance(found, FunctionType)]
    for function in ours:
        if (function.__module__ or "").partition(".")[0] == "termbase":
            atheris.instrument_func(function)
    with tempfile.TemporaryDirectory() as folder:
        kept, words = corpus or Path(folder) / "corpus", Path(folder) / "pieces.dict"
        kept.mkdir(parents=True, exist_ok=True)
        source = random.Random(0)
        for number in range(200):
            (kept / f"made-{number:03}").write_bytes(made(source))
        lines = ("".join(f"\\x{byte:02x}" for byte in piece.encode("utf-8", "surrogatepass")) for piece in PIECES)
        words.write_text("".join(f'"{line}"\n' for line in lines))
        options = [f"-max_total_time={seconds}", f"-seed={seed or 0}", f"-dict={words}", "-max_len=2048", "-timeout=60"]
        atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=4096", str(kept)], try_one)
        atheris.Fuzz()


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line."""
    logging.disable()  # rdflib warns of every odd address
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="makes a run repeatable")
    parser.add_argument("--atheris", action="store_true", help="let coverage guide the search")
    parser.add_argument("--corpus", type=Path, help="where --atheris keeps the files that reached new code")
    chosen = parser.parse_args(arguments)
    if chosen.atheris:
        guided(seconds=int(chosen.seconds), seed=chosen.seed, corpus=chosen.corpus)
        return
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(2**32)
    print(f"{run(seed=seed, seconds=chosen.seconds)} files from seed {seed}, no failure")


if __name__ == "__main__":
    main()
