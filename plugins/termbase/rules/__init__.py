"""Rules of the trade, one small function each."""

from collections.abc import Iterable

from termbase.diagnostics import Diagnostic
from termbase.linked import Texts
from termbase.model import Termbase
from termbase.names import Names


def check(termbase: Termbase, names: Names, texts: Texts) -> Iterable[Diagnostic]:
    """Applies every rule to a termbase."""
    return ()
