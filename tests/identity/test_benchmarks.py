"""A benchmark cites a reference of its own file or a source of the glossary, and nothing else."""

import pytest

from tests.conftest import concept, load, sources

REFERENCE = {"id": "report", "title": "The report", "supports": "The value."}


@pytest.mark.parametrize(
    ("cited", "refused"), [("report", False), ("survey", False), ("reports", True), ("someone", True)]
)
def test_a_benchmark_cites_what_is_listed(cited: str, refused: bool) -> None:
    rate = concept("Rate", benchmark=[{"value": "2 percent", "reference": cited}], references=[REFERENCE])
    _, found = load({"concepts/rate.yml": rate, "sources.yml": sources("survey")})
    told = [str(one) for one in found if "neither a reference of this file nor a source" in str(one)]
    assert bool(told) is refused
    assert ("Did you mean `report`?" in "".join(told)) is (cited == "reports")
