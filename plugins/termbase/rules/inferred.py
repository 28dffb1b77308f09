"""Names that we inferred for entries that the source prints without one."""

from collections.abc import Iterator

from termbase.model.author_files import SourceEntry
from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules.view import View


def unsure(view: View) -> Iterator[Diagnostic]:
    """Finds inferred names without a confidence, and a confidence where nothing was inferred."""
    for entry in view.termbase.entries:
        spec = entry.spec
        if not isinstance(spec, SourceEntry) or spec.inferred is (spec.confidence is not None):
            continue
        if spec.inferred:
            problem = f"the name “{entry.headword}” was inferred, but has no confidence"
            hint = "Readers see that the name was inferred and want to know how far to trust it. Add `confidence:` high, medium, or low."
        else:
            problem = f"“{entry.headword}” has a confidence, although its name was not inferred"
            hint = "Confidence applies only to an inferred name. Add `inferred: true`, or remove the confidence."
        key = "inferred" if spec.inferred else "confidence"
        yield Diagnostic(
            code=Code.UNSURE_NAME, severity=Severity.WARNING, message=problem, where=entry.at(key), hint=hint
        )
