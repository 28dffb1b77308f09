"""Whether a project lists only the plugin for a host that runs no plugins.

Such a host says nothing: the site is built, and `[[name]]` stays as it is written.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.site.settings_file import EXTENSION_NAMES, host_file, markdown_extensions, read_settings

_LARGEST: Final = 1_048_576
_TECHDOCS: Final = "techdocs-core"
_CATALOG: Final = ("catalog-info.yaml", "catalog-info.yml")


def ignored_plugin(root: Path) -> Iterator[Diagnostic]:
    """Yields the warning for a project whose host ignores the plugin.

    Args:
        root: The folder with the settings of the host.
    """
    path = host_file(root)
    if path is None:
        return
    names = read_settings(path).extensions
    if "termbase" not in names or any(name in markdown_extensions(path) for name in EXTENSION_NAMES):
        return
    host = "Zensical" if path.suffix == ".toml" or _zensical(root) else "TechDocs" if _techdocs(root, names) else None
    if host is None:
        return
    runs = "runs no plugins" if host == "Zensical" else "runs only the plugins that its builder has"
    yield Diagnostic(
        code=Code.IGNORED_PLUGIN,
        # With a builder that has the package, TechDocs runs the plugin.
        severity=Severity.WARNING if host == "Zensical" else Severity.NOTE,
        where=Location(file=path.name),
        message=f"only the plugin “termbase” is listed, but this project is built with {host}, which {runs}",
        hint="Names may not be linked, and no message would say so. List termbase under markdown_extensions; see “Zensical and TechDocs” in the manual.",
    )


def _zensical(root: Path) -> bool:
    """Whether what installs and builds the site names Zensical and not MkDocs."""
    files = (*sorted(root.glob("requirements*.txt")), *sorted((root / ".github/workflows").glob("*.y*ml")))
    texts = [_text(path) for path in files]
    return any(re.search(r"^zensical\b|\bzensical build\b", text, re.MULTILINE) for text in texts) and not any(
        re.search(r"^mkdocs\b|\bmkdocs (?:build|gh-deploy)\b", text, re.MULTILINE) for text in texts
    )


def _techdocs(root: Path, names: tuple[str, ...]) -> bool:
    return _TECHDOCS in names or any("backstage.io/techdocs-ref" in _text(root / name) for name in _CATALOG)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""
