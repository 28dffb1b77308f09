"""termbase: structured glossaries for MkDocs, merged, cross-linked and explained.

The names below are the public API. They are imported when they are first used, so `import termbase` is cheap:

    from termbase import open_project

    project = open_project(glossary="glossary")
    site = project.site()
    print(site.diagnostics, site.lookup("NRR"), site.link("What is our NRR?"))
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from termbase.model.version import __version__ as __version__

if TYPE_CHECKING:
    from termbase.exports import Export, export, select
    from termbase.glossary import Glossary, compile_glossary
    from termbase.identity.find import Found
    from termbase.imports.formats import Format
    from termbase.imports.imported import Imported, LeftOut, Reading
    from termbase.linking.index import Match, Target
    from termbase.model.artifact import Artifact
    from termbase.model.concept import Concept, ConceptId, Termbase
    from termbase.model.diagnostics import Diagnostic, Location, Severity
    from termbase.rules.view import Rule, View, finding
    from termbase.site.options import Options, OptionsError
    from termbase.site.project import Project, find_project, open_project
    from termbase.site.render import Body, render
    from termbase.site.settings import Settings, make_settings
    from termbase.site.settings_file import SettingsError, read_settings
    from termbase.site.site import Site

_HOMES = {
    "Artifact": "model.artifact",
    "Body": "site.render",
    "Concept": "model.concept",
    "ConceptId": "model.concept",
    "Diagnostic": "model.diagnostics",
    "Export": "exports",
    "Format": "imports.formats",
    "Found": "identity.find",
    "Glossary": "glossary",
    "Imported": "imports.imported",
    "LeftOut": "imports.imported",
    "Location": "model.diagnostics",
    "Match": "linking.index",
    "Options": "site.options",
    "OptionsError": "site.options",
    "Project": "site.project",
    "Reading": "imports.imported",
    "Rule": "rules.view",
    "Settings": "site.settings",
    "SettingsError": "site.settings_file",
    "Severity": "model.diagnostics",
    "Site": "site.site",
    "Target": "linking.index",
    "Termbase": "model.concept",
    "View": "rules.view",
    "compile_glossary": "glossary",
    "export": "exports",
    "find_project": "site.project",
    "finding": "rules.view",
    "make_settings": "site.settings",
    "open_project": "site.project",
    "read_settings": "site.settings_file",
    "render": "site.render",
    "select": "exports",
}
"""The module that each public name lives in."""

__all__ = [
    "Artifact",
    "Body",
    "Concept",
    "ConceptId",
    "Diagnostic",
    "Export",
    "Format",
    "Found",
    "Glossary",
    "Imported",
    "LeftOut",
    "Location",
    "Match",
    "Options",
    "OptionsError",
    "Project",
    "Reading",
    "Rule",
    "Settings",
    "SettingsError",
    "Severity",
    "Site",
    "Target",
    "Termbase",
    "View",
    "compile_glossary",
    "export",
    "find_project",
    "finding",
    "make_settings",
    "open_project",
    "read_settings",
    "render",
    "select",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # No public function has the name of a folder such as `termbase.exports`, so nothing is shadowed.
    return getattr(import_module(f"termbase.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))
