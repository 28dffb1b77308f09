import pytest

from termbase.identity.merge import merge
from tests.identity.merge.glossaries import Item, at, glossary, groups, rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cross-sell", "Cross Sell"),
        ("Renewal", "Renewals"),
        ("Win/Loss", "Win-loss"),
        ("Migration & Upgrades program", "Migration and upgrades program"),
        ("Annual Recurring Revenue (ARR)", "ARR (Annual recurring revenue)"),
        ("Mid-market (MM)", "MidMarket"),
        ("Key Performance Indicators (KPIs)", "Key performance indicator"),
        ("Upsell", "Upselling"),
        ("Journey map", "Journey mapping"),
        ("Customer Success Manager (CSM)", "CSM"),
        ("Key Performance Indicators (KPIs)", "KPI"),
        ("Key Performance Indicator (KPI)", "KPIs"),
    ],
)
def test_two_sources_meet_in_one_concept(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        merged = merge(glossary({}, ("a", at("L1", first)), ("b", at("L1", second))))
        assert [cluster.entries[0].key for cluster in merged.clusters] == ["a:L1"]
        assert merged.ambiguous == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Annual recurring revenue (ARR)", "Monthly recurring revenue (MRR)"),
        ("Executive business review", "Quarterly business review"),
        ("Cross-sell", "Upsell"),
        ("Low touch", "Tech touch"),
        ("High touch", "High-touch onboarding"),
        ("Churn", "Churn rate"),
        ("C", "C++"),
        ("C#", "C++"),
        (".NET", "Net"),
        ("Customer success manager (CSM)", "Content storage module (CSM)"),
        ("Customer success manager (CSM)", "MSC"),
        ("CSM (role)", "CSM (certificate)"),
        ("Customer success manager (CSM)", "Csm"),
    ],
)
def test_two_concepts_stay_two(one: str, other: str) -> None:
    merged = merge(glossary({}, ("a", at("L1", one)), ("b", at("L1", other))))
    assert sorted(groups(merged).values()) == [["a:L1"], ["b:L1"]]
    assert merged.diagnostics == ()


@pytest.mark.parametrize(
    ("own", "item", "rule"),
    [
        ({"term": "Churn"}, at("L1", "Churn"), "same-name"),
        ({"term": "Attrition", "synonyms": ["churn"]}, at("L1", "Churn"), "same-name"),
        ({"term": "Attrition", "variants": ["chrun"]}, at("L1", "Chrun"), "same-name"),
        ({"term": "Attrition", "deprecated": ["wastage"]}, at("L1", "Wastage"), "same-name"),
        ({"term": "Attrition"}, at("L1", "Churn", synonyms=["attrition"]), "same-name"),
        ({"term": "Net promoter score", "abbreviations": ["NPS"]}, at("L1", "NPS"), "abbreviation"),
        ({"term": "Attrition"}, at("L1", "Churn", id="own"), "same-id"),
        ({"term": "Attrition"}, at("L1", "Churn", same_as=["own"]), "same-as"),
        ({"term": "Attrition"}, at("L1", "Churn", same_as=["attritions"]), "same-as"),
        ({"term": "Attrition", "same_as": ["a:L1"]}, at("L1", "Churn"), "same-as"),
    ],
)
def test_each_kind_of_evidence_joins_and_names_its_rule(own: Item, item: Item, rule: str) -> None:
    (cluster,) = merge(glossary({"own": own}, ("a", item))).clusters
    assert rules(cluster) == {"own": "own", "a:L1": rule}
    assert all(account.because for account in cluster.accounts)
