"""Pictures of the pages that a change affects, in one self-contained HTML file.

Playwright takes them with a browser that is installed. Both are optional: nothing else of the package
needs them.
"""

import base64
import html
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from termbase.model.page_paths import term_path
from termbase.review.changes import Diff
from termbase.site.addresses import Addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

WIDTHS: Final = (1280, 390)
"""Widths of the window in pixels: a desktop and a phone."""
MOST_PICTURES: Final = 12
"""Maximum number of pages of which pictures are taken."""
_TALLEST: Final = 6_000
"""Pixels of a picture; what is below is cut off."""
_QUALITY: Final = 70
"""Of the JPEG, from 0 to 100."""
_PATIENCE: Final = 20_000
"""Milliseconds for a page."""


class PicturesError(Exception):
    """No picture can be taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturedPage:
    """A page to take pictures of."""

    id: str
    term: str
    new: bool
    file: Path


def changed_pages(diff: Diff, *, site: Path, addresses: Addresses) -> tuple[PicturedPage, ...]:
    """The pages of a built site whose terms are new or changed, new ones first; those that were not built are left out.

    A term is changed if its file is, or what sources say about it.
    """
    new = {term.id for term in diff.added}
    touched = {term.id: term.term for term in diff.added} | {change.id: change.term for change in diff.changed}
    quoted = [entry.concept for entry in diff.evidence]
    quoted += [concept for moved in diff.merges for concept in (moved.before, moved.after)]
    touched |= {id: id for id in quoted if id is not None and id not in touched}
    found: dict[str, PicturedPage] = {}
    for id, name in touched.items():
        place = addresses.place(term_path(id))
        files = (site / f"{place}.html", site / place / "index.html")
        if (file := next((file for file in files if file.is_file()), None)) is not None:
            found[id] = PicturedPage(id=id, term=name, new=id in new, file=file)
    return tuple(found.values())


def take_pictures(pages: Sequence[PicturedPage]) -> str:
    """Takes pictures of pages in every width. Returns the HTML file.

    Raises:
        PicturesError: There is no Playwright, or no browser.
    """
    parts = []
    with _browser() as browser:
        for page in pages[:MOST_PICTURES]:
            images = "".join(
                f'<figure><img alt="{html.escape(page.term)}, {width} pixels wide" width="{width}" '
                f'src="data:image/jpeg;base64,{base64.b64encode(_picture(browser, page.file, width)).decode()}">'
                f"<figcaption>{width} pixels</figcaption></figure>"
                for width in WIDTHS
            )
            what = "new" if page.new else "changed"
            parts.append(f"<h2>{html.escape(page.term)} ({what})</h2><div>{images}</div>")
    left = len(pages) - MOST_PICTURES
    if left > 0:
        parts.append(f"<p>Not shown: {left:,} more pages. The preview has all of them.</p>")
    return _PAGE.replace("PAGES", "\n".join(parts))


_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Pictures of the changed pages</title>
<style>
body { font: 16px/1.5 sans-serif; margin: 2rem; color: #222; background: #eee; }
div { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
figure { margin: 0; }
img { max-width: 100%; height: auto; background: #fff; }
</style>
</head>
<body>
<h1>Pictures of the changed pages</h1>
PAGES
</body>
</html>
"""


def _picture(browser: "Browser", file: Path, width: int) -> bytes:
    """One page as JPEG, in the light scheme; what it asks of other machines is refused."""
    with browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", reduced_motion="reduce"
    ) as context:
        context.route("**/*", _local_only)
        page = context.new_page()
        page.goto(file.resolve().as_uri(), wait_until="load", timeout=_PATIENCE)
        height = min(int(page.evaluate("() => document.documentElement.scrollHeight")), _TALLEST)
        clip: Any = {"x": 0, "y": 0, "width": width, "height": height}
        return page.screenshot(type="jpeg", quality=_QUALITY, full_page=True, clip=clip, timeout=_PATIENCE)


def _local_only(route: "Route") -> None:
    if route.request.url.startswith(("file:", "data:")):
        route.continue_()
    else:
        route.abort()


@contextmanager
def _browser() -> Iterator["Browser"]:
    """A browser that is installed: Playwright's own, Chrome, Edge, or Chromium on the path."""
    import os
    import shutil

    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise PicturesError("Pictures need Playwright: pip install playwright") from error
    installed = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))
    named = os.environ.get("CHROMIUM") or next(filter(None, installed), None)
    ways: list[dict[str, Any]] = [{"executable_path": named}] if named else []
    ways += [{}, {"channel": "chrome"}, {"channel": "msedge"}]
    with sync_playwright() as playwright:
        for way in ways:
            try:
                browser = playwright.chromium.launch(**way, args=["--no-sandbox", "--disable-gpu"])
            except Error:
                continue
            try:
                yield browser
            finally:
                browser.close()
            return
    raise PicturesError("There is no browser for pictures: playwright install chromium")
