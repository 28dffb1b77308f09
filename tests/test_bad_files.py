"""Bad files with the messages that they must give: one file of cases for each kind of mistake.

A case has a `text` (or `hex`) of one file of a glossary, and what to `expect`: every diagnostic as
`line:column CODE message`. After a change of wording, `python -m tests.test_bad_files` writes the
messages again; read the difference before you commit it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from termbase.editing.tidy import fix
from termbase.glossary import Glossary, compile_glossary
from termbase.reading.files import read_file
from termbase.yaml_files.tree import Document, parse

FOLDER = Path(__file__).parent / "bad_files"
CASES = {
    f"{path.stem}: {case['case']}": case
    for path in sorted(FOLDER.glob("*.yml"))
    for case in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
}


def file_of(case: dict[str, Any]) -> str:
    return str(case.get("file", "concepts/churn.yml"))


def document(case: dict[str, Any], folder: Path) -> Document:
    if "text" in case:
        return parse(case["text"], file=file_of(case))
    (folder / "bad.yml").write_bytes(bytes.fromhex(case["hex"]))
    return read_file(folder / "bad.yml", name=file_of(case))


def compiled(case: dict[str, Any], folder: Path) -> Glossary:
    return compile_glossary([document(case, folder)])


def told(glossary: Glossary) -> list[str]:
    return [f"{d.where.line}:{d.where.column} {d.code} {d.message}" for d in glossary.diagnostics]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_bad_file_gives_its_messages(case: dict[str, Any], tmp_path: Path) -> None:
    glossary = compiled(case, tmp_path)
    assert told(glossary) == case["expect"]
    for found in glossary.diagnostics:
        assert found.where.file == file_of(case)
        assert len(found.hint) > 10
        assert "\n" not in found.message + found.hint
    if "text" in case:
        fixed = fix(case["text"], file=file_of(case))
        assert fixed.refused or compile_glossary([parse(fixed.text, file=file_of(case))]).termbase == glossary.termbase


def test_there_are_many_cases_and_each_has_a_message() -> None:
    assert len(CASES) >= 120
    assert all(case["expect"] for case in CASES.values())


def renew() -> None:
    """Writes what each case gives now."""
    for path in FOLDER.glob("*.yml"):
        cases = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for case in cases:
            with TemporaryDirectory() as folder:
                case["expect"] = told(compiled(case, Path(folder)))
        path.write_text(yaml.safe_dump(cases, sort_keys=False, allow_unicode=True, width=110), "utf-8")


if __name__ == "__main__":
    renew()
