import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.glossary import compile_glossary
from termbase.model.concept import ConceptId, EntryKey
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.review.changes import (
    Ambiguity,
    Changed,
    Diff,
    EvidenceChange,
    Links,
    Moved,
    Pair,
    SimilarPair,
    Takeover,
    Term,
)
from termbase.review.compare import diff
from termbase.review.markdown import MARKER, write_comment
from termbase.review.pull_request_comment import (
    MAX_COMPARISON_BYTES,
    MAX_COMPARISON_DEPTH,
    MAX_TEXT,
    MAX_VALUES,
    Run,
    UntrustedDataError,
    comment,
    read_comparison,
)
from termbase.review.word_diff import word_diff
from termbase.yaml_files.tree import parse
from tests.conftest import concept

RUN = Run(url="https://git.example/o/r/actions/runs/5", commit="ab" * 20, passed=True)
CHURN = ConceptId("churn")
FULL = Diff(
    added=(Term(id=CHURN, term="Churn", definition="Loss.", file="glossary/concepts/churn.yml"),),
    removed=(Term(id=ConceptId("gone"), term="Gone", definition="It was.", file="glossary/concepts/gone.yml"),),
    renamed=(Pair(before="old", after="new"),),
    changed=(
        Changed(
            id=ConceptId("arr"), term="ARR", file="glossary/concepts/arr.yml", was=ConceptId("mrr"),
            definition=word_diff("one two three", "one four three"), values={"term": Pair(before="A", after="B")},
            names_added=("x (admitted)",), names_removed=("y (variant)",), relations_added=("related churn",),
            relations_removed=("broader old",), texts=("formula", "its own file"),
            fields={"formula": word_diff("a", "b")},
        ),
    ),
    merges=(Moved(entry=EntryKey("a:L1"), headword="Churn", before=None, after=CHURN, because="same name"),),
    ambiguous=(Ambiguity(name="AM", concepts=(CHURN, ConceptId("arr"))),),
    lookalikes=(SimilarPair(a=ConceptId("a"), b=ConceptId("b"), score=0.5, reason="alike"),),
    links=(Links(id=CHURN, added=(ConceptId("arr"),), removed=()),),
    takeovers=(Takeover(name="loss", before=CHURN, after=(ConceptId("arr"),), file="glossary/concepts/arr.yml"),),
    by_hand=(Pair(before="old", after="new"),),
    unreadable=("glossary/x.yml",),
    evidence=(EvidenceChange(entry=EntryKey("a:L1"), headword="Churn", fields={"definition": word_diff("a", "b")}),),
    about={"title": word_diff("A", "B")},
    warnings=(
        Diagnostic(code="TB601", severity=Severity.WARNING, message="circular", where=Location(file="glossary/y.yml"), hint="."),
    ),
    broken=(
        Diagnostic(
            code="TB201", severity=Severity.ERROR, message="no term", where=Location(file="glossary/x.yml"), hint="Add it."
        ),
    ),
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", "![x](https://example.org/p.png)", "[click](javascript:alert(1))", "@everyone",
    "https://example.org/phish", "closes #1", "<!-- termbase-diff -->", "</ins></details>", "# Heading\n\n- list",
    "```\ncode", "| a | b |\n|---|---|", "\u202ereversed", "$\\text{x}$", "GH-1", "www.example.org",
)  # fmt: skip


def data(value: Any) -> bytes:
    return json.dumps(value).encode()


def changed(**parts: Any) -> dict[str, Any]:
    """The comparison above as JSON, with some parts replaced."""
    tree: dict[str, Any] = json.loads(data(asdict(FULL)))
    return tree | parts


def with_texts(tree: Any, text: str) -> Any:
    """The tree with every text replaced that may hold words."""
    match tree:
        case dict():
            return {key: value if key in ("kind", "severity", "texts", "fields") else with_texts(value, text)
                    for key, value in tree.items()}  # fmt: skip
        case list():
            return [with_texts(item, text) for item in tree]
        case str():
            return text
    return tree


def test_the_example_has_every_part_that_a_comparison_can_have() -> None:
    assert all(getattr(FULL, field.name) for field in fields(Diff))


def test_a_comparison_is_read_as_it_was_written() -> None:
    assert read_comparison(data(asdict(FULL))) == FULL
    assert read_comparison(data(asdict(Diff()))) == Diff()


def test_the_comment_is_what_the_command_would_write_with_the_state_of_the_build_below() -> None:
    told = comment(data(asdict(FULL)), run=RUN).body
    assert told.startswith(write_comment(FULL))
    assert told.startswith(MARKER + "\n")
    assert "All checks of the term files passed at abababababab." in told
    assert "[Log and preview](https://git.example/o/r/actions/runs/5)" in told
    failed = Run(url=RUN.url, commit=RUN.commit, passed=False)
    assert "**Checks failed**" in comment(data(asdict(FULL)), run=failed).body


def test_a_real_comparison_passes_its_own_limits() -> None:
    def state(files: Mapping[str, str]) -> Any:
        return compile_glossary([parse(text, file=f"g/concepts/{id}.yml") for id, text in files.items()], root="g")

    many = {f"t{number}": concept(f"Term {number}", explanation="word " * 50) for number in range(150)}
    found = diff(state({}), state(many))
    assert read_comparison(data(asdict(found))) == found


DEEP: Any = []
for _ in range(MAX_COMPARISON_DEPTH + 1):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("given_data", "why"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe", "it is not JSON"),
        (b"{", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b'{"score": NaN}', "it is not JSON"),
        (b" " * (MAX_COMPARISON_BYTES + 1), f"it is larger than {MAX_COMPARISON_BYTES:,} bytes"),
        (data(DEEP), f"it is more than {MAX_COMPARISON_DEPTH} levels deep"),
        (data([0] * MAX_VALUES), f"it has more than {MAX_VALUES:,} values"),
        (data({"x" * (MAX_TEXT + 1): 1}), f"it has a text of more than {MAX_TEXT:,} characters"),
        (data(["x" * (MAX_TEXT + 1)]), f"it has a text of more than {MAX_TEXT:,} characters"),
        (b'["\\ud800"]', "it has half of a surrogate pair"),
        (b'{"score": 1e999}', "it has an infinite number"),
        (data([]), "it has an unexpected structure at “”"),
        (data("text"), "it has an unexpected structure at “”"),
        (data(changed(added="text")), "it has an unexpected structure at “added”"),
        (data(changed(added=[{"id": "x", "<script>": 1}])), "it has an unexpected structure at “added.0”"),
        (data(changed(lookalikes=[{"a": "a", "b": "b", "score": "high", "reason": ""}])),
         "it has an unexpected structure at “lookalikes.0”"),
        (data(changed(changed=[changed()["changed"][0] | {"texts": ["<img>"]}])), "it has keys that no term file has"),
        (data(changed(changed=[changed()["changed"][0] | {"values": {"<b>": {"before": "", "after": ""}}}])),
         "it has keys that no term file has"),
    ],
)  # fmt: skip
def test_data_of_another_kind_is_refused_with_a_reason_that_quotes_nothing(given_data: bytes, why: str) -> None:
    with pytest.raises(UntrustedDataError) as caught:
        read_comparison(given_data)
    assert str(caught.value) == why
    told = comment(given_data, run=RUN).body
    assert f"The comparison that the build made cannot be used: {why}." in told
    assert told.startswith(MARKER + "\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_wherever_they_stand(text: str) -> None:
    hostile = with_texts(changed(), text)
    hostile["changed"][0]["values"] = {"term": {"before": text, "after": text}}
    told = comment(data(hostile), run=RUN).body
    bare = re.sub(r"\\.", "", told)
    assert bare.count("<!--") == bare.count("](") == 1
    for harmful in ("<script", "<img", "![", "@everyone", "https://example", "www.example", "#1", "GH-1", "</details", "\n# ",
                    "```", "|", "\u202e", "$"):  # fmt: skip
        assert harmful not in bare
    lines = told.partition("\n---\n")[0].splitlines()
    assert all(line == "" or line.startswith((MARKER, "#", "- ", "  - ", "**Not ready", "Effect: ")) for line in lines)


def test_a_comment_never_grows_over_what_github_takes() -> None:
    term = {"id": "t", "term": "<" * 500, "definition": "<" * 500, "file": "x"}
    told = comment(data(asdict(Diff()) | {"added": [term] * 500}), run=RUN).body
    assert len(told) < 65_536
    assert "All checks of the term files passed" in told


def test_a_build_without_a_comparison_is_told() -> None:
    assert "ended before the terms could be compared" in comment(None, run=RUN).body


@given(st.binary(max_size=500))
def test_any_bytes_make_a_comment(given_data: bytes) -> None:
    assert comment(given_data, run=RUN).body.startswith(MARKER)


def test_a_newcomer_who_waits_for_approval_is_not_told_of_a_failure() -> None:
    waiting = Run(url=RUN.url, commit=RUN.commit, passed=False, waiting=True)
    told = comment(None, run=waiting).body
    assert told.startswith(MARKER + "\n")
    assert "a maintainer must allow the checks to run" in told
    assert "failed" not in told.replace("Nothing failed", "")


def test_a_build_that_failed_for_another_reason_asks_the_author_to_read_the_log() -> None:
    failed = Run(url=RUN.url, commit=RUN.commit, passed=False)
    assert "**author**: Read the log" in comment(data(asdict(Diff())), run=failed).body
