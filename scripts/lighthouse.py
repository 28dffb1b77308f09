"""Looks at a page of each kind with Lighthouse and with the Nu checker: `python -m scripts.lighthouse`.

Both are installed from npm into build/lighthouse/; the Nu checker needs Java. Accessibility, best practices, and
search engines must have 100 points each.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from scripts.browser import NAMES, NONE, build, served

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "build" / "lighthouse"
PACKAGES: Final = ("lighthouse@12.8.2", "vnu-jar@26.9.27")
PAGES: Final = (
    "index.html",
    "terms/index.html",
    "terms/net-revenue-retention/index.html",
    "terms/churn/index.html",
    "acronyms/index.html",
    "categories/index.html",
    "categories/metrics/index.html",
    "graph/index.html",
    "graph/list/index.html",
    "graph/formulas/index.html",
    "sources/plain-english/index.html",
    "merges/index.html",
    "go/csm/index.html",
    "contributors/index.html",
    "manual/term-files/index.html",
)
OF_THE_THEME: Final = (
    "Attribute “autocomplete” is only allowed when the input type is",
    "Bad value “” for attribute “tabindex” on element “label”",
)
"""What the Nu checker says of Material for MkDocs."""


def main() -> None:
    """Prints what falls short, and exits with 1 if anything does."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    install = ("npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(FOLDER), *PACKAGES)
    subprocess.run(install, check=True)
    site = FOLDER / "site"
    build(ROOT, site)
    wrong = [*_markup(site), *_points(site)]
    print("\n".join(wrong) or f"Nothing falls short on {len(PAGES)} pages.")
    sys.exit(bool(wrong))


def _markup(site: Path) -> list[str]:
    (jar,) = FOLDER.glob("node_modules/vnu-jar/build/dist/vnu.jar")
    checked = [*(str(site / page) for page in PAGES), str(site / "404.html"), str(site / "go/nrr/index.html")]
    command = ("java", "-jar", str(jar), "--errors-only", "--format", "json", *checked)
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages = json.loads(said)["messages"]
    return [
        f"{message.get('url', '').removeprefix(site.as_uri().replace('file://', 'file:') + '/')}: {message['message']}"
        for message in messages
        if not message["message"].startswith(OF_THE_THEME)
    ]


def _points(site: Path) -> list[str]:
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not chromium:
        return [NONE]
    with served(site) as address:
        pages = [f"{address}/{page.removesuffix('index.html')}" for page in PAGES]
        command = ("node", str(ROOT / "scripts/lighthouse.mjs"), str(FOLDER), *pages)
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "CHROME_PATH": chromium}
        )
    if done.returncode:
        return [f"Lighthouse did not run: {done.stderr.strip()}"]
    return done.stdout.splitlines()


if __name__ == "__main__":
    main()
