"""The example and the minimum in the contributor's guide pass `termbase check`."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/contribute/index.md").read_text(encoding="utf-8")


def _example() -> str:
    """Returns the term file that the guide tells people to paste."""
    found = re.search(r"^ {4}```yaml\n(.*?)^ {4}```", GUIDE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return textwrap.dedent(found[1])


def _minimum() -> str:
    """Returns the example with the two required keys only."""
    return re.sub(r"^(category|related):.*\n", "", _example(), flags=re.MULTILINE)


@pytest.mark.parametrize("content", [_example(), _minimum()], ids=["example", "minimum"])
def test_the_documented_term_file_passes(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "tests/frozen/glossary", tmp_path / "glossary")
    (tmp_path / "glossary/concepts/dark-launch.yml").write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0, result.output
