"""`elsewhere:` in `termbase.yml`: whether each key is an acronym of the glossary."""

from collections.abc import Iterator

from termbase.glossary import Glossary
from termbase.identity.hidden_names import unread_files
from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.reading.validate import nearest
from termbase.site.acronyms import collect_acronyms
from termbase.yaml_files.tree import Mapping, descend


def unknown_acronyms(glossary: Glossary) -> Iterator[Diagnostic]:
    """A warning for every key that is not an acronym of the glossary, since no page would show its value."""
    # An acronym that is missing may be in a file that could not be read.
    if not glossary.termbase.elsewhere or unread_files(glossary.diagnostics):
        return
    found = collect_acronyms(glossary.termbase, glossary.names, glossary.texts)
    known = {acronym.text.casefold(): acronym.text for acronym in found}
    for key in glossary.termbase.elsewhere:
        if key not in known.values():
            guess = nearest(key.casefold(), known)
            hint = f"Did you mean “{known[guess]}”? " if guess else ""
            yield Diagnostic(
                code=Code.UNKNOWN_ACRONYM,
                severity=Severity.WARNING,
                message=f"“{key}” under “elsewhere” is not an acronym of this glossary, so no page shows what it means elsewhere",
                where=_place(glossary, key),
                hint=f"{hint}Write it as the term file does under `abbreviations:`, capitals included, or remove the line.",
            )


def _place(glossary: Glossary, key: str) -> Location:
    for document in glossary.documents:
        found = descend(document.root, ("elsewhere",))
        if isinstance(found, Mapping) and key in found.keys:
            return found.keys[key].where
    return Location(file="termbase.yml")
