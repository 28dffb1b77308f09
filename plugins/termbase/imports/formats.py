"""The table of import formats, and the detection of a file's format.

Other packages add formats through the entry points of the group `termbase.imports`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Final

from termbase.imports.accounted import unaccounted
from termbase.imports.anki import looks_like_anki, read_anki
from termbase.imports.asciidoc import looks_like_asciidoc, read_asciidoc
from termbase.imports.custom_fields import with_custom_fields
from termbase.imports.foreign_yaml import read_documents
from termbase.imports.glosario import looks_like_glosario, read_glosario
from termbase.imports.glossarist import looks_like_glossarist, read_glossarist
from termbase.imports.html_page import read_html
from termbase.imports.imported import ImportOptions, Reading, cleaned, in_all, problem
from termbase.imports.json_terms import read_json_terms
from termbase.imports.markdown import read_markdown
from termbase.imports.plain_lists import ABBREVIATION, DEFINED, DIRECTIVE, read_abbreviations, read_specup, read_sphinx
from termbase.imports.skos import read_skos
from termbase.imports.table import read_tables
from termbase.imports.tbx import read_tbx
from termbase.imports.yaml_terms import read_yaml
from termbase.site.entry_points import IMPORTS_GROUP as GROUP
from termbase.site.entry_points import added, refuse_second_names

Reader = Callable[[Mapping[str, str], ImportOptions], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: its name for `--format`, the files that have it, and its reader."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognizes: Callable[[str], bool]
    """Returns whether the text of a file with such a suffix has this format."""
    read: Reader
    """Reads all files of the format at once, by file name."""


def _any(_text: str) -> bool:
    return True


def _is_skos(text: str) -> bool:
    return "skos/core#" in text or "skos-xl#" in text


def _is_tbx(text: str) -> bool:
    return "<tbx" in text[:5000] or "<martif" in text[:5000]


def _is_abbreviations(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and sum(1 for line in lines if ABBREVIATION.match(line)) * 2 >= len(lines)


def _is_sphinx(text: str) -> bool:
    return bool(DIRECTIVE.search(text))


def _is_glosario(text: str) -> bool:
    return looks_like_glosario(_yaml(text))


def _is_glossarist(text: str) -> bool:
    return looks_like_glossarist(_yaml(text))


@lru_cache(maxsize=1)
def _yaml(text: str) -> list[Any]:
    """The documents of a text, cached for the next format that examines them."""
    return read_documents(text)[0]


FORMATS: Final[tuple[Format, ...]] = (
    Format(name="abbreviations", title="Markdown abbreviations, such as *[ABC]: …", suffixes=("md", "txt", "mdx"),
           recognizes=_is_abbreviations, read=read_abbreviations),
    Format(name="specup", title="Spec-Up and TEv2, such as [[def: …]]", suffixes=("md", "txt"),
           recognizes=lambda text: bool(DEFINED.search(text)), read=read_specup),
    Format(name="sphinx", title="Sphinx’s glossary directive", suffixes=("rst", "md", "txt"), recognizes=_is_sphinx, read=read_sphinx),
    Format(name="sphinx", title="reStructuredText", suffixes=("rst",), recognizes=_any, read=read_sphinx),
    Format(name="markdown", title="Markdown", suffixes=("md", "mdx", "markdown", "rmd", "qmd"), recognizes=_any, read=read_markdown),
    Format(name="asciidoc", title="AsciiDoc", suffixes=("adoc", "asciidoc", "asc"), recognizes=_any, read=read_asciidoc),
    Format(name="asciidoc", title="AsciiDoc", suffixes=("txt",), recognizes=looks_like_asciidoc, read=read_asciidoc),
    Format(name="html", title="HTML", suffixes=("html", "htm", "xhtml"), recognizes=_any, read=read_html),
    Format(name="anki", title="Anki notes as text", suffixes=("txt", "csv", "tsv"), recognizes=looks_like_anki, read=read_anki),
    Format(name="csv", title="CSV, TSV", suffixes=("csv", "tsv", "txt", "tab"), recognizes=_any, read=read_tables),
    Format(name="skos", title="SKOS", suffixes=("ttl", "nt", "n3", "jsonld", "rdf", "owl"), recognizes=_any, read=read_skos),
    Format(name="skos", title="SKOS", suffixes=("xml", "json"), recognizes=_is_skos, read=read_skos),
    Format(name="tbx", title="TBX", suffixes=("tbx", "xml"), recognizes=_is_tbx, read=read_tbx),
    Format(name="json", title="JSON", suffixes=("json", "jsonl", "ndjson"), recognizes=_any, read=read_json_terms),
    Format(name="glosario", title="Glosario", suffixes=("yml", "yaml"), recognizes=_is_glosario, read=read_glosario),
    Format(name="glossarist", title="Glossarist", suffixes=("yml", "yaml"), recognizes=_is_glossarist, read=read_glossarist),
    Format(name="yaml", title="YAML", suffixes=("yml", "yaml"), recognizes=_any, read=read_yaml),
)  # fmt: skip
"""Our formats in the order in which a file is tried for them."""
_NAMES: Final = frozenset(item.name for item in FORMATS)


@cache
def formats() -> tuple[Format, ...]:
    """Every format in the order in which a file is tried for them: those of other packages, then ours.

    Raises:
        EntryPointError: An entry point cannot be used, or a format has the name of another one.
    """
    foreign = added(GROUP, Format)
    refuse_second_names("format", (item.name for item in foreign), taken=_NAMES)
    return (*foreign, *FORMATS)


def format_names() -> tuple[str, ...]:
    """The possible values of `--format`."""
    return tuple(dict.fromkeys(item.name for item in formats()))


def guess(file: str, text: str) -> Format | None:
    """The format of a file from its name and content; None if it is not supported."""
    suffix = file.rsplit(".", 1)[-1].casefold() if "." in file else ""
    return next((item for item in formats() if suffix in item.suffixes and _recognized(item, text)), None)


def format_named(name: str) -> Format:
    """The format of a name."""
    return next(item for item in formats() if item.name == name)


def read_files(files: Mapping[str, str], options: ImportOptions | None = None, *, form: str | None = None) -> Reading:
    """Reads files of one or several formats.

    Args:
        files: Texts by file name.
        options: What the user said about languages and columns.
        form: Name of a format, or None to find it for each file.
    """
    options = options or ImportOptions()
    groups: dict[str, dict[str, str]] = {}
    problems: list[str] = []
    for file, text in sorted(files.items()):
        found = format_named(form) if form else guess(file, text)
        if found is None:
            problems.append(problem(file, _unknown(text)))
        else:
            groups.setdefault(found.name, {})[file] = text
    readings: Sequence[Reading] = [_read(format_named(name), texts, options) for name, texts in groups.items()]
    whole = with_custom_fields(in_all((*readings, Reading(problems=tuple(problems)))), options.fields)
    return replace(whole, terms=cleaned(whole.terms))


def _recognized(item: Format, text: str) -> bool:
    try:
        return bool(item.recognizes(text))
    except Exception:  # a stranger's code may raise anything; then the file is not of that format
        if item.name in _NAMES:
            raise
        return False


def _read(item: Format, files: Mapping[str, str], options: ImportOptions) -> Reading:
    some = next(iter(files))
    try:
        reading = item.read(files, options)
        if item.name in _NAMES:
            return reading
        return replace(reading, left_out=(*reading.left_out, *unaccounted(files, reading)))
    except RecursionError:
        return Reading(problems=(problem(some, f"it is nested too deeply to be read as {item.title}. Flatten it"),))
    except Exception as error:
        if item.name in _NAMES:
            raise
        told = problem(
            some, f"the reader of {item.title}, from another package, failed: {error!r:.200}. Report it there"
        )
        return Reading(problems=(told,))


def _unknown(text: str) -> str:
    start = " ".join(text[:60].split())
    there = ", ".join(dict.fromkeys(item.title for item in formats()))
    return f"its format is not recognized; it begins with “{start}”. Supported: {there}. Choose one with --format"
