"""Files with several terms: each term is one, and an invalid one does not affect the others."""

from tests.conftest import decoded, dump

GOOD = {"term": "Credit note (CN)", "definition": "Document that cancels an invoice."}


def test_each_term_has_an_id_from_its_name_or_its_own() -> None:
    given = decoded({"concepts/billing.yml": dump({"terms": [GOOD, {**GOOD, "term": "Bill", "id": "invoice"}]})})
    assert given.diagnostics == ()
    assert [(entry.id, entry.term, entry.where.line) for entry in given.entries] == [
        ("credit-note", "Credit note", 2),
        ("invoice", "Bill", 4),
    ]
    assert [entry.at("definition").line for entry in given.entries] == [3, 5]


def test_an_invalid_term_leaves_the_others_alone() -> None:
    terms = [
        {"term": "Bill"},
        GOOD,
        {**GOOD, "term": "Note", "id": "Index"},
        {**GOOD, "term": "略語"},
        {**GOOD, "id": "credit-note"},
    ]
    given = decoded({"concepts/billing.yml": dump({"terms": terms, "note": "x"})})
    assert [entry.id for entry in given.entries] == ["credit-note", "note", "lue-yu"]
    assert sorted((d.code, d.message.partition(":")[0]) for d in given.diagnostics) == [
        ("TB201", "term 1"),
        ("TB202", "there is no key “note”"),
        ("TB206", "term 3"),
        ("TB212", "the id “credit-note” is already used in concepts/billing.yml"),
    ]


def test_terms_must_be_a_list_and_a_text_there_is_a_typing_error() -> None:
    (problem,) = decoded({"concepts/billing.yml": dump({"terms": {"bill": GOOD}})}).diagnostics
    assert (problem.code, problem.message) == ("TB203", "“terms” must be a list, not keys with values")
    wrong = decoded({"concepts/bill.yml": dump({"terms": "Bill", "definition": "D."})}).diagnostics
    assert any("Did you mean `term`?" in problem.hint for problem in wrong)
