"""A rename changes one id everywhere, and nothing that a reader sees."""

from collections.abc import Mapping

import pytest

from termbase.editing.rename import Renamed, RenameError, rename
from termbase.glossary import Glossary, compile_glossary
from termbase.model.concept import ConceptId
from termbase.yaml_files.tree import parse
from tests.conftest import concept, entries, sources


def compiled(files: Mapping[str, str]) -> Glossary:
    return compile_glossary([parse(text, file=path) for path, text in files.items()])


def renamed(files: Mapping[str, str], old: str, new: str) -> Renamed:
    return rename(compiled(files), files, old, new, root="")


OTHER = "term: Other\ndefinition: What it is.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("related: [at-risk]  # known\n", "related: [shaky]  # known\n"),
        ("related: ['at-risk', \"at-risk-account\"]\n", "related: ['shaky', \"at-risk-account\"]\n"),
        ("related:\n  - at-risk # known\n", "related:\n  - shaky # known\n"),
        ("contrast: [{term: at-risk, difference: at-risk}]\n", "contrast: [{term: shaky, difference: at-risk}]\n"),
        ("distinct_from:\n  - term: at-risk\n    reason: R\n", "distinct_from:\n  - term: shaky\n    reason: R\n"),
        ("notes: [about at-risk]\n", None),
        ("explanation: >-\n  See\n  [[at-risk|accounts\n  at risk]].\n", "explanation: >-\n  See\n  [[shaky|accounts\n  at risk]].\n"),
        ("explanation: See [[at-risk]].\n", "explanation: See [[shaky|account at risk]].\n"),
        ('explanation: "See [[at-risk]]."\n', 'explanation: "See [[shaky|account at risk]]."\n'),
        ("explanation: See [[Account at risk]] and [[at-risk-account]].\n", None),
    ],
)  # fmt: skip
def test_references_and_markup_are_rewritten_in_place(before: str, after: str | None) -> None:
    files = {
        "concepts/at-risk.yml": concept("Account at risk"),
        "concepts/at-risk-account.yml": concept("Something else"),
        "concepts/other.yml": OTHER + before,
    }
    result = renamed(files, "at-risk", "shaky")
    assert result.moved == ("concepts/at-risk.yml", "concepts/shaky.yml")
    assert result.texts["concepts/shaky.yml"] == files["concepts/at-risk.yml"] + "former_ids: [at-risk]\n"
    assert result.texts.get("concepts/other.yml") == (None if after is None else OTHER + after)


def test_entries_categories_and_decisions_are_rewritten_too() -> None:
    files = {
        "concepts/churn.yml": concept("Churn"),
        "concepts/rate.yml": concept("Rate"),
        "termbase.yml": "title: T\ncategories:\n  - id: churn\n    title: Churn\n    introduction: See [[churn]].\n",
        "sources.yml": sources("s"),
        "entries/s.yml": entries(
            "s", {"locator": "L1", "term": "Losses", "id": "churn"}, {"locator": "L2", "candidates": ["churn", "rate"]}
        ),
    }
    result = renamed(files, "churn", "loss")
    assert sorted(result.texts) == ["concepts/loss.yml", "entries/s.yml", "termbase.yml"]
    assert "id: loss\n" in result.texts["entries/s.yml"]
    assert "- loss\n" in result.texts["entries/s.yml"]
    assert "id: churn\n" in result.texts["termbase.yml"]
    assert "[[loss|churn]]" in result.texts["termbase.yml"]
    assert result.changes == (
        "concepts/loss.yml: former_ids",
        "termbase.yml: introduction",
        "entries/s.yml: id, candidates",
    )


def test_an_explicit_id_is_changed_and_the_file_stays() -> None:
    files = {"concepts/nrr.yml": "term: Net revenue retention\nid: net-retention # old\ndefinition: D\n"}
    result = renamed(files, "net-retention", "net-revenue-retention")
    assert result.moved is None
    assert result.texts["concepts/nrr.yml"] == (
        "term: Net revenue retention\nid: net-revenue-retention # old\ndefinition: D\nformer_ids: [net-retention]\n"
    )


def test_there_and_back_again_remembers_only_the_other_id() -> None:
    files = {"concepts/a.yml": concept("A")}
    there = renamed(files, "a", "b")
    back = renamed(there.texts, "b", "a")
    assert back.moved == ("concepts/b.yml", "concepts/a.yml")
    assert back.texts["concepts/a.yml"] == concept("A") + "former_ids: [b]\n"


def test_the_glossary_is_the_same_but_for_the_id() -> None:
    files = {
        "concepts/a.yml": concept("A term", related=["b"]),
        "concepts/b.yml": concept("B", explanation="See [[a]] and [[a|that]]."),
    }
    result = renamed(files, "a", "new-a")
    before = compiled(files)
    after = compiled({**{k: v for k, v in files.items() if k != "concepts/a.yml"}, **result.texts})
    assert after.termbase.former_ids == {"a": "new-a"}
    assert {(d.code, d.message) for d in after.diagnostics} == {(d.code, d.message) for d in before.diagnostics}
    one, other = (g.texts.concepts[ConceptId("b")].explanation for g in (before, after))
    assert one is not None
    assert other is not None
    assert one.plain == other.plain


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("chrn", "loss", "There is no concept with the id “chrn”. Similar ids: churn"),
        ("gone", "loss", "It is now rate."),
        ("churn", "churn", "is already its id"),
        ("churn", "rate", "is taken by “Rate”"),
        ("churn", "gone", "once belonged to rate"),
        ("churn", "Big Loss", "Try big-loss."),
        ("churn", "con", "not a reserved name"),
        ("losses", "loss", "has no concept file"),
        ("churn", "there", "concepts/there.yml already exists"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(old: str, new: str, why: str) -> None:
    files = {
        "concepts/churn.yml": concept("Churn"),
        "concepts/rate.yml": concept("Rate", former_ids=["gone"]),
        "concepts/there.yml": concept("Something", id="elsewhere"),
        "sources.yml": sources("s"),
        "entries/s.yml": entries("s", {"locator": "L1", "term": "Losses"}),
    }
    with pytest.raises(RenameError, match=why.replace(".", r"\.")):
        renamed(files, old, new)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("term: B: [[churn]]\n", "fix it first"),
        ('term: B\ndefinition: "See [\\x5bchurn]]."\n', "cannot be replaced safely"),
    ],
)
def test_a_file_that_cannot_be_changed_safely_stops_everything(text: str, why: str) -> None:
    with pytest.raises(RenameError, match=why):
        renamed({"concepts/churn.yml": concept("Churn"), "concepts/b.yml": text}, "churn", "loss")
