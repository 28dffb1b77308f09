"""A source taken three times, with decisions and our own words stored in between."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.glossary import load
from termbase.identity.merge.stored import fingerprint
from termbase.imports import sync as sync_module
from termbase.imports.source_list import with_new_sources, with_source
from termbase.imports.three_way import join_three
from termbase.yaml_files.tree import parse, plain_values
from tests.conftest import read_all

FIRST = "term,definition,owner\nFoo rate,Share of foos among all bars.,Ann\nChurn,Loss of customers in a period.,\nOld name,Thing that will go.,\n"
SECOND = "term,definition,owner\nAlpha,First letter of the alphabet.,\nFoo rate,Share of foos among all bazzes.,Bob\nChurn,Loss of customers in a period.,\n"
THIRD = SECOND.replace("Loss of customers in a period.", "Loss of customers in a year.").replace("bazzes", "quxes")

Sync = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary/concepts").mkdir(parents=True)
    (tmp_path / "glossary/concepts/churn.yml").write_text("term: Churn\ndefinition: What we call churn.\n", "utf-8")
    return tmp_path / "glossary"


@pytest.fixture
def sync(folder: Path, tmp_path: Path) -> Sync:
    def run(text: str, *arguments: str) -> str:
        (tmp_path / "up.csv").write_text(text, "utf-8")
        done = CliRunner().invoke(
            main, ["sync", str(tmp_path / "up.csv"), "--source", "up", "--glossary", str(folder), *arguments]
        )
        assert done.exit_code == 0, done.output
        return done.output

    return run


@pytest.mark.parametrize("way", ["entries", "concepts"])
def test_new_changed_and_removed_terms_are_reported_and_ours_survive(folder: Path, sync: Sync, way: str) -> None:
    assert sync(FIRST, "--as", way, "--release", "1", "--license", "CC BY 4.0").startswith("3 new, 0 changed")
    assert sync(FIRST, "--as", way) == "Nothing changed in the source.\n"
    entries = folder / "entries/up.yml"
    entries.write_text(
        entries.read_text("utf-8").replace("    term: Churn\n", "    term: Churn\n    same_as: [churn]\n"), "utf-8"
    )
    output = sync(SECOND, "--as", way)
    assert output.startswith("1 new, 1 changed, 1 removed, 0 conflicting, 1 unchanged.")
    assert "“Share of foos among all bars.” → “Share of foos among all bazzes.”" in output
    glossary = load(folder)
    assert not [d for d in glossary.diagnostics if d.severity == "error"]
    assert "same_as: [churn]" in entries.read_text("utf-8")
    assert (folder / "concepts/churn.yml").read_text("utf-8") == "term: Churn\ndefinition: What we call churn.\n"
    assert "old-name" in glossary.termbase.by_id
    source = glossary.termbase.source_by_id["up"]
    assert (source.version, source.license) == ("1", "CC BY 4.0")
    output = sync(THIRD, "--as", way)
    assert output.startswith("0 new, 2 changed, 0 removed, 0 conflicting")
    assert "same_as: [churn]" in entries.read_text("utf-8")


def test_what_both_changed_stays_ours_and_is_reported(folder: Path, sync: Sync) -> None:
    sync(FIRST, "--as", "concepts")
    path = folder / "concepts/foo-rate.yml"
    path.write_text(
        path.read_text("utf-8").replace("Share of foos among all bars.", "Ours.") + "unit: percent\n", "utf-8"
    )
    output = sync(SECOND, "--as", "concepts")
    assert "your value stays: “Ours.” — the source has: “Share of foos among all bazzes.”" in output
    assert "definition: Ours." in path.read_text("utf-8")
    assert "unit: percent" in path.read_text("utf-8")


DRESSED = """\
# Ours: read this before you edit.
source: up
entries:
  # Ours: the rate that sales uses.
  # owner: Ann
  - locator: "Foo rate"   # ours: quoted on purpose
    term: 'Foo rate'

    # ours: above the definition
    definition: >-
      Share of foos
      among all bars.   # not a comment
    # ours: above the names
    synonyms:
      - foo share   # ours: asked for by Kim
      # ours: within the list
      - foo part

    note: Ours.   # ours: behind a value

  - {locator: Churn, term: Churn, definition: Loss of customers in a period.}  # ours: in braces
  # Ours: before the last one
  - locator: Old name
    term: Old name
    definition: Thing that will go.
# Ours: the end.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_quotes_and_line_breaks_of_ours_survive(folder: Path, sync: Sync, end: str) -> None:
    header = "term,definition,owner,synonyms\n"
    sync(header + FIRST.partition("\n")[2].replace(",Ann", ",Ann,foo share; foo part"))
    path = folder / "entries/up.yml"
    dressed = DRESSED.replace("among all bars.   # not a comment", "among all bars.")
    path.write_bytes(dressed.replace("\n", end).encode())
    changed = SECOND.partition("\n")[2].replace(",Bob", ",Bob,foo share; foo piece").replace("in a period", "in a year")
    assert sync(header + changed).startswith("1 new, 2 changed, 1 removed, 0 conflicting")
    made = path.read_bytes().decode()
    assert (end == "\r\n") == ("\r\n" in made)
    lines = made.replace("\r\n", "\n").split("\n")
    for line in dressed.split("\n"):
        words = line[line.index("#") :] if "#" in line and "owner" not in line else ""
        assert any(words in other for other in lines), line
    kept = [line for line in dressed.split("\n") if line in lines]
    assert lines[:4] == dressed.split("\n")[:4]
    assert lines[4] == "  # owner: Bob"
    assert "    term: 'Foo rate'" in kept
    assert "    note: Ours.   # ours: behind a value" in kept
    assert lines[lines.index("    note: Ours.   # ours: behind a value") - 1] == ""
    glossary = load(folder)
    assert not [d for d in glossary.diagnostics if d.severity == "error"]
    entry = next(a.entry for c in glossary.termbase.concepts for a in c.evidence if a.entry.locator == "Foo rate")
    assert (entry.definition, [n.text for n in entry.names][1:]) == (
        "Share of foos among all bazzes.", ["foo share", "foo piece"],
    )  # fmt: skip


def test_comments_in_a_concept_file_survive(folder: Path, sync: Sync) -> None:
    sync(FIRST, "--as", "concepts")
    path = folder / "concepts/foo-rate.yml"
    text = (
        path.read_text("utf-8")
        .replace("definition:", "# ours: see the wiki\ndefinition:")
        .replace("term: Foo rate", 'term: "Foo rate"  # ours')
    )
    path.write_text(text + "unit: percent  # ours: for now\n", "utf-8")
    sync(SECOND, "--as", "concepts")
    assert path.read_text("utf-8") == (text + "unit: percent  # ours: for now\n").replace(
        "all bars", "all bazzes"
    ).replace("owner: Ann", "owner: Bob")


def test_what_did_not_change_is_not_rewritten(folder: Path, sync: Sync) -> None:
    rows = [f"Term {n},Definition of number {n}.,\n" for n in range(40)]
    sync("term,definition,owner\n" + "".join(rows))
    before = (folder / "entries/up.yml").read_text("utf-8").split("\n")
    rows[7] = "Term 7,Definition of something else.,\n"
    sync("term,definition,owner\n" + "".join(rows))
    after = (folder / "entries/up.yml").read_text("utf-8").split("\n")
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("    definition: Definition of number 7.", "    definition: Definition of something else.")
    ]


def test_a_changed_term_names_what_refers_to_it(folder: Path, sync: Sync) -> None:
    sync(FIRST)
    (folder / "concepts/bar.yml").write_text(
        "term: Bar\ndefinition: Thing that foos are counted among.\nsame_as: ['up:Old name']\n", "utf-8"
    )
    output = sync(SECOND)
    assert "referred to in `glossary/concepts/bar.yml:3:" in output


def test_a_dry_run_writes_nothing(folder: Path, sync: Sync) -> None:
    before = read_all(folder)
    assert sync(FIRST, "--dry-run").startswith("3 new")
    assert read_all(folder) == before


@pytest.mark.parametrize("verb", ["import", "sync"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--source", "Team Wiki"),
            "“Team Wiki” cannot be an id. Use lowercase letters, digits, and hyphens: team-wiki",
        ),
        (("--source", "up", "--format", "papyrus"), "There is no format “papyrus”. Available: "),
    ],
)
def test_a_wrong_choice_is_refused_by_both_commands(
    folder: Path, tmp_path: Path, verb: str, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "up.csv").write_text(FIRST, "utf-8")
    done = CliRunner().invoke(main, [verb, str(tmp_path / "up.csv"), *arguments, "--glossary", str(folder)])
    assert done.exit_code == 2
    assert message in done.output
    assert not (folder / "sources.yml").exists()


def test_the_base_is_one_line_a_term(folder: Path, sync: Sync) -> None:
    sync(FIRST)
    text = (folder / "upstream/up.json").read_text("utf-8")
    assert len(text.splitlines()) == 5
    assert list(json.loads(text)["terms"]) == ["Foo rate", "Churn", "Old name"]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "data", "changed", "conflicts"),
    [
        ("a", "a", "b", "b", 1, 0),
        ("a", "b", "a", "b", 0, 0),
        ("a", "b", "c", "b", 0, 1),
        ("a", "b", "b", "b", 0, 0),
        ("a", "a", None, None, 1, 0),
        (None, None, "b", "b", 1, 0),
        ("a", None, "b", None, 0, 1),
        (["x"], ["x"], ["x", "y"], ["x", "y"], 1, 0),
    ],
)
def test_three_states_of_a_key(
    base: object, ours: object, theirs: object, data: object, changed: int, conflicts: int
) -> None:
    joined = join_three({"k": base}, {"k": ours}, {"k": theirs})
    assert (joined.data.get("k"), len(joined.changed), len(joined.conflicts)) == (data, changed, conflicts)


def test_a_decision_stays_with_its_term_and_is_reported_when_the_term_changes(folder: Path, sync: Sync) -> None:
    (folder / "concepts/foo-share.yml").write_text(
        "term: Foo share\ndefinition: Part of all things that are foos.\n", "utf-8"
    )
    sync(FIRST)
    key = fingerprint(next(e for e in load(folder).termbase.entries if e.locator == "Foo rate"))
    ours = fingerprint(load(folder).termbase.by_id["foo-share"].accounts[0].entry)
    decision = f'  - {{same_as: ["up:Foo rate", foo-share], reason: "One rate.", of: ["{key}", "{ours}"]}}\n'
    (folder / "decisions.yml").write_text(f"decisions:\n{decision}", "utf-8")
    assert not [d for d in load(folder).diagnostics if d.code == "TB307"]
    for upstream, changed in (
        (SECOND, True),
        (SECOND.replace("Share of foos among all bazzes", "Share of foos among all bars"), False),
    ):
        output = sync(upstream)
        glossary = load(folder)
        owners = {a.entry.locator for a in glossary.termbase.by_id["foo-share"].evidence}
        assert owners == {"Foo rate"}, "a term that comes first in the file now must not take the decision over"
        assert bool([d for d in glossary.diagnostics if d.code == "TB307"]) is changed
        assert "referred to in `glossary/decisions.yml:2:" in output
    assert decision in (folder / "decisions.yml").read_text("utf-8")


def test_twice_the_entries_are_read_as_often(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reads = [0]
    real = sync_module.parse

    def parse(text: str, *, file: str) -> object:
        reads[0] += 1
        return real(text, file=file)

    monkeypatch.setattr(sync_module, "parse", parse)
    counts = []
    for times in (10, 40):
        root = tmp_path / str(times)
        (root / "glossary").mkdir(parents=True)
        (root / "glossary/termbase.yml").write_text("title: T\n", "utf-8")
        monkeypatch.chdir(root)
        for more in (0, 1):
            rows = "".join(f"Name {n},Meaning of number {n}.\n" for n in range(times + more))
            (root / "up.csv").write_text(f"term,definition\n{rows}", "utf-8")
            reads[0] = 0
            result = CliRunner().invoke(main, ["sync", "up.csv", "--source", "up"])
            assert result.exit_code == 0, result.output
        counts.append(reads[0])
    assert counts[0] == counts[1]


def test_a_source_is_added_to_a_list_in_brackets() -> None:
    text = "sources: [{id: one, title: 'One: a', date: 2024-02}]\n"
    made = with_source(text, "two", "Two", {"version": "1.0"})
    document = parse(made, file="sources.yml")
    assert document.diagnostics == ()
    assert plain_values(document.root) == {
        "sources": [
            {"id": "one", "title": "One: a", "date": "2024-02"},
            {"id": "two", "title": "Two", "version": "1.0"},
        ]
    }


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_a_source_is_indented_like_those_before_it(indent: str) -> None:
    text = f"sources:\n{indent}- id: one\n{indent}  title: One\n"
    assert with_source(text, "two", "Two", {}) == f"{text}{indent}- id: two\n{indent}  title: Two\n"
    known, new = {"id": "one", "title": "Another"}, {"id": "two", "title": "Two"}
    assert with_new_sources(text, [known, new]) == f"{text}{indent}- id: two\n{indent}  title: Two\n"
    assert with_source(text, "one", "One", {"version": "2"}) == f'{text}{indent}  version: "2"\n'


def test_comments_on_the_lines_of_a_source_stay() -> None:
    text = (
        '# head\nsources:\n  - id: one  # the first\n    title: One  # its title\n    version: "1"  # of the file\n    # kept\n'
        "\n  # about two\n  - id: two\n    title: Two\n    url: >-\n      https://a.example/\n"
    )
    made = with_source(text, "one", "Other", {"version": "2: b", "license": "CC BY"})
    assert made == text.replace('version: "1"  # of the file\n', 'version: "2: b"  # of the file\n    license: CC BY\n')
    folded = with_source(text, "two", "Two", {"url": "https://b.example/"})
    assert folded == text.replace(">-\n      https://a.example/", "https://b.example/")
    assert with_source(text, "one", "One", {"version": "1"}) == text


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A glossary with a term of a source and a term of its own, whose addresses are in the ledger."""
    glossary = tmp_path / "glossary"
    (glossary / "concepts").mkdir(parents=True)
    (glossary / "termbase.yml").write_text("title: T\n", "utf-8")
    (glossary / "concepts/churn.yml").write_text(
        "term: Churn\ndefinition: Loss of customers.\nsynonyms: [Attrition]\n", "utf-8"
    )
    (tmp_path / "up.csv").write_text("term,definition,synonyms\nUptime,Share of time.,Availability\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for command in (["sync", "up.csv", "--source", "up"], ["publish"]):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output
    ledger = glossary / "published.txt"
    ledger.write_text(ledger.read_text("utf-8") + "gone\n", "utf-8")
    return tmp_path


def test_a_sync_that_would_lose_a_published_address_says_so_and_writes_nothing(published: Path) -> None:
    before = read_all(published)
    (published / "up.csv").write_text("term,definition,synonyms\nUptime,Share of time.,\n", "utf-8")
    done = CliRunner().invoke(main, ["sync", "up.csv", "--source", "up"])
    assert done.exit_code == 1
    assert "the URL /go/availability/ was published, but no longer leads to a concept" in done.output
    after = read_all(published)
    assert {path for path, data in before.items() if after[path] != data} == {"up.csv"}


@pytest.mark.parametrize("verb", ["import", "sync"])
def test_published_addresses_that_would_lead_elsewhere_are_named(published: Path, verb: str) -> None:
    (published / "more.csv").write_text(
        "term,definition,synonyms\nWear,Loss of staff.,Attrition\nGone,Back.,\n", "utf-8"
    )
    done = CliRunner().invoke(main, [verb, "more.csv", "--source", "more"])
    assert "the URL /go/attrition/ led to churn, and would lead to churn and wear" in done.output
    assert "“gone” was published for a concept that is gone, and would lead to a new one" in done.output
    assert "glossary/published.txt:" in done.output
