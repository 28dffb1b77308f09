"""What an import would write: nothing lost, nothing invented, nothing overwritten."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.exports.api import export
from termbase.glossary import Glossary, load
from termbase.identity.names import index_names
from termbase.imports.formats import read_files
from termbase.imports.imported import Imported
from termbase.imports.plan import plan
from termbase.site.site import Site

ROOT = Path(__file__).parents[2]
CHURN = "term: Churn\ndefinition: Loss of a customer who cancels.\nabbreviations: [CHN]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary/concepts").mkdir(parents=True)
    (tmp_path / "glossary/concepts/churn.yml").write_text(CHURN, "utf-8")
    return tmp_path / "glossary"


def run(folder: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["import", *arguments, "--glossary", str(folder)])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_known_term_becomes_evidence_and_a_new_one_a_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "wiki.csv").write_text(
        "term,definition,related,owner\nchurns,They leave.,,Ann\nRenewal,They stay.,CHN; Nowhere,\n", "utf-8"
    )
    output = run(folder, str(tmp_path / "wiki.csv"), "--source", "wiki", "--title", "Our wiki")
    assert (folder / "concepts/churn.yml").read_text("utf-8") == CHURN
    glossary = load(folder)
    assert glossary.termbase.by_id["churn"].evidence[0].entry.key == "wiki:row 2"
    renewal = glossary.termbase.by_id["renewal"]
    assert [relation.target for relation in renewal.relations] == ["churn"]
    text = (folder / "concepts/renewal.yml").read_text("utf-8")
    assert "# Imported from wiki, row 3." in text
    assert "# related: Nowhere (no such term)" in text
    assert "# owner: Ann" in (folder / "entries/wiki.yml").read_text("utf-8")
    assert "1 references do not match any term" in output
    assert "churns: churn" in output
    assert [source.title for source in glossary.termbase.sources] == ["Our wiki"]


def test_a_dry_run_writes_nothing_and_shows_what_would_change(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "wiki.csv").write_text("term,definition\nRenewal,They stay.\n", "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.yml")}
    output = run(folder, str(tmp_path / "wiki.csv"), "--source", "wiki", "--dry-run")
    assert "+++ concepts/renewal.yml" in output
    assert "+term: Renewal" in output
    assert {path: path.read_bytes() for path in folder.rglob("*.yml")} == before


def test_as_entries_everything_is_evidence_of_the_source(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "wiki.csv").write_text("term,definition\nRenewal,They stay.\nChurn,They leave.\n", "utf-8")
    run(folder, str(tmp_path / "wiki.csv"), "--source", "wiki", "--as", "entries")
    glossary = load(folder)
    assert {str(entry.key) for entry in glossary.termbase.entries} == {"wiki:row 2", "wiki:row 3"}
    assert set(glossary.termbase.by_id) == {"churn", "renewal"}


def test_an_existing_file_of_entries_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "wiki.csv").write_text("term,definition\nChurn,They leave.\n", "utf-8")
    run(folder, str(tmp_path / "wiki.csv"), "--source", "wiki")
    before = (folder / "entries/wiki.yml").read_bytes()
    done = CliRunner().invoke(
        main, ["import", str(tmp_path / "wiki.csv"), "--source", "wiki", "--glossary", str(folder)]
    )
    assert done.exit_code == 1
    assert "is there already" in done.output
    assert (folder / "entries/wiki.yml").read_bytes() == before


def test_two_terms_of_one_name_get_two_ids_and_are_reported() -> None:
    terms = [Imported(name="Beta", locator=str(n), definition=f"Sense {n}.") for n in (1, 2)]
    made = plan(terms, index_names((), {}), source="s", title="S", way="concepts", existing={})
    assert {path for path in made.files if path.startswith("concepts/")} == {"concepts/beta.yml", "concepts/beta-2.yml"}
    assert made.clashes == ("Beta",)


def told(glossary: Glossary) -> list[dict[str, object]]:
    """The terms of a glossary as the API tells them, without what depends on where it lies."""
    artifact = next(a for a in export(Site(glossary=glossary)) if a.path.endswith("terms.json"))
    assert isinstance(artifact.content, str)
    terms = json.loads(artifact.content)["terms"]
    for term in terms:
        for field in ("status", "disagreements", "definition_html", "links_to", "linked_from", "variants", "updated"):
            del term[field]
        for entry in term["entries"]:
            del entry["rule"]
    return list(terms)


def test_our_own_file_comes_back_as_the_same_terms(tmp_path: Path) -> None:
    real = load(ROOT / "glossary")
    artifact = next(a for a in export(Site(glossary=real)) if a.path.endswith("v1/terms.json"))
    assert isinstance(artifact.content, str)
    reading = read_files({"terms.json": artifact.content})
    made = plan(reading.terms, index_names((), {}), source="copy", title="Copy", way="concepts", existing={})
    assert not made.problems
    assert not made.dangling
    for path, text in made.files.items():
        place = tmp_path / "glossary" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    assert told(load(tmp_path / "glossary")) == told(real)
