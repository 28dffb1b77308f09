"""`termbase explain`: why is this word a link, or not?"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.counted import counted
from termbase.text.escaping import visible

if TYPE_CHECKING:
    from termbase.glossary import Glossary
    from termbase.model.diagnostics import Diagnostic
    from termbase.site.explain import Explained


@click.command("explain")
@click.argument("page", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("word", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@glossary_option
def command(page: Path, word: tuple[str, ...], form: str, workspace: Workspace) -> None:
    """Show which names on a hand-written page are links, which are not, and why.

    With WORD, only names that contain it or mean the same term. The page is converted by your site's own
    MkDocs settings, as in a build, and nothing is written. The exit status is 1 if there is nothing to show.

    \b
      termbase explain docs/guide.md
      termbase explain docs/guide.md churn
    """
    from termbase.hosts.page_plans import PlanError, page_plans
    from termbase.linking.plan import Why
    from termbase.site.explain import explain

    glossary, asked = workspace.load(), " ".join(word)
    unread = list["Diagnostic"]()
    try:
        plan = next(page_plans(workspace.project, only=page, unread=unread.append), None)
    except PlanError as error:
        raise Refused(str(error)) from error
    if unread:
        raise Refused(f"{unread[0].where}: {unread[0].message}. {unread[0].hint}")
    if plan is None:
        docs = workspace.project.settings.shown_docs
        raise Refused(f"“{page}” is not a page of the site. Pages are Markdown files in “{docs}” that are not hidden.")
    found = list(explain(plan.names, glossary, word=asked))
    found = [item for item in found if asked or form == "json" or item.name.why is not Why.NOT_TEXT]
    if form == "json":
        say_json({"page": plan.prose.file, "names": [_row(item) for item in found]})
    else:
        for item in found:
            say(_line(item, glossary))
        links = sum(item.links for item in found)
        say(
            f"{visible(plan.prose.file)}: {links} of {counted(len(found), 'name')} {'is a link' if links == 1 else 'are links'}"
            if found
            else _nothing(glossary, asked)
        )
    raise SystemExit(0 if found else 1)


def _line(item: "Explained", glossary: "Glossary") -> str:
    name = item.name
    place = f"{name.line}:{name.column}" if name.line is not None else "-"
    terms = " or ".join(glossary.spoken.get(id, id) for id in name.target.concepts)
    mark = click.style("link" if item.links else "none", fg="green" if item.links else "yellow")
    reason = "" if item.reason == "link" else f": {item.reason}"
    leads = f" → {terms}" if terms else ""
    return f"{place:>8}  {mark}  {visible(name.words + leads + reason)}"


def _row(item: "Explained") -> dict[str, object]:
    name = item.name
    return {
        "line": name.line,
        "column": name.column,
        "text": name.words,
        "ids": list(name.target.concepts),
        "link": item.links,
        "why": name.why.value,
        "reason": item.reason,
    }


def _nothing(glossary: "Glossary", asked: str) -> str:
    if not asked:
        return "The page contains no name of a term."
    if glossary.every_name.meanings(asked):
        return f"The page does not contain “{visible(asked)}” or another name of its term."
    near = ", ".join(glossary.every_name.nearest(asked))
    return f"No term has the name “{visible(asked)}”." + (f" Close matches: {visible(near)}." if near else "")
