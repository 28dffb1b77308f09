"""`termbase new`: write a term file."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say
from termbase.cli._text_report import diagnostic_lines
from termbase.cli._workspace import Workspace, glossary_option
from termbase.model.diagnostics import Severity

if TYPE_CHECKING:
    from termbase.editing.new_term import Draft
    from termbase.glossary import Glossary


@click.command("new")
@click.argument("term")
@click.option(
    "--abbr", "abbreviations", multiple=True, metavar="X", help="An abbreviation; repeat the option for more."
)
@click.option("--definition", metavar="TEXT", help="One or two sentences: what kind of thing, and what sets it apart.")
@click.option("--category", metavar="ID", help="A category of termbase.yml.")
@click.option("--synonym", "synonyms", multiple=True, metavar="NAME", help="Another name for exactly the same thing.")
@click.option("--related", multiple=True, metavar="TERM", help="A related term: a name or an id.")
@click.option("--broader", multiple=True, metavar="TERM", help="A broader term that it is a kind of.")
@click.option("--id", "id", metavar="ID", help="Its id in links.  [default: the term in lowercase with hyphens]")
@click.option("--force", "--yes", "-y", is_flag=True, help="Write the file even if a similar term exists.")
@glossary_option
def command(
    *, term: str, abbreviations: tuple[str, ...], definition: str | None, category: str | None,
    synonyms: tuple[str, ...], related: tuple[str, ...], broader: tuple[str, ...], id: str | None,
    force: bool, workspace: Workspace,
) -> None:  # fmt: skip
    """Write a new term file.

    In a terminal you are asked for anything missing. In a script, you must pass everything that is
    required. Before the file is written, you are warned about terms that may be the same.

    \b
      termbase new "Net revenue retention" --abbr NRR
    """
    from termbase.editing.new_term import draft

    glossary = workspace.load()
    begun = draft(term, id=id, abbreviations=abbreviations, synonyms=synonyms)
    _check_id(glossary, workspace, begun)
    ask = interactive()
    if not force:
        _warn_of_others(glossary, workspace, begun, ask=ask)
    missing = _missing(glossary, definition, category, (*related, *broader))
    if missing and not ask:
        flags = [flag for flag in missing if not force or flag == "--definition"]
        if flags:
            raise click.UsageError(
                f"Missing: {', '.join(flags)}. (In a terminal you would be asked.)"
                + ("" if "--definition" in flags else " To write it anyway: --force.")
            )
    if ask and "--definition" in missing and not abbreviations and not begun.abbreviations:
        begun = replace(begun, abbreviations=_listed(click.prompt("Abbreviations, if any", "", show_default=False)))
    if ask and "--definition" in missing:
        definition = click.prompt("Definition, in one sentence: the kind of thing, then what sets it apart\n")
    if ask and "--category" in missing:
        category = _ask_category(glossary)
    if ask and "--related" in missing:
        related = click.prompt(
            "Related terms, separated by commas", "", show_default=False,
            value_proc=lambda text: _ids(glossary, _listed(text), "Related term"),
        )  # fmt: skip
    complete = replace(
        begun, definition=" ".join((definition or "").split()), category=category,
        related=_ids(glossary, related, "--related"), broader=_ids(glossary, broader, "--broader"),
    )  # fmt: skip
    _write(glossary, workspace, complete, force=force, ask=ask)


def interactive() -> bool:
    """Whether the command runs in a terminal, so that the user can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item for part in text.split(",") if (item := part.strip()))


def _check_id(glossary: "Glossary", workspace: Workspace, draft: "Draft") -> None:
    from termbase.text.slug import is_id, slug

    if not is_id(draft.id):
        raise Refused(
            f"“{draft.id}” cannot be an id: use lowercase letters, digits, and hyphens. Try --id {slug(draft.id)}"
        )
    there = glossary.termbase.by_id.get(draft.id)
    if there is not None and there.own is not None:
        file = workspace.shown(there.where.file)
        raise Refused(
            f"“{there.term}” already has the id {draft.id}, in {file}. "
            "Edit that file or, if you mean something else, choose another --id."
        )
    if draft.id in glossary.termbase.former_ids:
        now = glossary.termbase.former_ids[draft.id]
        raise Refused(f"The id {draft.id} once belonged to {now}, and old links to it lead there. Choose another --id.")
    if workspace.path(_file(workspace, draft)).exists():
        raise Refused(f"The file {workspace.shown(_file(workspace, draft))} already exists. Choose another --id.")


def _file(workspace: Workspace, draft: "Draft") -> str:
    return f"{workspace.prefix}/concepts/{draft.id}.yml"


def _warn_of_others(glossary: "Glossary", workspace: Workspace, draft: "Draft", *, ask: bool) -> None:
    from termbase.editing.new_term import similar_terms, taken

    same, alike = taken(glossary, draft), similar_terms(glossary, draft)
    if not same and not alike:
        return
    told = [
        f"“{item.name}” is already a name of {item.concept.term}, in {workspace.shown(item.concept.where.file)}"
        for item in same
    ]
    told += [
        f"“{item.name}” is similar; it is a name of {item.concept.term}, in {workspace.shown(item.concept.where.file)}"
        for item in alike
    ]
    for line in told:
        say(line, err=True)
    if not ask:
        raise Refused(
            "If it is the same thing, add your name for it to that file, under `synonyms:` or `abbreviations:`. "
            "If it is something else, use --force."
        )
    click.confirm("Is yours a different concept?", abort=True)


def _missing(
    glossary: "Glossary", definition: str | None, category: str | None, relations: tuple[str, ...]
) -> tuple[str, ...]:
    """The flags without which the file would not pass `check`."""
    needed = []
    if not (definition or "").strip():
        needed.append("--definition")
    if category is None and glossary.termbase.categories:
        needed.append("--category")
    if not relations and any(concept.relations for concept in glossary.termbase.concepts):
        needed.append("--related")
    return tuple(needed)


def _ask_category(glossary: "Glossary") -> str:
    ids = [category.id for category in glossary.termbase.categories]
    for category in glossary.termbase.categories:
        say(f"  {category.id:<{max(map(len, ids))}}  {category.title}")
    chosen: str = click.prompt("Category", type=click.Choice(ids), show_choices=False)
    return chosen


def _ids(glossary: "Glossary", terms: tuple[str, ...], flag: str) -> tuple[str, ...]:
    ids = []
    for term in terms:
        meanings = glossary.every_name.meanings(term)
        if len(meanings) > 1:
            raise Refused(f"{flag} “{term}” may mean {' or '.join(meanings)}. Use the id of the one you mean.")
        if not meanings:
            from termbase.identity.find import find_concepts

            near = ", ".join(
                found.concept.id for found in find_concepts(glossary.termbase.concepts, glossary.names, term, limit=3)
            )
            hint = f"Similar names: {near}." if near else "Look it up: termbase find WORDS."
            raise Refused(f"{flag} “{term}” is not a term in this glossary. {hint}")
        ids.append(meanings[0])
    return tuple(dict.fromkeys(ids))


def _write(glossary: "Glossary", workspace: Workspace, draft: "Draft", *, force: bool, ask: bool) -> None:
    from termbase.editing.new_term import problems
    from termbase.editing.tidy import modeline_for

    file = _file(workspace, draft)
    inside = workspace.inside(file)
    models = [(workspace.inside(name), text) for name, text in workspace.texts().items()]
    text = draft.text(modeline_for(inside, models))
    found = [
        d for d in problems(glossary, file=file, text=text, root=workspace.prefix) if d.severity is not Severity.NOTE
    ]
    for diagnostic in found:
        source = text.split("\n") if diagnostic.where.file == file else ()
        for line in diagnostic_lines(workspace.shown_in(diagnostic), source, width=100):
            say(line, err=True)
    if any(d.severity is Severity.ERROR for d in found):
        raise Refused("Nothing was written. Fix the problems above, and try again.")
    if found and not force:
        if not ask:
            raise Refused("Nothing was written, because `check` would report problems. To write it anyway: --force.")
        click.confirm("Write it anyway?", abort=True)
    workspace.write(file, text)
    say(f"wrote {workspace.shown(file)}")
