"""A term without a definition has none: no sentence stands in for it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, project, run

__all__ = ["project", "run"]

TABLE = "id,term,definition,related\nalpha,Alpha letter,First of the letters.,beta\nbeta,Beta letter,,alpha\n"


@pytest.mark.parametrize("way", ["concepts", "entries"])
def test_no_sentence_is_invented_for_a_missing_definition(run: Run, project: Path, way: str) -> None:
    (project / "list.csv").write_text(TABLE, "utf-8")
    run("import", "list.csv", "--source", "letters", "--as", way)
    texts = [path.read_text("utf-8") for path in (project / "glossary").rglob("*.yml")]
    assert not any("gives no definition" in text for text in texts)
    entries = (project / "glossary/entries/letters.yml").read_text("utf-8")
    assert "Beta letter" in entries
    result = run("check", "--format", "json")
    assert '"severity": "error"' not in result.output
