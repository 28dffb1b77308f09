"""Rebuilds the font of our own site: Literata, cut down to the letters of Western European languages. Needs npm.

uv run --with fonttools --with brotli python scripts/fonts.py
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset

FOLDER = Path(__file__).parent.parent / "plugins/termbase/theme_parts/style/assets/termbase/fonts"
PACKAGE = "@fontsource/literata@5.3.0"
WEIGHTS = (400, 600)
LETTERS = (
    "U+0020-007E,U+00A0-00A1,U+00A7,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00BF-00FF,U+00D7,U+2013,U+2014,"
    "U+2018-201A,U+201C-201E,U+2022,U+2026,U+20AC,U+2192,U+2212"
)
FEATURES = "kern,liga,mark,mkmk,ccmp,locl"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", name, PACKAGE], check=True)
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        for weight in WEIGHTS:
            subset.main(
                [
                    str(folder / f"package/files/literata-latin-{weight}-normal.woff2"),
                    f"--unicodes={LETTERS}",
                    f"--layout-features={FEATURES}",
                    "--flavor=woff2",
                    f"--output-file={FOLDER / f'literata-{weight}.woff2'}",
                ]
            )
        (FOLDER / "literata.LICENSE.txt").write_bytes((folder / "package/LICENSE").read_bytes())


if __name__ == "__main__":
    main()
