"""`exports/Termbase.zip`: a style for Vale, which `vale sync` installs from the site.

The style has a rule for each term with names to avoid, which links to the term; one for capitals;
and one for abbreviations that a page never spells out.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from termbase.exports.archive import zipped
from termbase.exports.writing_rules import avoided, capital_patterns, escaped, table
from termbase.model.artifact import Artifact
from termbase.site.site import Site
from termbase.text.counted import counted

STYLE: Final = "Termbase"
PATH: Final = f"exports/{STYLE}.zip"


def export(site: Site) -> Iterator[Artifact]:
    """The archive, with one folder that has the name of the style."""
    files = {f"{STYLE}/{name}": content for name, content in sorted(style(site).items())}
    yield Artifact(path=PATH, content=zipped(files))


def style(site: Site) -> Mapping[str, str]:
    """The files of the style, by name."""
    made: dict[str, str] = {}
    swaps: dict[str, dict[str, str]] = defaultdict(dict)
    for item in avoided(site):
        swaps[item.concept][item.pattern] = item.preferred
    for concept, swap in swaps.items():
        link = site.addresses.absolute(site.addresses.term(concept)) if site.addresses.site_url else ""
        made[f"{concept}.yml"] = _rule(
            extends="substitution", message="Use '%s' instead of '%s'.", link=link, level="warning", ignorecase=True,
            capitalize=True, nonword=True, action={"name": "replace"}, swap=swap,
        )  # fmt: skip
    if cased := capital_patterns(site, spelled=lambda name: f"(?i:{escaped(name)})"):
        made["Capitals.yml"] = _rule(
            extends="substitution", message="Use '%s' instead of '%s'.", level="warning", ignorecase=False,
            nonword=True, action={"name": "replace"}, swap={pattern: name for name, pattern in cased.items()},
        )  # fmt: skip
    if short := sorted(table(site).expansions):
        names = "|".join(map(escaped, short))
        made["Abbreviations.yml"] = _rule(
            extends="conditional", message="Spell out '%s' at its first use.", level="suggestion", ignorecase=False,
            scope="text", first=f"\\b({names})\\b", second=f"\\w[ -]\\(({names})\\)|\\w \\(({names}),",
        )  # fmt: skip
    made["README.md"] = f"The terms of the glossary as rules for Vale: {counted(len(made), 'file')}.\n"
    return made


def _rule(**keys: Any) -> str:
    """A rule in YAML; strings as JSON has them, which YAML reads alike."""
    lines: list[str] = []
    for key, value in keys.items():
        if isinstance(value, dict):
            lines += (
                f"{key}:",
                *(
                    f"  {json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}"
                    for k, v in value.items()
                ),
            )
        elif value != "":
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return "".join(f"{line}\n" for line in lines)
