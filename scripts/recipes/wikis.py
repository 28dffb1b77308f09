"""The wikis whose recipes are played: a page each, and the commands that install and build it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

TEXT: Final = "We watch NRR and the churn rate."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiki:
    """A wiki to install and to look at."""

    name: str
    """As in the guide."""
    files: Mapping[str, str]
    """Contents by path; RECIPE is replaced by the guide's block of code."""
    commands: tuple[tuple[str, ...], ...]
    output: str
    """Folder of the built site."""
    page: str = ""
    """Address of the page, relative to the site."""


def _install(*packages: str) -> tuple[str, ...]:
    return ("npm", "install", "--no-audit", "--no-fund", "--silent", *packages)


_PACKAGE: Final = '{"private": true, "type": "module"}'

WIKIS: Final = (
    Wiki(
        name="TiddlyWiki",
        files={
            "package.json": '{"private": true}',
            "wiki/tiddlywiki.info": '{"plugins": [], "themes": ["tiddlywiki/vanilla", "tiddlywiki/snowwhite"], "build": {}}',
            "wiki/tiddlers/script.tid": "title: Terms\ntags: $:/tags/RawMarkup\n\nRECIPE",
            "wiki/tiddlers/page.tid": f"title: Page\n\n{TEXT}\n",
            "wiki/tiddlers/start.tid": "title: $:/DefaultTiddlers\n\nPage\n",
        },
        commands=(
            _install("tiddlywiki@5.3.6"),
            ("npx", "tiddlywiki", "wiki", "--rendertiddler", "$:/core/save/all", "index.html", "text/plain"),
        ),
        output="wiki/output",
    ),
    Wiki(
        name="VitePress",
        files={
            "package.json": _PACKAGE,
            "docs/.vitepress/config.mjs": "RECIPE",
            "docs/index.md": f"# Page\n\n{TEXT}\n",
        },
        commands=(_install("vitepress@1.6.4"), ("npx", "vitepress", "build", "docs")),
        output="docs/.vitepress/dist",
    ),
    Wiki(
        name="Docusaurus",
        files={
            "package.json": '{"private": true, "overrides": {"webpack": "5.99.9"}}',
            "docusaurus.config.js": "module.exports = { title: 'Wiki', url: 'http://127.0.0.1', baseUrl: '/',\nRECIPE"
            "presets: [['classic', { docs: { routeBasePath: '/', sidebarPath: false }, blog: false }]] };\n",
            "docs/page.md": f"---\nslug: /\n---\n# Page\n\n{TEXT}\n",
        },
        commands=(
            _install("@docusaurus/core@3.9.2", "@docusaurus/preset-classic@3.9.2", "react@19", "react-dom@19"),
            ("npx", "docusaurus", "build"),
        ),
        output="build",
    ),
    Wiki(
        name="docsify",
        files={
            "package.json": '{"private": true}',
            "index.html": '<!doctype html><html><body><div id="app"></div><script>window.$docsify = {}</script>'
            '<script src="node_modules/docsify/lib/docsify.min.js"></script>RECIPE</body></html>',
            "README.md": f"# Page\n\n{TEXT}\n",
        },
        commands=(_install("docsify@4.13.1"),),
        output="",
    ),
    Wiki(
        name="Sphinx",
        files={"conf.py": "RECIPE", "index.rst": f"Page\n====\n\n{TEXT}\n"},
        commands=(
            ("PYTHON", "-m", "venv", "venv"),
            ("venv/bin/python", "-m", "pip", "install", "--quiet", "sphinx"),
            ("venv/bin/python", "-m", "sphinx", "-q", ".", "site", "-D", "exclude_patterns=venv"),
        ),
        output="site",
    ),
)
