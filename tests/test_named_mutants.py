"""The mutants that scripts/mutate.py names can still be made: a change of the code must not leave one behind."""

import pytest
from scripts.mutate import NAMED, PACKAGE, ROOT, Mutant


@pytest.mark.parametrize("mutant", NAMED, ids=lambda mutant: mutant.name)
def test_a_named_mutant_changes_one_place_of_its_module(mutant: Mutant) -> None:
    text = (PACKAGE / mutant.module).read_text("utf-8")
    assert text.count(mutant.old) == 1
    compile(text.replace(mutant.old, mutant.new), mutant.module, "exec")
    assert mutant.new != mutant.old
    paths = [ROOT / path for path in mutant.tests.split()]
    assert all(path.is_dir() or "def test_" in path.read_text("utf-8") for path in paths)
