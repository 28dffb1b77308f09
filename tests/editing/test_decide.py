"""Answers in `decisions.yml`: one a line, in order, each pair once."""

from hypothesis import given
from hypothesis import strategies as st

from termbase.editing.decide import Answer, with_answers
from termbase.model.author_files import Decision, DecisionsFile
from termbase.reading.validate import validate
from termbase.yaml_files.tree import parse


def answer(a: str, b: str, *, same: bool = True, reason: str = "Read.") -> Answer:
    return Answer(a=a, b=b, same=same, reason=reason, date="2031-02-03", fingerprints=("1", "2"))


def read(text: str) -> tuple[Decision, ...]:
    document = parse(text, file="decisions.yml")
    assert document.root is not None
    value, problems = validate(document.root, DecisionsFile)
    assert problems == ()
    assert value is not None
    return value.decisions


def test_two_branches_add_lines_in_different_places() -> None:
    base = with_answers("", (), [answer("a:1", "b:1"), answer("m:1", "n:1"), answer("y:1", "z:1")])
    ours = with_answers(base, read(base), [answer("c:1", "d:1")]).splitlines()
    theirs = with_answers(base, read(base), [answer("p:1", "q:1")]).splitlines()
    assert [line for line in ours if line not in base] == [ours[4]]
    assert [line for line in theirs if line not in base] == [theirs[5]]


def test_a_second_answer_about_two_entries_replaces_the_first() -> None:
    first = with_answers("", (), [answer("a:1", "b:1")])
    (decision,) = read(with_answers(first, read(first), [answer("b:1", "a:1", same=False)]))
    assert decision.same_as is None
    assert set(decision.pair) == {"a:1", "b:1"}


def test_comments_at_the_head_stay() -> None:
    assert with_answers("# Ours.\ndecisions: []\n", (), []).startswith("# Ours.\n")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40))
def test_any_reason_is_read_back(reason: str) -> None:
    said = " ".join(reason.split()) or "x"
    (decision,) = read(with_answers("", (), [answer("a:1", "b:1", reason=said)]))
    assert decision.reason.strip() == said.strip()
