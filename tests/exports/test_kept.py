"""What each format keeps of a term on the way out and in again; the manual's table is made of this."""

from dataclasses import fields
from pathlib import Path
from typing import Final

from termbase.exports import select
from termbase.identity.names import index_names
from termbase.imports.formats import read_files
from termbase.imports.plan import plan
from termbase.model.author_files import ConceptFile
from tests.conftest import concept, load
from tests.exports.sites import made

MANUAL: Final = Path(__file__).parents[2] / "docs/manual/exports.md"
FORMATS: Final = ("json", "csv", "turtle", "tbx", "anki", "abbreviations")
FILES: Final = {
    "termbase.yml": "title: Kept\ncategories: [{id: places, title: Places}]\nfields: [{id: owner}, {id: tags, type: list}]\n",
    "concepts/slot.yml": concept(
        "Slot", abbreviations=["SL"], synonyms=["c; d", "=SUM(1)"], variants=["slott"], deprecated=["hole"],
        category="places", status="retired", definition="Place for one thing.", short="Place.", explanation="Two words.",
        formula="\\text{slots} = \\text{a}", formula_kind="typical", unit="slots", range="0 to 1", direction="higher", example="A bay.",
        mistakes=["Taking it for a bay.", "Counting twice."], broader=["place"], narrower=["nook"], part_of=["ship"],
        parts=["lid"], related=["dock"], contrast=[{"term": "bay", "difference": "A bay is larger than a slot."}],
        notes=["Old word.", "Rare."], former_ids=["opening"], fields={"owner": "Ann", "tags": ["a", "b"]},
        disagreements=[{"topic": "Size", "accepted": "Any."}], references=[{"title": "Work", "supports": "The size."}],
    ),
    **{f"concepts/{name}.yml": concept(name.capitalize()) for name in ("place", "nook", "ship", "lid", "dock", "bay")},
}  # fmt: skip


def kept(name: str) -> set[str]:
    """The fields of the term that come back as they were."""
    site = made(FILES)
    artifact = select(site, name)
    assert artifact is not None
    reading = read_files({artifact.path: artifact.data.decode("utf-8-sig")})
    assert not reading.problems
    planned = plan(reading, index_names((), {}), source="up", title="Up", way="concepts", existing={})
    base, _ = load(dict(planned.files))
    before = site.termbase.by_id["slot"].own
    after = next((c.own for c in base.concepts if c.term == before.term), None) if before else None
    if before is None or after is None:
        return {"term"} if any(c.term == "Slot" for c in base.concepts) else set()
    return {
        f.name
        for f in fields(ConceptFile)
        if f.name != "linking" and getattr(before, f.name) and getattr(before, f.name) == getattr(after, f.name)
    }


def table() -> str:
    """The table of the manual."""
    found = {name: kept(name) for name in FORMATS}
    rows = [f.name for f in fields(ConceptFile) if any(f.name in names for names in found.values())]
    lines = [f"| Field | {' | '.join(f'`{name}`' for name in FORMATS)} |", "| --- " * (len(FORMATS) + 1) + "|"]
    lines += [f"| `{row}` | {' | '.join('yes' if row in found[name] else '–' for name in FORMATS)} |" for row in rows]
    return "\n".join(lines)


def test_json_keeps_every_field() -> None:
    assert kept("json") >= kept("csv") | kept("turtle") | kept("tbx")
    assert {
        "explanation",
        "range",
        "formula_kind",
        "direction",
        "mistakes",
        "former_ids",
        "contrast",
        "references",
        "disagreements",
    } <= kept("json")


def test_the_table_of_the_manual_is_true() -> None:
    assert table() in MANUAL.read_text("utf-8"), f"Put this into the manual:\n{table()}"
