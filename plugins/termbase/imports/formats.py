"""Which reader a file wants."""

from collections.abc import Mapping

from termbase.imports.glossarist import looks_like_glossarist, read_glossarist
from termbase.imports.imported import Imported, Reading
from termbase.imports.json_terms import read_json
from termbase.imports.markdown_terms import read_markdown
from termbase.imports.skos import read_skos
from termbase.imports.table import read_table
from termbase.imports.tbx import read_tbx

FORMATS = ("csv", "json", "skos", "tbx", "glossarist", "markdown")
_SUFFIXES = {
    "csv": "csv", "tsv": "csv", "txt": "csv", "json": "json", "jsonld": "skos", "ttl": "skos", "rdf": "skos",
    "tbx": "tbx", "yml": "glossarist", "yaml": "glossarist", "md": "markdown", "mdx": "markdown", "markdown": "markdown",
}  # fmt: skip


def guess(file: str, text: str) -> str | None:
    """The format of a file from its name and its beginning; None where it is none we read."""
    found = _SUFFIXES.get(file.rsplit(".", 1)[-1].lower())
    head = text[:4000]
    if file.lower().endswith(".xml"):
        return "skos" if "skos/core#" in head else "tbx" if "<tbx" in head or "<martif" in head else None
    if found == "json" and "skos/core#" in head:
        return "skos"
    if found == "glossarist":
        return found if looks_like_glossarist(text) else None
    return found


def read_files(files: Mapping[str, str], *, form: str | None = None, language: str = "en") -> Reading:
    """Reads files of one or several formats.

    Args:
        files: Texts by file name.
        form: One of `FORMATS`, or None to guess for each file.
        language: Language to take from files that have several.
    """
    terms: list[Imported] = []
    problems: list[str] = []
    yaml: dict[str, str] = {}
    for file, text in sorted(files.items()):
        wanted = form or guess(file, text)
        match wanted:
            case "csv":
                reading = read_table(text, file=file)
            case "json":
                reading = read_json(text, file=file)
            case "skos":
                reading = read_skos(text, file=file, language=language)
            case "tbx":
                reading = read_tbx(text, file=file, language=language)
            case "markdown":
                reading = read_markdown(text, file=file)
            case "glossarist":
                yaml[file] = text
                continue
            case _:
                reading = Reading(terms=(), problems=(f"{file}: no format that can be imported was recognized",))
        terms += reading.terms
        problems += reading.problems
        if not (reading.terms or reading.problems):
            problems.append(f"{file}: no term was found")
    if yaml:
        reading = read_glossarist(yaml, language=language)
        terms += reading.terms
        problems += reading.problems
    return Reading(terms=tuple(terms), problems=tuple(problems))
