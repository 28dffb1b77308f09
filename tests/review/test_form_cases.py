"""Filled-in forms as small files: `NAME.md` is the issue, and beside it is what must come of it.

`NAME.yml` is the term file of the pull request, `NAME.txt` the answer in the issue. To add a case, write
the issue, run the test, and copy the result that it prints once you have read it.
"""

from functools import cache
from pathlib import Path

import pytest

from termbase.editing.new_term import problems
from termbase.glossary import Glossary, load
from termbase.model.diagnostics import Severity
from termbase.reading.files import read_file
from termbase.review.issue_form import Problem, questions, read_form
from termbase.review.proposal import Proposal, Reporter, propose, reply

ROOT = Path(__file__).parents[2]
CASES = {path.stem: path for path in sorted((Path(__file__).parent / "cases/forms").glob("*.md"))}
FORM = questions(read_file(ROOT / ".github/ISSUE_TEMPLATE/new-term.yml", name="new-term.yml"))


@cache
def base() -> Glossary:
    return load(ROOT / "tests/frozen/glossary")


@cache
def outcome(body: str) -> Proposal | str:
    """The proposal that a form becomes, or the answer to it."""
    filled = read_form(body, questions=FORM, categories=base().termbase.categories)
    if filled.problems:
        return reply(filled.problems)
    reporter = Reporter(login="ann", number=7)
    made = propose(filled, base=base(), folder="glossary", issue=12, reporter=reporter)
    return reply((made,)) if isinstance(made, Problem) else made


@pytest.mark.parametrize("name", CASES)
def test_a_form_becomes_what_stands_beside_it(name: str) -> None:
    made = outcome(CASES[name].read_text("utf-8"))
    kind, text = (".yml", made.content) if isinstance(made, Proposal) else (".txt", made)
    beside = [path for path in map(CASES[name].with_suffix, (".yml", ".txt")) if path.exists()]
    assert [(path.suffix, path.read_text("utf-8")) for path in beside] == [(kind, text)]


def test_every_term_file_of_a_form_passes_the_check() -> None:
    made = {
        made.content: made for path in CASES.values() if isinstance(made := outcome(path.read_text("utf-8")), Proposal)
    }
    for content, proposal in made.items():
        found = problems(base(), file=proposal.path, text=content, root="glossary")
        assert [f"{d.code} {d.message}" for d in found if d.severity is not Severity.NOTE] == [], content


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert len(CASES) >= 30
    assert {path.with_suffix(".txt").exists() for path in CASES.values()} == {True, False}
