from collections.abc import Sequence

import pytest

from termbase.identity.merge import merge
from tests.identity.merge.glossaries import Item, at, glossary, groups


@pytest.mark.parametrize(
    "evidence",
    [
        (("a", at("L1", "Market")), ("a", at("L2", "Marketing"))),
        (("a", at("L1", "Market")), ("a", at("L2", "Marketing")), ("b", at("L1", "Marketing"))),
        (("a", at("L1", "Market")), ("b", at("L1", "Marketing")), ("b", at("L2", "Markets"))),
    ],
)
def test_an_author_who_lists_both_forms_tells_them_apart(evidence: Sequence[tuple[str, Item]]) -> None:
    merged = merge(glossary({}, *evidence))
    assert set(groups(merged)) == {"market", "marketing"}


def test_our_own_two_files_tell_the_forms_apart() -> None:
    own = {"market": {"term": "Market"}, "marketing": {"term": "Marketing"}}
    merged = merge(glossary(own, ("a", at("L1", "Marketed"))))
    assert groups(merged)["market"] == ["market"]
    assert groups(merged)["marketing"] == ["marketing"]
