"""`termbase sync`: take a source again and keep what the team wrote."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace, glossary_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termbase.glossary import Glossary
    from termbase.imports.base import Base
    from termbase.imports.sync import Synced
    from termbase.model.diagnostics import Diagnostic


@click.command("sync")
@click.argument("places", nargs=-1, required=True, metavar="PLACE...")
@click.option("--source", required=True, metavar="ID", help="Id under which to cite the source, such as team-wiki.")
@click.option("--title", metavar="TEXT", help="Title of the source, used the first time.  [default: the id]")
@click.option(
    "--as", "way", type=click.Choice(["concepts", "entries"]), default="entries", show_default=True,
    help="Turn new terms into concept files, or into entries of the source.",
)  # fmt: skip
@click.option("--format", "form", metavar="NAME", help="Format of the files.  [default: detected for each file]")
@click.option("--language", metavar="CODE", help="Language to import from files that have several.")
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="What a column or key contains.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files.  [default: detected for each file]")
@click.option("--release", metavar="TEXT", help="Version of the source, for sources.yml.")
@click.option("--license", "license_", metavar="TEXT", help="License of the source, for sources.yml.")
@click.option("--url", metavar="URL", help="URL of the source, for sources.yml.  [default: PLACE, if it is one]")
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the report to this file, as Markdown.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@glossary_option
def command(
    places: tuple[str, ...], source: str, title: str | None, way: str, form: str | None, language: str | None,
    columns: tuple[str, ...], encoding: str | None, release: str | None, license_: str | None, url: str | None,
    summary: Path | None, dry_run: bool, workspace: Workspace,
) -> None:  # fmt: skip
    """Import a source again, from files, folders, or a URL, and update what came from it.

    Terms that the source added, changed, or removed are reported. Your changes are kept; a removed
    term is kept and marked as superseded or retired. Decisions are kept and checked against the new text.
    """
    from termbase.cli._foreign_files import check_choices, import_options
    from termbase.imports.base import base_path, base_text
    from termbase.imports.formats import read_files
    from termbase.imports.source_list import with_source
    from termbase.imports.sync import sync

    check_choices(source=source, form=form)
    texts = _texts(places, encoding, form)
    digest = _digest(texts)
    glossary = workspace.load()
    base = _stored_base(workspace, source)
    if base.hash == digest:
        say("Nothing changed in the source.")
        return
    options = import_options(glossary.termbase, language=language, columns=columns)
    reading = read_files(texts, options, form=form)
    for problem in reading.problems:
        say(f"Problem: {problem}", err=True)
    if not reading.terms:
        say("No term was found, so nothing was changed.", err=True)
        raise SystemExit(1)
    existing = {name.removeprefix(f"{workspace.prefix}/"): text for name, text in workspace.texts().items()}
    outcome = sync(
        reading, glossary.names, source=source, way="entries" if way == "entries" else "concepts", base=base, digest=digest,
        existing=existing, categories=[c.id for c in glossary.termbase.categories], every_name=glossary.every_name,
    )  # fmt: skip
    address = url or next((p for p in places if p.startswith(("http://", "https://"))), None)
    facts = {"url": address, "version": release, "license": license_, "sha256": digest,
             "retrieved": datetime.now(UTC).date().isoformat()}  # fmt: skip
    sources = with_source(existing.get("sources.yml"), source, title or source, {k: v for k, v in facts.items() if v})
    files: Mapping[str, str] = {**outcome.files, "sources.yml": sources}
    after, errors = _compiled_with(files, glossary, workspace)
    report = _report(outcome, glossary, after, source=source, prefix=workspace.prefix)
    report += [f"\nProblem: {error}" for error in errors]
    changes: dict[Path, bytes | None] = {}
    if not dry_run and not errors:
        written = {**files, base_path(source): base_text(outcome.base)}
        changes |= {workspace.root / path: text.encode() for path, text in written.items()}
    if summary is not None:  # together, since the next run would find nothing to report
        changes[summary.absolute()] = "".join(f"{line}\n" for line in report).encode()
    workspace.write_paths(changes)
    for line in report:
        say(line)
    if errors:
        say("Nothing was written, because check would reject the result.", err=True)
    if errors or reading.problems:
        raise SystemExit(1)


def _digest(texts: "Mapping[str, str]") -> str:
    """A hash of the source's content; if it is equal, nothing is new."""
    listed = "\0".join(f"{name}\0{text}" for name, text in sorted(texts.items()))
    return hashlib.sha256(listed.encode("utf-8", "replace")).hexdigest()


def _stored_base(workspace: Workspace, source: str) -> "Base":
    """What the last sync took from the source; empty before the first."""
    from termbase.imports.base import Base, base_path, parse_base
    from termbase.text.regular_files import read_text
    from termbase.text.untrusted import MAX_FOREIGN_BYTES, UntrustedError

    try:
        base = parse_base(read_text(workspace.root / base_path(source), limit=MAX_FOREIGN_BYTES))
    except FileNotFoundError:
        return Base()
    except UntrustedError:
        base = None
    if base is None:
        raise click.UsageError(
            f"{workspace.shown(f'{workspace.prefix}/{base_path(source)}')} is not what sync stores there. "
            "Restore it from Git."
        )
    return base


def _compiled_with(
    files: "Mapping[str, str]", glossary: "Glossary", workspace: Workspace
) -> "tuple[Glossary, list[Diagnostic]]":
    """The glossary with some files replaced, and the errors that result."""
    from termbase.yaml_files.tree import parse

    paths = {f"{workspace.prefix}/{path}": text for path, text in files.items()}
    documents = {d.file: d for d in glossary.documents} | {path: parse(text, file=path) for path, text in paths.items()}
    after = glossary.again(documents.values(), root=workspace.prefix)
    # `again` checks without the day and the rules of other packages, so what either compile finds is known.
    before = glossary.again(glossary.documents, root=workspace.prefix)
    known = {(d.code, d.message) for d in (*glossary.diagnostics, *before.diagnostics)}
    return after, [d for d in after.diagnostics if d.severity == "error" and (d.code, d.message) not in known]


def _report(outcome: "Synced", glossary: "Glossary", after: "Glossary", *, source: str, prefix: str) -> list[str]:
    """What changed, and what that means for the rest of the glossary and for published addresses."""
    from termbase.identity.published_ids import LEDGER_FILE, changed_addresses
    from termbase.imports.sync_report import moved, referring, sync_lines

    keys = {f"{source}:{d.locator}": d.locator for d in outcome.differences}
    keys |= {d.path[9:-4]: d.locator for d in outcome.differences if d.path.startswith("concepts/")}
    lines = list(sync_lines(outcome, referring(glossary.documents, keys), moved(glossary, after, source)))
    ledger = changed_addresses(glossary.ledger, glossary.termbase, after.termbase, file=f"{prefix}/{LEDGER_FILE}")
    return [*lines, *(f"Note: {address}." for address in ledger)]


def _texts(places: tuple[str, ...], encoding: str | None, form: str | None) -> dict[str, str]:
    from termbase.cli._foreign_files import read_texts
    from termbase.reading.fetch import fetch

    texts: dict[str, str] = {}
    for place in places:
        if "://" in place:
            text, problems = fetch(place)
            if problems:
                raise Refused(f"{place}: {problems[0].message}")
            texts[place.split("?")[0].rstrip("/").rsplit("/", 1)[-1]] = text
            continue
        if not Path(place).exists():
            raise click.UsageError(f"There is no file or folder “{place}”.")
        more, wrong, _ = read_texts((Path(place),), encoding=encoding, form=form)
        if wrong:
            raise Refused(wrong[0])
        texts |= more
    return texts
