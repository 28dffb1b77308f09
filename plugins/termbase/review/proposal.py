"""Turns a form that a maintainer accepted into a pull request: the file, the credit, and the text around it.

Git and the service act on the text of branch names, subjects, and trailers, so nothing that a user typed gets there:
those are made from the term's id, the issue's number, and the checked login.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Final

from termbase.editing.tidy import modeline_for
from termbase.glossary import Glossary
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.review.compare import diff
from termbase.review.issue_form import Filled, Problem
from termbase.review.markdown import MARKER, write_comment
from termbase.review.synonym import NewNames, new_names, said_of
from termbase.text.escaping import markdown
from termbase.yaml_files.tree import parse
from termbase.yaml_files.write import write_term

_LOGIN: Final = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}(?:_[A-Za-z0-9]{1,8})?")
_COMPARISON: Final = 40_000
"""Characters of a pull request's text that the comparison may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who filed the form."""

    login: str
    number: int
    """The account's number, which stays when the login changes."""

    @property
    def credit(self) -> str | None:
        """The line at the end of a commit message that credits them; None for what no account can be called."""
        if self.number <= 0 or _LOGIN.fullmatch(self.login) is None:
            return None
        return f"Co-authored-by: {self.login} <{self.number}+{self.login}@users.noreply.github.com>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A pull request before it is opened."""

    id: str
    path: str
    """Where the term file goes, relative to the root of the repository."""
    content: str
    title: str
    message: str
    """Commit message."""
    body: str
    """Text of the pull request."""
    replaces: str = ""
    """SHA-256 of the text that `content` replaces, in hexadecimal; "" for a new file."""
    problems: tuple[str, ...] = ()
    """What `termbase check` would report as an error or a warning, with what to do."""


def propose(
    filled: Filled, *, base: Glossary, prefix: str, folder: str, issue: int, reporter: Reporter
) -> Proposal | Problem:
    """Makes a proposal of a form, or says why there is nothing to propose.

    Args:
        filled: A form without problems.
        base: The glossary as it is.
        prefix: Its folder, as the names of its files begin.
        folder: Its folder, relative to the root of the repository.
        issue: Number of the issue.
        reporter: Who filed it.
    """
    term = str(filled.data["term"])
    meant = base.names.meanings(term)
    taken = base.names.ids.get(filled.id)
    owners = (base.termbase.by_id[id] for id in (*meant, *((taken,) if taken else ())))
    existing = next((concept for concept in owners if concept.own is not None), None)
    if existing is not None:
        return Problem(
            label="",
            message=f"the glossary already has “{existing.term}”, which “{term}” means",
            hint="To change that page, use its link “Edit this definition”. If you mean something else by the word,"
            " say so here, and a maintainer will write the second meaning by hand.",
        )
    other = said_of(filled)
    added = new_names(filled, other, base=base) if other else None
    if other and added is None and said_of(replace(filled, remarks="")):
        return Problem(
            label="Definition",
            message=f"it only says that this is another name of “{other}”, which the glossary does not have",
            hint="Write what the term means.",
        )
    if isinstance(added, Problem):
        return added
    if added is not None:
        made = _names_added(added, folder=folder, place=added.file.removeprefix(f"{prefix}/"))
        left, note = replace(filled, related=()), _note(filled, added)
        return _told(made, left, base=base, file=added.file, prefix=prefix, issue=issue, reporter=reporter, note=note)
    # A concept that only sources speak of gets its file under the id that its links have.
    id = meant[0] if len(meant) == 1 else filled.id
    known = {name: found[0] for name in filled.related if len(found := base.names.meanings(name)) == 1}
    place = f"concepts/{id}.yml"
    related = tuple(dict.fromkeys(known.values()))
    made = Proposal(
        id=id,
        path=f"{folder}/{place}",
        content=write_term({**filled.data, "related": related}, modeline=modeline_for(place)),
        title=f"Add the term {id}",
        message="",
        body="",
    )
    left = replace(filled, related=tuple(name for name in filled.related if name not in known))
    note = _DRAFT.format(path=made.path)
    file = f"{prefix}/{place}"
    return _told(made, left, base=base, file=file, prefix=prefix, issue=issue, reporter=reporter, note=note)


_DRAFT: Final = (
    "#### Before you merge\n\nThe page will say “A draft: this text has not been reviewed yet.” Once you have"
    " reviewed the text, replace the line `status: draft` in `{path}` with"
    " `reviewed: {{by: Your Name, date: YYYY-MM-DD}}` (*Files changed*, the three dots, *Edit file*);"
    " the page then shows your name and the date."
)


def _names_added(added: NewNames, *, folder: str, place: str) -> Proposal:
    id = added.concept.id
    return Proposal(
        id=id,
        path=f"{folder}/{place}",
        content=added.after,
        title=f"Add names to the term {id}",
        message="",
        body="",
        replaces=hashlib.sha256(added.before.encode()).hexdigest(),
    )


def _note(filled: Filled, added: NewNames) -> str:
    return (
        f"The form says that {markdown(str(filled.data['term']))} is another name of {markdown(added.concept.term)},"
        f" so this adds to its file: {', '.join(map(markdown, added.names))}. Merge it only if both mean exactly the"
        f" same.\n\nThe definition in the form:\n\n> {markdown(str(filled.data['definition']))}"
    )


def _told(
    made: Proposal, filled: Filled, *, base: Glossary, file: str, prefix: str, issue: int, reporter: Reporter, note: str
) -> Proposal:
    """The proposal with the words of its commit and its pull request."""
    others = (d for d in base.documents if d.file != file)
    head = base.again((*others, parse(made.content, file=file)), root=prefix)
    credit = reporter.credit
    found = tuple(d for d in head.diagnostics if d not in base.diagnostics)
    return replace(
        made,
        problems=tuple(f"{d.message}. {d.hint}" for d in found if d.severity is not Severity.NOTE),
        message=f"{made.title}\n\nCloses #{issue}\n" + (f"\n{credit}\n" if credit else ""),
        body=_body(
            filled,
            comparison=write_comment(diff(base, head), limit=_COMPARISON).removeprefix(MARKER).strip(),
            found=found,
            issue=issue,
            credited=credit is not None,
            note=note,
        ),
    )


def _body(
    filled: Filled, *, comparison: str, found: tuple[Diagnostic, ...], issue: int, credited: bool, note: str
) -> str:
    parts = [
        f"Closes #{issue}, whose author " + ("is credited as co-author." if credited else "no longer has an account.")
    ]
    if filled.remarks:
        parts.append("The author's note for reviewers:\n\n> " + markdown(filled.remarks))
    if filled.related:
        parts.append("Listed as related, but not a term here: " + ", ".join(map(markdown, filled.related)) + ".")
    parts.append(note)
    problems = [f"- {markdown(f'{d.where.line}: {d.severity} {d.code}: {d.message}')}" for d in found]
    parts.append(
        "#### What `termbase check` says\n\n" + ("\n".join(problems[:50]) or "Nothing: everything is in order.")
    )
    parts.append(comparison)
    parts.append(
        "Pull requests opened by a workflow do not start other workflows. Close this one and open it again to run"
        " the checks under your name."
    )
    return "\n\n".join(parts) + "\n"


def problem_lines(problems: tuple[Problem, ...]) -> str:
    """A list of what is wrong with a form, as Markdown."""
    return "\n".join(
        f"- {f'**{markdown(problem.label)}**: ' if problem.label else ''}{markdown(problem.message)}."
        f" {markdown(problem.hint)}"
        for problem in problems
    )


def reply(problems: tuple[Problem, ...]) -> str:
    """The answer to a form that cannot become a term file yet."""
    return (
        "This form could not be turned into a term file yet:\n\n"
        + problem_lines(problems)
        + "\n\nEdit the issue; a maintainer will then remove the label `accepted` and add it again.\n"
    )
