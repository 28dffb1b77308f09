"""Takes the pictures of the site that the README shows: `python -m scripts.screenshots`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import sync_playwright
from scripts.browser import NONE, build, launch, served

ROOT: Final = Path(__file__).parent.parent
TARGET: Final = ROOT / "docs/assets/screenshots"
LARGEST: Final = 150_000
"""Bytes that one picture may have."""
PICTURES: Final = {
    "home": ("/", "light"),
    "term": ("/terms/net-revenue-retention/", "light"),
    "a-to-z": ("/terms/", "light"),
    "dark": ("/terms/churn/", "dark"),
}


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(ROOT, Path(folder))
        browser = launch(playwright)
        if browser is None:
            raise SystemExit(NONE)
        with served(Path(folder)) as base:
            for name, (path, scheme) in PICTURES.items():
                with browser.new_context(
                    viewport={"width": 1280, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
                ) as context:
                    page = context.new_page()
                    page.goto(f"{base}{path}", wait_until="networkidle")
                    file = TARGET / f"{name}.png"
                    page.screenshot(path=file)
                size = file.stat().st_size
                print(file.relative_to(ROOT), size, "bytes")
                if size > LARGEST:
                    raise SystemExit(f"{file.name} is larger than {LARGEST:,} bytes; show less of the page.")
        browser.close()


if __name__ == "__main__":
    main()
