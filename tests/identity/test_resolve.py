from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.identity.resolve import citing
from termbase.model.concept import Concept, Designation, Termbase
from termbase.model.diagnostics import Diagnostic
from termbase.model.vocabulary import RelationKind, Status
from tests.conftest import concept, dump, entries, load, sources


def names(found: Concept) -> list[tuple[str, str]]:
    return [(name.text, name.kind.value) for name in found.designations]


def relations(termbase: Termbase) -> dict[str, list[tuple[str, str]]]:
    return {item.id: [(r.kind.value, r.target) for r in item.relations] for item in termbase.concepts if item.relations}


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [problem.code for problem in diagnostics]


def one(own: str, *items: Mapping[str, Any]) -> Concept:
    """The only concept of one file and the entries of the sources a, b, c in turn."""
    files = {"concepts/own.yml": own} if own else {}
    for source, item in zip("abc", items, strict=False):
        files[f"entries/{source}.yml"] = entries(source, {"locator": "L1", **item})
    termbase, problems = load({**files, "sources.yml": sources("a", "b", "c")})
    assert problems == ()
    (found,) = termbase.concepts
    return found


def test_names_come_by_kind_ours_first_one_for_each_spelling() -> None:
    own = concept("Cross-sell (CS)", synonyms=["add-on sale"], variants=["crosssale"], deprecated=["cross-hawking"])
    found = one(own, {"term": "Cross Sell (CS)"}, {"term": "cross-sell", "synonyms": ["Add-on sale", "add-on"]})
    assert names(found) == [
        ("Cross-sell", "preferred"),
        ("CS", "abbreviation"),
        ("add-on sale", "admitted"),
        ("add-on", "admitted"),
        ("crosssale", "variant"),
        ("Cross Sell", "variant"),
        ("cross-hawking", "deprecated"),
    ]


def test_each_name_knows_the_sources_that_print_it() -> None:
    found = one(concept("Churn (CH)"), {"term": "churn"}, {"term": "Churn (CH)"}, {"term": "Churns"})
    assert {name.text: name.sources for name in found.designations} == {
        "Churn": ("a", "b"),
        "CH": ("b",),
        "Churns": ("c",),
    }


@pytest.mark.parametrize(
    ("own", "item", "kind"),
    [
        (concept("Cross-sell"), {"term": "Cross Sells"}, "variant"),
        (concept("Attrition"), {"term": "Churn", "synonyms": ["attrition"]}, "admitted"),
        (concept("Attrition", same_as=["a:L1"]), {"term": "Churn"}, "variant"),
        (concept("Attrition"), {"term": "Churn", "id": "own"}, "variant"),
        (concept("Attrition", deprecated=["Churn"]), {"term": "Churn"}, "deprecated"),
        (concept("Key performance indicator (KPI)"), {"term": "KPI"}, "abbreviation"),
        (concept("High touch"), {"term": "High touch", "headword": "Hight Touch"}, "variant"),
    ],
)
def test_the_name_of_a_source_gets_its_kind_from_how_it_came_here(own: str, item: Mapping[str, str], kind: str) -> None:
    printed = item.get("headword", item["term"])
    assert [found for text, found in names(one(own, item)) if text == printed] == [kind]


def test_a_concept_of_sources_alone_is_named_after_them_and_says_so() -> None:
    found = one("", {"term": "cross sells", "definition": "First."}, {"term": "Cross-sell"}, {"term": "Cross-sell"})
    assert (found.id, found.term, found.definition, found.status, found.own) == (
        "cross-sell",
        "Cross-sell",
        "First.",
        Status.COMPILED,
        None,
    )
    assert found.designations[0] == Designation(text="Cross-sell", kind=found.designations[0].kind, sources=("b", "c"))


def test_our_definition_status_and_category_lead() -> None:
    files = {
        "termbase.yml": "title: T\ncategories: [{id: metrics, title: Metrics}]\n",
        "sources.yml": sources("a"),
        "concepts/churn.yml": concept("Churn", category="metrics", status="draft", definition="Ours."),
        "entries/a.yml": entries("a", {"locator": "L1", "term": "Churn", "definition": "Theirs."}),
    }
    termbase, problems = load(files)
    (found,) = termbase.concepts
    assert problems == ()
    assert (found.definition, found.status, found.category) == ("Ours.", Status.DRAFT, "metrics")
    assert [account.entry.definition for account in found.evidence] == ["Theirs."]
    assert str(found.where) == "concepts/churn.yml:1:1"


def test_the_termbase_carries_the_glossary_and_its_indexes() -> None:
    files = {
        "termbase.yml": "title: T\nlanguage: de\ndescription: >\n  One\n  line.\n",
        "sources.yml": sources("a", "b"),
        "concepts/x.yml": concept("X"),
        "entries/b.yml": entries("b", {"locator": "L1", "term": "X"}, {"locator": "L2", "candidates": ["x"]}),
    }
    termbase, _ = load(files)
    assert (termbase.title, termbase.language, termbase.description) == ("T", "de", "One line.")
    assert termbase.by_id["x"] is termbase.concepts[0]
    assert termbase.source_by_id["a"].title == "Title of a"
    assert [entry.key for entry in termbase.entries] == ["b:L1", "b:L2"]
    assert citing(termbase.concepts[0]) == ("b",)


@pytest.mark.parametrize(
    ("kind", "ref", "stated", "inverse"),
    [
        ("broader", "y", "broader", "narrower"),
        ("narrower", "y", "narrower", "broader"),
        ("related", "y", "related", "related"),
        ("contrast", "y", "contrast", "contrast"),
        ("related", "The Why", "related", "related"),
        ("related", "the whys", "related", "related"),
        ("related", "TW", "related", "related"),
        ("related", "tw", "related", "related"),
        ("related", "The Why (TW)", "related", "related"),
        ("related", "old-y", "related", "related"),
        ("related", "reason", "related", "related"),
    ],
)
def test_a_relation_is_followed_by_any_name_and_gets_its_inverse(
    kind: str, ref: str, stated: str, inverse: str
) -> None:
    value = [{"term": ref, "difference": "One is not the other."}] if kind == "contrast" else [ref]
    files = {
        "concepts/x.yml": concept("X", **{kind: value}),
        "concepts/y.yml": concept("The why", abbreviations=["TW"], synonyms=["Reason"], former_ids=["old-y"]),
    }
    termbase, problems = load(files)
    assert problems == ()
    assert relations(termbase) == {"x": [(stated, "y")], "y": [(inverse, "x")]}
    assert [found.relations[0].stated for found in termbase.concepts] == [True, False]
    assert {found.relations[0].note for found in termbase.concepts} == {
        "One is not the other." if kind == "contrast" else ""
    }


def test_a_relation_stated_on_both_sides_stands_once_on_each() -> None:
    files = {"concepts/x.yml": concept("X", broader=["y", "Y"]), "concepts/y.yml": concept("Y", narrower=["x"])}
    termbase, problems = load(files)
    assert problems == ()
    assert relations(termbase) == {"x": [("broader", "y")], "y": [("narrower", "x")]}
    assert all(relation.stated for found in termbase.concepts for relation in found.relations)


def test_relations_stand_by_kind_then_target() -> None:
    x = concept("X", related=["c", "a"], narrower=["c"], broader=["b"], contrast=[{"term": "a", "difference": "D."}])
    others = {f"concepts/{name}.yml": concept(name.upper()) for name in "abc"}
    termbase, _ = load({"concepts/x.yml": x, **others})
    assert relations(termbase)["x"] == [
        ("broader", "b"),
        ("narrower", "c"),
        ("related", "a"),
        ("related", "c"),
        ("contrast", "a"),
    ]
    assert [relation.target for relation in termbase.by_id["x"].related(RelationKind.RELATED)] == ["a", "c"]


def test_each_side_of_a_contrast_keeps_its_own_words() -> None:
    files = {
        f"concepts/{a}.yml": concept(a.upper(), contrast=[{"term": b, "difference": f"Says {a}."}])
        for a, b in ("xy", "yx")
    }
    termbase, _ = load(files)
    assert [found.relations[0].note for found in termbase.concepts] == ["Says x.", "Says y."]


@pytest.mark.parametrize("kind", ["broader", "narrower", "related", "contrast"])
@pytest.mark.parametrize(
    ("ref", "code", "quoted"),
    [
        ("chrun", "TB401", "Similar names: Churn"),
        ("qqqq", "TB401", "ignored until"),
        ("Lead", "TB402", "lead-metal, lead-person"),
        ("LD", "TB402", "lead-metal, lead-person"),
        ("x", "TB403", "itself"),
        ("letters", "TB403", "itself"),
    ],
)
def test_a_relation_that_leads_nowhere_is_told_where_it_stands(kind: str, ref: str, code: str, quoted: str) -> None:
    value = [{"term": ref, "difference": "D."}] if kind == "contrast" else [ref]
    files = {
        "concepts/x.yml": f"term: X\nsynonyms: [letter]\ndefinition: x\n{dump({kind: value})}",
        "concepts/churn.yml": concept("Churn"),
        "concepts/lead-metal.yml": concept("Lead (LD)", distinct_from=[{"term": "lead-person", "reason": "R."}]),
        "concepts/lead-person.yml": concept("Lead", abbreviations=["LD"]),
    }
    termbase, problems = load(files)
    (problem,) = problems
    assert problem.code == code
    lines = files["concepts/x.yml"].split("\n")
    assert lines[problem.where.line - 1][problem.where.column - 1 :] == ref
    assert f"“{ref}”" in problem.message
    assert quoted in f"{problem.message} {problem.hint}"
    assert relations(termbase) == {}


def test_a_preferred_term_wins_over_the_synonym_of_another() -> None:
    files = {
        "concepts/x.yml": concept("X", related=["Plan"]),
        "concepts/plan.yml": concept("Plan"),
        "concepts/scheme.yml": concept("Scheme", synonyms=["plan"]),
    }
    termbase, problems = load(files)
    assert problems == ()
    assert relations(termbase)["x"] == [("related", "plan")]


def test_a_former_id_leads_to_the_concept() -> None:
    termbase, problems = load({"concepts/x.yml": concept("X", former_ids=["old", "older"])})
    assert problems == ()
    assert termbase.former_ids == {"old": "x", "older": "x"}


@pytest.mark.parametrize("former", ["a", "old"])
def test_a_former_id_that_another_has_is_told(former: str) -> None:
    files = {
        "concepts/a.yml": concept("A", former_ids=["old"]),
        "concepts/b.yml": f"term: B\ndefinition: b\nformer_ids: [{former}]\n",
    }
    termbase, problems = load(files)
    assert [(problem.code, str(problem.where)) for problem in problems] == [("TB404", "concepts/b.yml:3:14")]
    assert "“a”" in problems[0].message
    assert termbase.former_ids == {"old": "a"}


def tombstones(*items: Mapping[str, str]) -> dict[str, str]:
    """A glossary with the concept churn and these removed ones."""
    removed = [{**item, "reason": item.get("reason", "Nobody says it.")} for item in items]
    return {"termbase.yml": dump({"title": "T", "removed": removed}), "concepts/churn.yml": concept("Churn (CH)")}


@pytest.mark.parametrize("successor", ["churn", "Churns", "CH"])
def test_a_removed_concept_leads_to_its_successor(successor: str) -> None:
    termbase, problems = load(tombstones({"id": "attrition", "successor": successor}))
    assert (problems, termbase.removed) == ((), ())
    assert termbase.former_ids == {"attrition": "churn"}


def test_a_removed_concept_without_a_successor_is_kept_with_its_reason() -> None:
    termbase, problems = load(tombstones({"id": "attrition", "reason": "Nobody says it."}))
    assert (problems, termbase.former_ids) == ((), {})
    assert [(item.id, item.reason) for item in termbase.removed] == [("attrition", "Nobody says it.")]


def test_a_removed_concept_with_a_successor_that_is_not_there_is_told_and_kept() -> None:
    termbase, problems = load(tombstones({"id": "attrition", "successor": "nowhere"}))
    assert [(problem.code, problem.where.file) for problem in problems] == [("TB401", "termbase.yml")]
    assert "“nowhere”" in problems[0].message
    assert [item.id for item in termbase.removed] == ["attrition"]


def test_a_concept_that_is_there_cannot_be_removed() -> None:
    termbase, problems = load(tombstones({"id": "churn"}))
    assert [(problem.code, problem.where.file) for problem in problems] == [("TB404", "termbase.yml")]
    assert (termbase.removed, list(termbase.by_id)) == ((), ["churn"])


def test_what_is_wrong_with_a_removed_concept_is_told_where_it_stands() -> None:
    _, problems = load(tombstones({"id": "attrition"}, {"id": "churn"}))
    assert [problem.where.line for problem in problems] == [5]


def test_a_concept_cannot_be_removed_twice() -> None:
    termbase, problems = load(tombstones({"id": "attrition", "successor": "churn"}, {"id": "attrition"}))
    assert codes(problems) == ["TB404"]
    assert termbase.former_ids == {"attrition": "churn"}
    assert termbase.removed == ()


def test_a_relation_may_name_a_removed_concept_by_its_successor() -> None:
    files = tombstones({"id": "attrition", "successor": "churn"})
    termbase, problems = load({**files, "concepts/x.yml": concept("X", related=["attrition"])})
    assert problems == ()
    assert relations(termbase)["x"] == [("related", "churn")]


def test_an_unknown_category_is_told_with_the_nearest() -> None:
    files = {
        "termbase.yml": "title: T\ncategories: [{id: metrics, title: M}, {id: roles, title: R}]\n",
        "concepts/x.yml": "term: X\ndefinition: x\ncategory: metric\n",
    }
    _, (problem,) = load(files)
    assert (problem.code, str(problem.where)) == ("TB405", "concepts/x.yml:3:11")
    assert "“metric”" in problem.message
    assert "Did you mean `metrics`?" in problem.hint
    assert "metrics, roles" in problem.hint


def test_a_disagreement_that_quotes_an_unknown_source_is_told() -> None:
    positions = [{"source": "plain-english", "claim": "Yes."}, {"source": "plain-enlish", "claim": "No."}]
    files = {
        "sources.yml": sources("plain-english"),
        "concepts/x.yml": concept("X", disagreements=[{"topic": "It", "positions": positions}]),
    }
    _, (problem,) = load(files)
    assert (problem.code, problem.where.file) == ("TB406", "concepts/x.yml")
    assert "“plain-enlish”" in problem.message
    assert "`plain-english`" in problem.hint


def test_an_entry_without_a_name_is_listed_with_what_it_may_be() -> None:
    item = {"locator": "L1", "candidates": ["churn", "Upsells", "nowhere"], "note": "Two things in one."}
    files = {
        "sources.yml": sources("a"),
        "concepts/churn.yml": concept("Churn"),
        "concepts/up.yml": concept("Upsell"),
        "entries/a.yml": entries("a", item),
    }
    termbase, problems = load(files)
    (unresolved,) = termbase.unresolved
    assert (unresolved.entry.key, unresolved.candidates, unresolved.reason) == (
        "a:L1",
        ("churn", "up"),
        "Two things in one.",
    )
    assert codes(problems) == ["TB401"]
    assert "“nowhere”" in problems[0].message


def test_an_ambiguous_entry_is_listed_and_told() -> None:
    files = {
        "sources.yml": sources("a"),
        "concepts/one.yml": concept("Customer success manager (CSM)"),
        "concepts/two.yml": concept("Content storage module (CSM)"),
        "entries/a.yml": entries("a", {"locator": "L1", "term": "CSM"}),
    }
    termbase, problems = load(files)
    assert [(item.entry.key, item.candidates) for item in termbase.unresolved] == [("a:L1", ("one", "two"))]
    assert [(problem.code, str(problem.where)) for problem in problems] == [("TB306", "entries/a.yml:3:3")]
    assert "one, two" in problems[0].message


def test_an_ambiguous_entry_that_others_name_makes_nothing_raise() -> None:
    files = {
        "sources.yml": sources("a"),
        "concepts/one.yml": concept("Customer success manager (CSM)"),
        "concepts/two.yml": concept("Content storage module (CSM)"),
        "concepts/zigzag.yml": concept("Zig zag (ZZ)"),
        "entries/a.yml": entries(
            "a", {"locator": "L1", "term": "CSM", "abbreviations": ["ZZ"]}, {"locator": "L2", "term": "ZZ"}
        ),
    }
    termbase, _ = load(files)
    assert [(item.entry.key, item.candidates) for item in termbase.unresolved] == [("a:L1", ("one", "two"))]
    assert "a:L2" in {account.entry.key for account in termbase.by_id["zigzag"].evidence}


def test_ambiguous_entries_that_are_kept_apart_make_nothing_raise() -> None:
    apart = {"distinct_from": [{"term": "a:L1", "reason": "R."}]}
    items = [{"locator": "L1"}, {"locator": "L2"}, {"locator": "L3", **apart}]
    files = {
        "sources.yml": sources("a"),
        "concepts/x.yml": concept("Churn"),
        "concepts/y.yml": concept("Churn"),
        "entries/a.yml": entries("a", *({"term": "Churn", **item} for item in items)),
    }
    termbase, _ = load(files)
    assert [item.candidates for item in termbase.unresolved] == [("x", "y")] * 3


def test_what_is_distinct_is_listed_once_by_concept() -> None:
    files = {
        "concepts/x.yml": concept("X", distinct_from=[{"term": "y", "reason": "Two\nlines."}]),
        "concepts/y.yml": concept("Y", distinct_from=[{"term": "x", "reason": "Again."}]),
    }
    termbase, problems = load(files)
    assert problems == ()
    assert [(item.a, item.b, item.reason) for item in termbase.distinct] == [("x", "y", "Two lines.")]


TERMS = st.sampled_from(
    [
        "Churn",
        "Churns",
        "Attrition",
        "Upsell",
        "Upselling",
        "CSM",
        "NPS",
        "Customer success manager (CSM)",
        "Content storage module (CSM)",
        "Zig zag (ZZ)",
        "ZZ",
    ]
)
REFS = st.sampled_from(["x", "y", "z", "old", "Churn", "csm", "CSM", "a:L1", "b:L2", "nowhere", "?"])
FEW = st.lists(REFS, max_size=2)
REASONED = FEW.map(lambda refs: [{"term": ref, "reason": "R."} for ref in refs])
CONTRASTS = FEW.map(lambda refs: [{"term": ref, "difference": "D."} for ref in refs])
OWN = st.fixed_dictionaries(
    {"term": TERMS, "definition": st.just("d")},
    optional={
        **dict.fromkeys(("broader", "narrower", "related", "same_as"), FEW),
        "synonyms": st.lists(TERMS, max_size=2),
        "contrast": CONTRASTS,
        "distinct_from": REASONED,
        "former_ids": st.lists(st.sampled_from(["old", "x", "older"]), max_size=2),
    },
)
ITEM = st.fixed_dictionaries(
    {"definition": st.sampled_from(["d", "e"])},
    optional={
        "term": TERMS,
        "candidates": FEW,
        "same_as": FEW,
        "distinct_from": REASONED,
        "abbreviations": st.just(["ZZ"]),
        "id": st.sampled_from(["x", "q"]),
    },
)
FILES = st.builds(
    lambda own, evidence: {
        "sources.yml": sources("a", "b"),
        **{f"concepts/{name}.yml": dump(spec) for name, spec in own.items()},
        **{
            f"entries/{source}.yml": entries(
                source, *({"locator": f"L{number}", **item} for number, item in enumerate(items, 1))
            )
            for source, items in evidence.items()
        },
    },
    st.dictionaries(st.sampled_from("xyz"), OWN),
    st.dictionaries(st.sampled_from("ab"), st.lists(ITEM, max_size=4)),
)


@given(FILES)
def test_every_relation_has_its_inverse_and_a_target_that_is_there(files: dict[str, str]) -> None:
    termbase, _ = load(files)
    for found in termbase.concepts:
        for relation in found.relations:
            assert relation.target != found.id
            back = termbase.by_id[relation.target].related(relation.kind.inverse)
            assert found.id in {inverse.target for inverse in back}


@given(FILES)
def test_every_concept_has_one_preferred_term_and_no_spelling_twice(files: dict[str, str]) -> None:
    termbase, _ = load(files)
    for found in termbase.concepts:
        kinds = [kind for _, kind in names(found)]
        assert kinds.count("preferred") == 1
        assert kinds[0] == "preferred"
        assert len({text.casefold() for text, _ in names(found)}) == len(found.designations)
        assert ":" not in found.term


@given(FILES)
def test_candidates_former_ids_and_distinctions_name_concepts_that_are_there(files: dict[str, str]) -> None:
    termbase, _ = load(files)
    named = [id for item in termbase.unresolved for id in item.candidates]
    named += [*termbase.former_ids.values(), *(id for item in termbase.distinct for id in (item.a, item.b))]
    assert set(named) <= set(termbase.by_id)
    assert not set(termbase.former_ids) & set(termbase.by_id)
