"""All settings of a site, read once and in one place, whether the plugin, the command, or the extension uses them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from termbase.site.addresses import Addresses, site_address
from termbase.site.options import OWN, Options, OptionsError, decode_options
from termbase.site.page_options import PageOptions, Part
from termbase.site.repository import Repository, repository
from termbase.text.slug import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one project."""

    root: Path
    """The project's folder, absolute: file names in diagnostics and edit links are relative to it."""
    glossary: Path
    """The folder of term files, absolute."""
    docs: Path
    """The folder of hand-written pages, absolute; it need not exist."""
    options: Options = field(default_factory=Options)
    """What is set under `plugins: - termbase:`, or for the Markdown extension."""
    site_url: str = ""
    """Absolute address of the site with a slash at its end, or ""."""
    directory_urls: bool = True
    """True for `terms/churn/`, False for `terms/churn.html`."""
    repo_url: str = ""
    """Address of the repository, or ""."""
    edit_uri: str = ""
    """Path from the repository's address to the editor of the folder of pages, such as `edit/main/docs/`."""
    listed: frozenset[str] = frozenset()
    """Paths, without an ending, of the pages that the site's navigation names."""
    extensions: tuple[str, ...] = ()
    """Names of the Markdown extensions and plugins of the host."""
    alone: bool = False
    """Whether no site is known around the glossary, so that the files next to it are not pages."""
    term_url: str = "/{path}/"
    """Address of a page for the extension without a plugin; {path} is `terms/<id>` or `go/<name>`."""
    theme_language: str = "en"
    """The language of the host's theme (BCP 47)."""
    name: str = ""
    """Name of the glossary among several on one site; "" for the first or only one."""
    others: tuple["Settings", ...] = ()
    """Those of the other glossaries of the site, each without its own others."""

    @property
    def key(self) -> str:
        """Its name in other glossaries of the site; for the first one, the name of its folder."""
        return self.name or slug(self.glossary.name)

    @property
    def all(self) -> tuple["Settings", ...]:
        """The settings of all glossaries of the site, the first one's first."""
        every = sorted((replace(self, others=()), *self.others), key=lambda one: one.name != "")
        return tuple(replace(one, others=tuple(other for other in every if other is not one)) for one in every)

    @property
    def base(self) -> Path:
        """The folder that file names are relative to: the project or, if the glossary is elsewhere, its parent."""
        return self.root if self.glossary.is_relative_to(self.root) else self.glossary.parent

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders whose files a command may change."""
        return (self.root, self.glossary, self.docs)

    @property
    def prefix(self) -> str:
        """The glossary's path as it begins the names of its files."""
        return self.glossary.relative_to(self.base).as_posix()

    @property
    def shown_docs(self) -> Path:
        """The folder of hand-written pages as messages name it."""
        return self.docs.relative_to(self.root) if self.docs.is_relative_to(self.root) else self.docs

    @property
    def templates(self) -> tuple[Path, ...]:
        """Folders with the site's own templates, absolute."""
        return tuple(self.root / folder for folder in self.options.templates)

    @property
    def sentences(self) -> tuple[Path, ...]:
        """The site's own catalogues of sentences, absolute."""
        return tuple(self.root / name for name in self.options.sentences)

    @property
    def language(self) -> str:
        """The language of the interface: the one asked for, or that of the theme."""
        return self.options.language or self.theme_language

    @property
    def cache(self) -> Path | None:
        """The cache folder; None if nothing may be stored."""
        return self.root if self.options.cache and not self.alone else None

    @property
    def addresses(self) -> Addresses:
        """How pages are addressed."""
        return self.options.pages.addresses(directory_urls=self.directory_urls, site_url=self.site_url)

    @property
    def repository(self) -> Repository | None:
        """Where the term files can be edited."""
        return repository(self.repo_url, self.edit_uri, self.docs.name)


def make_settings(
    options: Mapping[str, Any],
    *,
    root: Path,
    docs: str | Path = "docs",
    site_url: str | None = None,
    repo_url: str | None = None,
    edit_uri: str | None = None,
    directory_urls: bool = True,
    extensions: tuple[str, ...] = (),
    nav: Any = None,
    term_url: str = "/{path}/",
    theme_language: str | None = None,
) -> Settings:
    """Makes settings from what a host or a settings file says.

    Args:
        options: The options of the plugin.
        root: The folder that relative paths start from.
        docs: The folder of hand-written pages.
        site_url: Absolute address of the site.
        repo_url: Address of the repository.
        edit_uri: Path to the editor within it.
        directory_urls: Whether pages are folders.
        extensions: Names of the host's Markdown extensions and plugins.
        nav: The host's navigation, as it is written.
        term_url: Address of a page for the extension without a plugin.
        theme_language: The language of the host's theme.

    Raises:
        OptionsError: Options are unknown or of the wrong kind.
    """
    checked, root = decode_options(options), root.resolve()
    _folder(root, docs, option="docs_dir")
    first = Settings(
        root=root,
        glossary=_folder(root, checked.glossary, option="glossary"),
        docs=root / docs,
        options=checked,
        site_url=site_address(site_url),
        repo_url=repo_url or "",
        edit_uri=edit_uri or "",
        directory_urls=directory_urls,
        extensions=extensions,
        listed=frozenset(_paths(nav)),
        term_url=term_url,
        theme_language=theme_language or "en",
    )
    return replace(first, others=tuple(_further(first)))


def _folder(root: Path, name: Path | str, *, option: str) -> Path:
    """The folder that an option names, whether it exists or not.

    Raises:
        OptionsError: No folder can have the name.
    """
    try:
        path = (root / name).resolve()
        path.exists()
    except (OSError, ValueError, RuntimeError):  # too long, a NUL, links in a circle
        problem = f"option “{option}”: no folder can have the name “{str(name)[:60]}”."
        raise OptionsError((problem,), paths=(tuple(option.split(".")),)) from None
    return path


def _further(first: Settings) -> Iterator[Settings]:
    """The settings of the further glossaries of a site, which are those of the first but for what each has itself.

    Raises:
        OptionsError: Two would have the same name, or their pages the same address.
    """
    options = first.options
    taken = {first.options.pages.addresses().place(f"{part}/index"): "the first one" for part in Part}
    for name, given in options.glossaries.items():
        folder = _folder(first.root, given.glossary, option=f"glossaries.{name}")
        if name in (OWN, first.key) or folder == first.glossary:
            raise OptionsError(
                (f"option “glossaries.{name}”: this is the first glossary. Give it another name or folder.",)
            )
        pages = given.pages or PageOptions()
        pages = pages if pages.folder else replace(pages, folder=name)
        places = {pages.addresses().place(f"{part}/index"): f"“{name}”" for part in Part}
        if clash := sorted(taken.keys() & {*places, f"{pages.folder}/index"}):
            raise OptionsError(
                (
                    f"option “glossaries.{name}.pages”: its pages would have the same URLs as {taken[clash[0]]}, such as"
                    f" “{clash[0].removesuffix('index')}”. Give it a “folder” of its own.",
                )
            )
        taken |= places
        yield replace(
            first,
            glossary=folder,
            options=replace(options, glossary=given.glossary, glossaries={}, pages=pages),
            name=name,
        )


def _paths(nav: Any) -> Iterator[str]:
    """The pages in a navigation, which is a tree of lists and mappings."""
    if isinstance(nav, str):
        yield nav.removesuffix(".md")
    elif isinstance(nav, Mapping):
        for item in nav.values():
            yield from _paths(item)
    elif isinstance(nav, list):
        for item in nav:
            yield from _paths(item)
