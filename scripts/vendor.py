"""Fetches the vendored JavaScript libraries again and writes the list of them. Needs npm.

.venv/bin/python scripts/vendor.py
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "plugins/termbase/theme/assets/termbase/vendor"
BUNDLES = {
    # d3-zoom and what it needs, in the order in which they need each other.
    "d3-zoom.js": [
        ("d3-color@3.1.1", "dist/d3-color.min.js"),
        ("d3-dispatch@3.0.2", "dist/d3-dispatch.min.js"),
        ("d3-ease@3.0.2", "dist/d3-ease.min.js"),
        ("d3-timer@3.0.2", "dist/d3-timer.min.js"),
        ("d3-selection@3.0.1", "dist/d3-selection.min.js"),
        ("d3-interpolate@3.0.2", "dist/d3-interpolate.min.js"),
        ("d3-drag@3.0.1", "dist/d3-drag.min.js"),
        ("d3-transition@3.0.2", "dist/d3-transition.min.js"),
        ("d3-zoom@3.0.1", "dist/d3-zoom.min.js"),
    ],
}
HEAD = """# Vendored libraries

Made by `scripts/vendor.py` from the packages that the npm registry holds; do not edit. Each file here is
the named file of its package, unchanged; where several stand in one row, one after the other.

| file | SHA-256 | package | its file | integrity of the package | license |
| --- | --- | --- | --- | --- | --- |
"""

FONT = """
## Font

`scripts/fonts.py` makes `theme_parts/style/assets/termbase/fonts/` from the npm package
`@fontsource-variable/literata`: Literata by its authors, under the
[SIL Open Font License 1.1](theme_parts/style/assets/termbase/fonts/literata.LICENSE.txt), cut down to the letters of
Western European languages and to the weights from 400 to 600. Only sites with the option `everywhere: [style]` have it.
The same script makes the fonts of the pictures of shared links in `site/cards/` from `@fontsource/literata`, which have
the letters of all European languages, and `kerning.json` with the distances of letters that were in the fonts.
"""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = []
    for target, parts in BUNDLES.items():
        texts = []
        found = []
        for package, path in parts:
            text, license_text, integrity, license_name = fetch(package, path)
            texts.append(text if text.endswith(b"\n") else text + b"\n")
            license_file = f"{package.partition('@')[0]}.LICENSE.txt"
            (FOLDER / license_file).write_bytes(license_text)
            found.append((package, path, integrity, f"[{license_name}](theme/assets/termbase/vendor/{license_file})"))
        whole = b"".join(texts)
        (FOLDER / target).write_bytes(whole)
        digest = hashlib.sha256(whole).hexdigest()
        rows += [f"| {target} | `{digest}` | {p} | `{f}` | `{i}` | {name} |" for p, f, i, name in found]
    (FOLDER.parents[3] / "VENDORED.md").write_text(HEAD + "\n".join(rows) + "\n" + FONT, encoding="utf-8")


def fetch(package: str, path: str) -> tuple[bytes, bytes, str, str]:
    """A file of a package, its license, the package's integrity as npm verified it, and the license's name."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--json", "--pack-destination", folder, package]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)[0]
        with tarfile.open(Path(folder) / told["filename"]) as archive:
            names = archive.getnames()
            license_path = next(n for n in names if n.split("/")[-1].upper().startswith("LICENSE"))

            def read(name: str) -> bytes:
                file = archive.extractfile(name)
                assert file is not None
                return file.read()

            about = json.loads(read("package/package.json"))
            return read(f"package/{path}"), read(license_path), told["integrity"], about["license"]


if __name__ == "__main__":
    main()
