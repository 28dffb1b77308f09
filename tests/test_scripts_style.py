"""The wiki script as it is assembled: its parts are linted one by one, and share one scope."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from termbase.exports import embed

BIOME = Path(sys.executable).with_name("biome")
pytestmark = pytest.mark.skipif(not BIOME.exists(), reason="biome has no build for this machine")

RULES = {
    "noUndeclaredVariables": "error",
    "noUnusedVariables": "error",
    "noUnusedFunctionParameters": "error",
    "noInvalidUseBeforeDeclaration": "error",
}


def lint(script: str, folder: Path) -> tuple[int, str]:
    """The exit status and the findings of Biome on a script."""
    (folder / "script.js").write_text(script, "utf-8")
    rules = {"linter": {"rules": {"recommended": False, "correctness": RULES}}, "formatter": {"enabled": False}}
    (folder / "biome.json").write_text(json.dumps({"root": True, **rules}), "utf-8")
    run = subprocess.run([BIOME, "lint", "script.js"], cwd=folder, capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


def test_the_assembled_script_names_nothing_unknown_and_nothing_in_vain(tmp_path: Path) -> None:
    status, said = lint(embed.embed_script(), tmp_path)
    assert status == 0, said


def test_a_name_that_no_part_declares_is_found(tmp_path: Path) -> None:
    broken = embed.embed_script().replace("\n})();", "\nforgotten();\n})();")
    assert broken != embed.embed_script()
    status, said = lint(broken, tmp_path)
    assert status == 1
    assert "forgotten" in said
