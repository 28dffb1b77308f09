import pytest

from termbase.identity.names import Names, index_names
from tests.conftest import concept, load

FILES = {
    "concepts/csm-role.yml": concept("Customer success manager (CSM)", former_ids=["success-manager"]),
    "concepts/csm-box.yml": concept("Content storage module (CSM)"),
    "concepts/nps.yml": concept("Net promoter score", abbreviations=["NPS"], variants=["net promotor score"]),
    "concepts/win-loss.yml": concept("Win/loss", synonyms=["outcome"]),
    "concepts/outcome.yml": concept("Outcome"),
    "concepts/it.yml": concept("Information technology (IT)"),
    "concepts/transfer.yml": concept("Internal transfer", abbreviations=["It"]),
}


@pytest.fixture(scope="module")
def names() -> Names:
    termbase, problems = load(FILES)
    assert problems == ()
    return index_names(termbase.concepts, termbase.former_ids)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nps", ("nps",)),
        ("NPS", ("nps",)),
        ("Net Promoter Scores", ("nps",)),
        ("net-promotor-score", ("nps",)),
        ("Net promoter score (NPS)", ("nps",)),
        ("success-manager", ("csm-role",)),
        ("CSM", ("csm-box", "csm-role")),
        ("CSMs", ("csm-box", "csm-role")),
        ("csm", ("csm-box", "csm-role")),
        ("win loss", ("win-loss",)),
        ("outcome", ("outcome",)),
        ("Outcomes", ("outcome",)),
        ("  it ", ("it",)),
        ("IT", ("it",)),
        ("ITs", ("it",)),
        ("It", ("transfer",)),
        ("churn", ()),
        ("", ()),
        ("?", ()),
        ("Customer success", ()),
    ],
)
def test_a_name_leads_to_every_concept_it_may_mean(names: Names, name: str, expected: tuple[str, ...]) -> None:
    assert names.meanings(name) == expected


def test_a_name_without_letters_means_only_itself() -> None:
    termbase, _ = load({"concepts/euro.yml": concept("Euro", variants=["€"])})
    names = index_names(termbase.concepts, termbase.former_ids)
    assert names.meanings("€") in ((), ("euro",))
    assert names.meanings("$") == ()


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("net promter score", "Net promoter score"),
        ("Win-lose", "Win/loss"),
        ("INFORMATION TEHCNOLOGY", "Information technology"),
    ],
)
def test_the_nearest_names_come_best_first(names: Names, name: str, best: str) -> None:
    assert names.nearest(name)[0] == best


def test_no_concept_is_suggested_twice_and_not_too_many(names: Names) -> None:
    found = names.nearest("customer success manager csm", limit=2)
    assert 1 <= len(found) <= 2
    assert len({names.spellings[spelling] for spelling in found}) == len(found)
    assert names.nearest("qzqzqzqz") == ()


def test_only_names_of_several_concepts_are_shared(names: Names) -> None:
    shared = dict(names.shared())
    assert shared["CSM"] == ("csm-box", "csm-role")
    assert all(len(found) > 1 for found in shared.values())
    assert "NPS" not in shared
