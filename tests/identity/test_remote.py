"""Links into another glossary, and pinned copies of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from markdown import Markdown

from termbase.cli import main
from termbase.exports.api import export
from termbase.glossary import Glossary, compile_glossary
from termbase.identity.remote import RemoteTerm, compare, parse_remote
from termbase.linking.extension import TermLinks
from termbase.linking.index import Target
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from termbase.yaml_files.tree import parse
from tests.conftest import concept


def remote(id: str, term: str, **names: list[str]) -> RemoteTerm:
    whole: dict[str, Any] = {
        "id": id, "url": f"https://other.invalid/terms/{id}/", "term": term, "definition": f"What {term} means.",
        "abbreviations": [], "synonyms": [], "variants": [],
    } | names  # fmt: skip
    terms, problems = parse_remote(json.dumps({"version": "1", "terms": [whole]}), file="x.json")
    assert not problems
    return terms[0]


def glossary(*remotes: tuple[RemoteTerm, ...]) -> Glossary:
    own = parse(concept("Churn", explanation="A high uptime helps. See [[SLA]]."), file="concepts/churn.yml")
    return compile_glossary([own], remotes=remotes)


def linked(found: Glossary, text: str) -> str:
    site = Site(glossary=found)

    def href(target: Target) -> str:
        return site.elsewhere(target) or f"here/{target.path}"

    return Markdown(extensions=[TermLinks(current=lambda _: found.linker(href=href))]).convert(text)


OTHER = (
    remote("uptime", "Uptime", abbreviations=["UPT"]),
    remote("sla", "Service level agreement", abbreviations=["SLA"]),
)


def test_names_and_markup_lead_to_the_other_glossary() -> None:
    html = linked(glossary(OTHER), "Uptime and [[SLA]], churns.")
    assert '<a class="term-link" href="https://other.invalid/terms/uptime/" rel="external noopener">Uptime</a>' in html
    assert 'href="https://other.invalid/terms/sla/"' in html
    assert 'data-term="churn"' in html


def test_a_local_name_wins_and_among_remote_ones_the_first() -> None:
    other = (remote("churn", "Churn", synonyms=["leaving"]),)
    html = linked(glossary(other, (remote("leaving", "Leaving"),)), "Churn, leaving.")
    assert 'href="here/terms/churn"' in html
    assert 'href="https://other.invalid/terms/churn/"' in html
    assert "terms/leaving/" not in html


def test_remote_terms_are_in_no_list_of_this_glossary() -> None:
    found = glossary(OTHER)
    assert [c.id for c in found.termbase.concepts] == ["churn"]
    (terms,) = (a for a in export(Site(glossary=found)) if a.path.endswith("v1/terms.json"))
    term = json.loads(terms.data)["terms"][0]
    assert term["links_to"] == []
    assert not [d for d in found.diagnostics if d.code == "TB501"]


def test_a_whole_api_file_is_read_and_what_is_not_used_of_it_passed_over() -> None:
    site = Site(glossary=glossary(), addresses=Addresses(site_url="https://other.invalid/"))
    (file,) = (a for a in export(site) if a.path.endswith("v1/terms.json"))
    (term,), problems = parse_remote(file.data.decode(), file="x.json")
    assert problems == ()
    assert set(term) == RemoteTerm.__required_keys__ | RemoteTerm.__optional_keys__


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": "2", "terms": []}', '{"version": "1", "terms": [{"id": "A B"}]}',
     '{"version": "1", "terms": [{"id": "a", "url": "javascript:alert(1)", "term": "A", "abbreviations": [], "synonyms": '
     '[], "variants": [], "definition": ""}]}'],
)  # fmt: skip
def test_what_is_no_api_file_is_told_and_links_nothing(text: str) -> None:
    terms, problems = parse_remote(text, file="x.json")
    assert terms == ()
    assert [problem.code for problem in problems] == ["TB114"]


def test_two_copies_are_compared_by_id_and_by_name() -> None:
    before = (remote("a", "Alpha"), remote("b", "Beta"), remote("c", "Gamma"), remote("d", "Delta"))
    after = (remote("a", "Alpha", synonyms=["first"]), remote("beta", "Beta"), remote("d", "Delta"), remote("e", "Eta"))
    found = compare(before, after)
    assert (found.changed, found.renamed, found.removed, found.added) == (("a",), (("b", "beta"),), ("c",), ("e",))


def test_pull_pins_a_copy_and_tells_what_changed(tmp_path: Path) -> None:
    place, copy = tmp_path / "terms.json", tmp_path / "remote/other.json"

    def pull(*terms: RemoteTerm) -> str:
        place.write_text(json.dumps({"version": "1", "terms": list(terms)}), "utf-8")
        done = CliRunner().invoke(main, ["pull", str(place), str(copy)])
        assert done.exit_code == 0, done.output
        return done.output

    assert pull(*OTHER) == f"2 terms pinned in {copy.as_posix()}.\n"
    assert "renamed  uptime is now up" in pull(remote("up", "Uptime"))
    assert json.loads(copy.read_text("utf-8"))["terms"][0]["id"] == "up"


def test_pull_leaves_the_copy_when_nothing_can_be_read(tmp_path: Path) -> None:
    copy = tmp_path / "other.json"
    copy.write_text("kept", "utf-8")
    done = CliRunner().invoke(main, ["pull", str(tmp_path / "none.json"), str(copy)])
    assert done.exit_code == 1
    assert "TB115" in done.output
    assert copy.read_text("utf-8") == "kept"


def test_a_former_id_reveals_a_rename_of_id_and_name() -> None:
    after = remote("loss", "Loss")
    after["former_ids"] = ["churn"]
    assert compare((remote("churn", "Churn"),), (after,)).renamed == (("churn", "loss"),)


@pytest.mark.parametrize("stored", ['{"version": "1", "terms": [', "[" * 5_000, "[1]", ""])
def test_pull_replaces_a_copy_that_was_cut_short(tmp_path: Path, stored: str) -> None:
    place, copy = tmp_path / "there.json", tmp_path / "copy.json"
    place.write_text(json.dumps({"version": "1", "terms": []}), "utf-8")
    copy.write_text(stored, "utf-8")
    done = CliRunner().invoke(main, ["pull", str(place), str(copy)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert json.loads(copy.read_text("utf-8"))["terms"] == []


def test_pull_names_what_mentions_a_changed_term_and_when_it_was_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: X\nplugins: [termbase]\n", "utf-8")
    (tmp_path / "glossary/churn.yml").write_text(concept("Churn", explanation="Unlike uptime."), "utf-8")
    (tmp_path / "docs/index.md").write_text("# Home\n\nHigh uptime.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    place, copy = tmp_path / "terms.json", tmp_path / "other.json"

    def pull(*terms: RemoteTerm) -> str:
        place.write_text(json.dumps({"version": "1", "terms": list(terms)}), "utf-8")
        done = CliRunner().invoke(main, ["pull", str(place), str(copy)])
        assert done.exit_code == 0, done.output
        return done.output

    pull(*OTHER)
    pinned = json.loads(copy.read_text("utf-8"))["pinned"]
    assert (pinned["url"], pinned["terms"]) == (str(place), 2)
    first = copy.read_bytes()
    pull(*OTHER)
    assert copy.read_bytes() == first
    output = pull(remote("uptime", "Uptime", synonyms=["availability"]), OTHER[1])
    assert "changed  uptime" in output
    assert "mentioned in docs/index.md:3:6" in output
    assert "glossary/churn.yml" in output
