"""A short and repeatable piece of what `scripts/fuzz` does for longer, and properties of any input."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripts.fuzz.__main__ import cases, run
from scripts.fuzz.checks import told
from scripts.fuzz.readers import READERS, Reader

from termbase.editing.tidy import fix
from termbase.glossary import compile_glossary
from termbase.yaml_files.tree import parse
from tests.conftest import concept
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable()  # rdflib warns of every odd address
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", READERS)
def test_no_bad_input_brings_a_reader_down(name: str) -> None:
    limit = sys.getrecursionlimit()
    assert run(seed=1, readers=[READERS[name]], times=8) == 8
    assert sys.getrecursionlimit() == limit


def test_an_input_follows_from_its_reader_its_number_and_the_seed() -> None:
    first, again = ([data for _, _, data in islice(cases([READERS["page"]], seed=5), 3)] for _ in range(2))
    assert first == again
    assert len({*first}) == 3


def test_a_failure_is_reported_with_what_repeats_it(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(data: bytes) -> None:
        raise KeyError(data)

    broken = Reader(name="broken", make=lambda source: source.randbytes(3), check=fail)
    with pytest.raises(AssertionError, match="2 of 2 inputs failed, in 1 way"):
        run(seed=3, readers=[broken], times=2, keep_going=True)
    assert "--reader 'broken' --seed 3, input 0" in capsys.readouterr().err


def test_a_lost_neighbor_and_a_message_without_a_place_are_failures() -> None:
    with pytest.raises(AssertionError, match="a good term next to a bad one is lost"):
        READERS["terms"].check(b'{"terms": [{"term": "Aaa first", "definition": "One."}]}')
    with pytest.raises(AssertionError, match="without a place"):
        told("a.yml: something is wrong", lines=9)


@pytest.mark.skipif(
    find_spec("atheris") is None, reason="no Atheris for this system: THE SEARCH GUIDED BY COVERAGE DID NOT RUN"
)
def test_a_search_guided_by_coverage_finds_no_file_that_brings_a_reader_down(tmp_path: Path) -> None:
    options = ["--atheris", "--seconds", "60" if THOROUGH else "2", "--seed", "1", "--corpus", str(tmp_path)]
    command = [sys.executable, "-m", "scripts.fuzz", *options]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr[-3_000:]
    covered = [int(found) for found in re.findall(r"cov: (\d+)", done.stderr)]
    assert covered[-1] > 1_000, "termbase is not instrumented"


KEYS = st.sampled_from(["term", "definition", "notes", "related", "synonyms", "unit", "category", "x"])
VALUES = st.sampled_from(
    ["a", "'b'", '"c"', "[a, b]", "[a,\n  b]", ">-\n  d\n  e", "|\n  f", "{a: b}", "\n  - g\n  - h", ""]
)
LINES = st.tuples(KEYS, VALUES, st.sampled_from(["", "  # note", " "]), st.booleans())


@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_the_formatter_keeps_the_meaning_and_needs_one_run(
    lines: list[tuple[str, str, str, bool]], end: str, mark: str
) -> None:
    text = "".join(
        f"{'# above' + chr(10) if above else ''}{key}: {value}{note if chr(10) not in value else ''}\n"
        for key, value, note, above in lines
    )
    text = mark + text.replace("\n", end)
    once = fix(text, file="concepts/a.yml", modeline="# yaml-language-server: $schema=x")
    again = fix(once.text, file="concepts/a.yml", modeline="# yaml-language-server: $schema=x")
    assert once.refused or again.changes == ()
    before, after = (compile_glossary([parse(t, file="concepts/a.yml")]).termbase for t in (text, once.text))
    assert before == after


@given(st.permutations(["churn", "renewal", "loss", "upsell"]), st.sets(st.sampled_from(["churn", "renewal", "loss"])))
def test_the_order_of_files_makes_no_difference(order: list[str], broken: set[str]) -> None:
    texts = {name: concept(name, related=["churn"], synonyms=["loss"]) for name in order}
    texts |= dict.fromkeys(broken, "term: [")
    read = [parse(texts[name], file=f"concepts/{name}.yml") for name in order]
    one, other = compile_glossary(read), compile_glossary(sorted(read, key=lambda document: document.file))
    assert one.termbase == other.termbase
    assert one.diagnostics == other.diagnostics
