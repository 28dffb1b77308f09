"""Small glossaries for the tests of merging, and short views of what came of them."""

from collections.abc import Mapping
from typing import Any

from termbase.identity.merge import Cluster, Merged
from termbase.model.concept import Entry
from tests.conftest import concept, decoded, entries, sources

Item = Mapping[str, Any]


def glossary(own: Mapping[str, Item], *evidence: tuple[str, Item]) -> tuple[Entry, ...]:
    """Entries of both layers: own concepts by id, and pairs of source and entry."""
    names = sorted({source for source, _ in evidence})
    files = {f"concepts/{key}.yml": concept(**item) for key, item in own.items()}
    for name in names:
        files[f"entries/{name}.yml"] = entries(name, *(item for source, item in evidence if source == name))
    values = decoded({**files, "sources.yml": sources(*names)})
    assert values.diagnostics == ()
    return values.entries


def at(locator: str, term: str, **keys: Any) -> Item:
    return {"locator": locator, "term": term, **keys}


def apart_from(*others: str) -> list[Item]:
    return [{"term": other, "reason": "Another thing."} for other in others]


def groups(merged: Merged) -> dict[str, list[str]]:
    return {cluster.id: [entry.key for entry in cluster.entries] for cluster in merged.clusters}


def waiting(merged: Merged) -> dict[str, tuple[str, ...]]:
    return {item.entry.key: item.candidates for item in merged.ambiguous}


def rules(cluster: Cluster) -> dict[str, str]:
    return {account.entry.key: account.rule.value for account in cluster.accounts}


def codes(merged: Merged) -> list[str]:
    return [problem.code for problem in merged.diagnostics]


NAMELESS: Item = {"locator": "L1", "candidates": ["churn"]}
