"""A site that readers can install, and that stores the pages they have opened for offline use."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

from termbase.model.artifact import Artifact
from termbase.site.addresses import ASSETS
from termbase.site.options import InstallOptions
from termbase.site.page_options import Part
from termbase.site.site import Site
from termbase.site.structured_data import script_json
from termbase.text.one_line import one_line

MANIFEST: Final = "manifest.webmanifest"
"""Place of the file that browsers read to install a site, at the root of the site."""
WORKER: Final = "service-worker.js"
"""Path of the service worker; its scope is the folder that it is in."""
INSTALL_SCRIPT: Final = "install"
"""Name of the script that starts it, without its ending."""
_SHORTCUTS: Final = (Part.TERMS, Part.ACRONYMS)


def installable(site: Site, *, name: str) -> Iterator[Artifact]:
    """The files of an installable site, or the one that removes what it had left on the devices of readers.

    Args:
        site: The glossary; none if it does not want to be installed.
        name: The name of the whole site.
    """
    options = site.installable
    if options is None:
        return
    if options.remove:
        yield Artifact(path=WORKER, content=_file("remove.js"))
        return
    yield Artifact(
        path=MANIFEST, content=json.dumps(_manifest(site, options, name), ensure_ascii=False, indent=2) + "\n"
    )
    texts = {key: site.sentences.text(f"offline.{key}") for key in ("title", "lead", "none")}
    texts["language"] = site.termbase.language
    yield Artifact(path=WORKER, content=f"self.termbaseSay = {script_json(texts)};\n{_file('worker.js')}")


def _manifest(site: Site, options: InstallOptions, name: str) -> dict[str, Any]:
    addresses = site.addresses
    manifest = {
        "id": "./",
        "name": name,
        "short_name": options.short_name or name,
        "description": one_line(site.termbase.description),
        "lang": site.termbase.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "display_override": ["minimal-ui", "standalone"],
        "theme_color": options.color,
        "background_color": options.color,
        "icons": list(_icons(options)),
        "shortcuts": [
            {"name": site.title(part), "url": f"./{addresses.overview(part)}"}
            for part in _SHORTCUTS
            if part in site.parts
        ],
    }
    return {key: value for key, value in manifest.items() if value}


def _icons(options: InstallOptions) -> Iterator[dict[str, str]]:
    if options.icon:
        vector = options.icon.endswith(".svg")
        yield {
            "src": options.icon,
            "sizes": "any" if vector else "512x512",
            "type": "image/svg+xml" if vector else "image/png",
        }
        return
    for size in ("192", "512"):
        yield {"src": f"{ASSETS}icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
    yield {"src": f"{ASSETS}icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"}


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
