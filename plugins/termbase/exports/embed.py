"""The script for pages of other sites, and the terms that it reads.

`embed/termbase.js` is always the newest script; `embed/termbase-<version>.js` never changes once it
is released, so that a page may load it with an integrity hash. Scripts of earlier versions in the
same folder are published too.
"""

import json
import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha384
from importlib.resources import files
from typing import Any, Final

from termbase.linking.index import Indexed, LinkIndex, Target, index_links
from termbase.model.artifact import Artifact, json_artifact
from termbase.model.page_paths import term_path
from termbase.model.version import __version__
from termbase.site.addresses import relative
from termbase.site.site import Site
from termbase.text import inflection
from termbase.text.one_line import one_line, shortened
from termbase.text.words import word_rules

EMBED_FOLDER: Final = "embed"
EMBED_SCRIPT: Final = f"{EMBED_FOLDER}/termbase.js"
VERSIONED: Final = f"{EMBED_FOLDER}/termbase-{__version__}.js"
TERMS_FILE: Final = f"{EMBED_FOLDER}/terms.json"
NAMES_FILE: Final = f"{EMBED_FOLDER}/names.json"
DEFINITIONS: Final = f"{EMBED_FOLDER}/definitions"
TERMS_SCRIPT: Final = f"{EMBED_FOLDER}/terms.js"
INTEGRITY: Final = f"{EMBED_FOLDER}/integrity.json"
_SENTENCES: Final = ("from", "several", "tap")
"""Words around a definition in a preview: part of the data, since the script is the same for every glossary."""
EMBED_FORMAT: Final = 1
"""Version of the terms file. Pages of other sites may read it with scripts that are years old."""
_LONGEST: Final = 320
_SHARD: Final = 100
"""Definitions per file: ten kilobytes compressed, which is what a page loads when a reader needs one of them."""


_PARTS: Final = (
    "options",
    "words",
    "name_index",
    "glossaries",
    "text_nodes",
    "hydration",
    "linking",
    "term_element",
    "changes",
    "work",
    "editors",
    "reads",
    "preview",
    "start",
)
"""The files of which the script is made, in their order."""


@cache
def stylesheet() -> str:
    """The look of links and previews, which the script brings itself and a browser extension as a file."""
    return files("termbase").joinpath(EMBED_FOLDER, "source", "termbase.css").read_text("utf-8")


@cache
def embed_script() -> str:
    """The script as it is published: its parts, within one function.

    It is ASCII, since a browser reads the script of a page without a declared encoding in its own default encoding.
    """
    folder = files("termbase").joinpath(EMBED_FOLDER, "source")
    parts = "\n".join(folder.joinpath(f"{part}.js").read_text("utf-8") for part in _PARTS)
    style = json.dumps(stylesheet())
    rules = compact({**inflection.rules(), **word_rules()})
    whole = f'(() => {{\n"use strict";\n\nconst RULES = {rules};\nconst STYLE = {style};\n\n{parts}}})();\n'
    return re.sub(r"[^\x00-\x7f]", lambda match: json.dumps(match.group())[1:-1], whole)


def integrity(content: str) -> str:
    """The hash of a file for the `integrity` attribute (Subresource Integrity, section 3)."""
    return f"sha384-{b64encode(sha384(content.encode()).digest()).decode()}"


def tag(site: Site, *, pinned: bool = False) -> str:
    """The script element that a page of another site copies.

    Args:
        site: The site that publishes the script.
        pinned: Names this version and its integrity hash, so that the page runs nothing else.
    """
    source = site.addresses.absolute(site.addresses.file(VERSIONED if pinned else EMBED_SCRIPT))
    more = f' integrity="{integrity(embed_script())}" crossorigin="anonymous"' if pinned else ""
    return f'<script src="{source}"{more} async></script>'


def terms(site: Site) -> dict[str, Any]:
    """What the script needs to know.

    `terms` has a list for each concept (path, name, text) and for each name of several concepts
    (path, name, "", places of the concepts in this list). `names` has the surfaces that are linked:
    folded words, place in `terms` and, for an abbreviation, its spelling. `explicit` has those that
    only `<termbase-term>` finds.
    """
    concepts = site.termbase.concepts
    places = {concept.id: place for place, concept in enumerate(concepts)}
    texts = site.texts.concepts
    home = posixpath.dirname(site.addresses.place(f"{EMBED_FOLDER}/").rstrip("/"))

    def path(page: str) -> str:
        """Relative to the folder above the script, from which pages of other sites start."""
        return relative(f"{home}/" if home else "", site.addresses.place(page))

    listed: list[list[Any]] = [
        [path(term_path(concept.id)), one_line(concept.term), _short(texts[concept.id].brief.plain)]
        for concept in concepts
    ]
    lists: dict[str, int] = {}

    def place(target: Target) -> int:
        if target.concept is not None:
            return places[target.concept]
        if target.path not in lists:
            lists[target.path] = len(listed)
            listed.append([path(target.path), one_line(target.name), "", [places[id] for id in target.concepts]])
        return lists[target.path]

    def surface(item: Indexed) -> list[Any]:
        found = [" ".join(item.words), place(item.target)]
        return found if item.exact is None else [*found, item.exact]

    # The index of the glossary has the terms of other glossaries, too, if there are any.
    linked = _sound(index_links(concepts) if site.glossary.elsewhere else site.glossary.index)
    by_itself = set(linked)
    everything = _sound(site.every_name)
    return {
        "format": EMBED_FORMAT,
        "title": one_line(site.termbase.title),
        "language": site.termbase.language,
        "site": f"{site.addresses.site_url}{home}/" if home and site.addresses.site_url else site.addresses.site_url,
        "suffix": "/" if site.addresses.directory_urls else ".html",
        "sentences": {key: site.sentences.texts[f"embed.{key}"][0] for key in _SENTENCES},
        "terms": listed,
        "names": [surface(item) for item in linked],
        "explicit": [surface(item) for item in everything if item not in by_itself],
    }


def embedded_names(data: dict[str, Any]) -> dict[str, Any]:
    """The data that the script loads first: the names without the definitions, a fifth of `terms`.

    `terms` has a list for each place in the list of `terms`: name, path, names that are linked, names that only
    `<termbase-term>` finds, and the places of several meanings. A name is its words, or words and spelling. Values that
    can be derived (a path made from the name, words that are the name in lower case) are "", and are left out at the
    end of a list.
    """
    own: list[tuple[list[Any], list[Any]]] = [([], []) for _ in data["terms"]]
    for column, key in enumerate(("names", "explicit")):
        for words, place, *exact in data[key]:
            own[place][column].append([words, *exact] if exact else words)

    def record(place: int, path: str, name: str, meanings: list[int]) -> list[Any]:
        plain = name.lower() if name.isascii() else ""
        linked, explicit = ([("" if item == plain else item) for item in items] for items in own[place])
        derived = plain and path == term_path(plain.replace(" ", "-"))
        fields = [name, "" if derived else path, [] if linked == [""] else linked or 0, explicit, meanings]
        while fields[-1] in ("", []):
            fields.pop()
        return fields

    records = [
        record(place, path, name, meanings[0] if meanings else [])
        for place, (path, name, _, *meanings) in enumerate(data["terms"])
    ]
    head = {key: data[key] for key in ("format", "title", "language", "site", "suffix", "sentences")}
    return {**head, "definitions": "definitions/{shard}.json", "shard": _SHARD, "terms": records}


def definitions(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Paths and contents of the files that have the texts of the terms, by id."""
    texts = [(path.rpartition("/")[2], text) for path, _, text, *meanings in data["terms"] if not meanings]
    for start in range(0, len(texts), _SHARD):
        yield f"{DEFINITIONS}/{start // _SHARD}.json", dict(texts[start : start + _SHARD])


def _sound(index: LinkIndex) -> list[Indexed]:
    """What an index holds, without names that JSON in UTF-8 cannot carry."""
    return [item for item in index.entries() if all(word.strip() == one_line(word) for word in item.words)]


def _short(text: str) -> str:
    return shortened(text, _LONGEST)


def _pinned() -> Iterator[tuple[str, str]]:
    """Path and content of the versioned scripts: those of earlier releases, then this one."""
    for file in sorted(files("termbase").joinpath(EMBED_FOLDER).iterdir(), key=lambda file: file.name):
        path = f"{EMBED_FOLDER}/{file.name}"
        if file.name.startswith("termbase-") and path != VERSIONED:
            yield path, file.read_text("utf-8")
    yield VERSIONED, embed_script()


def export(site: Site, known: dict[str, Any] | None = None) -> Iterator[Artifact]:
    """The newest and the pinned scripts, their hashes, and the terms: complete, and as names only."""
    pinned = dict(_pinned())
    yield Artifact(path=EMBED_SCRIPT, content=embed_script())
    for path, content in pinned.items():
        yield Artifact(path=path, content=content)
    hashes = {site.addresses.place(path): integrity(content) for path, content in pinned.items()}
    yield json_artifact(INTEGRITY, {"version": __version__, "tag": tag(site, pinned=True), "scripts": hashes})
    known = known or terms(site)
    data = compact(known)
    quoted = json.dumps(data).replace("<", "\\u003c")  # for a page that puts the script inline
    yield Artifact(path=TERMS_FILE, content=f"{data}\n")
    yield Artifact(
        path=TERMS_SCRIPT,
        content=f"globalThis.termbaseTerms={{from:document.currentScript.src,data:JSON.parse({quoted})}};\n",
    )
    yield Artifact(path=NAMES_FILE, content=f"{compact(embedded_names(known))}\n")
    for path, found in definitions(known):
        yield Artifact(path=path, content=f"{compact(found)}\n")


def compact(data: Any) -> str:
    """JSON without blanks."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
