"""Says where the built site is and what is in it; the last line of `make site`."""

import json
from pathlib import Path

from termbase.glossary import load
from termbase.model.diagnostics import Severity

ROOT = Path(__file__).parent.parent


def main() -> None:
    site = ROOT / "site"
    counts = json.loads((site / "api/v1/terms.json").read_text("utf-8"))["counts"]
    merges = json.loads((site / "api/v1/merges.json").read_text("utf-8"))
    merged = sum(len(merge["entries"]) > 1 for merge in merges["merges"])
    found = load(ROOT / "glossary", relative_to=ROOT).diagnostics
    warnings = sum(diagnostic.severity is not Severity.NOTE for diagnostic in found)
    print(
        f"site/index.html: {counts['concepts']} terms, with {counts['entries']} entries from {counts['sources']} sources, "
        f"{merged} merged, {len(merges['unresolved'])} unresolved, {warnings} warnings"
        + (" (see them with: make check)" if warnings else "")
    )


if __name__ == "__main__":
    main()
