"""What `termbase check` finds in a site."""

from dataclasses import dataclass, replace

from termbase.model.diagnostics import Diagnostic, in_order
from termbase.site.ignored_plugin import ignored_plugin
from termbase.site.project import Project, current_day
from termbase.site.stored_results import stored_or_made


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFindings:
    """What was found in all glossaries of a site, and how large they are."""

    diagnostics: tuple[Diagnostic, ...]
    concepts: int
    entries: int


def check_site(project: Project) -> SiteFindings:
    """Everything wrong in the glossaries and pages of a site; a large one is only checked if something has changed."""
    settings = project.settings
    found = stored_or_made(settings, lambda: _found(project), holds="findings", day=current_day(), pages=True)
    # What the project is built with is in none of the files that results depend on.
    ignored = ignored_plugin(settings.root)
    return replace(found, diagnostics=in_order((*found.diagnostics, *ignored)))


def _found(project: Project) -> SiteFindings:
    glossary, everything = project.check_texts()
    found = dict.fromkeys(everything)
    bases = [glossary.termbase]
    for other, wrong in project.check_further():
        found |= dict.fromkeys(wrong)
        bases.append(other.termbase)
    return SiteFindings(
        diagnostics=tuple(found),
        concepts=sum(len(base.concepts) for base in bases),
        entries=sum(1 for base in bases for _ in base.entries),
    )
