from dataclasses import fields, replace
from typing import Any, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.model.author_files import (
    ConceptFile,
    EntriesFile,
    GlossaryFile,
    Linking,
    SourceEntry,
    SourcesFile,
    TermsFile,
)
from termbase.model.diagnostics import Diagnostic
from termbase.model.vocabulary import Confidence, DesignationKind
from termbase.reading.decode import Decoded, decode, shape_of
from termbase.reading.validate import allowed_keys, nearest
from termbase.yaml_files.tree import parse
from tests.conftest import concept, decoded, dump, entries, sources

MINIMAL = "term: Churn\ndefinition: Loss of a customer.\n"
FULL_CONCEPT: dict[str, Any] = {
    "term": "Churn rate (CR)",
    "id": "rate-of-churn",
    "abbreviations": ["CRT"],
    "synonyms": ["attrition rate"],
    "variants": ["chrun rate"],
    "search": ["losing customers"],
    "deprecated": ["loss rate"],
    "category": "metrics",
    "status": "draft",
    "definition": "Share of customers lost in a period.",
    "short": "Share of customers lost.",
    "reviewed": {"by": "Ann", "date": "2026-01-02"},
    "imported_from": {"source": "team-wiki", "locator": "churn"},
    "part_of": ["dashboard"],
    "parts": ["numerator"],
    "benchmark": [{"value": "2 percent", "reference": "survey"}],
    "references": [{"id": "survey", "title": "A Survey", "supports": "The benchmark."}],
    "explanation": "More words.",
    "formula": "a / b",
    "unit": "percent",
    "range": "0 to 100",
    "formula_kind": "typical",
    "direction": "lower",
    "example": {"given": {"lost": "5", "all": "100"}, "result": "5", "text": "5 of 100 is 5."},
    "mistakes": ["Mixing months."],
    "broader": ["metric"],
    "narrower": ["logo churn"],
    "related": ["churn"],
    "contrast": [{"term": "churn", "difference": "One is an event."}],
    "disagreements": [{"topic": "The period", "positions": [{"source": "a", "claim": "A month."}], "accepted": "Any."}],
    "notes": ["A note."],
    "same_as": ["a:L1"],
    "distinct_from": [{"term": "a:L2", "reason": "Another thing."}],
    "linking": {"always": ["churn rate"], "explicit": ["CR"]},
    "former_ids": ["churn-percentage"],
    "fields": {"owner": "Ann", "tags": ["a", "b"]},
    "allow": {"TB601": "A reason."},
}
FIELDS = {"title": "T", "fields": [{"id": "owner"}, {"id": "tags", "type": "list"}]}
FULL_ENTRY: dict[str, Any] = {
    "locator": "L7",
    "term": "Churn rate",
    "headword": "Chrun rate",
    "id": "churn-rate",
    "inferred": "true",
    "name_from": "opening",
    "confidence": "high",
    "abbreviations": ["CR"],
    "synonyms": ["attrition rate"],
    "mentions": ["KPI", {"abbreviation": "NRR", "expansion": "net revenue retention"}],
    "definition": "Share of customers lost.",
    "domain": "Metrics",
    "broader": ["Rate"],
    "formula": r"\frac{\text{lost}}{\text{all}}",
    "superseded": "true",
    "substance": "praise",
    "attribution": "A reader",
    "candidates": ["churn"],
    "note": "A note.",
    "same_as": ["churn"],
    "distinct_from": [{"term": "retention", "reason": "The opposite."}],
}
BARE_CONCEPT = ConceptFile(term="Churn", definition="Loss.")
BARE_ENTRY = SourceEntry(locator="L1", definition="Loss.")
OPTIONAL_OF_CONCEPT = [key for key in FULL_CONCEPT if key not in ("term", "definition")]
OPTIONAL_OF_ENTRY = [key for key in FULL_ENTRY if key not in ("locator", "definition", "term")]


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [problem.code for problem in diagnostics]


def wrong(shape: type[Any], key: str) -> Any:
    """A value of a type that the key cannot take."""
    kind = shape.__dataclass_fields__[key].type
    return "text" if get_origin(kind) in (tuple, dict) or kind is Linking else ["in a list"]


def one_concept(text: str) -> tuple[ConceptFile, tuple[Diagnostic, ...]]:
    values = decoded({"concepts/churn.yml": text, "termbase.yml": dump(FIELDS)})
    (entry,) = values.entries
    assert isinstance(entry.spec, ConceptFile)
    return entry.spec, values.diagnostics


def with_entry(**keys: Any) -> Decoded:
    return decoded({"sources.yml": sources("a"), "entries/a.yml": entries("a", keys)})


def one_entry(**keys: Any) -> tuple[SourceEntry, tuple[Diagnostic, ...]]:
    values = with_entry(**keys)
    (entry,) = values.entries
    assert isinstance(entry.spec, SourceEntry)
    return entry.spec, values.diagnostics


def test_two_lines_are_a_term_file() -> None:
    values = decoded({"concepts/churn.yml": MINIMAL})
    (entry,) = values.entries
    assert (values.diagnostics, values.complete) == ((), {"concepts/churn.yml": True})
    assert (entry.key, entry.id, entry.term, entry.own) == ("churn", "churn", "Churn", True)
    assert entry.definition == "Loss of a customer."
    assert isinstance(entry.spec, ConceptFile)
    assert entry.spec.status is None


@pytest.mark.parametrize(
    "shape",
    [ConceptFile, TermsFile, EntriesFile, SourceEntry, SourcesFile, GlossaryFile],
    ids=lambda shape: shape.__name__,
)
def test_the_allowed_keys_are_the_fields_of_the_shape(shape: type[Any]) -> None:
    assert allowed_keys(shape) == tuple(field.name for field in fields(shape))


def test_every_key_of_a_concept_is_understood() -> None:
    spec, problems = one_concept(dump(FULL_CONCEPT))
    assert problems == ()
    assert set(FULL_CONCEPT) == {field.name for field in fields(ConceptFile)}
    for key in FULL_CONCEPT:
        assert getattr(spec, key) != getattr(BARE_CONCEPT, key), key


def test_every_key_of_an_entry_is_understood() -> None:
    spec, problems = one_entry(**FULL_ENTRY)
    assert problems == ()
    assert set(FULL_ENTRY) == {field.name for field in fields(SourceEntry)}
    assert spec.inferred is True
    assert spec.confidence is Confidence.HIGH
    for key in FULL_ENTRY:
        assert getattr(spec, key) != getattr(BARE_ENTRY, key), key


@pytest.mark.parametrize("key", OPTIONAL_OF_CONCEPT)
def test_a_concept_with_one_wrong_key_keeps_the_others(key: str) -> None:
    whole, _ = one_concept(dump(FULL_CONCEPT))
    text = dump({**FULL_CONCEPT, key: wrong(ConceptFile, key)})
    spec, problems = one_concept(text)
    assert len(problems) == 1
    assert text.splitlines()[problems[0].where.line - 1].startswith(f"{key}:")
    assert f"“{key}”" in problems[0].message
    assert spec == replace(whole, **{key: getattr(BARE_CONCEPT, key)})


@pytest.mark.parametrize("key", OPTIONAL_OF_ENTRY)
def test_an_entry_with_one_wrong_key_keeps_the_others(key: str) -> None:
    whole, _ = one_entry(**FULL_ENTRY)
    spec, problems = one_entry(**{**FULL_ENTRY, key: wrong(SourceEntry, key)})
    assert len(problems) == 1
    assert problems[0].message.startswith("entry 1: ")
    assert spec == replace(whole, **{key: getattr(BARE_ENTRY, key)})


@given(st.sets(st.sampled_from([key for key in OPTIONAL_OF_CONCEPT if key != "example"])))
def test_each_of_several_wrong_keys_is_told_once(keys: set[str]) -> None:
    spec, problems = one_concept(dump({**FULL_CONCEPT, **{key: wrong(ConceptFile, key) for key in keys}}))
    assert len(problems) == len(keys)
    assert spec.definition == FULL_CONCEPT["definition"]
    for key in set(OPTIONAL_OF_CONCEPT) - keys:
        assert getattr(spec, key) != getattr(BARE_CONCEPT, key)


@pytest.mark.parametrize(
    ("line", "code", "column", "quoted"),
    [
        ("catgory: metrics", "TB202", 1, "Did you mean `category`?"),
        ("zzzzzz: x", "TB202", 1, "Allowed here: term, id, "),
        ("synonyms: attrition", "TB203", 1, "`synonyms: [attrition]`"),
        ("unit: [percent]", "TB203", 1, "must be text, not a list"),
        ("unit: {a: b}", "TB203", 1, "must be text, not keys with values"),
        ("synonyms: {a: b}", "TB203", 1, "must be a list, not keys with values"),
        ("synonyms: [a, [b]]", "TB203", 15, "“synonyms.2” must be text, not a list"),
        ("linking: always", "TB203", 1, "must be keys with values, not text"),
        ("status: reviewd", "TB204", 9, "Did you mean `reviewed`?"),
        ("direction: up", "TB204", 12, "higher, lower or depends"),
        ("unit: ''", "TB201", 1, "“unit” is empty"),
        ("unit: '  '", "TB201", 1, "“unit” is empty"),
        ("explanation:", "TB201", 1, "“explanation” is empty"),
        (f"unit: {'x' * 201}", "TB205", 1, "longer than 200 characters"),
        ('unit: "a\\nb"', "TB205", 7, "single line"),
        ("category: Life Cycle", "TB206", 11, "`life-cycle`"),
        ("former_ids: [Old Name]", "TB206", 14, "`old-name`"),
        ("linking: {alwys: [x]}", "TB202", 11, "Did you mean `always`?"),
        ("contrast: [{term: x, diference: y, difference: z}]", "TB202", 22, "Did you mean `difference`?"),
        ("contrast: [{difference: x}]", "TB201", 12, "“term” in “contrast.1” is missing"),
        ("contrast: [{term: x, difference: [y]}]", "TB203", 22, "“contrast.1.difference” must be text"),
        ("distinct_from: [{term: x, reason: ''}]", "TB201", 27, "“distinct_from.1.reason” is empty"),
        ("disagreements: [{topic: x, positions: [{source: A B, claim: y}]}]", "TB206", 49, "`a-b`"),
        ("contrast: [x]", "TB203", 12, "“contrast.1” must be keys with values, not text"),
        ("example: {given: {a: many}, result: 1, text: x}", "TB203", 22, "must be a number, not “many”"),
        ("example: {given: {a: inf}, result: 1, text: x}", "TB203", 22, "must be a number, not “inf”"),
        ("example: {given: {a: 1}, result: 1}", "TB201", 1, "“text” in “example” is missing"),
        ("example: [x]", "TB203", 1, "must be"),
        ("example:", "TB201", 1, "“example” is empty"),
    ],
)
def test_one_mistake_in_a_concept_is_told_once(line: str, code: str, column: int, quoted: str) -> None:
    _, problems = one_concept(f"{MINIMAL}{line}\n")
    assert [(problem.code, problem.where.line, problem.where.column) for problem in problems] == [(code, 3, column)]
    assert quoted in f"{problems[0].message} {problems[0].hint}"


@pytest.mark.parametrize(
    ("keys", "code", "quoted"),
    [
        ({"term": "Churn", "inferred": "perhaps"}, "TB204", "true, false"),
        ({"term": "Churn", "confidence": "hgih"}, "TB204", "Did you mean `high`?"),
        ({"term": "Churn", "substance": "poem"}, "TB204", "praise or metaphor"),
        ({"term": "Churn", "defintion": "x"}, "TB202", "Did you mean `definition`?"),
        ({"term": "Churn", "mentions": [["KPI"]]}, "TB203", "mentions.1"),
        ({"term": "Churn", "mentions": [""]}, "TB201", "mentions.1"),
        ({"term": "Churn", "mentions": ["x" * 201]}, "TB205", "mentions.1"),
        ({"term": "Churn", "mentions": [{"expansion": "x"}]}, "TB201", "“abbreviation” in “mentions.1”"),
        ({"term": "Churn", "id": "Churn Rate"}, "TB206", "`churn-rate`"),
    ],
)
def test_one_mistake_in_an_entry_is_told_once(keys: dict[str, Any], code: str, quoted: str) -> None:
    _, problems = one_entry(locator="L1", **keys)
    assert codes(problems) == [code]
    assert quoted in f"{problems[0].message} {problems[0].hint}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("definition: x\n", [("TB201", "“term”")]),
        ("term: x\n", [("TB201", "“definition”")]),
        ("unit: x\n", [("TB201", "“term”"), ("TB201", "“definition”")]),
        ("definition: x\nunti: y\nrelated: z\n", [("TB201", "“term”"), ("TB202", "“unti”"), ("TB203", "“related”")]),
        ("term: [x]\ndefinition: y\n", [("TB203", "“term”")]),
        ("term: ''\ndefinition: y\n", [("TB201", "“term” is empty")]),
        ("term: '!?'\ndefinition: y\n", [("TB208", "“!?”")]),
        ("term: '&'\ndefinition: y\n", [("TB208", "“&”")]),
        ("term: x\nid: con\ndefinition: y\n", [("TB206", "“con”")]),
        ("just text\n", [("TB203", "keys with values, not text")]),
        ("- a\n- b\n", [("TB203", "keys with values, not a list")]),
    ],
)
def test_a_concept_that_cannot_be_used_is_left_out_and_everything_wrong_is_told(
    text: str, expected: list[tuple[str, str]]
) -> None:
    values = decoded({"concepts/bad.yml": text, "concepts/good.yml": MINIMAL})
    assert [entry.id for entry in values.entries] == ["good"]
    assert sorted(codes(values.diagnostics)) == sorted(code for code, _ in expected)
    for code, quoted in expected:
        assert any(problem.code == code and quoted in problem.message for problem in values.diagnostics)
    assert "“”" not in " ".join(problem.message for problem in values.diagnostics)
    assert values.complete == {"concepts/bad.yml": False, "concepts/good.yml": True}


def test_a_wrong_item_takes_no_good_neighbour_along() -> None:
    good = {"term": "good", "reason": "Kept."}
    items = ["bad", good, {"term": "x", "reason": {"a": "b"}}, {**good, "term": "last"}]
    spec, problems = one_concept(concept("Churn", distinct_from=items))
    assert [item.term for item in spec.distinct_from] == ["good", "last"]
    assert codes(problems) == ["TB203", "TB203"]


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("concepts/churn.yml", "churn"),
        ("concepts/churn.yaml", "churn"),
        ("concepts/deep/er/churn.yml", "churn"),
        ("churn.yml", "churn"),
    ],
)
def test_a_concept_takes_its_id_from_its_file(path: str, id: str) -> None:
    (entry,) = decoded({path: MINIMAL}).entries
    assert entry.id == id


def test_an_id_in_the_file_wins_over_its_name() -> None:
    values = decoded({"concepts/Any Name.yml": f"{MINIMAL}id: churn\n"})
    assert [entry.id for entry in values.entries] == ["churn"]
    assert values.diagnostics == ()


@pytest.mark.parametrize(
    ("stem", "quoted"),
    [
        ("Churn", "lowercase"),
        ("churn_rate", "lowercase"),
        ("a.b", "lowercase"),
        ("index", "reserve"),
        ("con", "reserve"),
    ],
)
def test_a_file_name_that_cannot_be_an_id_is_told_with_a_better_one(stem: str, quoted: str) -> None:
    values = decoded({f"concepts/{stem}.yml": MINIMAL})
    (problem,) = values.diagnostics
    assert (problem.code, values.entries) == ("TB206", ())
    assert f"“{stem}”" in problem.message
    assert quoted in problem.message
    assert "churn.yml" in problem.hint


@pytest.mark.parametrize("id", ["index", "con", "404"])
def test_an_entry_may_not_carry_a_reserved_id(id: str) -> None:
    values = with_entry(locator="L1", term="Churn", id=id)
    assert codes(values.diagnostics) == ["TB206"]
    assert all(entry.id != id for entry in values.entries)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Churn", [("Churn", "preferred")]),
        ("Customer Satisfaction (CSAT)", [("Customer Satisfaction", "preferred"), ("CSAT", "abbreviation")]),
        ("ARR (Annual Recurring Revenue)", [("Annual Recurring Revenue", "preferred"), ("ARR", "abbreviation")]),
        ("Key Performance Indicators (KPIs)", [("Key Performance Indicators", "preferred"), ("KPI", "abbreviation")]),
    ],
)
def test_a_term_gives_its_name_and_abbreviation(term: str, expected: list[tuple[str, str]]) -> None:
    for values in (decoded({"concepts/x.yml": concept(term)}), with_entry(locator="L1", term=term)):
        (entry,) = values.entries
        assert [(name.text, name.kind.value) for name in entry.names] == expected
        assert entry.term == expected[0][0]
        assert entry.headword == term


def test_names_come_in_order_none_twice_each_with_its_kind() -> None:
    text = concept(
        "Churn rate (CR)",
        abbreviations=["CR", "CRT"],
        synonyms=["attrition", "Churn rate"],
        variants=["chrun"],
        deprecated=["loss"],
    )
    (entry,) = decoded({"concepts/x.yml": text}).entries
    assert [(name.text, name.kind) for name in entry.names] == [
        ("Churn rate", DesignationKind.PREFERRED),
        ("CR", DesignationKind.ABBREVIATION),
        ("CRT", DesignationKind.ABBREVIATION),
        ("attrition", DesignationKind.ADMITTED),
        ("chrun", DesignationKind.VARIANT),
        ("loss", DesignationKind.DEPRECATED),
    ]


def test_a_printed_headword_of_another_spelling_is_a_variant_with_its_source() -> None:
    (entry,) = with_entry(locator="L1", term="High touch", headword="Hight Touch").entries
    assert (entry.term, entry.headword) == ("High touch", "Hight Touch")
    assert [(name.text, name.kind, name.sources) for name in entry.names] == [
        ("High touch", DesignationKind.PREFERRED, ("a",)),
        ("Hight Touch", DesignationKind.VARIANT, ("a",)),
    ]


def test_a_printed_headword_of_the_same_name_adds_nothing() -> None:
    (entry,) = with_entry(locator="L1", term="Mid-market (MM)", headword="MidMarket (MM)").entries
    assert [name.text for name in entry.names] == ["Mid-market", "MM"]


def test_an_entry_is_named_by_source_and_locator_and_knows_its_lines() -> None:
    text = "source: a\nentries:\n  - locator: L7\n    term: Churn\n    definition: x\n"
    (entry,) = decoded({"sources.yml": sources("a"), "entries/any.yml": text}).entries
    assert (entry.key, entry.source, entry.locator, entry.id) == ("a:L7", "a", "L7", None)
    assert str(entry.where) == "entries/any.yml:3:5"
    assert str(entry.at("term")) == "entries/any.yml:4:5"
    assert entry.at("synonyms") == entry.where


def test_a_bad_entry_loses_nothing_but_itself() -> None:
    text = dump(
        {
            "source": "a",
            "entries": [{"term": "A", "definition": "a"}, "text", {"locator": "L2", "term": "B", "definition": "b"}],
        }
    )
    values = decoded({"sources.yml": sources("a"), "entries/a.yml": text})
    assert [entry.key for entry in values.entries] == ["a:L2"]
    assert codes(values.diagnostics) == ["TB201", "TB203"]
    assert [problem.message.split(":")[0] for problem in values.diagnostics] == ["entry 1", "entry 2"]


def test_a_nameless_entry_needs_candidates() -> None:
    values = decoded(
        {
            "sources.yml": sources("a"),
            "entries/a.yml": entries("a", {"locator": "L1"}, {"locator": "L2", "candidates": ["x"]}),
        }
    )
    assert [(entry.key, entry.term, entry.names) for entry in values.entries] == [("a:L2", "", ())]
    assert codes(values.diagnostics) == ["TB201"]
    assert "candidates" in values.diagnostics[0].hint


def test_a_locator_given_twice_is_told_with_the_first() -> None:
    text = entries("a", {"locator": "L1", "term": "A"}, {"locator": "L1", "term": "B"})
    values = decoded({"sources.yml": sources("a"), "entries/a.yml": text})
    assert [entry.term for entry in values.entries] == ["A"]
    assert codes(values.diagnostics) == ["TB210"]
    assert "line 3" in values.diagnostics[0].message


def test_an_unknown_source_is_told_and_its_entries_are_kept() -> None:
    values = decoded(
        {
            "sources.yml": sources("plain-english"),
            "entries/a.yml": entries("plain-enlish", {"locator": "L1", "term": "A"}),
        }
    )
    assert [entry.key for entry in values.entries] == ["plain-enlish:L1"]
    assert codes(values.diagnostics) == ["TB209"]
    assert "Did you mean `plain-english`?" in values.diagnostics[0].hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("source: a\n", ["TB201"]),
        ("entries: []\n", ["TB201"]),
        ("source: a\nentries: text\n", ["TB203"]),
        ("source: a\nentries: {a: b}\n", ["TB203"]),
        ("source: Not An Id\nentries: []\n", ["TB206"]),
        ("source: a\nentries: []\nauthor: x\n", ["TB202"]),
        ("text\n", ["TB203"]),
    ],
)
def test_a_broken_file_of_entries_is_told(text: str, expected: list[str]) -> None:
    values = decoded({"sources.yml": sources("a"), "entries/a.yml": text})
    assert (codes(values.diagnostics), values.entries) == (expected, ())


def test_two_files_with_one_id_are_told_in_the_second_with_the_place_of_the_first() -> None:
    values = decoded({"concepts/b/churn.yml": MINIMAL, "concepts/a.yml": f"{MINIMAL}id: churn\n"})
    (problem,) = values.diagnostics
    assert [entry.where.file for entry in values.entries] == ["concepts/a.yml"]
    assert (problem.code, problem.where.file) == ("TB212", "concepts/b/churn.yml")
    assert "concepts/a.yml:1" in problem.message
    assert values.complete == {"concepts/a.yml": True, "concepts/b/churn.yml": False}


def test_two_files_of_one_source_may_not_share_a_locator() -> None:
    one = entries("a", {"locator": "L1", "term": "A"})
    values = decoded({"sources.yml": sources("a"), "entries/x.yml": one, "entries/y.yml": one})
    assert codes(values.diagnostics) == ["TB212"]
    assert "“a:L1”" in values.diagnostics[0].message
    assert [entry.where.file for entry in values.entries] == ["entries/x.yml"]


def test_the_glossary_and_its_sources_are_decoded() -> None:
    values = decoded(
        {
            "termbase.yml": "title: Words\nlanguage: pt-BR\ncategories:\n  - {id: m, title: Metrics}\n",
            "sources.yml": "sources:\n  - {id: a, title: A, date: 2024-01, url: 'https://example.org/a'}\n",
        }
    )
    assert values.diagnostics == ()
    assert (values.glossary.title, values.glossary.language) == ("Words", "pt-BR")
    assert [category.id for category in values.glossary.categories] == ["m"]
    assert [(source.id, source.date) for source in values.sources] == [("a", "2024-01")]


@pytest.mark.parametrize(
    ("file", "line", "code", "quoted"),
    [
        ("sources.yml", "date: 22.11.2026", "TB207", "not a date"),
        ("sources.yml", "date: 2024-1-1", "TB207", "not a date"),
        ("sources.yml", "url: example.org", "TB207", "https://"),
        ("sources.yml", "url: javascript:alert(1)", "TB207", "https://"),
        ("sources.yml", "autor: x", "TB202", "Did you mean `author`?"),
        ("termbase.yml", "language: English!", "TB207", "BCP 47"),
        ("termbase.yml", "categories: [{id: A, title: x}]", "TB206", "“A”"),
        ("termbase.yml", "categorys: []", "TB202", "Did you mean `categories`?"),
    ],
)
def test_a_mistake_in_a_list_of_sources_or_the_glossary_is_told(file: str, line: str, code: str, quoted: str) -> None:
    head = "sources:\n  - id: a\n    title: A\n    " if file == "sources.yml" else "title: T\n"
    values = decoded({file: f"{head}{line}\n"})
    assert codes(values.diagnostics) == [code]
    assert quoted in f"{values.diagnostics[0].message} {values.diagnostics[0].hint}"
    assert values.complete == {file: False}
    assert values.glossary.title == ("T" if file == "termbase.yml" else "Glossary")
    assert [source.id for source in values.sources] == (["a"] if file == "sources.yml" else [])


@pytest.mark.parametrize(
    "files",
    [
        {"sources.yml": sources("a", "b", "a")},
        {"sources.yml": sources("a", "b"), "sources.yaml": sources("a")},
    ],
    ids=["one file", "two files"],
)
def test_two_sources_with_one_id_are_told(files: dict[str, str]) -> None:
    values = decoded(files)
    assert codes(values.diagnostics) == ["TB211"]
    assert sorted(source.id for source in values.sources) == ["a", "b"]


def test_a_glossary_without_termbase_yml_has_a_title() -> None:
    assert decoded({"concepts/churn.yml": MINIMAL}).glossary == GlossaryFile(title="Glossary")


def test_what_the_parser_told_is_passed_on() -> None:
    values = decoded({"concepts/a.yml": "\tterm: a\n", "concepts/b.yml": f"{MINIMAL}term: again\n"})
    assert codes(values.diagnostics) == ["TB102", "TB103"]
    assert values.complete == {"concepts/a.yml": False, "concepts/b.yml": False}
    assert [entry.id for entry in values.entries] == ["b"]


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("termbase.yml", "termbase"),
        ("sources.yaml", "sources"),
        ("churn.yml", "concept"),
        ("concepts/sources.yml", "concept"),
        ("concepts/termbase.yml", "concept"),
        ("concepts/entries.yml", "concept"),
        ("entries/churn.yml", "entries"),
        ("entries.yml", "concept"),
        ("team/entries/a.yml", "entries"),
    ],
)
def test_the_place_of_a_file_says_what_it_is(path: str, shape: str) -> None:
    assert shape_of(path) == shape


def test_the_root_is_not_part_of_the_place() -> None:
    documents = [
        parse(MINIMAL, file="docs/entries/concepts/churn.yml"),
        parse("title: T\n", file="docs/entries/termbase.yml"),
    ]
    values = decode(documents, root="docs/entries")
    assert values.glossary.title == "T"
    assert [entry.where.file for entry in values.entries] == ["docs/entries/concepts/churn.yml"]
    assert values.diagnostics == ()


@pytest.mark.parametrize(("word", "found"), [("catgory", "category"), ("lenght", None), ("", None), ("CATEGORY", None)])
def test_the_nearest_word_is_suggested_only_where_it_is_near(word: str, found: str | None) -> None:
    assert nearest(word, ["category", "status", "unit"]) == found
    assert nearest(word, []) is None


FILES = {
    "termbase.yml": "title: T\nbad: x\n",
    "sources.yml": sources("a", "b"),
    "concepts/a.yml": concept("A"),
    "concepts/b.yml": concept("B", unknown="x", id="a"),
    "entries/a.yml": entries("a", {"locator": "L2", "term": "Two"}, {"locator": "L1", "term": "One"}),
    "entries/b.yml": entries("a", {"locator": "L1", "term": "Other"}),
}


@given(st.permutations(list(FILES)))
def test_the_order_of_files_makes_no_difference(order: list[str]) -> None:
    assert decoded({path: FILES[path] for path in order}) == decoded(FILES)


SHAPES = (ConceptFile, EntriesFile, SourceEntry, SourcesFile, GlossaryFile)
WORDS = sorted({field.name for shape in SHAPES for field in fields(shape)})
KEYS = st.sampled_from([*WORDS, "given", "result", "text", "always", "positions", "reason", "difference"]) | st.text()
TEXTS = (
    st.sampled_from(["churn", "a", "true", "L1", "1.5", "nan", "high", "2024", "https://x.org", "x" * 201, "²"])
    | st.text()
)
TREES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)
ITEMS = st.fixed_dictionaries(
    {"locator": TEXTS, "term": TREES, "definition": TEXTS}, optional=dict.fromkeys(OPTIONAL_OF_ENTRY, TREES)
)
CONCEPTS = st.fixed_dictionaries(
    {"term": TEXTS, "definition": TEXTS}, optional=dict.fromkeys(OPTIONAL_OF_CONCEPT, TREES)
)
ENTRIES = st.fixed_dictionaries({"source": TEXTS, "entries": st.lists(ITEMS | TREES, max_size=4)})
PATHS = st.sampled_from(
    ["termbase.yml", "sources.yml", "entries/a.yml", "concepts/a.yml", "x.yaml", "concepts/Not An Id.yml"]
)


@given(st.dictionaries(PATHS, TREES | CONCEPTS | ENTRIES))
def test_no_tree_of_text_makes_decoding_raise(trees: dict[str, Any]) -> None:
    values = decoded({path: dump(tree) for path, tree in trees.items()})
    assert set(values.complete) == set(trees)
    assert all(problem.message and problem.hint and problem.where.file in trees for problem in values.diagnostics)


@given(CONCEPTS)
def test_a_concept_is_whole_or_something_is_told(tree: dict[str, Any]) -> None:
    values = decoded({"concepts/a.yml": dump(tree)})
    assert values.complete == {"concepts/a.yml": not values.diagnostics}
    if not values.diagnostics:
        (entry,) = values.entries
        given_keys = {key for key, value in tree.items() if value not in ([], {})} - {"linking"}
        assert all(
            getattr(entry.spec, key) != getattr(BARE_CONCEPT, key) for key in given_keys - {"term", "definition"}
        )
