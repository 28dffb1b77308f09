"""Text after " #" in an unquoted value, which YAML treats as a comment, so that no reader sees it."""

from collections.abc import Iterable, Iterator
from functools import partial

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.text.kept import Kept
from termbase.text.line_starts import LineStarts
from termbase.yaml_files.tree import Document, Mapping, Node, Scalar

KeptHidden = Kept[tuple[Diagnostic, ...]]
"""The hidden text in each file at the last check."""


def hidden_texts(documents: Iterable[Document], kept: KeptHidden) -> Iterator[Diagnostic]:
    """The warnings of all files.

    Args:
        documents: The files.
        kept: The hidden text found in them before.
    """
    kept.begin()
    for document in documents:
        yield from kept.value((document,), partial(_all_hidden, document))


def _all_hidden(document: Document) -> tuple[Diagnostic, ...]:
    return tuple(hidden_text(document))


def hidden_text(document: Document) -> Iterator[Diagnostic]:
    """A warning for each value of several words that a comment cuts off.

    A comment behind a single word, such as a status or an id, is surely meant as one.
    """
    todo: list[Node] = [document.root] if document.root is not None else []
    starts: LineStarts | None = None  # most files hide nothing
    while todo:
        node = todo.pop()
        if not isinstance(node, Scalar):
            todo += node.items.values() if isinstance(node, Mapping) else node.items
            continue
        if node.style or " " not in node.text or not document.text:
            continue
        end = document.text.find("\n", node.end)
        rest = document.text[node.end : end if end >= 0 else len(document.text)]
        if not (lost := rest.strip()).startswith("#") or not rest[:1].isspace() or not lost.strip("# "):
            continue
        starts = starts or LineStarts(document.text)
        line, column = starts.at(node.end + len(rest) - len(rest.lstrip()))
        where = Location(file=document.file, line=line, column=column)
        yield Diagnostic(
            code=Code.TEXT_READ_AS_COMMENT,
            severity=Severity.WARNING,
            message=f"“{lost[:60]}{'…' if len(lost) > 60 else ''}” is a comment in YAML, so it is not part of the text",
            where=where,
            hint="If it belongs to the text, put quotes around the whole value. If it is a comment, put it on a line of its own.",
        )
