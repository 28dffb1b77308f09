"""The options for generated pages, exports, and lists: which exist, where they are, and their titles."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final

from pydantic import AfterValidator, StringConstraints

from termbase.model.page_paths import TERMS
from termbase.model.scalars import MODEL_CONFIG
from termbase.site.addresses import Addresses


class Part(StrEnum):
    """A part of a generated site; also the first folder in the path of its pages or files."""

    HOME = "home"
    TERMS = "terms"
    ACRONYMS = "acronyms"
    CATEGORIES = "categories"
    GRAPH = "graph"
    SOURCES = "sources"
    MERGES = "merges"
    CONTRIBUTORS = "contributors"
    PRINT = "print"
    GO = "go"
    """The permalinks of names; without them a shared link leads to the page of the term."""
    API = "api"
    EXPORTS = "exports"
    EMBED = "embed"
    """The script for pages of other sites, and the browser extension."""


class MadeBy(StrEnum):
    """The renderer of the term pages."""

    PLUGIN = "plugin"
    """The plugin, from the theme's part of a page, which is rendered once; the host where a site needs more of them."""
    HOST = "host"
    """The host, each from the theme's templates and through the events of all plugins."""


_WITHOUT_FILES: Final = (Part.HOME, Part.API, Part.EXPORTS, Part.EMBED)
"""Parts without a page of their own in their folder."""


def _clean(folder: str) -> str:
    return "" if folder.strip("/") == "." else folder.strip("/")


Folder = Annotated[
    str,
    StringConstraints(
        pattern=r"^(?:\.|/?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*/?|)$"
    ),
    AfterValidator(_clean),
]
"""A folder in an address, such as `glossary` or `reference/terms`; `.` is the folder around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """Which generated pages, exports and lists exist, and where."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    folder: Folder = ""
    """Folder of all pages and files of the glossary, such as `glossary` for `/glossary/terms/churn/`."""
    folders: dict[Part, Folder] = field(default_factory=dict, hash=False)
    """Folders of single parts within it, by name; `{terms: .}` makes `/glossary/churn/`."""
    omit: tuple[Part, ...] = ()
    """Parts that are not generated, such as `graph`, `print`, or `embed`."""
    titles: dict[Part, str] = field(default_factory=dict, hash=False)
    """Titles of overview pages, by name."""
    nav: bool | str | None = None
    """Where the overview pages are in the navigation, such as `Reference / Glossary`; `false` leaves them out of it.
    Without it, a site without a `nav` of its own gets a section “Glossary”."""
    exports: tuple[str, ...] | None = None
    """Names of the exports that are published, such as `json` and `csv`; without it, all."""
    made_by: MadeBy = MadeBy.PLUGIN
    """Who makes the term pages: the `plugin`, which is many times faster, or always the `host`."""

    def __post_init__(self) -> None:
        """Refuses what cannot be had.

        Raises:
            ValueError: Term pages are left out, or two parts share a folder.
        """
        if Part.TERMS in self.omit:
            raise ValueError(
                "term pages cannot be left out, because links lead to them; set `link: {tooltip: true}` for a site without such links"
            )
        addresses = self.addresses()
        owners: dict[str, Part] = {}
        for part in Part:
            if part in self.omit or (part is Part.HOME and self.home_is_list):
                continue
            place = addresses.place("index" if part is Part.HOME else f"{part}/index")
            if place in owners and part not in _WITHOUT_FILES:
                raise ValueError(
                    f"“{owners[place]}” and “{part}” have the same folder, so their pages would overwrite each other; give one of them another folder or leave it out"
                )
            owners.setdefault(place, part)

    @property
    def nav_path(self) -> tuple[str, ...]:
        """The sections of the navigation that lead to the overview pages; none if no place is chosen."""
        return tuple(part.strip() for part in self.nav.split("/") if part.strip()) if isinstance(self.nav, str) else ()

    @property
    def home_is_list(self) -> bool:
        """Whether the list of terms is where the home page would be, and takes its place."""
        addresses = self.addresses()
        return addresses.place(TERMS) == addresses.place("index")

    def addresses(self, *, directory_urls: bool = True, site_url: str = "") -> Addresses:
        """How pages in these folders are addressed."""
        folders = tuple((part.value, folder) for part, folder in self.folders.items())
        return Addresses(directory_urls=directory_urls, site_url=site_url, folder=self.folder, folders=folders)
