"""Links into another glossary, and pinned copies of it."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from markdown import Markdown

from termbase.cli import main
from termbase.exports import export as export_all
from termbase.exports.api import export
from termbase.glossary import Glossary, compile_glossary
from termbase.identity.remote import RemoteGlossary, RemoteTerm, compare, parse_remote, read_remotes
from termbase.linking.extension import TermLinks
from termbase.linking.index import Target
from termbase.site.addresses import Addresses
from termbase.site.options import LinkOptions
from termbase.site.page_links import LinkStyle
from termbase.site.render import render
from termbase.site.site import Site
from termbase.yaml_files.tree import parse
from tests.conftest import concept


def remote(id: str, term: str, **names: list[str]) -> RemoteTerm:
    whole: dict[str, Any] = {
        "id": id, "url": f"https://other.invalid/terms/{id}/", "term": term, "definition": f"What {term} means.",
        "abbreviations": [], "synonyms": [], "variants": [],
    } | names  # fmt: skip
    read, problems = parse_remote(json.dumps({"version": "1", "terms": [whole]}), file="x.json")
    assert not problems
    return read.terms[0]


def glossary(*remotes: tuple[RemoteTerm, ...], **fields: Any) -> Glossary:
    fields = fields or {"explanation": "A high uptime helps. See [[SLA]]."}
    own = parse(concept("Churn", **fields), file="concepts/churn.yml")
    others = [RemoteGlossary(key=key, terms=terms) for key, terms in zip(("sales", "ops"), remotes, strict=False)]
    return compile_glossary([own], remotes=others)


def told(found: Glossary) -> dict[str, str]:
    return {d.code: d.message for d in found.diagnostics if d.code.startswith(("TB3", "TB4"))}


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


def test_a_name_of_two_glossaries_is_ambiguous_and_leads_to_a_list_of_both() -> None:
    found = glossary((remote("churn", "Churn", synonyms=["leaving"]),), (remote("leaving", "Leaving"),))
    html = linked(found, "Churn, leaving. [[Churn]], [[sales:churn]], [[churn]].")
    assert html.count('href="here/go/churn"') == 2
    assert 'href="here/go/leaving"' in html
    assert 'href="https://other.invalid/terms/churn/"' in html
    assert 'href="here/terms/churn"' in html
    lists = {body.page.path: body.html for body in render(Site(glossary=found)) if body.page.path.startswith("go/")}
    assert sorted(lists) == ["go/churn", "go/leaving"]
    assert lists["go/churn"].count("<li>") == 2
    assert 'href="https://other.invalid/terms/churn/" rel="external noopener">Churn</a>' in lists["go/churn"]
    assert "What Leaving means." in lists["go/leaving"]
    assert "shares a name with “Churn” of the glossary sales" in told(found)["TB309"]


def test_tooltips_show_the_definitions_of_remote_terms_too() -> None:
    style = LinkStyle(LinkOptions(tooltip=True), glossary(OTHER))
    html = Markdown(extensions=[TermLinks(current=lambda _: style.linker(href=lambda target: ""))]).convert("Uptime.")
    assert 'title="What Uptime means."' in html


def test_one_that_is_the_same_concept_as_ours_leads_to_ours() -> None:
    other = (remote("churn", "Churn", synonyms=["leaving"]),)
    found = glossary(other, same_as=["sales:churn"])
    html = linked(found, "Churn, leaving.")
    assert told(found) == {}
    assert 'href="here/terms/churn"' in html
    assert 'href="https://other.invalid/terms/churn/"' in html
    assert "go/" not in html
    assert [same.id for same in found.termbase.concepts[0].same_elsewhere] == ["sales:churn"]
    assert told(glossary(other, distinct_from=[{"term": "sales:churn", "reason": "Theirs is about staff."}])) == {}


def test_our_other_names_are_not_taken_over_by_a_remote_term() -> None:
    found = glossary((remote("attrition", "Attrition"),), synonyms=["Attrition"])
    assert found.every_name.meanings("attrition") == ("churn", "sales:attrition")
    assert 'href="here/go/attrition"' in linked(found, "Attrition.")


def test_a_relation_leads_to_a_remote_term_by_name_or_id() -> None:
    found = glossary(
        OTHER, broader=["Uptime"], related=["sales:sla"],
        contrast=[{"term": "SLA", "difference": "An SLA promises, churn happens."}],
    )  # fmt: skip
    assert told(found) == {}
    (own,) = found.termbase.concepts
    assert [(r.kind.value, r.to.id, r.ref) for r in own.remote_relations] == [
        ("broader", "sales:uptime", "Uptime"), ("related", "sales:sla", "sales:sla"), ("contrast", "sales:sla", "SLA"),
    ]  # fmt: skip
    assert own.relations == ()
    site = Site(glossary=found, addresses=Addresses(site_url="https://here.invalid/"))
    page = next(body.html for body in render(site) if body.page.path == "terms/churn")
    assert 'href="https://other.invalid/terms/uptime/" rel="external noopener">Uptime</a>' in page
    assert "promises, churn happens" in page
    made = {artifact.path: artifact.data.decode("utf-8", "replace") for artifact in export_all(site)}
    term = json.loads(made["api/v1/terms/churn.json"])
    Draft202012Validator(json.loads(made["api/v1/schema.json"])).validate(term)
    assert [(e["kind"], e["id"]) for e in term["elsewhere"]] == [
        ("broader", "sales:uptime"), ("related", "sales:sla"), ("contrast", "sales:sla"),
    ]  # fmt: skip
    graph = rdflib.Graph().parse(data=made["exports/glossary.ttl"], format="turtle")
    matches = {(p.fragment, str(o)) for _, p, o in graph if "Match" in str(p)}
    assert matches == {
        ("broadMatch", "https://other.invalid/terms/uptime/"), ("relatedMatch", "https://other.invalid/terms/sla/"),
    }  # fmt: skip
    assert "sales:uptime" in made["exports/terms.csv"]
    assert 'target="https://other.invalid/terms/sla/"' in made["exports/glossary.tbx"]
    assert "- Broader: Uptime (other.invalid)" in made["llms-full.txt"]


def test_a_relation_to_a_former_id_of_a_remote_term_still_leads_there() -> None:
    moved = remote("loss", "Loss")
    moved["former_ids"] = ["attrition"]
    found = glossary((moved,), related=["sales:attrition"])
    assert told(found) == {}
    assert found.termbase.concepts[0].remote_relations[0].to.id == "sales:loss"


def test_a_relation_to_a_name_of_two_glossaries_is_ambiguous() -> None:
    found = glossary((remote("sla", "SLA"),), (remote("sla", "SLA"),), related=["SLA"])
    assert "a name of 2 concepts" in told(found)["TB402"]
    assert "sales:sla" in next(d.hint for d in found.diagnostics if d.code == "TB402")


def test_a_glossary_that_cannot_be_read_makes_no_relation_wrong(tmp_path: Path) -> None:
    own = parse(concept("Churn", related=["SLA", "sales:sla"], same_as=["sales:churn"]), file="concepts/churn.yml")
    read, problems = read_remotes(["sales.json"], relative_to=tmp_path)
    assert [problem.code for problem in problems] == ["TB115"]
    found = compile_glossary([own], remotes=read)
    assert told(found) == {}
    assert found.termbase.concepts[0].remote_relations == ()
    assert set(told(compile_glossary([own]))) == {"TB301", "TB401"}


def test_glossaries_are_called_by_their_file_or_host(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("Sales Terms.json", "a/sales-terms.json"):
        (tmp_path / name).write_text('{"version": "1", "terms": []}', "utf-8")
    read, _ = read_remotes(["Sales Terms.json", "a/sales-terms.json", "ftp://x.invalid/t.json"], relative_to=tmp_path)
    assert [glossary.key for glossary in read] == ["sales-terms", "sales-terms-2", "x-invalid"]


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
    read, problems = parse_remote(file.data.decode(), file="x.json")
    assert problems == ()
    (term,) = read.terms
    assert set(term) == RemoteTerm.__required_keys__ | RemoteTerm.__optional_keys__


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": "2", "terms": []}', '{"version": "1", "terms": [{"id": "A B"}]}',
     '{"version": "1", "terms": [{"id": "a", "url": "javascript:alert(1)", "term": "A", "abbreviations": [], "synonyms": '
     '[], "variants": [], "definition": ""}]}'],
)  # fmt: skip
def test_what_is_no_api_file_is_told_and_links_nothing(text: str) -> None:
    read, problems = parse_remote(text, file="x.json")
    assert read.unread
    assert read.terms == ()
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


def test_pull_names_what_mentions_a_changed_term_or_relates_to_it_and_when_it_was_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: X\nplugins: [{termbase: {remotes: [other.json]}}]\n", "utf-8")
    (tmp_path / "glossary/churn.yml").write_text(concept("Churn", explanation="Unlike uptime."), "utf-8")
    related = "term: Outage\ndefinition: Loss of service.\nrelated: [Plan]\nbroader: [other:uptime]\n"
    (tmp_path / "glossary/outage.yml").write_text(related, "utf-8")
    page = "# Home\n\nHigh uptime, [[Plan|ours]] and [[other:uptime]]; plan it.\n"
    (tmp_path / "docs/index.md").write_text(page, "utf-8")
    monkeypatch.chdir(tmp_path)
    place, copy = tmp_path / "terms.json", tmp_path / "other.json"

    def pull(*terms: RemoteTerm, options: tuple[str, ...] = ()) -> str:
        place.write_text(json.dumps({"version": "1", "terms": list(terms)}), "utf-8")
        done = CliRunner().invoke(main, ["pull", str(place), str(copy), *options], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    uptime = remote("uptime", "Uptime", variants=["plan"])
    pull(uptime, OTHER[1])
    pinned = json.loads(copy.read_text("utf-8"))["pinned"]
    assert (pinned["url"], pinned["terms"], pinned["version"]) == (str(place), 2, None)
    first = copy.read_bytes()
    pull(uptime, OTHER[1])
    assert copy.read_bytes() == first
    output = pull(remote("uptime", "Uptime", synonyms=["availability"]), OTHER[1], options=("--release", "2.1"))
    assert output.splitlines()[:6] == [
        "changed  uptime",
        "         mentioned in docs/index.md:3:6",
        "         mentioned in docs/index.md:3:16",
        "         mentioned in docs/index.md:3:34",
        "         mentioned in glossary/churn.yml:3:21",
        "         mentioned in glossary/outage.yml:3:11",
    ]
    assert "glossary/outage.yml:4:11" in output
    assert json.loads(copy.read_text("utf-8"))["pinned"]["version"] == "2.1"


def test_an_import_finds_remote_terms_and_json_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: X\nplugins: [{termbase: {remotes: [sales.json]}}]\n", "utf-8")
    (tmp_path / "sales.json").write_text(json.dumps({"version": "1", "terms": list(OTHER)}), "utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    (tmp_path / "a.csv").write_text(
        "term,definition,broader,related\nOutage,Loss of service.,sales:uptime,SLA\n", "utf-8"
    )
    (tmp_path / "glossary").mkdir()
    run("import", "a.csv", "--source", "a")
    text = (tmp_path / "glossary/concepts/outage.yml").read_text("utf-8")
    assert 'broader: ["sales:uptime"]' in text
    assert 'related: ["sales:sla"]' in text
    run("export", "json", "--out", "first.json")
    shutil.rmtree(tmp_path / "glossary")
    (tmp_path / "glossary").mkdir()
    run("import", "first.json", "--source", "b")
    run("export", "json", "--out", "second.json")
    assert (tmp_path / "first.json").read_bytes() == (tmp_path / "second.json").read_bytes()
    assert "sales:uptime" in (tmp_path / "second.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "path", "meta", "href"),
    [
        ({}, "ops/a.md", {}, "go/churn"),
        ({"glossaries": {"ops/*": "sales"}}, "ops/a.md", {}, "https://other.invalid/terms/churn/"),
        ({"glossaries": {"*": "sales", "ops/*": "own"}}, "ops/a.md", {}, "terms/churn"),
        ({"glossaries": {"ops/*": "sales"}}, "guide/a.md", {}, "go/churn"),
        ({"meanings": {"ops/*": {"Churn": "sales:churn"}}}, "ops/a.md", {}, "https://other.invalid/terms/churn/"),
        ({"glossaries": {"*": "sales"}}, "a.md", {"termbase": {"meanings": {"churn": "churn"}}}, "terms/churn"),
    ],
)
def test_a_part_of_a_site_may_prefer_a_glossary(
    options: dict[str, Any], path: str, meta: dict[str, Any], href: str
) -> None:
    found = glossary((remote("churn", "Churn"),), explanation="x")
    style = LinkStyle(LinkOptions(**options), found)
    linker = style.linker(href=lambda target: found.url_elsewhere(target) or target.path, path=path, meta=meta)
    html = Markdown(extensions=[TermLinks(current=lambda _: linker)]).convert("[[Churn]]\n\n# More\n\nThe churn.\n")
    assert set(re.findall(r'href="([^"]+)"', html)) == {href}


def test_a_glossary_that_is_not_known_is_reported() -> None:
    heard: list[tuple[str, tuple[str, ...]]] = []
    style = LinkStyle(LinkOptions(glossaries={"*": "slaes"}), glossary((remote("churn", "Churn"),), explanation="x"))
    style.linker(href=lambda target: "", unknown=lambda name, near: heard.append((name, near)), path="a.md")
    assert heard == [("slaes", ("own", "sales"))]
