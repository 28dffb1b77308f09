"""The theme's own search, taught the names of terms: its settings, and further fields of its index."""

import json
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from termbase.site.search_fields import BOOSTS, SEPARATOR, search_fields
from termbase.site.site import Site
from termbase.text.atomic_files import write_files

_INDEX: Final = "search/search_index.json"


def set_up_search(config: MkDocsConfig) -> None:
    """Gives the search of Material for MkDocs settings that suit names, where the site has set none.

    No stop words, because IT, NO and WHO are terms; no stemmer, because acronyms have no stem.
    It must run before that plugin reads its settings.
    """
    for plugin in _searches(config):
        if plugin.config["separator"] is None:
            plugin.config["separator"] = SEPARATOR
        if plugin.config["pipeline"] is None:
            plugin.config["pipeline"] = []
        for field, boost in BOOSTS.items():
            plugin.config["fields"].setdefault(field, {"boost": boost})


def add_names(site: Site, config: MkDocsConfig) -> None:
    """Adds the words of names to the pages in the index that was just written."""
    path = Path(config.site_dir) / _INDEX
    if not _searches(config) or not path.is_file():
        return
    index = json.loads(path.read_text("utf-8"))
    fields = search_fields(site)
    for entry in index["docs"]:
        entry.update(fields.get(entry["location"], {}))
    write_files({path: json.dumps(index, separators=(",", ":")).encode("utf-8")}, durable=False)


def _searches(config: MkDocsConfig) -> list[Any]:
    """Search plugins that know fields and a pipeline; MkDocs' own does not."""
    return [
        plugin
        for name, plugin in config.plugins.items()
        if name.rpartition("/")[2] == "search" and "fields" in plugin.config and plugin.config.get("enabled", True)
    ]
