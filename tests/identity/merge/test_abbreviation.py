import pytest

from termbase.identity.merge import merge
from tests.identity.merge.glossaries import at, glossary, groups, waiting


def test_an_acronym_without_a_full_name_is_a_concept_of_its_own() -> None:
    assert groups(merge(glossary({}, ("a", at("L1", "NPS")), ("b", at("L1", "NPS"))))) == {"nps": ["a:L1", "b:L1"]}


def test_an_acronym_with_two_meanings_waits() -> None:
    evidence = (
        ("a", at("L1", "Customer success manager (CSM)")),
        ("b", at("L1", "Content storage module (CSM)")),
        ("c", at("L1", "CSM")),
        ("d", at("L1", "CSMs")),
    )
    merged = merge(glossary({}, *evidence))
    assert waiting(merged) == {"c:L1": ("a:L1", "b:L1"), "d:L1": ("a:L1", "b:L1")}
    assert sorted(groups(merged).values()) == [["a:L1"], ["b:L1"]]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("b:L1", [["a:L1"], ["b:L1", "c:L1"], ["d:L1"]]),
        ("content-storage-module", [["a:L1"], ["b:L1", "c:L1"], ["d:L1"]]),
        ("d:L1", [["a:L1"], ["b:L1"], ["c:L1", "d:L1"]]),
    ],
)
def test_an_acronym_with_two_meanings_goes_where_a_person_says(target: str, expected: list[list[str]]) -> None:
    evidence = (
        ("a", at("L1", "Customer success manager (CSM)")),
        ("b", at("L1", "Content storage module (CSM)")),
        ("c", at("L1", "CSM", same_as=[target])),
        ("d", at("L1", "Widget")),
    )
    merged = merge(glossary({}, *evidence))
    assert merged.ambiguous == ()
    assert sorted(groups(merged).values()) == expected


def test_what_waits_is_no_candidate_for_another() -> None:
    evidence = (
        ("a", at("L1", "Customer success manager (CSM)")),
        ("b", at("L1", "Content storage module (CSM)")),
        ("c", at("L1", "CSM", abbreviations=["ZZ"])),
        ("d", at("L1", "Zig zag (ZZ)")),
        ("e", at("L1", "ZZ")),
    )
    merged = merge(glossary({}, *evidence))
    assert waiting(merged) == {"c:L1": ("a:L1", "b:L1")}
    assert ["d:L1", "e:L1"] in groups(merged).values()


def test_an_acronym_whose_concept_has_it_already_does_not_wait_for_another() -> None:
    evidence = (
        ("a", at("L1", "Customer success manager (CSM)")),
        ("b", at("L1", "Content storage module (CSM)")),
        ("c", at("L1", "CSM", synonyms=["Customer success manager"])),
    )
    merged = merge(glossary({}, *evidence))
    assert waiting(merged) == {}
    assert sorted(groups(merged).values()) == [["a:L1", "c:L1"], ["b:L1"]]
