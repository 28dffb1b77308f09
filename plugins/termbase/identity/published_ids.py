"""The ledger of published ids: what was an address once stays one.

The ledger is a text file beside the term files, one id a line. `termbase publish` adds the ids of
today; `check` tells every id in it that would stop resolving.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from termbase.identity.names import Names
from termbase.model.concept import Termbase
from termbase.model.diagnostics import Diagnostic, Location, Severity

FILE: Final = "published.txt"
"""Name of the ledger in the glossary folder."""
_HEAD: Final = "# Published ids. Each must resolve permanently; `termbase publish` maintains this list.\n"


def parse_ledger(text: str) -> tuple[tuple[str, int], ...]:
    """The ids of a ledger, each with its line, counted from 1."""
    lines = enumerate((line.strip() for line in text.splitlines()), 1)
    return tuple((line, number) for number, line in lines if line and not line.startswith("#"))


def write_ledger(published: Iterable[str], termbase: Termbase) -> str:
    """The text of the ledger with the ids of today added."""
    ids = {*published, *(str(concept.id) for concept in termbase.concepts)}
    return _HEAD + "".join(f"{id}\n" for id in sorted(ids))


def lost_ids(text: str, termbase: Termbase, names: Names, *, file: str = FILE) -> Iterator[Diagnostic]:
    """Yields an error for every published id that leads nowhere."""
    known = {*termbase.by_id, *termbase.former_ids, *(gone.id for gone in termbase.removed)}
    for id, line in parse_ledger(text):
        if id in known:
            continue
        near = names.nearest(id.replace("-", " "), limit=1)
        guess = f" If it became “{names.spellings[near[0]]}”, list it there under `former_ids`." if near else ""
        yield Diagnostic(
            code="TB407",
            severity=Severity.ERROR,
            where=Location(file=file, line=line),
            message=f"“{id}” was published, but no longer leads to a concept",
            hint="Existing links to it would break. Rename with `termbase rename`, or list it under `removed` in termbase.yml."
            + guess,
        )
