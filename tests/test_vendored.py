"""Vendored scripts are what their list says they are."""

import hashlib
import re
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "plugins/termbase"
FOLDER = PACKAGE / "theme/assets/termbase/vendor"
LISTED = re.findall(r"^\| (\S+) \| `([0-9a-f]{64})` \|", (PACKAGE / "VENDORED.md").read_text("utf-8"), re.MULTILINE)


def test_every_script_is_listed_with_its_hash() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.js")}
    assert found == dict(LISTED)


def test_every_library_has_its_license() -> None:
    text = (PACKAGE / "VENDORED.md").read_text("utf-8")
    named = re.findall(r"\]\((theme/assets/termbase/vendor/[^)]+)\)", text)
    assert len(named) == len(LISTED)
    assert {Path(name).name for name in named} == {path.name for path in FOLDER.glob("*.txt")}
    assert all((PACKAGE / name).is_file() for name in named)
