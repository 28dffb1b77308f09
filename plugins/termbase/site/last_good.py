"""Reads all that a site is made from: its term files, other glossaries, the history and the kept map.

While a site is being served it is read again at every change. Then a file that has just been broken
keeps its last good version, and the history, which no save of a file changes, is read once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from termbase.drawing.kept_places import read_map
from termbase.drawing.map_layout import Kept
from termbase.glossary import Glossary, compile_glossary
from termbase.identity.remote import read_remotes
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.reading.files import read, read_ledger
from termbase.reading.git_history import History, read_history
from termbase.yaml_files.tree import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found."""

    glossary: Glossary
    history: History
    """Who wrote each term file, as far as it is known."""
    kept: Mapping[str, Kept]
    """What stays where it was on the map, by category."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything wrong: in other glossaries, in this one, in its map."""

    @property
    def updated(self) -> Mapping[str, str]:
        """Date of the last change of each term file, by path, as far as it is known."""
        return self.history.dates(item.where.file for item in self.glossary.termbase.concepts if item.own)


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads one glossary folder, as often as it is asked to."""

    serving: bool = False
    """Whether to keep the last good version of a broken file."""
    _good: dict[str, Document] = field(default_factory=dict, init=False)
    _history: History | None = field(default=None, init=False)

    def read(self, folder: Path, *, project: Path, remotes: Iterable[str] = (), history: bool = True) -> Reading:
        """Reads the folder as it is now.

        Args:
            folder: The glossary folder.
            project: The folder that file names in diagnostics and edit links are relative to.
            remotes: Addresses of other glossaries, or files relative to the project.
            history: Whether to ask Git who wrote the term files.
        """
        documents = read(folder, relative_to=project)
        if self.serving:
            documents = with_last_good(documents, good=self._good)
        base = project if folder.is_relative_to(project) else folder.parent
        others, unread = read_remotes(remotes, relative_to=project)
        root = folder.relative_to(base).as_posix()
        glossary = compile_glossary(documents, root=root, ledger=read_ledger(folder), remotes=others)
        broken = {d.where.file for d in glossary.diagnostics if d.severity is Severity.ERROR}
        self._good |= {document.file: document for document in documents if document.file not in broken}
        kept, unkept = read_map(folder, relative_to=project)
        if self._history is None or not self.serving:
            self._history = read_history(folder, relative_to=base) if history else History()
        return Reading(
            glossary=glossary,
            history=self._history,
            kept=kept,
            diagnostics=(*unread, *glossary.diagnostics, *unkept),
        )


def with_last_good(documents: Iterable[Document], *, good: Mapping[str, Document]) -> tuple[Document, ...]:
    """Puts the last good version in the place of every file that cannot be read now."""
    return tuple(
        replace(good[d.file], diagnostics=d.diagnostics) if d.root is None and d.file in good else d for d in documents
    )
