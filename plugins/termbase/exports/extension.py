"""A browser extension for wikis that allow no scripts, made of the script and its terms."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files
from typing import Any, Final

from termbase.exports import embed
from termbase.exports.archive import zipped
from termbase.model.artifact import Artifact
from termbase.model.version import __version__
from termbase.site.site import Site
from termbase.text.one_line import one_line

EXTENSION_FOLDER: Final = f"{embed.EMBED_FOLDER}/extension"
ARCHIVE: Final = f"{embed.EMBED_FOLDER}/extension.zip"
_SCRIPTS: Final = ("background.js", "options.js", "settings.js")
_OPEN: Final = re.compile(r"{{ (?P<key>[a-z.-]+) }}")
"""A place in the page of options for one of the sentences."""
_LONGEST_DESCRIPTION: Final = 132
"""Characters of a description that the Chrome Web Store takes."""


def extension(site: Site, known: dict[str, Any] | None = None) -> Mapping[str, str]:
    """The files of the extension by name, for Chromium and Firefox (Manifest V3)."""
    folder = files("termbase").joinpath(embed.EMBED_FOLDER, "extension")
    glossary = site.addresses.absolute(site.addresses.file(f"{embed.EMBED_FOLDER}/"))
    known = known or embed.terms(site)
    manifest = json.loads(folder.joinpath("manifest.json").read_text("utf-8"))
    title = one_line(site.termbase.title)
    told = one_line(site.sentences.text("extension.description"))
    manifest |= {"name": title[:45], "version": _version(), "description": told[:_LONGEST_DESCRIPTION]}
    host = glossary.partition("://")[2].partition("/")[0].partition(":")[0]
    manifest["browser_specific_settings"]["gecko"]["id"] = f"terms@{host}"
    return {
        "manifest.json": json.dumps(manifest, ensure_ascii=False, indent=2) + "\n",
        **{name: folder.joinpath(name).read_text("utf-8").replace("{{glossary}}", glossary) for name in _SCRIPTS},
        "options.html": _OPEN.sub(
            lambda found: _said(site, found["key"]), folder.joinpath("options.html").read_text("utf-8")
        ),
        "termbase.js": embed.embed_script(),
        "termbase.css": embed.stylesheet(),
        "names.json": embed.compact(embed.embedded_names(known)),
        **{
            path.removeprefix(f"{embed.EMBED_FOLDER}/"): embed.compact(found)
            for path, found in embed.definitions(known)
        },
    }


def _said(site: Site, key: str) -> str:
    """What the page of options has in a place, for HTML."""
    return escape(site.sentences.language if key == "language" else site.sentences.texts[key][0])


def _version() -> str:
    """The version in the form that browsers require: numbers and dots."""
    numbers = [part for part in __version__.split(".") if part.isdigit()]
    return ".".join(numbers[:4]) or "0"


def export(site: Site, known: dict[str, Any] | None = None) -> Iterator[Artifact]:
    """The files, and an archive of them; none if the address of the site is not known."""
    if not site.addresses.site_url:
        return
    made = extension(site, known)
    for name, content in made.items():
        yield Artifact(path=f"{EXTENSION_FOLDER}/{name}", content=content)
    yield Artifact(path=ARCHIVE, content=zipped(made))
