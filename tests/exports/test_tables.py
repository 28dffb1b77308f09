"""The tables, read with Python's csv module."""

import csv
import html
import io
from collections.abc import Mapping

import html5lib
import pytest

from termbase.exports import select
from termbase.exports.csv import COLUMNS, guard, unguard
from termbase.model.vocabulary import DesignationKind
from termbase.site.site import Site
from tests.conftest import concept as term_file
from tests.exports.sites import URL, made, small

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def data(site: Site, name: str) -> bytes:
    artifact = select(site, name)
    assert artifact is not None
    return artifact.data


def rows(site: Site) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data(site, "csv").decode("utf-8-sig"), newline=""), strict=True))


def test_every_term_is_a_row(site: Site) -> None:
    table = rows(site)
    assert [row["id"] for row in table] == [concept.id for concept in site.termbase.concepts]
    assert list(table[0]) == list(COLUMNS)
    for row, concept in zip(table, site.termbase.concepts, strict=True):
        assert unguard(row["term"]) == concept.term
        assert unguard(row["definition"]) == site.texts.concepts[concept.id].definition.plain
        assert unguard(row["synonyms"]) == "\n".join(concept.names(DesignationKind.ADMITTED))
        assert row["url"] == f"{URL}terms/{concept.id}/"
        assert row["sources"] == "\n".join(account.entry.key for account in concept.evidence)


def test_a_row_has_everything() -> None:
    row = next(row for row in rows(small()) if row["id"] == "churn-rate")
    assert row == {
        "range": "",
        "formula_kind": "",
        "direction": "",
        "mistakes": "",
        "former_ids": "",
        "id": "churn-rate",
        "term": "Churn rate",
        "abbreviations": "CR",
        "synonyms": "attrition rate",
        "variants": "churnrate",
        "deprecated": "loss rate",
        "category": "metrics",
        "status": "draft",
        "definition": "What Churn rate means.",
        "short": "",
        "explanation": "Watch it.",
        "formula": "\\text{churn rate} = \\text{lost}",
        "unit": "",
        "example": "Two of ten left.",
        "benchmark": "",
        "notes": "An old word.",
        "references": "",
        "broader": "rate",
        "narrower": "",
        "part_of": "",
        "parts": "",
        "related": "rate\nretention-rate",
        "contrast": "retention-rate",
        "sources": "book:L3",
        "url": "https://termbase.example/terms/churn-rate/",
        "updated": "2024-02-29",
    }


def test_the_bytes_are_those_that_spreadsheets_expect(site: Site) -> None:
    table = data(site, "csv")
    assert table.startswith(b"\xef\xbb\xbfterm,id,")
    assert table.endswith(b"\r\n")
    assert table.count(b"\r\n") == len(site.termbase.concepts) + 1


def test_no_cell_is_computed_and_every_name_comes_back(attack: tuple[Site, str]) -> None:
    site, name = attack
    table = rows(site)
    assert len(table) == 4
    for row in table:
        assert None not in row
        for cell in row.values():
            assert not cell.lstrip("\u200f '").startswith(FORMULA) or cell.startswith("'")
            assert not cell.startswith(FORMULA)
    row = next(row for row in table if row["id"] == "churn-rate")
    assert unguard(row["term"]) == unguard(row["abbreviations"]) == name


@pytest.mark.parametrize(
    "cell", ["", "a", "=a", "'=a", "''=a", "'a", "' a", " -1", "\t=a", "１", "＝a", "’tis", "'tis", "a=b"]
)
def test_unguard_undoes_guard(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert not guard(cell).startswith(FORMULA)


def cards(site: Site) -> tuple[dict[str, str], list[list[str]]]:
    """The header lines of the deck, and its cards."""
    lines = data(site, "anki").decode("utf-8").split("\n")
    headers = dict(line[1:].split(":", 1) for line in lines[:6])
    return headers, [row[1:] for row in csv.reader(io.StringIO("\n".join(lines[6:])), strict=True)]


def words(field: str) -> str:
    return "".join(html5lib.parseFragment(field, namespaceHTMLElements=False).itertext())


def guids(files: Mapping[str, str]) -> list[str]:
    lines = data(made(files), "anki").decode("utf-8").splitlines()
    return [line.partition(",")[0] for line in lines if not line.startswith("#")]


def test_a_note_keeps_its_guid_when_the_term_is_renamed_and_none_is_a_comment() -> None:
    before = guids({"concepts/churn.yml": term_file("Churn"), "concepts/hash.yml": term_file("#hash")})
    after = guids(
        {"concepts/loss.yml": term_file("Loss (LS)", former_ids=["churn"]), "concepts/hash.yml": term_file("#hash")}
    )
    assert sorted(before) == sorted(after) == ["glossary:churn", "glossary:hash"]


def test_every_term_is_a_card_of_its_own(site: Site) -> None:
    headers, deck = cards(site)
    assert headers == {
        "separator": "Comma",
        "html": "true",
        "deck": site.termbase.title,
        "columns": "Guid,Front,Back,Tags",
        "guid column": "1",
        "tags column": "4",
    }
    assert len(deck) == len(site.termbase.concepts) == len({front for front, _, _ in deck})
    for (front, back, tags), concept in zip(deck, site.termbase.concepts, strict=True):
        assert html.unescape(front).startswith(concept.term)
        assert words(back).startswith(site.texts.concepts[concept.id].definition.plain)
        assert f'<a href="{URL}terms/{concept.id}/">' in back
        assert (concept.category or "") in tags.split(" ") or concept.category is None


def test_homonyms_have_fronts_of_their_own() -> None:
    apart = "distinct_from: [{term: %s, reason: Another thing.}]\n"
    files = {
        f"concepts/{id}.yml": f"id: {id}\nterm: Pilot\ndefinition: Pilot of kind {id}.\n{apart % other}"
        for id, other in (("one", "two"), ("two", "one"))
    }
    assert [front for front, _, _ in cards(made(files))[1]] == ["Pilot &#91;one&#93;", "Pilot &#91;two&#93;"]


def test_a_hostile_name_is_plain_text_on_its_card(attack: tuple[Site, str]) -> None:
    site, name = attack
    headers, deck = cards(site)
    assert headers["separator"] == "Comma"
    assert headers["deck"] == name
    front, back, tags = next(card for card in deck if "churn-rate" in card[1])
    assert words(front).replace("( ", "(") == f"{name} ({name})"
    for field in (front, back, tags):
        assert not field.startswith(FORMULA)
        assert not any(sign in field for sign in ("[", "]", "{", "}", "\\", "<script", "<!--"))
    assert " " not in tags.replace(" metrics", "")
