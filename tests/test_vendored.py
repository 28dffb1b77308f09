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


def test_the_font_of_our_own_site_is_small_and_free() -> None:
    fonts = PACKAGE / "theme_parts/style/assets/termbase/fonts"
    (font,) = fonts.glob("*.woff2")
    assert font.name == "literata.woff2"
    assert 25_000 <= font.stat().st_size <= 35_000
    said = (fonts / "literata.LICENSE.txt").read_text("utf-8")
    assert "SIL Open Font License, Version 1.1" in said or "SIL OPEN FONT LICENSE Version 1.1" in said
    assert "Reserved Font Name" not in said.split("PREAMBLE")[0], "a font that is cut down may not keep such a name"
