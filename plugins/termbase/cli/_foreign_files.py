"""Reads files from other systems for `import` and `sync`."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from termbase.imports.imported import ImportOptions
    from termbase.model.concept import Termbase
    from termbase.model.glossary_file import CustomField


def read_texts(
    paths: tuple[Path, ...], *, encoding: str | None, form: str | None = None, skipped: Collection[str] = ()
) -> tuple[dict[str, str], list[str], list[str]]:  # fmt: skip
    """Returns the texts of files by name, what could not be read, and notes on encodings.

    Args:
        paths: Files, and folders of which all files are read whose extension belongs to a format.
        encoding: The encoding that the user gave.
        form: The format that the user gave; if set, all files in folders are read.
        skipped: Names of files in folders that are about the folder.
    """
    from termbase.imports.encoding import decode_text
    from termbase.imports.formats import formats
    from termbase.imports.imported import problem, refusal
    from termbase.text.regular_files import FoundFile, read_bytes, walk
    from termbase.text.untrusted import MAX_FOREIGN_BYTES, UntrustedError

    known = {suffix for item in formats() for suffix in item.suffixes}
    texts: dict[str, str] = {}
    wrong: list[str] = []
    remarks: list[str] = []
    passed: dict[str, int] = {}
    for path in paths:
        inside = path.is_dir()
        for found in walk(path) if inside else [FoundFile(path=path)]:
            file = found.path
            name = file.relative_to(path).as_posix() if inside else file.name
            unknown = form is None and file.suffix.casefold().lstrip(".") not in known
            if inside and (file.name.casefold() in skipped or unknown):
                kind = file.suffix or "without an ending"
                passed[kind] = passed.get(kind, 0) + 1
                continue
            try:
                if found.refused:
                    raise UntrustedError(f"this is {found.refused}, not a regular file", hint=found.hint)
                text, said = decode_text(
                    read_bytes(file, limit=MAX_FOREIGN_BYTES, follow=not inside), encoding=encoding
                )
            except OSError as error:
                wrong.append(problem(name, f"the file cannot be read: {error.strerror}. Check its permissions"))
                continue
            except UntrustedError as error:
                wrong.append(refusal(name, error))
                continue
            except LookupError as error:
                raise click.UsageError(
                    f"There is no encoding “{encoding}”. Common ones are utf-8, cp1252, and utf-16."
                ) from error
            texts[name if name not in texts else file.as_posix()] = text
            if said:
                remarks.append(f"{name}: {said}")
    if passed:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(passed.items()))
        remarks.append(f"files skipped in folders: {kinds}; to read them too, pass --format")
    return texts, wrong, remarks


def check_choices(*, source: str, form: str | None) -> None:
    """Refuses an invalid source id and an unknown format.

    Args:
        source: The id of the source that the user named.
        form: The format that the user named.
    """
    from termbase.imports.formats import format_names
    from termbase.text.slug import is_id, slug

    if not is_id(source):
        raise click.UsageError(
            f"“{source}” cannot be an id. Use lowercase letters, digits, and hyphens: {slug(source)}"
        )
    if form is not None and form not in format_names():
        raise click.UsageError(f"There is no format “{form}”. Available: {', '.join(format_names())}.")


def mapped(columns: tuple[str, ...], custom: Sequence["CustomField"] = ()) -> dict[str, str]:
    """The columns that the user assigned to fields.

    Args:
        columns: Pairs such as `Wort=term`.
        custom: The custom fields that the glossary declares.
    """
    from termbase.exports.csv import CUSTOM
    from termbase.imports.fields import FIELD_NAMES

    own = {name: f"{CUSTOM}{item.id}" for item in custom for name in (item.id, f"{CUSTOM}{item.id}")}
    chosen: dict[str, str] = {}
    for pair in columns:
        given, _, ours = pair.rpartition("=")
        field = {"term": "name", "synonym": "synonyms", "abbreviation": "abbreviations", "note": "notes"}.get(
            ours.strip(), ours.strip()
        )
        # A custom field takes precedence over a usual one, except for those that make up a term.
        field = own.get(ours.strip(), field) if field not in ("name", "definition") else field
        if not given or not (field in FIELD_NAMES or field in own.values()):
            fields = ", ".join(
                ["term" if name == "name" else name for name in FIELD_NAMES] + [item.id for item in custom]
            )
            raise click.UsageError(f"“{pair}” does not assign a field. Write COLUMN=FIELD, with one of: {fields}.")
        chosen[given.strip()] = field
    return chosen


def import_options(termbase: "Termbase", *, language: str | None, columns: tuple[str, ...]) -> "ImportOptions":
    """Returns the options that decide how files from other systems become terms of a glossary.

    Args:
        termbase: The glossary.
        language: The language to import from files that have several, if not the glossary's.
        columns: Pairs such as `Wort=term`.
    """
    from termbase.imports.imported import ImportOptions

    return ImportOptions(
        language=language,
        glossary_language=termbase.language,
        columns=mapped(columns, termbase.fields),
        fields=termbase.fields,
    )
