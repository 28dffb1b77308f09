"""Draws the general pictures of shared links, and the icons of an installed site: `python -m scripts.card`.

The package's own picture names no glossary, since any site may use it; a site puts its own at
`assets/termbase/card.png` in its folder of pages, as ours does.
"""

from pathlib import Path
from typing import Final

import yaml
from playwright.sync_api import sync_playwright
from scripts.browser import NONE, launch

from termbase.site.cards.lettering import packaged
from termbase.site.cards.picture import Design, picture

ROOT: Final = Path(__file__).parent.parent
NAME: Final = "assets/termbase/card.png"
ICONS: Final = ROOT / "plugins/termbase/theme_parts/installable/assets/termbase"
PAPER: Final = "#fdfcf9"
SHARE: Final = 0.52
"""Share of an icon that the logo takes: systems cut icons to circles, of four fifths of their width at the least."""


def main() -> None:
    ours = yaml.safe_load((ROOT / "glossary/termbase.yml").read_text("utf-8"))["title"]
    cards = {
        ROOT / "plugins/termbase/theme" / NAME: ("Glossary", "What the words mean, and who says so."),
        ROOT / "docs" / NAME: (ours, "What the words mean, and who says so."),
    }
    design = Design(name=packaged(600), text=packaged(400))
    for path, (title, sentence) in cards.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(design, head="", name=title, text=sentence))
        print(path.relative_to(ROOT), path.stat().st_size, "bytes")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            raise SystemExit(NONE)
        page = browser.new_page()
        logo = (ROOT / "plugins/termbase/theme/assets/termbase/logo.svg").read_text("utf-8")
        for edge in (192, 512):
            page.set_viewport_size({"width": edge, "height": edge})
            frame = f"margin:0;height:100vh;display:grid;place-items:center;background:{PAPER}"
            page.set_content(f'<body style="{frame}"><div style="width:{edge * SHARE}px">{logo}</div>')
            path = ICONS / f"icon-{edge}.png"
            page.screenshot(path=path)
            print(path.relative_to(ROOT), path.stat().st_size, "bytes")
        browser.close()


if __name__ == "__main__":
    main()
