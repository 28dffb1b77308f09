"""The files of a first glossary, and the plugin in an existing settings file."""

import json
import re
from typing import Final

from termbase.text.untrusted import UntrustedError
from termbase.text.untrusted_yaml import check_yaml

_PLUGINS: Final = re.compile(r"^plugins:[ \t]*(?P<inline>[^#\n]*?)[ \t]*(?:#.*)?$", re.MULTILINE)


_THEME: Final = """\
theme:
  name: material
  font: false  # load no fonts from other sites
  palette:  # light or dark, as the reader's system is
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}
"""
_ABOUT: Final = """\
# About

Each file in `glossary/concepts/` is a term with a page of its own. Term names are linked wherever you write them:
the first time a section mentions uptime, the word leads to its page.

Replace this page with your own, or delete it. The home page, the list of all terms, and the links are always
up to date.
"""


class FirstSiteError(ValueError):
    """Raised for a settings file that cannot be changed automatically; the text says why and what to write."""


def first_files(title: str) -> dict[str, str]:
    """The files of a site with one term, by path.

    Args:
        title: The title of the site.
    """
    quoted = json.dumps(" ".join(title.split()), ensure_ascii=False)
    return {
        "mkdocs.yml": f"site_name: {quoted}\n{_THEME}plugins:\n  - search\n  - termbase\n",
        "docs/about.md": _ABOUT,
        "glossary/termbase.yml": f"title: {quoted}\ndescription: What we mean by the words we use.\n",
        "glossary/concepts/uptime.yml": (
            "term: Uptime\ndefinition: Share of a period during which a service can be used, as a percentage.\n"
        ),
    }


def with_plugin(text: str) -> str:
    """The text of a `mkdocs.yml` with the plugin in it; comments and order stay.

    Raises:
        FirstSiteError: The list of plugins is written in a way that is not changed automatically.
    """
    hint = "Add the line “  - termbase” to its plugins yourself."
    if re.search(r"^[ \t]*-[ \t]*[\"']?termbase\b|^[ \t]+termbase:|[\[,][ \t]*termbase\b", text, re.MULTILINE):
        return text
    found = _PLUGINS.search(text)
    if found is None:
        # Without a list MkDocs uses its search; with one, only what is in it.
        changed = f"{text.rstrip()}\n\nplugins:\n  - search\n  - termbase\n"
    elif not found["inline"]:
        after = text[found.end() :].lstrip("\n")
        item = re.match(r"(?P<indent>[ \t]*)- ", after)
        if item is None:
            raise FirstSiteError(f"its list of plugins is not a plain list. {hint}")
        changed = f"{text[: found.end()]}\n{item['indent']}- termbase{text[found.end() :]}"
    elif found["inline"].startswith("[") and found["inline"].endswith("]"):
        inside = found["inline"][1:-1].strip()
        listed = f"[{inside}, termbase]" if inside else "[search, termbase]"
        changed = text[: found.start("inline")] + listed + text[found.end("inline") :]
    else:
        raise FirstSiteError(f"its list of plugins is not a plain list. {hint}")
    try:
        check_yaml(changed)
    except UntrustedError as error:
        raise FirstSiteError(f"it cannot be read as YAML, so it was left as it is. {hint}") from error
    return changed
