"""The packaged theme files: layouts, styles and scripts, behind what the site has of its own.

The layouts extend those of Material for MkDocs. Another theme keeps all of its own; it shows the same
pages, with the same styles and scripts.
"""

from pathlib import Path
from typing import Final

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

_FOLDER: Final = Path(__file__).parent.parent / "theme"
_MATERIAL: Final = "partials/nav-item.html"
"""A file that identifies the theme, or a theme derived from it."""
_STYLES: Final = ("termbase", "widgets")
_SCRIPTS: Final = ("preview", "palette", "page")


def set_up_theme(config: MkDocsConfig) -> None:
    """Adds the theme folder after the site's own, and the styles and scripts of every page."""
    dirs = config.theme.dirs
    if str(_FOLDER) not in dirs:
        own_folders = 1 if config.theme.custom_dir else 0
        known = any((Path(folder) / _MATERIAL).is_file() for folder in dirs)
        dirs.insert(own_folders if known else len(dirs), str(_FOLDER))
    config.extra_css[:0] = [f"assets/termbase/{name}.css" for name in _STYLES]
    for name in _SCRIPTS:
        script = ExtraScriptValue(f"assets/termbase/{name}.js")
        script.defer = True
        config.extra_javascript.append(script)
