"""The options of a site, wherever they are read from.

The docstring under a field is what the manual and the host say about the option.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final

from pydantic import BeforeValidator, StringConstraints, TypeAdapter, ValidationError

from termbase.linking.linker import Repeat
from termbase.model.scalars import MODEL_CONFIG, Id, Ref
from termbase.reading.validate import nearest
from termbase.site.page_options import PageOptions
from termbase.text.one_line import one_line

OWN: Final = "own"
"""What the options call the first glossary of a site."""
RuleCode = Annotated[str, StringConstraints(pattern=r"^(TB[6-9]|[A-SU-Z][A-Z]+|T[AC-Z][A-Z]*|TB[A-Z]+)[0-9]{1,4}$")]
"""The code of a terminology rule; TB1 to TB5 report facts, which stay what they are."""


class Everywhere(StrEnum):
    """What the glossary's own pages have and hand-written pages get only if asked."""

    HEAD = "head"
    """Titles, cards for shared links, and a skip link, on every page of a Material site."""
    NOT_FOUND = "not_found"
    """A “page not found” page that suggests terms."""
    PALETTE = "palette"
    """A header button and the keys `/` and Ctrl+K, which find a term from any page."""
    SEARCH = "search"
    """One search in Material's header: terms first, then definitions, then the text of all pages."""
    STYLE = "style"
    """The look of the Customer Success Glossary: its type, its frame, and its controls."""


class Level(StrEnum):
    """What a finding of a rule becomes."""

    OFF = "off"
    """It is dropped."""
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


def _switch(value: Any) -> Any:
    return "off" if value is False else value  # YAML reads a bare `off` as false


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """How names are linked in hand-written pages."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    repeat: Repeat = Repeat.SECTION
    """How often a term is linked: once per `section`, once per `page`, or `every` time."""
    include: tuple[str, ...] = ()
    """Patterns such as `guide/*` for the pages whose names link; none means all."""
    exclude: tuple[str, ...] = ()
    """Patterns for pages whose names do not link; markup still does."""
    brackets: bool | str = True
    """`false` leaves `[[name]]` to other plugins; a string such as `"<< >>"` sets other brackets, separated by a space."""
    meanings: dict[str, dict[str, Ref]] = field(default_factory=dict, hash=False)
    """By a pattern for pages: which term a name with several meanings stands for there, as in
    `{engineering/*: {CSM: cluster-state-manager}}`."""
    glossaries: dict[str, str] = field(default_factory=dict, hash=False)
    """By a pattern for pages: the glossary whose term is meant where several have the name: one of `glossaries`, a
    remote one, or `own` for the first."""
    only_abbreviations: bool = False
    """Whether only abbreviations link automatically."""
    touch: bool = False
    """Whether a tap on a link shows the definition first, with the link to the page below it."""
    tooltip: bool = False
    """Whether a term shows its definition as a tooltip instead of leading to its page."""


def _folder_alone(value: Any) -> Any:
    return {"glossary": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherGlossary:
    """Another glossary of the same site."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    glossary: str
    """Folder of its term files, relative to `mkdocs.yml`."""
    pages: PageOptions | None = None
    """Which of its pages and exports exist, their folders, and their titles; its folder is its name unless this sets
    another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallOptions:
    """How a site can be installed."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    short_name: Annotated[str, StringConstraints(max_length=30)] = ""
    """Name under the icon; by default, the name of the site."""
    icon: Annotated[str, StringConstraints(pattern=r"^([\w.-]+/)*[\w.-]+\.(png|svg)$|^$")] = ""
    """A square image in the folder of pages: a PNG of 512 by 512 pixels, or an SVG."""
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$|^$")] = ""
    """Color of the frame around the site, such as `#fdfcf9`."""
    remove: bool = False
    """Whether the site deletes what it has stored on readers' devices, and can no longer be installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOptions:
    """How the pictures of shared links look."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    font: str = ""
    """A font file (TTF, OTF, or WOFF2), relative to `mkdocs.yml`, for letters that the packaged font lacks."""
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$|^$")] = ""
    """Color of the name and of the bar at the edge, such as `#0b5a64`."""


def _alone(value: Any) -> Any:
    """What `true` and `false` mean for an option that has options of its own."""
    return {True: {}, False: None}.get(value, value) if isinstance(value, bool) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options under `plugins: - termbase:`."""

    __pydantic_config__: ClassVar[Any] = MODEL_CONFIG

    glossary: str = "glossary"
    """Folder of term files, relative to `mkdocs.yml`."""
    glossaries: dict[Id, Annotated[FurtherGlossary, BeforeValidator(_folder_alone)]] = field(
        default_factory=dict, hash=False
    )
    """Further glossaries of the site, by name: the folder of the term files of each, or a mapping of `glossary` and
    `pages`."""
    templates: tuple[str, ...] = ()
    """Folders with templates of your own, which come before the packaged ones."""
    language: str = ""
    """Language of the interface, such as `fr`; by default, that of the theme."""
    sentences: tuple[str, ...] = ()
    """Catalogues (.po) with your own wording for the interface, or with another language, by key."""
    link_pages: bool = True
    """Whether names are linked in hand-written pages too."""
    link: LinkOptions = field(default_factory=LinkOptions)
    """How names are linked in hand-written pages: `repeat`, `include`, `exclude`, `brackets`, and more."""
    pages: PageOptions = field(default_factory=PageOptions)
    """Which generated pages and exports exist, their folders, and their titles."""
    rules: dict[RuleCode, Annotated[Level, BeforeValidator(_switch)]] = field(default_factory=dict, hash=False)
    """What findings of single rules become: `off`, `note`, `warning`, or `error`, by code."""
    remotes: tuple[str, ...] = ()
    """Other glossaries to link to: addresses or copies of their `api/v1/terms.json`."""
    history: bool = True
    """Whether pages show names and dates from Git; without a full clone they show none."""
    everywhere: tuple[Everywhere, ...] = ()
    """What is added to hand-written pages as well: `head`, `not_found`, `palette`, `search`, `style`."""
    audit: bool = False
    """Whether the site has a page with what `termbase audit` finds in the hand-written pages."""
    content_security_policy: bool = False
    """Whether every page has a Content-Security-Policy that allows only the scripts it was built with."""
    installable: Annotated[InstallOptions | None, BeforeValidator(_alone)] = None
    """Whether readers can install the site, and read pages offline that they have opened before."""
    cards: Annotated[CardOptions | None, BeforeValidator(_alone)] = None
    """Whether links to terms are shared with a picture of the term and its definition, drawn with Pillow."""
    build_dates: bool = True
    """Whether hand-written pages show the day of the build as their last change, as in MkDocs; if not, two builds are identical."""
    cache: bool = True
    """Whether builds and checks store their work under `.cache/termbase/`, so that the next one does only what changes."""
    second_process: bool = True
    """Whether a build of 1,000 terms or more makes its exports in a second process while it renders pages."""
    whole_output: bool = True
    """Whether `mkdocs build` writes to a folder next to the output folder and replaces the site when complete."""


class OptionsError(ValueError):
    """Options that cannot be used; each problem names its option and the fix.

    Attributes:
        problems: What is wrong.
        paths: The keys that lead to the option of each problem.
    """

    def __init__(self, problems: tuple[str, ...], *, paths: tuple[tuple[str, ...], ...] = ()) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
        self.paths = paths or ((),) * len(problems)


def decode_options(given: Mapping[str, Any]) -> Options:
    """Checks all options at once.

    Args:
        given: Option names and values, as read from YAML or TOML. A value of None counts as not given.

    Raises:
        OptionsError: Some are unknown or of the wrong kind; it lists all of them.
    """
    chosen = {key: value for key, value in given.items() if value is not None}
    try:
        options: Options = TypeAdapter(Options).validate_python(chosen)
    except ValidationError as error:
        found = error.errors()
        paths = tuple(tuple(map(str, one["loc"])) for one in found)
        raise OptionsError(tuple(one_line(_problem(one)) for one in found), paths=paths) from None
    return options


def option_names() -> tuple[str, ...]:
    """The names of all options, in the order of the manual."""
    return tuple(field.name for field in fields(Options))


def _problem(found: Any) -> str:
    name = ".".join(map(str, found["loc"]))
    if found["type"] == "unexpected_keyword_argument":
        near = nearest(name, option_names())
        return f"there is no option “{name}”." + (f" Did you mean “{near}”?" if near else "")
    if found["type"] == "value_error":
        return f"option “{name}”: {found['ctx']['error']}."
    return f"option “{name}”: {found['msg'][:1].lower()}{found['msg'][1:]}, not “{str(found['input'])[:60]}”."
