"""`termbase pull`: pin a copy of another glossary's terms."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termbase.cli._terminal import say
from termbase.model.diagnostics import Location
from termbase.text.counted import counted
from termbase.text.untrusted import UntrustedError, read_json

if TYPE_CHECKING:
    from termbase.identity.remote import RemoteChanges, RemoteGlossary
    from termbase.site.project import Project


@click.command("pull")
@click.argument("place", metavar="URL")
@click.argument("copy", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "--release", metavar="TEXT", help="Version of the other glossary.  [default: the date of its last change]"
)
@click.option("--dry-run", is_flag=True, help="Show what has changed, and write nothing.")
def command(place: str, copy: Path, release: str | None, dry_run: bool) -> None:
    """Copy the terms of another glossary into FILE and report what has changed since the last copy.

    URL is the URL of its /api/v1/terms.json. List FILE under `remotes:` in mkdocs.yml, and its terms
    can be linked and referred to. For each term that has changed, the report lists the pages and
    term files here that mention it or have a relation to it.
    """
    from termbase.identity.remote import compare, parse_remote
    from termbase.reading.fetch import fetch
    from termbase.text.atomic_files import write_file

    if (project := _project()) is not None:
        project.finish_interrupted()
    text, problems = fetch(place)
    after, wrong = parse_remote(text, file=place)
    if problems or wrong:
        for problem in problems or wrong:
            say(str(problem), err=True)
        raise SystemExit(1)
    stored = fetch(str(copy))[0] if copy.exists() else ""
    before = parse_remote(stored, file=copy.as_posix())[0]
    if before.terms:
        _report(compare(before.terms, after.terms), before)
    pinned = _pinned(json.loads(text.removeprefix("\ufeff")), stored, place, release)
    if not dry_run and pinned is not None:
        write_file(copy, pinned.encode("utf-8"))
    verb = "would be pinned" if dry_run else "pinned"
    say(f"{counted(len(after.terms), 'term')} {verb} in {copy.as_posix()}.")


def _report(changes: "RemoteChanges", before: "RemoteGlossary") -> None:
    touched = {old for old, _ in changes.renamed} | set(changes.removed) | set(changes.changed)
    places = _mentioned(replace(before, terms=tuple(term for term in before.terms if term["id"] in touched)))
    for old, new in changes.renamed:
        _line(f"renamed  {old} is now {new}", places.get(old, ()))
    for kind in ("removed", "changed", "added"):
        for id in getattr(changes, kind):
            _line(f"{kind:<8} {id}", places.get(id, ()))


def _line(text: str, places: Iterable[str]) -> None:
    say(text)
    for place in places:
        say(f"         mentioned in {place}")


def _mentioned(touched: "RemoteGlossary") -> Mapping[str, list[str]]:
    """The places where pages and term files of the local project mention or refer to remote terms, by id."""
    from termbase.identity.remote import index_remotes
    from termbase.linking.mentions import mentions
    from termbase.reading.pages import read_page
    from termbase.text.untrusted import UntrustedError

    project = _project()
    if project is None or not touched.terms:
        return {}
    glossary = project.glossary()
    texts = {document.file: document.text for document in glossary.documents}
    for name, path in project.pages():
        try:
            texts[name] = read_page(path)
        except (OSError, UntrustedError):
            continue  # the site generator reports it
    remotes = index_remotes((touched,))
    found: dict[str, set[Location]] = {}
    for id, place in mentions(texts, remotes.concepts):
        found.setdefault(id, set()).add(place)
    for concept in glossary.termbase.concepts:
        entry = concept.lead
        for relation in concept.remote_relations:
            if relation.to.id in remotes.by_id:
                place = entry.at(relation.kind.value, relation.ref)
                quoted = replace(place, column=place.column + 1)
                if quoted not in found.setdefault(relation.to.id, set()):
                    found[relation.to.id].add(place)
    in_order = {id: sorted(places, key=lambda p: (p.file, p.line, p.column)) for id, places in found.items()}
    return {id.partition(":")[2]: [str(place) for place in places] for id, places in in_order.items()}


def _project() -> "Project | None":
    """The local project, if there is one."""
    from termbase.site.project import find_project
    from termbase.site.settings_file import SettingsError

    try:
        return find_project(Path.cwd())
    except SettingsError:
        return None


def _pinned(data: dict[str, Any], stored: str, place: str, release: str | None) -> str | None:
    """The copy with a note on where and when it was taken; None if only the date would change."""
    data.pop("pinned", None)
    old = _object(stored)
    note = old.pop("pinned", None)
    if old == data and note and (release is None or release == note.get("version")):
        return None
    updated = max((str(term.get("updated") or "") for term in data["terms"]), default="")
    pinned = {
        "url": place,
        "version": release or updated or None,
        "date": datetime.now(UTC).date().isoformat(),
        "terms": len(data["terms"]),
        "updated": updated or None,
    }
    return json.dumps({**data, "pinned": pinned}, ensure_ascii=False, indent=1) + "\n"


def _object(text: str) -> dict[str, Any]:
    """The object in a stored copy; empty if the copy is invalid, so that a new one replaces it."""
    try:
        value = read_json(text)
    except UntrustedError:
        return {}
    return value if isinstance(value, dict) else {}
