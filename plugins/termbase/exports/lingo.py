"""`exports/lingo.txt`: the terms for the page that MediaWiki's extension Lingo reads."""

from collections.abc import Iterator
from typing import Final

from termbase.linking.name_forms import links_by_itself
from termbase.model.artifact import Artifact
from termbase.site.site import Site
from termbase.text.one_line import one_line

PATH: Final = "exports/lingo.txt"
_WIKITEXT: Final = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>{}[]|'~_"})
"""Everything that begins wiki markup: Lingo expands templates before it reads the page."""
_NOT_IN_NAMES: Final = frozenset(":;<>{}[]|&\n")


def export(site: Site) -> Iterator[Artifact]:
    """One line per name: Lingo takes the text before the first colon as the name.

    Names that Lingo cannot hold and everyday words, which would be marked everywhere, are left out. A name
    of several concepts has a line for each.
    """
    lines = set[str]()
    for concept in site.termbase.concepts:
        definition = one_line(site.texts.concepts[concept.id].definition.plain).translate(_WIKITEXT)
        lines.update(
            f";{one_line(name.text)}:{definition}\n"
            for name in concept.designations
            if links_by_itself(name, concept) and not _NOT_IN_NAMES & set(name.text)
        )
    yield Artifact(path=PATH, content="".join(sorted(lines)))
