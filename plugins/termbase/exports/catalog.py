"""All exports in one list: for the host, for the command, and for a page that shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from termbase.exports import (
    abbreviations,
    anki,
    api,
    csv,
    feed,
    inventory,
    lingo,
    links,
    llms,
    opensearch,
    prh,
    skos,
    tbx,
    vale,
    words,
)
from termbase.model.artifact import Artifact
from termbase.site.entry_points import EXPORTS_GROUP as GROUP
from termbase.site.entry_points import added, refuse_second_names
from termbase.site.options import OptionsError
from termbase.site.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export: a file in which a glossary is published, in addition to its pages."""

    name: str
    """Its name in `termbase export NAME`."""
    path: str
    """Path relative to the root of the site."""
    title: str
    """Its title, for a heading or a table."""
    make: Callable[[Site], Iterable[Artifact]]
    """Generates it, sometimes together with other files."""
    media_type: str = "text/plain"
    """Its media type (RFC 6838); a server without it may send another."""
    reader: str = ""
    """Its audience, which `termbase export` lists after the title."""
    needs: str = ""
    """What the export requires in addition to the terms."""


_ADDRESS: Final = "the URL of the site"
_DATES: Final = "the URL of the site and the dates of the last changes"

EXPORTS: Final = (
    Export(
        name="json",
        path="api/v1/terms.json",
        title="JSON API",
        media_type="application/json",
        reader="Programs of any kind; the only file with every field",
        make=api.export,
    ),
    Export(
        name="inventory",
        path=inventory.PATH,
        title="Inventory",
        media_type="application/octet-stream",
        reader="Sphinx, MyST and mkdocstrings, which link to terms by name",
        make=inventory.export,
    ),
    Export(
        name="abbreviations",
        path=abbreviations.PATH,
        title="Markdown abbreviations",
        media_type="text/plain",
        reader="Markdown sites that show what an abbreviation stands for on hover",
        make=abbreviations.export,
    ),
    Export(
        name="links",
        path=links.PATH,
        title="Markdown reference links",
        media_type="text/plain",
        reader="Markdown pages in which [NRR] should be a link",
        make=links.export,
    ),
    Export(
        name="lingo",
        path=lingo.PATH,
        title="Terminology page for Lingo",
        media_type="text/plain",
        reader="Wikis on MediaWiki with the extension Lingo",
        make=lingo.export,
    ),
    Export(
        name="vale",
        path=vale.PATH,
        title="Style for Vale",
        media_type="application/zip",
        reader="Documentation teams that check their pages with Vale",
        make=vale.export,
    ),
    Export(
        name="textlint",
        path=prh.PATH,
        title="Dictionary for textlint",
        media_type="application/yaml",
        reader="Documentation teams that check their pages with textlint and its rule prh",
        make=prh.export,
    ),
    Export(
        name="words",
        path=words.PATH,
        title="Word list",
        media_type="text/plain",
        reader="Spelling checkers, such as cspell, Hunspell, and those of editors",
        make=words.export,
    ),
    Export(
        name="csv",
        path=csv.PATH,
        title="Table",
        media_type="text/csv",
        reader="People with a spreadsheet",
        make=csv.export,
    ),
    Export(
        name="anki",
        path=anki.PATH,
        title="Flash cards",
        media_type="text/csv",
        reader="People who learn the terms with Anki",
        make=anki.export,
    ),
    Export(
        name="turtle",
        path=skos.TURTLE,
        title="SKOS as Turtle",
        media_type="text/turtle",
        reader="Thesaurus software and knowledge graphs",
        make=skos.export,
        needs=_ADDRESS,
    ),
    Export(
        name="jsonld",
        path=skos.JSON_LD,
        title="SKOS as JSON-LD",
        media_type="application/ld+json",
        reader="The same readers, if they prefer JSON",
        make=skos.export,
        needs=_ADDRESS,
    ),
    Export(
        name="tbx",
        path=tbx.PATH,
        title="TBX-Basic",
        media_type="application/xml",
        reader="Translators, for their terminology databases",
        make=tbx.export,
    ),
    Export(
        name="feed",
        path=feed.PATH,
        title="Feed",
        media_type=feed.MEDIA_TYPE,
        reader="Readers who want to follow new and changed terms",
        make=feed.export,
        needs=_DATES,
    ),
    Export(
        name="opensearch",
        path=opensearch.PATH,
        title="Search description",
        media_type=opensearch.MEDIA_TYPE,
        reader="Browsers that search the glossary from the address bar",
        make=opensearch.export,
        needs=_ADDRESS,
    ),
    Export(
        name="llms",
        path=llms.LLMS_INDEX,
        title="Index for language models",
        media_type="text/plain",
        reader="Assistants that look for the right page",
        make=llms.export,
    ),
    Export(
        name="llms-full",
        path=llms.LLMS_FULL,
        title="Text for language models",
        media_type="text/plain",
        reader="Assistants that read the whole glossary at once",
        make=llms.export,
    ),
)
"""The exports, those for programs first, in the order in which a table shows them."""


def exports() -> tuple[Export, ...]:
    """All exports: our own, then those that other packages add.

    Raises:
        EntryPointError: An entry point cannot be used, or an export has the name of another one.
    """
    foreign = added(GROUP, Export, makes=Artifact, by=("make",))
    refuse_second_names("export", (item.name for item in foreign), taken=(item.name for item in EXPORTS))
    return (*EXPORTS, *foreign)


def check_names(names: Iterable[str]) -> None:
    """Checks the names of exports that a site asks for.

    Raises:
        OptionsError: No export has one of them.
    """
    known = [export.name for export in exports()]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise OptionsError(
            tuple(
                f"option “pages.exports”: there is no export “{name}”. The exports are: {', '.join(known)}."
                for name in unknown
            )
        )


def select(site: Site, name: str) -> Artifact | None:
    """Generates the export with a name; None if something that it needs is not known.

    Raises:
        KeyError: No export has the name.
    """
    chosen = {export.name: export for export in exports()}[name]
    return next((artifact for artifact in chosen.make(site) if artifact.path == chosen.path), None)
