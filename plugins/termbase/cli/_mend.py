"""Implements `check --fix`: fixes files on disk and reports the changes."""

from collections.abc import Callable

from termbase.cli._terminal import say
from termbase.cli._workspace import Workspace
from termbase.editing.tidy import Fixed, fix, modeline_for
from termbase.reading.concept_files import has_several
from termbase.yaml_files.tree import parse


def mend(workspace: Workspace, chosen: Callable[[str], bool]) -> bool:
    """Fixes the chosen files; returns whether any was written."""
    texts = workspace.texts()
    inside = {name: workspace.inside(name) for name in texts}
    models = [(inside[name], text) for name, text in texts.items()]
    documents = {name: parse(text, file=name) for name, text in texts.items() if chosen(name)}
    results = {
        name: fix(
            document.text,
            file=inside[name],
            modeline=modeline_for(inside[name], models, several=has_several(document.root)),
            known=document,
        )
        for name, document in documents.items()
    }
    workspace.project.know(documents)
    return _written(workspace, results)


def write_inverses(workspace: Workspace, chosen: Callable[[str], bool]) -> bool:
    """Adds inverse relations to the chosen files; returns whether any was written."""
    from termbase.editing.write_inverses import unwritten, with_inverses

    texts = workspace.texts()
    results = {
        name: with_inverses(texts[name], lacking)
        for name, lacking in unwritten(workspace.load().termbase).items()
        if name in texts and chosen(name)
    }
    return _written(workspace, results)


def _written(workspace: Workspace, results: dict[str, Fixed]) -> bool:
    workspace.write_all({name: result.text for name, result in results.items() if result.changes})
    for name, result in sorted(results.items()):
        if result.refused is not None:
            say(f"left unchanged {workspace.shown(name)}: {result.refused}", err=True)
        elif result.changes:
            say(f"fixed {workspace.shown(name)}: {'; '.join(result.changes)}", err=True)
    return any(result.changes for result in results.values())
