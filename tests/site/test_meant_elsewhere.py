"""Keys of `elsewhere:` that are no acronyms of the glossary."""

from pathlib import Path

import pytest

from termbase.site.project import open_project

TERM = "term: Customer lifecycle management\nabbreviations: [CLM, clv]\ndefinition: Work on the lifecycle.\n"


def found(folder: Path, elsewhere: str, *, term: str = TERM) -> list[tuple[int, int, str]]:
    (folder / "concepts").mkdir()
    (folder / "termbase.yml").write_text(f"title: T\nelsewhere:\n  {elsewhere}\n", "utf-8")
    (folder / "concepts/clm.yml").write_text(term, "utf-8")
    _, diagnostics = open_project(glossary=folder).check()
    return [(d.where.line, d.where.column, d.hint) for d in diagnostics if d.code == "TB217"]


@pytest.mark.parametrize("elsewhere", ["CLM: contract lifecycle management", "clv: x"])
def test_an_acronym_of_the_glossary_is_fine(tmp_path: Path, elsewhere: str) -> None:
    assert found(tmp_path, elsewhere) == []


@pytest.mark.parametrize(("key", "guess"), [("Clm", "CLM"), ("CLMM", "CLM"), ("CLV", "clv"), ("XYZ", "")])
def test_a_misspelled_one_is_reported_with_the_nearest(tmp_path: Path, key: str, guess: str) -> None:
    ((line, column, hint),) = found(tmp_path, f"{key}: x")
    assert (line, column) == (3, 3)
    assert hint.startswith(f"Did you mean “{guess}”?" if guess else "Write it")


def test_nothing_is_said_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    assert found(tmp_path, "CLM: x", term="term: [\n") == []
