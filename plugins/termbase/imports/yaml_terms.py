"""YAML files that are neither ours nor of a known kind: lists, maps and trees of objects."""

from collections.abc import Mapping

from termbase.imports.foreign_yaml import read_documents
from termbase.imports.imported import ImportOptions, Reading, in_all, problem, refusal
from termbase.imports.records import read_records


def read_yaml(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads every document of every file."""
    return in_all(_read(name, text, options) for name, text in files.items())


def _read(name: str, text: str, options: ImportOptions) -> Reading:
    documents, wrong = read_documents(text)
    if wrong:
        return Reading(problems=(refusal(name, wrong),))
    if not documents:
        return Reading(problems=(problem(name, "there is nothing in it"),))
    return read_records(documents[0] if len(documents) == 1 else documents, where=name, options=options)
