"""The optional page of the site with what an audit finds in the hand-written pages.

It can be written only when all pages have been converted, so it is a plugin of its own that the
host runs after ours.
"""

from typing import Any, Final

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from termbase.hosts.generated_files import CACHE, make_source, report_clash
from termbase.hosts.languages import is_first_language
from termbase.linking.plan import Plan
from termbase.linking.plan_places import Alignment, placed_names
from termbase.linking.prose import Prose
from termbase.model.page_paths import TERMS
from termbase.review.audit import Audit, audit
from termbase.review.audit_report import audit_markdown
from termbase.site.settings import Settings
from termbase.site.site import Site

AUDIT_PATH: Final = "audit/index"
"""Path of the page, without its ending."""


def audit_plans(config: MkDocsConfig, site: Site, settings: Settings) -> dict[str, Plan]:
    """Takes the plans of all pages for an audit, and adds its page to the site."""
    page = AuditPage(site, settings)
    config.plugins["termbase-audit"] = page
    return page.plans


class AuditPage(BasePlugin):  # type: ignore[type-arg]  # it has no options
    """Adds the page, and fills it in once all other pages are converted.

    Args:
        site: The glossary.
        settings: The settings of the site.
    """

    def __init__(self, site: Site, settings: Settings) -> None:
        self.plans: dict[str, Plan] = {}
        self._site, self._settings = site, settings
        self._file: File | None = None

    @event_priority(-102)  # after mkdocs-static-i18n, which makes the list of files again
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the page, unless the author has one at its address; on a translated site it is about the first language."""
        self._file = None
        if not is_first_language(config):
            return files
        uri = f"{self._site.addresses.place(AUDIT_PATH)}.md"
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        if (theirs := next((other for other in files if other.dest_uri == file.dest_uri), None)) is not None:
            report_clash(theirs, uri)
            return files
        cache = self._settings.root / CACHE
        file.abs_src_path = str(cache / uri)
        make_source(cache, uri)
        files.append(file)
        self._file = file
        return files

    @event_priority(1000)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Gives the page its title, and keeps it out of search."""
        if page.file is self._file:
            page.meta.update(
                title="Terminology audit", search={"exclude": True}, robots="noindex", termbase={"link": False}
            )
        return markdown

    @event_priority(1000)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Fills the page in."""
        page = self._file.page if self._file is not None else None
        if page is not None:
            found, addresses = self._audit(files, page.url)
            converter = Markdown(extensions=["tables", "toc"])
            page.content = converter.convert(audit_markdown(found, addresses))
            page.toc = get_toc(getattr(converter, "toc_tokens", []))
        return env

    def _audit(self, files: Files, start: str) -> tuple[Audit, dict[str, str]]:
        """The audit, and where each page is from the audit's page."""
        pages, addresses = {}, {}
        for path, plan in sorted(self.plans.items()):
            file = files.get_file_from_path(path)
            if file is None or file.generated_by is not None:
                continue
            name, source = (self._settings.shown_docs / path).as_posix(), file.content_string
            alignment = Alignment(plan, source)
            pages[path] = (
                Prose(file=name, source=source, plan=plan, alignment=alignment), placed_names(plan, alignment),
            )  # fmt: skip
            addresses[name] = get_relative_url(file.url, start)
        folder = self._site.addresses.place(TERMS).removesuffix("/index")
        return audit(self._site.glossary, pages, folder=folder), addresses
