"""What an import would write: nothing lost, nothing invented, nothing overwritten."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.cli._foreign_files import read_texts
from termbase.glossary import load
from termbase.identity.names import index_names
from termbase.imports.formats import FORMATS
from termbase.imports.imported import Imported, Reading
from termbase.imports.plan import plan
from termbase.imports.references import choose_ids

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
    assert glossary.termbase.by_id["churn"].evidence[0].entry.key == "wiki:churns"
    renewal = glossary.termbase.by_id["renewal"]
    assert [relation.target for relation in renewal.relations] == ["churn"]
    text = (folder / "concepts/renewal.yml").read_text("utf-8")
    assert "imported_from:\n  source: wiki\n  locator: Renewal\n" in text
    assert "# related: Nowhere (no such term)" in text
    assert "# owner: Ann" in (folder / "entries/wiki.yml").read_text("utf-8")
    assert "no term has the name: 1 reference" in output
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
    assert {str(entry.key) for entry in glossary.termbase.entries} == {"wiki:Renewal", "wiki:Churn"}
    assert set(glossary.termbase.by_id) == {"churn", "renewal"}


def test_an_existing_file_of_entries_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "wiki.csv").write_text("term,definition\nChurn,They leave.\n", "utf-8")
    run(folder, str(tmp_path / "wiki.csv"), "--source", "wiki")
    before = (folder / "entries/wiki.yml").read_bytes()
    done = CliRunner().invoke(
        main, ["import", str(tmp_path / "wiki.csv"), "--source", "wiki", "--glossary", str(folder)]
    )
    assert done.exit_code == 1
    assert "already exists" in done.output
    assert (folder / "entries/wiki.yml").read_bytes() == before


def test_two_terms_of_one_name_get_two_ids_and_are_reported() -> None:
    terms = [Imported(name="Beta", locator=str(n), definition=f"Sense {n}.") for n in (1, 2)]
    made = plan(Reading(terms=tuple(terms)), index_names((), {}), source="s", title="S", way="concepts", existing={})
    assert {path for path in made.files if path.startswith("concepts/")} == {"concepts/beta.yml", "concepts/beta-2.yml"}
    assert made.clashes == ("Beta",)


@pytest.mark.parametrize(
    ("id", "name", "expected"),
    [("t-12", "Churn", "churn"), ("12", "Churn", "churn"), ("tier-2", "Tier two", "tier-2"), ("melting-2", "Melting", "melting-2")],
)  # fmt: skip
def test_a_number_of_the_other_system_is_not_an_id_here(id: str, name: str, expected: str) -> None:
    term = Imported(name=name, locator=id, id=id, definition="Thing.")
    assert list(choose_ids([term], index_names((), {})).values()) == [expected]


@pytest.mark.parametrize("ending", sorted({suffix for item in FORMATS for suffix in item.suffixes}))
def test_a_folder_gives_the_files_of_every_format(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"page.{ending.upper()}").write_text("x", "utf-8")
    assert len(read_texts((tmp_path,), encoding=None)[0]) == 1


def test_files_without_an_ending_are_read_if_their_format_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "defs").mkdir()
    (tmp_path / "defs/absolute-path").write_text("Path from the root of a file system.\n", "utf-8")
    _, _, remarks = read_texts((tmp_path / "defs",), encoding=None)
    assert remarks == ["files skipped in folders: without an ending (1); to read them too, pass --format"]
    run(folder, str(tmp_path / "defs"), "--source", "x", "--format", "markdown")
    assert "absolute-path" in {c.term for c in load(folder).termbase.concepts}
