"""Filled-in forms as small files: `NAME.md` is the issue, and beside it is what must come of it.

`NAME.yml` is the term file of the pull request, `NAME.diff` what it changes in one, `NAME.txt` the answer in the issue. To add a case, write
the issue, run the test, and copy the result that it prints once you have read it.
"""

import hashlib
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pytest

from termbase.glossary import Glossary, compile_glossary
from termbase.model.concept import ConceptId
from termbase.model.diagnostics import Severity
from termbase.model.vocabulary import Status
from termbase.review.issue_form import Problem, read_form
from termbase.review.proposal import Proposal, Reporter, propose, reply
from termbase.yaml_files.tree import parse
from tests.ours import frozen
from tests.review.test_issue_form import FORM

ROOT = Path(__file__).parents[2]
CASES = {path.stem: path for path in sorted((Path(__file__).parent / "cases/forms").glob("*.md"))}


@cache
def base() -> Glossary:
    return frozen()


@cache
def outcome(body: str) -> Proposal | str:
    """The proposal that a form becomes, or the answer to it."""
    filled = read_form(body, questions=FORM, categories=base().termbase.categories)
    if filled.problems:
        return reply(filled.problems)
    reporter = Reporter(login="ann", number=7)
    made = propose(filled, base=base(), prefix="glossary", folder="glossary", issue=12, reporter=reporter)
    return reply((made,)) if isinstance(made, Problem) else made


def shown(made: Proposal | str) -> tuple[str, str]:
    """The suffix of the file beside a form, and its text."""
    if isinstance(made, str):
        return ".txt", made
    if not made.replaces:
        return ".yml", made.content
    (old,) = [d.text for d in base().documents if hashlib.sha256(d.text.encode()).hexdigest() == made.replaces]
    changed = list(unified_diff(old.split("\n"), made.content.split("\n"), n=0, lineterm=""))[2:]
    return ".diff", "".join(f"{line}\n" for line in [made.path, *changed])


@pytest.mark.parametrize("name", CASES)
def test_a_form_becomes_what_stands_beside_it(name: str) -> None:
    made = outcome(CASES[name].read_text("utf-8"))
    kind, text = shown(made)
    beside = [path for path in map(CASES[name].with_suffix, (".yml", ".diff", ".txt")) if path.exists()]
    assert [(path.suffix, path.read_text("utf-8")) for path in beside] == [(kind, text)]


def test_every_term_file_of_a_form_passes_the_check() -> None:
    made = {
        made.content: made for path in CASES.values() if isinstance(made := outcome(path.read_text("utf-8")), Proposal)
    }
    assert [d for d in base().diagnostics if d.severity is not Severity.NOTE] == []
    assert {content: proposal.problems for content, proposal in made.items() if proposal.problems} == {}
    for content, proposal in list(made.items())[::8]:  # a proposal finds its problems in the same way
        others = [d for d in base().documents if hashlib.sha256(d.text.encode()).hexdigest() != proposal.replaces]
        head = compile_glossary([*others, parse(content, file=proposal.path)], root="glossary")
        assert [f"{d.code} {d.message}" for d in head.diagnostics if d.severity is not Severity.NOTE] == [], content


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert len(CASES) >= 30
    assert {path.with_suffix(".txt").exists() for path in CASES.values()} == {True, False}


def test_one_edit_that_the_proposal_names_makes_a_draft_reviewed() -> None:
    made = outcome(CASES["minimum"].read_text("utf-8"))
    assert isinstance(made, Proposal)
    old, new = "status: draft", "reviewed: {by: Your Name, date: YYYY-MM-DD}"
    assert f"replace the line `{old}` in `{made.path}` with `{new}`" in made.body
    edited = made.content.replace(old, new.replace("Your Name", "Ann Lee").replace("YYYY-MM-DD", "2025-03-01"))
    head = compile_glossary([parse(edited, file=made.path)], root="glossary")
    assert head.termbase.by_id[ConceptId(made.id)].status is Status.REVIEWED
    assert [d for d in head.diagnostics if d.severity is not Severity.NOTE] == []
