"""A project whose host would ignore the plugin is told so."""

from pathlib import Path

import pytest

from termbase.model.diagnostics import Severity
from termbase.site.ignored_plugin import ignored_plugin
from tests.conftest import write_all

PLUGIN = "site_name: S\nplugins: [search, termbase]\n"
BOTH = f"{PLUGIN}markdown_extensions: [termbase]\n"


@pytest.mark.parametrize(
    ("files", "host"),
    [
        ({"zensical.toml": '[project]\nsite_name = "S"\nplugins = ["termbase"]\n'}, "Zensical"),
        ({"mkdocs.yml": PLUGIN, "requirements.txt": "zensical==0.0.73\n"}, "Zensical"),
        ({"mkdocs.yml": PLUGIN, ".github/workflows/docs.yml": "run: zensical build --clean\n"}, "Zensical"),
        ({"mkdocs.yml": PLUGIN, "catalog-info.yaml": "backstage.io/techdocs-ref: dir:.\n"}, "TechDocs"),
        ({"mkdocs.yml": PLUGIN.replace("search", "techdocs-core")}, "TechDocs"),
        ({"mkdocs.yml": PLUGIN}, None),
        ({"mkdocs.yml": PLUGIN, "requirements.txt": "mkdocs\nzensical\n"}, None),
        ({"mkdocs.yml": BOTH, "requirements.txt": "zensical\n"}, None),
        ({"mkdocs.yml": "site_name: S\nmarkdown_extensions: [termbase]\n", "catalog-info.yaml": "techdocs-ref"}, None),
        ({"README.md": "no settings"}, None),
    ],
)
def test_the_plugin_alone_is_reported_where_nothing_runs_it(
    tmp_path: Path, files: dict[str, str], host: str | None
) -> None:
    write_all(tmp_path, files)
    found = list(ignored_plugin(tmp_path))
    assert [(d.code, f"built with {host}" in d.message) for d in found] == ([("TB117", True)] if host else [])
    assert {d.severity for d in found} <= {Severity.WARNING if host == "Zensical" else Severity.NOTE}
