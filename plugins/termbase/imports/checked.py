"""Compiles the glossary as it would be after an import, and drops anything that `check` would reject."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from termbase.glossary import Glossary
from termbase.identity.published_ids import LEDGER_FILE as LEDGER
from termbase.identity.published_ids import changed_addresses
from termbase.imports.imported import LeftOut, Reading, problem
from termbase.imports.plan import ImportPlan
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.yaml_files.tree import Document, Scalar, Sequence, parse
from termbase.yaml_files.tree import Mapping as MappingNode
from termbase.yaml_files.write import Value, write_term

_RELATIONS = ("broader", "narrower", "part_of", "parts", "related", "contrast", "category")


def checked(plan: ImportPlan, before: Glossary, *, root: str) -> ImportPlan:
    """The plan without anything that would be an error.

    Relations that cannot hold become comments; entries and files that are refused for another
    reason are left out and counted with that reason.

    Args:
        plan: What would be written.
        before: The glossary as it is.
        root: The folder's path in front of file names.
    """
    alone = before.again(before.documents, root=root)
    old = {(d.where.file, d.code, d.message) for d in (*before.diagnostics, *alone.diagnostics)}
    for attempt in range(6):
        documents = {document.file: document for document in before.documents}
        documents |= {f"{root}/{path}": parse(text, file=f"{root}/{path}") for path, text in plan.files.items()}
        after = before.again(documents.values(), root=root)
        new = [d for d in after.diagnostics if (d.where.file, d.code, d.message) not in old]
        errors = [d for d in new if d.severity is Severity.ERROR]
        if not errors:
            moved = tuple(
                changed_addresses(before.ledger, before.termbase, after.termbase, file=f"{root}/{LEDGER}".lstrip("/"))
            )
            return replace(plan, moved=moved, warnings=_counted(d for d in new if d.severity is Severity.WARNING))
        ours = [d for d in errors if d.where.file.removeprefix(f"{root}/") in plan.files]
        if not ours:
            return _refused(plan, errors[0])
        plan = _without(plan, ours, documents, root, gently=attempt == 0)
    return _refused(plan, errors[0])


def _refused(plan: ImportPlan, found: Diagnostic) -> ImportPlan:
    """The plan without files, since one of them would be wrong."""
    words = f"nothing was written, because the result would have an error: {found.message} ({found.code}). {found.hint}"
    told = problem(found.where.file, words, line=found.where.line, column=found.where.column)
    return replace(plan, files={}, problems=(*plan.problems, told))


def _counted(diagnostics: Iterable[Diagnostic]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for diagnostic in diagnostics:
        counts[diagnostic.code] = counts.get(diagnostic.code, 0) + 1
    return dict(sorted(counts.items()))


def _without(
    plan: ImportPlan, errors: list[Diagnostic], documents: Mapping[str, Document], root: str, *, gently: bool
) -> ImportPlan:
    files = dict(plan.files)
    left: list[LeftOut] = []
    by_file: dict[str, list[Diagnostic]] = {}
    for error in errors:
        by_file.setdefault(error.where.file, []).append(error)
    for file, found in by_file.items():
        path = file.removeprefix(f"{root}/")
        document = documents[file]
        if path.startswith("entries/") and document.root is not None:
            files[path] = _without_entries(files[path], document, found, left, origins=plan.origins, path=path)
        elif gently and (softer := _without_relations(files[path], document, found)) is not None:
            files[path] = softer
        elif path.startswith("concepts/") or document.root is None:
            left.append(
                LeftOut(
                    kind=f"rejected by check ({found[0].code})",
                    text=files.pop(path),
                    where=f"{plan.origins.get(path, path)}: {found[0].message}",
                )
            )
        else:
            return _refused(plan, found[0])
    return replace(plan, files=files, reading=plan.reading + Reading(left_out=tuple(left)))


def _without_relations(text: str, document: Document, found: list[Diagnostic]) -> str | None:
    """The file with the relations of a diagnostic turned into comments; None if it is about something else."""
    from termbase.yaml_files.tree import plain_values

    if not isinstance(document.root, MappingNode):
        return None
    lines = {error.where.line for error in found}
    keys = [
        name
        for name, key in document.root.keys.items()
        if name in _RELATIONS
        and any(
            key.where.line <= line <= key.where.line + len(plain_values(document.root.items[name])) for line in lines
        )
    ]
    if not keys:
        keys = [
            key
            for key in ("broader", "narrower")
            if key in document.root.items and found[0].code.startswith(("TB4", "TB6"))
        ]
    if not keys:
        return None
    data: dict[str, Value] = plain_values(document.root)
    head = [line for line in text.split("\n") if line.startswith("#")]
    kept = [f"# {key}: {data[key]}" for key in keys]
    return "\n".join([*head, *kept, write_term({k: v for k, v in data.items() if k not in keys})])


def _without_entries(
    text: str, document: Document, found: list[Diagnostic], left: list[LeftOut], *,
    origins: Mapping[str, str], path: str,
) -> str:  # fmt: skip
    """The file without the entries that diagnostics point into."""
    listed = document.root.items.get("entries") if isinstance(document.root, MappingNode) else None
    items = list(listed.items) if isinstance(listed, Sequence) else []
    starts = [item.where.line for item in items]
    lines = text.split("\n")
    gone: set[int] = set()
    for error in found:
        place = max((n for n, start in enumerate(starts) if start <= error.where.line), default=None)
        if place is None or place in gone:
            continue
        gone.add(place)
        end = starts[place + 1] - 1 if place + 1 < len(starts) else len(lines)
        words = "\n".join(lines[starts[place] - 1 : end])
        item = items[place]
        locator = item.items.get("locator") if isinstance(item, MappingNode) else None
        origin = origins.get(f"{path}#{locator.text}", document.file) if isinstance(locator, Scalar) else document.file
        left.append(LeftOut(kind=f"rejected by check ({error.code})", text=words, where=f"{origin}: {error.message}"))
    ranges = [range(starts[n] - 1, starts[n + 1] - 1 if n + 1 < len(starts) else len(lines)) for n in gone]
    skipped = set(chain.from_iterable(ranges))
    return "\n".join(line for n, line in enumerate(lines) if n not in skipped).rstrip("\n") + "\n"
