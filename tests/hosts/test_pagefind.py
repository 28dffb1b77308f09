"""The manual's way to search very large sites with Pagefind instead of an index in one file."""

import gzip
import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from tests.hosts.conftest import CHURN, Project

pytestmark = pytest.mark.skipif(find_spec("pagefind_bin") is None, reason="Pagefind has no wheel for this machine")
MANUAL = Path(__file__).parents[2] / "docs/manual/configuration.md"
TERM = "term: Retention\ndefinition: Customers who stay.\nexample: A sentence of an example.\nrelated: [Churn]\n"


def section() -> str:
    """What the manual says about Pagefind."""
    found = re.search(r"^### [^\n]*Pagefind.*?(?=^## )", MANUAL.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return found.group()


def block(language: str) -> str:
    found = re.search(rf"^```{language}[^\n]*\n(.*?)^```", section(), re.MULTILINE | re.DOTALL)
    assert found
    return found.group(1)


def indexed(site: Path) -> dict[str, str]:
    """The texts that Pagefind finds, by the address of the page."""
    found = {}
    for path in (site / "pagefind/fragment").iterdir():
        data = gzip.decompress(path.read_bytes())
        page = json.loads(data[data.index(b"{") :])
        found[page["url"]] = page["content"]
    return found


def test_pagefind_finds_terms_and_pages_without_what_all_pages_repeat(project: Project, tmp_path: Path) -> None:
    settings = {"site_name": "Test", "site_url": "https://test.invalid/", **yaml.safe_load(block("yaml"))}
    built = project(
        {
            "mkdocs.yml": yaml.safe_dump(settings),
            "docs/page.md": "# Page\n\nWords of an author about churn.\n",
            "docs/javascripts/search.js": block("js"),
            "docs/search.md": block("markdown"),
            "glossary/churn.yml": CHURN,
            "glossary/retention.yml": TERM,
        }
    )
    assert built.status == 0, built.log
    assert not (built.site / "search/search_index.json").exists()
    command = block("sh").split()
    assert command[:2] == ["mkdocs", "build"]
    arguments = " ".join(command).partition("python -m ")[2].replace('"', "").split()
    subprocess.run([sys.executable, "-m", *arguments], cwd=tmp_path, check=True, capture_output=True)
    found = indexed(built.site)
    assert "Words of an author" in found["/page/"]
    assert "Customers who stay" in found["/terms/retention/"]
    assert "A sentence of an example" in found["/terms/retention/"]
    assert not [word for word in ("Permalink", "Markdown", "BibTeX", "Link or cite") if word in found["/terms/churn/"]]
    shown = built.text("search/index.html")
    assert 'id="search"' in shown
    assert "pagefind-ui.js" in shown
