"""What was an address once stays one: the ledger, former ids and tombstones."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.exports.redirects import redirects as published_redirects
from termbase.glossary import Glossary, compile_glossary
from termbase.glossary import load as load_folder
from termbase.identity.published_ids import parse_ledger, parse_names, write_ledger
from termbase.site.pages import pages
from termbase.site.permalinks import addresses_of_concepts
from termbase.site.site import Site
from termbase.site.views import RemovedPage
from termbase.yaml_files.tree import parse
from tests.conftest import concept


def compiled(ledger: str = "", **files: str) -> Glossary:
    named = {name.replace("__", "/") + ".yml": text for name, text in files.items()}
    return compile_glossary((parse(text, file=name) for name, text in named.items()), ledger=ledger)


def codes(glossary: Glossary) -> list[tuple[str, int]]:
    return [(d.code, d.where.line) for d in glossary.diagnostics if d.code.startswith("TB4")]


def test_an_id_that_leads_nowhere_is_an_error_at_its_line() -> None:
    glossary = compiled("# head\nchurn\nlost-one\n", concepts__churn=concept("Churn"))
    assert codes(glossary) == [("TB407", 3)]


@pytest.mark.parametrize(
    "files",
    [
        {"concepts__churn": concept("Churn", former_ids=["lost-one"])},
        {"concepts__churn": concept("Churn"),
         "termbase": "title: T\nremoved:\n  - {id: lost-one, successor: churn, reason: Joined.}\n"},
        {"concepts__churn": concept("Churn"), "termbase": "title: T\nremoved:\n  - {id: lost-one, reason: Gone.}\n"},
    ],
    ids=["renamed", "removed with a successor", "removed for good"],
)  # fmt: skip
def test_a_published_id_may_be_renamed_or_removed_with_a_tombstone(files: dict[str, str]) -> None:
    assert codes(compiled("lost-one\n", **files)) == []


def test_the_old_addresses_of_a_renamed_term_lead_to_it() -> None:
    site = Site(glossary=compiled(concepts__churn=concept("Churn", former_ids=["old-churn"])))
    led = {url: (found.id, name) for url, found, name in addresses_of_concepts(site)}
    assert led["terms/old-churn/"] == ("churn", "old-churn")
    assert led["go/old-churn/"] == ("churn", "old-churn")


def test_a_term_that_is_gone_for_good_has_a_page_that_says_why() -> None:
    site = Site(
        glossary=compiled(
            concepts__churn=concept("Churn"),
            termbase="title: T\nremoved:\n  - {id: churn-risk, reason: No longer used.}\n",
        )
    )
    (page,) = (page for page in pages(site) if page.path == "terms/churn-risk")
    assert isinstance(page.view, RemovedPage)
    assert page.view.reason == "No longer used."
    assert [near.id for near in page.view.near] == ["churn"]


def test_a_tombstone_for_a_living_term_or_with_an_unknown_successor_is_an_error() -> None:
    living = compiled(concepts__churn=concept("Churn"), termbase="title: T\nremoved:\n  - {id: churn, reason: x.}\n")
    assert [code for code, _ in codes(living)] == ["TB404"]
    unknown = compiled(
        concepts__churn=concept("Churn"), termbase="title: T\nremoved:\n  - {id: old, successor: nobody, reason: x.}\n"
    )
    assert [code for code, _ in codes(unknown)] == ["TB401"]


def test_the_ledger_keeps_what_it_had_and_adds_what_is_new() -> None:
    text = write_ledger(["zeta"], compiled(concepts__churn=concept("Churn")).termbase)
    assert [id for id, _ in parse_ledger(text)] == ["churn", "zeta"]


def test_publish_writes_the_ledger_and_check_holds_it(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    (folder / "concepts").mkdir(parents=True)
    path = folder / "concepts/churn.yml"
    path.write_text("term: Churn\ndefinition: End of a customer's contract, by cancellation or lapse.\n", "utf-8")
    done = CliRunner().invoke(main, ["publish", "--glossary", str(folder)])
    assert done.output == "1 id added; 1 published.\n"
    path.rename(folder / "concepts/leaving.yml")
    assert [d.code for d in load_folder(folder).diagnostics if d.code.startswith("TB4")] == ["TB407"]
    assert CliRunner().invoke(main, ["check", "--glossary", str(folder)]).exit_code == 1


# Names under /go/

NAMED = {"concepts__churn": concept("Churn", synonyms=["Attrition"], abbreviations=["CH"])}


def test_the_ledger_has_names_with_where_they_lead() -> None:
    text = write_ledger([], compiled(**NAMED).termbase)
    assert [(name.slug, name.concepts) for name in parse_names(text)] == [
        ("attrition", ("churn",)),
        ("ch", ("churn",)),
    ]
    assert [id for id, _ in parse_ledger(text)] == ["churn"]
    again = compiled(text, concepts__churn=concept("Churn"))
    assert write_ledger([], again.termbase, names=parse_names(text)) == text


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (NAMED, []),
        ({"concepts__churn": concept("Churn", abbreviations=["CH"])}, [("TB407", 3)]),
        ({"concepts__churn": concept("Churn", abbreviations=["CH"], deprecated=["Attrition"])}, []),
        (
            {
                "concepts__churn": concept("Churn", abbreviations=["CH"]),
                "termbase": "title: T\nremoved:\n  - {id: attrition, successor: churn, reason: Gone.}\n",
            },
            [],
        ),
        (
            {
                "concepts__churn": concept("Churn", abbreviations=["CH"]),
                "concepts__leave": concept("Leave", synonyms=["Attrition"]),
            },
            [("TB409", 3)],
        ),
        ({"concepts__loss": concept("Loss", former_ids=["churn"], synonyms=["Attrition"], abbreviations=["CH"])}, []),
    ],
    ids=["the same", "lost", "deprecated", "removed", "taken over", "renamed"],
)
def test_a_published_name_keeps_leading_to_its_concept(files: dict[str, str], expected: list[tuple[str, int]]) -> None:
    ledger = "churn\n# names\ngo/attrition churn\ngo/ch churn\n"
    assert codes(compiled(ledger, **files)) == expected


def test_what_became_of_addresses_is_published() -> None:
    glossary = compiled(
        "go/attrition churn\ngo/exit churn\n",
        concepts__churn=concept("Churn", former_ids=["loss"], synonyms=["Attrition"]),
        concepts__leave=concept("Leave", synonyms=["Attrition", "Exit"]),
        termbase="title: T\nremoved:\n  - {id: gone, reason: Unused., date: 2026-01-02}\n",
    )
    assert published_redirects(Site(glossary=glossary)) == {
        "version": "1",
        "redirects": [
            {"from": "terms/loss/", "to": "/terms/churn/", "id": "churn"},
            {"from": "go/loss/", "to": "/terms/churn/", "id": "churn"},
            {"from": "go/exit/", "to": "/terms/leave/", "id": "leave"},
        ],
        "removed": [{"from": "terms/gone/", "id": "gone", "reason": "Unused.", "date": "2026-01-02"}],
        "ambiguous": [
            {
                "from": "go/attrition/",
                "was": ["churn"],
                "now": [{"id": "churn", "to": "/terms/churn/"}, {"id": "leave", "to": "/terms/leave/"}],
            }
        ],
    }


def test_a_removed_term_says_so_at_both_of_its_old_addresses() -> None:
    gone = "title: T\nremoved:\n  - {id: exit, reason: Unused.}\n  - {id: attrition, reason: Unused.}\n"
    site = Site(glossary=compiled(concepts__churn=concept("Churn", synonyms=["Attrition"]), termbase=gone))
    found = {page.path for page in pages(site) if page.view.template == "removed.html"}
    assert found == {"terms/exit", "go/exit", "terms/attrition"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_count_them(end: str) -> None:
    assert parse_ledger(f"# a\u2028b\x0bc\x85d{end}churn{end}") == (("churn", 2),)
