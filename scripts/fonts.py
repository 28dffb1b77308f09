"""Rebuilds the fonts: Literata for the pages of our own site, and for the pictures of shared links. Needs npm.

uv run --with fonttools --with brotli python -m scripts.fonts
"""

import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PLUGIN: Final = Path(__file__).parent.parent / "plugins/termbase"
PAGES: Final = PLUGIN / "theme_parts/style/assets/termbase/fonts"
CARDS: Final = PLUGIN / "site/cards"
PACKAGE: Final = "@fontsource/literata@5.3.0"
VARIABLE_PACKAGE: Final = "@fontsource-variable/literata@5.3.0"
WEIGHTS: Final = (400, 600)
LETTERS: Final = (
    "U+0020-007E,U+00A0-00A1,U+00A7,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00BF-00FF,U+00D7,U+2013,U+2014,"
    "U+2018-201A,U+201C-201E,U+2022,U+2026,U+20AC,U+2192,U+2212"
)
"""What the pages have: the letters of Western European languages."""
FEATURES: Final = "kern,liga,mark,mkmk,ccmp,locl"
CARD_LETTERS: Final = (
    "U+0020-007E,U+00A0-017F,U+0218-021B,U+0386-03CE,U+0400-045F,U+0490-0491,U+1E9E,U+2010-2015,U+2018-201E,"
    "U+2022,U+2026,U+2030,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
)
"""What the pictures have: the letters of all European languages."""
CARD_PARTS: Final = ("latin", "latin-ext", "greek", "cyrillic")
LEAST: Final = 15
"""Thousandths of the font's size; two letters that come closer by less than this stay where they are."""


def main() -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page_font(unpacked(VARIABLE_PACKAGE, folder / "variable"), folder)
        files = unpacked(PACKAGE, folder / "static") / "files"
        kerning = {
            str(weight): card_font(files, weight, CARDS / f"literata-{weight}.woff2", folder) for weight in WEIGHTS
        }
    text = json.dumps(kerning, ensure_ascii=False, sort_keys=True, indent=0)
    (CARDS / "kerning.json").write_text(f"{text}\n", "utf-8")


def unpacked(package: str, folder: Path) -> Path:
    """Unpacks a package of npm into a folder, and returns where its files are."""
    folder.mkdir()
    subprocess.run(["npm", "pack", "--silent", "--pack-destination", str(folder), package], check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def page_font(package: Path, folder: Path) -> None:
    """Writes one font for the weights that the pages have, so that a page has one file to wait for."""
    whole = TTFont(package / "files/literata-latin-wght-normal.woff2", recalcTimestamp=False)
    weights = instantiateVariableFont(whole, {"wght": (min(WEIGHTS), max(WEIGHTS))})
    weights.flavor = None
    weights.save(folder / "weights.ttf")
    cut(folder / "weights.ttf", PAGES / "literata.woff2", LETTERS, FEATURES, "--flavor=woff2")
    (PAGES / "literata.LICENSE.txt").write_bytes((package / "LICENSE").read_bytes())


def cut(source: Path, target: Path, letters: str, features: str, *options: str) -> None:
    subset.main(
        [str(source), f"--unicodes={letters}", f"--layout-features={features}", f"--output-file={target}", *options]
    )


def card_font(files: Path, weight: int, target: Path, folder: Path) -> dict[str, str]:
    """Writes one font of all alphabets without its tables of layout, and returns the kerning that was in them.

    Returns:
        For each distance in thousandths of the font's size: the pairs of letters, one after the other.
    """
    pairs: dict[str, int] = {}
    parts = []
    for part in CARD_PARTS:
        path = folder / f"{part}-{weight}.ttf"
        cut(files / f"literata-{part}-{weight}-normal.woff2", path, CARD_LETTERS, "kern", "--no-hinting")
        font = TTFont(path)
        pairs |= dict(kerned(font))
        for table in ("GPOS", "GSUB", "GDEF", "STAT"):
            if table in font:
                del font[table]
        font.save(path)
        parts.append(str(path))
    whole = Merger().merge(parts)
    whole.flavor = "woff2"
    whole["head"].modified = whole["head"].created  # otherwise the time of this run
    whole.save(target)
    by_distance: dict[str, list[str]] = {}
    for pair, distance in sorted(pairs.items()):
        if abs(distance) >= LEAST:
            by_distance.setdefault(str(distance), []).append(pair)
    return {distance: "".join(found) for distance, found in by_distance.items()}


def kerned(font: Any) -> Iterator[tuple[str, int]]:
    """Pairs of letters, and how much further apart each is set than its letters alone."""
    letters: dict[str, list[str]] = {}
    for code, glyph in font.getBestCmap().items():
        letters.setdefault(glyph, []).append(chr(code))
    known: dict[tuple[str, str], int] = {}
    table = font["GPOS"].table
    for lookup in table.LookupList.Lookup:
        for sub in lookup.SubTable:
            sub = getattr(sub, "ExtSubTable", sub)
            if sub.LookupType == 2:
                for pair, distance in distances(sub, font.getGlyphOrder()):
                    known.setdefault(pair, distance)  # the first that covers a pair counts
    for (one, other), distance in known.items():
        yield from ((f"{a}{b}", distance) for a in letters.get(one, ()) for b in letters.get(other, ()))


def distances(sub: Any, glyphs: list[str]) -> Iterator[tuple[tuple[str, str], int]]:
    if sub.Format == 1:
        for one, listed in zip(sub.Coverage.glyphs, sub.PairSet, strict=True):
            yield from (((one, item.SecondGlyph), advance(item)) for item in listed.PairValueRecord)
        return
    seconds: dict[int, list[str]] = {}
    for glyph in glyphs:
        seconds.setdefault(sub.ClassDef2.classDefs.get(glyph, 0), []).append(glyph)
    for one in sub.Coverage.glyphs:
        for number, item in enumerate(sub.Class1Record[sub.ClassDef1.classDefs.get(one, 0)].Class2Record):
            yield from (((one, other), advance(item)) for other in seconds.get(number, ()))


def advance(item: Any) -> int:
    return getattr(item.Value1, "XAdvance", 0) if item.Value1 else 0


if __name__ == "__main__":
    main()
