"""Our own API file: export, import and export again gives the same bytes."""

from pathlib import Path

import pytest

from termbase.exports.api import export
from termbase.glossary import load
from termbase.identity.names import index_names
from termbase.imports.formats import read_files
from termbase.imports.plan import plan
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.conftest import concept, dump, entries, write_all
from tests.exports.sites import FROZEN

ADDRESSES = Addresses(site_url="https://terms.invalid/")

EVERYTHING = {
    "termbase.yml": dump({
        "title": "All of it", "language": "en-GB", "description": "Every field.",
        "categories": [{"id": "places", "title": "Places", "introduction": "Where things *are*."}],
        "removed": [{"id": "gone", "successor": "slot", "reason": "Joined."}, {"id": "lost", "reason": "Never used."}],
    }),
    "sources.yml": dump({"sources": [{"id": "book", "title": "Book", "date": "2020"}, {"id": "unused", "title": "Unused"}]}),
    "concepts/slot.yml": concept(
        "Slot (SL)", synonyms=["c; d", "R|S", "=SUM(1)"], variants=["slott"], deprecated=["hole", {"name": "gap", "reason": "Vague."}],
        category="places", status="retired", explanation="- item one\n- item *two*\n\n1 of [[bay]]s.", short="Place.",
        formula="\\text{slots} = \\frac{\\text{a}}{\\text{b}}", formula_kind="example", unit="slots", range="0 to 1", direction="higher",
        example={"given": {"a": 1, "b": 2}, "result": 0.5, "text": "1 by 2 is 0.5."}, mistakes=["Taking it for a bay."],
        related=["bay"], contrast=[{"term": "dock", "difference": "A dock *holds* ships."}], notes=["Old word.", "# 1"],
        former_ids=["opening"], linking={"explicit": ["slott"]}, allow={"TB604": "Short on purpose."},
        disagreements=[{"topic": "Size", "positions": [{"source": "book", "claim": "Large."}], "accepted": "Any.", "ground": "Usage."}],
        references=[{"id": "ref", "title": "Work", "supports": "The size."}],
        benchmark=[{"value": "1", "reference": "ref"}],
    ),
    "concepts/bay.yml": concept("Bay", broader=["place"], distinct_from=[{"term": "dock", "reason": "Other use."}]),
    "concepts/dock.yml": concept("Dock", part_of=["place"]),
    "concepts/place.yml": concept("Place"),
    "entries/book.yml": entries(
        "book", {"locator": "L3", "term": "Slot", "headword": "Slots", "note": "Of its plural.", "mentions": ["ABC"]},
        {"locator": "L9", "term": "Quay", "definition": "Wall *for* ships."},
        {"locator": "L10", "term": "Wharf", "definition": "See [[Quay]]."},
        {"locator": "L12", "candidates": ["slot", "bay"], "definition": "Of unknown name."},
    ),
}  # fmt: skip


def exported(folder: Path) -> dict[str, bytes]:
    return {file.path: file.data for file in export(Site(glossary=load(folder), addresses=ADDRESSES))}


def written(folder: Path, files: dict[str, str]) -> Path:
    write_all(folder, files)
    return folder


@pytest.mark.parametrize("of", ["every field", "real size"])
def test_the_api_comes_back_byte_for_byte(tmp_path: Path, of: str) -> None:
    first = written(tmp_path / "first/glossary", EVERYTHING) if of == "every field" else FROZEN
    before = exported(first)
    reading = read_files({"terms.json": before["api/v1/terms.json"].decode()})
    made = plan(reading, index_names((), {}), source="copy", title="Copy", way="concepts", existing={})
    assert (reading.problems, reading.left_out, made.problems) == ((), (), ())
    assert exported(written(tmp_path / "second/glossary", dict(made.files))) == before
