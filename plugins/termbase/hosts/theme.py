"""The packaged theme files: layouts, styles, and scripts, with a lower priority than the site's own.

A site gets the files of the pages that the plugin makes, and the styles and scripts of links. What
changes other pages is in separate folders, one for each part that a site can ask for; these
extend Material for MkDocs.
"""

from pathlib import Path
from typing import Final

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

from termbase.site.addresses import ASSETS
from termbase.site.installable import INSTALL_SCRIPT
from termbase.site.options import Everywhere, InstallOptions, Options
from termbase.site.sentences.script import SENTENCES_NAME as SENTENCES

_PACKAGE: Final = Path(__file__).parent.parent
_FOLDER: Final = _PACKAGE / "theme"
PAGE_TEMPLATE: Final = "termbase.html"
"""The host's layout for a generated page, which extends the one of the theme."""
_MATERIAL: Final = "partials/nav-item.html"
"""A file that identifies the theme, or a theme derived from it."""
_FONT: Final = f"{ASSETS}fonts/literata.woff2"
"""The font of the look of our own glossary."""
_SCRIPTS: Final = {
    Everywhere.HEAD: (SENTENCES,),
    Everywhere.PALETTE: (SENTENCES, "palette"),
    Everywhere.NOT_FOUND: (SENTENCES, "palette"),
    Everywhere.SEARCH: (SENTENCES, "palette"),
    Everywhere.STYLE: (SENTENCES, "header"),
}


def set_up_theme(config: MkDocsConfig, options: Options, *, installable: InstallOptions | None = None) -> None:
    """Adds the theme folders after the site's own, and the styles and scripts of every page."""
    installs = installable is not None and not installable.remove
    dirs, parts = config.theme.dirs, options.everywhere
    folders = [_FOLDER]
    own_folders = 1 if config.theme.custom_dir else 0
    known = any((Path(folder) / _MATERIAL).is_file() for folder in dirs)
    if known:
        folders += (folder for part in parts if (folder := _PACKAGE / "theme_parts" / part).is_dir())
    if installs:
        folders.append(_PACKAGE / "theme_parts" / "installable")
    if not options.build_dates:
        folders.append(_PACKAGE / "theme_parts" / "sitemap")
    new = [str(folder) for folder in folders if str(folder) not in dirs]
    place = own_folders if known else len(dirs)
    dirs[place:place] = new
    styles = ["links"] if options.link_pages else []
    scripts = ["preview"] if options.link_pages else []
    config.extra["termbase_font"] = _FONT if Everywhere.STYLE in parts and _preloads_font(config) else ""
    styles += ["identity"] if Everywhere.STYLE in parts else []
    styles += ["pages", "find"] if set(parts) & {Everywhere.PALETTE, Everywhere.NOT_FOUND, Everywhere.SEARCH} else []
    scripts += dict.fromkeys(name for part in parts for name in _SCRIPTS.get(part, ()))
    scripts += [INSTALL_SCRIPT] if installs else []
    config.extra_css[:0] = [f"{ASSETS}{name}.css" for name in styles]
    for name in scripts:
        script = ExtraScriptValue(f"{ASSETS}{name}.js")
        script.defer = True
        config.extra_javascript.append(script)


def _preloads_font(config: MkDocsConfig) -> bool:
    """Whether all pages of the site, which must be on a server, are set in the font.

    A browser shows a font that is there in time or not at all, so each page names it in its head. From a disk it
    would be refused there, and where the theme keeps its own colors, nothing is set in it.
    """
    palette = config.theme.get("palette") or {}
    schemes = palette if isinstance(palette, list) else [palette]
    return bool(config.site_url) and all(scheme.get("primary") == "custom" for scheme in schemes)
