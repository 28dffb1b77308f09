"""Former ids lead to their concepts, and the index of names that has them is made once."""

from collections.abc import Iterable, Mapping

import pytest

from termbase import glossary
from termbase.identity import names, remote, resolve
from termbase.model.concept import Concept, ConceptId
from termbase.yaml_files.tree import parse
from tests.conftest import concept, dump


def test_names_are_collected_once_a_compilation(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[Mapping[str, ConceptId]] = []
    collect = names.index_names

    def counted(concepts: Iterable[Concept], former_ids: Mapping[str, ConceptId]) -> names.Names:
        collected.append(dict(former_ids))
        return collect(concepts, former_ids)

    for module in (names, remote, resolve, glossary):
        if hasattr(module, "index_names"):
            monkeypatch.setattr(module, "index_names", counted)
    files = {
        "concepts/churn.yml": concept("Churn", former_ids=["attrition"]),
        "termbase.yml": dump({"title": "T", "removed": [{"id": "loss", "successor": "churn", "reason": "Twice."}]}),
    }
    found = glossary.name_concepts(parse(text, file=file) for file, text in files.items())
    assert collected == [{"attrition": "churn"}]
    assert found.diagnostics == ()
    assert {found.names.ids[id] for id in ("attrition", "loss", "churn")} == {"churn"}
    assert found.every_name is found.names
