"""The limits that the security policy names are those of the code."""

from pathlib import Path

from termbase.reading.fetch import SECONDS
from termbase.text.untrusted import MAX_FOREIGN_BYTES, MAX_FOREIGN_DEPTH, MAX_FOREIGN_VALUES
from termbase.yaml_files.tree import MAX_BYTES, MAX_DEPTH, MAX_NODES

ROOT = Path(__file__).parents[1]
POLICY = (ROOT / "SECURITY.md").read_text("utf-8")


def test_the_limits_are_those_of_the_code() -> None:
    assert (
        f"{MAX_BYTES >> 20} MiB, {MAX_DEPTH} levels, and {MAX_NODES:,} values for a term file; "
        f"{MAX_FOREIGN_BYTES >> 20} MiB, {MAX_FOREIGN_DEPTH} levels, and a million values for an import"
    ) in POLICY
    assert MAX_FOREIGN_VALUES == 1_000_000
    assert f"more than {SECONDS} seconds" in POLICY


def test_the_modules_that_it_names_are_there() -> None:
    for name in ("text/untrusted.py", "text/regular_files.py"):
        assert f"`{name}`" in POLICY
        assert (ROOT / "plugins/termbase" / name).is_file()
