"""Every link to a list of meanings finds one, and every name has a permalink."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.exports.embed import terms
from termbase.exports.leads import leads
from termbase.glossary import compile_glossary
from termbase.linking.index import Target
from termbase.site.pages import pages
from termbase.site.permalinks import addresses_of_concepts, ambiguous_names
from termbase.site.site import Site
from termbase.text.slug import slug
from termbase.yaml_files.tree import parse
from tests.conftest import concept
from tests.exports.sites import real

Concepts = Mapping[str, Mapping[str, Any]]


def site(concepts: Concepts) -> Site:
    documents = [parse(concept(**keys), file=f"concepts/{id}.yml") for id, keys in concepts.items()]
    return Site(glossary=compile_glossary(documents))


def listed(found: Site) -> dict[str, tuple[str, ...]]:
    return dict(ambiguous_names(found))


CSM = {
    "manager": {"term": "Success manager", "abbreviations": ["CSM"]},
    "management": {"term": "Success management", "abbreviations": ["CSM"]},
}


@pytest.mark.parametrize("keys", [{}, {"abbreviations": ["CSM"]}], ids=["its id alone", "its abbreviation too"])
def test_a_concept_whose_id_others_share_as_a_name_is_one_of_the_meanings(keys: dict[str, Any]) -> None:
    found = site({**CSM, "csm": {"term": "Container storage module", **keys}})
    assert listed(found) == {"CSM": ("csm", "management", "manager")}
    assert "go/csm/" not in [url for url, _, _ in addresses_of_concepts(found)]
    (page,) = (page for page in pages(found) if page.path == "go/csm")
    assert [item.id for item in page.view.meanings] == ["csm", "management", "manager"]


def test_an_id_that_no_two_others_share_leads_to_its_concept_alone() -> None:
    found = site({"lead": {"term": "Lead"}, "prospect": {"term": "Prospect", "synonyms": ["lead"]}})
    assert listed(found) == {}
    assert {url: item.id for url, item, _ in addresses_of_concepts(found)} == {
        "go/lead/": "lead",
        "go/prospect/": "prospect",
    }


def test_a_former_id_that_others_share_as_a_name_is_listed_with_them() -> None:
    found = site({**CSM, "module": {"term": "Container storage module", "former_ids": ["csm"]}})
    assert listed(found) == {"CSM": ("management", "manager", "module")}
    assert ("terms/csm/", "module") in [(url, item.id) for url, item, _ in addresses_of_concepts(found)]


@pytest.mark.parametrize("kind", ["synonyms", "abbreviations"])
def test_the_plural_of_a_shared_name_lists_its_meanings_too(kind: str) -> None:
    found = site({"a": {"term": "First", kind: ["QBRs"]}, "b": {"term": "Second", kind: ["QBR"]}})
    assert set(listed(found).values()) == {("a", "b")}


TEXTS = (
    "CSM",
    "CSMs",
    "csm",
    "Lead",
    "Leads",
    "lead",
    "Win/Loss",
    "win-loss",
    "Winloss",
    "Plan",
    "plans",
    "Lead (CSM)",
)
NAMES = st.lists(st.sampled_from(TEXTS), max_size=2, unique=True)
CONCEPTS = st.dictionaries(
    st.sampled_from(["csm", "csms", "lead", "leads", "win-loss", "plan", "other"]),
    st.fixed_dictionaries(
        {"term": st.sampled_from(TEXTS)},
        optional={"synonyms": NAMES, "abbreviations": NAMES, "former_ids": st.just(["winloss"])},
    ),
    min_size=2,
)


@given(CONCEPTS)
def test_no_link_is_dead_and_each_list_has_all_that_the_link_may_mean(concepts: Concepts) -> None:
    found = site(concepts)
    names = found.glossary.names
    targets = [item.target for index in (found.glossary.index, found.every_name) for item in index.entries()]
    targets += leads(found).values()
    targets += [
        Target(concepts=names.meanings(text), name=names.heading(text)) for text in TEXTS if names.meanings(text)
    ]
    lists = {page.path: {item.id for item in page.view.meanings} for page in pages(found) if page.path[:3] == "go/"}
    for target in targets:
        if target.ambiguous:
            assert set(target.concepts) <= lists.get(target.path, set()), target
    for path, _, _, *meant in terms(found)["terms"]:
        assert not meant or path in lists


@given(CONCEPTS)
def test_each_permalink_is_a_list_or_a_redirect_and_not_both(concepts: Concepts) -> None:
    found = site(concepts)
    lists = [page.path for page in pages(found) if page.path.startswith("go/")]
    ways = [url.removesuffix("/") for url, _, _ in addresses_of_concepts(found) if url.startswith("go/")]
    assert len({*lists, *ways}) == len(lists) + len(ways)
    assert {f"go/{id}" for id in found.termbase.by_id} <= {*lists, *ways}


@pytest.mark.parametrize("name", ["(C)", "“C”", "c?"])
def test_a_name_that_is_written_like_an_id_in_addresses_shares_its_address(name: str) -> None:
    found = site({"c": {"term": "Sea language"}, "plus": {"term": "Plus language", "synonyms": [name]}})
    assert listed(found) == {name: ("c", "plus")}
    assert "go/c/" not in [url for url, _, _ in addresses_of_concepts(found)]


NAMES = st.sampled_from(["a", "A", "a!", "b", "B.", "<b>", "a b", "a-b", "AB", "1", "-1", "日本", "c++", "C#", "c"])


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "a-b", "1", "c", "z"]), st.lists(NAMES, min_size=1, max_size=4), min_size=1
    )
)
def test_every_accepted_name_reaches_one_address_or_one_list(given: dict[str, list[str]]) -> None:
    found = site({id: {"term": f"Term {id}", "synonyms": names} for id, names in given.items()})
    holds_every_name(found)


def test_every_name_of_the_real_glossary_reaches_one_address_or_one_list() -> None:
    holds_every_name(real())


def holds_every_name(found: Site) -> None:
    one = [(str(url), concept.id) for url, concept, _ in addresses_of_concepts(found)]
    lists = [(slug(name), ids) for name, ids in ambiguous_names(found)]
    for concept_ in found.termbase.concepts:
        for name in concept_.designations:
            at, meant = slug(name.text), found.glossary.names.meanings(name.text)
            alone = [id for url, id in one if url == str(found.addresses.page(f"go/{at}"))]
            several = [ids for where, ids in lists if where == at]
            assert len(alone) + len(several) == 1, name.text
            reached = {*alone, *(several[0] if several else ())}
            assert reached & set(meant), name.text
            assert concept_.id in reached or concept_.id not in meant, name.text
