"""Draws the pictures that accompany shared links, from card.svg: `python -m scripts.card`.

The package's own picture names no glossary, since any site may use it; a site puts its own at
`assets/termbase/card.png` in its folder of pages, as ours does.
"""

from html import escape
from pathlib import Path
from string import Template
from typing import Final

import yaml
from playwright.sync_api import sync_playwright
from scripts.browser import NONE, launch

ROOT: Final = Path(__file__).parent.parent
WIDTH, HEIGHT = 1200, 630
NAME: Final = "assets/termbase/card.png"


def main() -> None:
    ours = yaml.safe_load((ROOT / "glossary/termbase.yml").read_text("utf-8"))["title"]
    drawing = Template((ROOT / "scripts/card.svg").read_text("utf-8"))
    cards = {
        ROOT / "plugins/termbase/theme" / NAME: ("Glossary", "What the words mean, and who says so."),
        ROOT / "docs" / NAME: (ours, "What the words mean, and who says so."),
    }
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            raise SystemExit(NONE)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for path, (title, sentence) in cards.items():
            size = min(110, int(1750 / len(title)))
            svg = drawing.substitute(title=escape(title), sentence=escape(sentence), size=size)
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
            path.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=path)
            print(path.relative_to(ROOT), path.stat().st_size, "bytes")
        browser.close()


if __name__ == "__main__":
    main()
