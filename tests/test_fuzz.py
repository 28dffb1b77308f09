"""A short and repeatable piece of what `scripts/fuzz.py` does for longer, and properties of any input."""

import importlib.util
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.editing.tidy import fix
from termbase.glossary import compile_glossary
from termbase.yaml_files.tree import parse
from tests.conftest import concept

SCRIPT = Path(__file__).parents[1] / "scripts/fuzz.py"


@pytest.fixture(scope="module")
def fuzz() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("fuzz", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    logging.disable()
    yield module
    logging.disable(logging.NOTSET)


@pytest.mark.skipif(not SCRIPT.is_file(), reason="an installed package has no scripts")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(2))
def test_no_damaged_file_brings_a_reader_down(fuzz: ModuleType, seed: int) -> None:
    limit = sys.getrecursionlimit()
    assert fuzz.run(seed=seed, times=25) == 25
    assert sys.getrecursionlimit() == limit


@pytest.mark.skipif(not SCRIPT.is_file(), reason="an installed package has no scripts")
@pytest.mark.skipif(
    find_spec("atheris") is None, reason="no Atheris for this system: THE SEARCH GUIDED BY COVERAGE DID NOT RUN"
)
def test_a_search_guided_by_coverage_finds_no_file_that_brings_a_reader_down(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), "--atheris", "--seconds", "5", "--seed", "1", "--corpus", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
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
