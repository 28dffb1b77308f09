"""How the host reports diagnostics: as log lines and, while serving, as a notice on every page."""

import logging
from collections.abc import Iterable, Sequence
from html import escape
from time import perf_counter
from typing import Final

from mkdocs.exceptions import PluginError

from termbase.hosts.build_log import log
from termbase.model.diagnostics import Diagnostic, Severity, fails
from termbase.text.escaping import visible

_LEVELS: Final = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.DEBUG}
_MOST: Final = 10
"""Problems that a notice lists at most; the log has all."""


def log_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Logs diagnostics, so that the host's strict mode counts errors and warnings."""
    for diagnostic in diagnostics:
        log.log(_LEVELS[diagnostic.severity], "%s", visible(str(diagnostic)))


def tell(diagnostics: Sequence[Diagnostic], *, strict: bool) -> None:
    """Logs diagnostics; a strict build ends here if any is a warning or an error.

    Raises:
        PluginError: The build is strict and there are such problems.
    """
    log_diagnostics(diagnostics)
    if strict and fails(diagnostics):
        raise PluginError("The term files have problems (above); a strict build writes nothing until they are fixed.")


def summarize(done: str, *, since: float) -> None:
    """Logs what a build has done, in one line.

    Args:
        done: What it has done.
        since: When it began, as `time.perf_counter` has it.
    """
    log.info("Glossary: %s; %s ms", done, f"{(perf_counter() - since) * 1000:,.0f}")


def notice(diagnostics: Iterable[Diagnostic], *, outdated: Sequence[str] = ()) -> str:
    """The HTML that shows an author at work what is wrong in the term files; "" if nothing is.

    Args:
        diagnostics: What is wrong.
        outdated: Files of which the last good version is shown.
    """
    wrong = [d for d in diagnostics if d.severity is not Severity.NOTE]
    items = "".join(f"<li>{escape(str(diagnostic))}</li>" for diagnostic in wrong[:_MOST])
    if outdated:
        title = f"Problems in the term files. The last good version of these files is shown: {', '.join(outdated)}."
    elif any(d.severity is Severity.ERROR for d in wrong):
        title = "Problems in the term files. Anything that could not be used is missing from the pages."
    else:
        title = "Problems in the term files. The pages are up to date."
    return f'<div class="admonition warning"><p>{escape(title)}</p><ul>{items}</ul></div>' if wrong else ""
