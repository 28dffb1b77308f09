"""The list for Lingo, read as Lingo reads it."""

from termbase.exports import lingo
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.linking.linking_cases import compiled


def test_each_name_has_its_definition_on_one_line() -> None:
    glossary = compiled(
        {"term": "Churn", "synonyms": ["Loss: of all"], "definition": "Loss of {{x}} <b>at</b> 5: a [[y]]."},
        {"term": "Net retention", "abbreviations": ["NRR"], "definition": "What\n\nstays."},
        {"term": "Plan"},
    )
    (artifact,) = lingo.export(Site(glossary=glossary, addresses=Addresses()))
    assert isinstance(artifact.content, str)
    read = dict(line.removeprefix(";").split(":", 1) for line in artifact.content.splitlines())
    assert list(read) == ["Churn", "NRR", "Net retention"]
    assert not set("{}[]<>|") & set(read["Churn"])
    assert read["NRR"] == read["Net retention"]
