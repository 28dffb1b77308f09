"""The server for assistants, asked by the SDK's own client: in one process, and over standard input and output."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from termbase.cli import main
from termbase.exports import select
from termbase.hosts.assistant import Assistant
from termbase.imports.published import PublishedError, read_published
from termbase.site.addresses import Addresses
from termbase.site.project import open_project
from termbase.site.site import Site
from tests.linking.linking_cases import compiled

pytest.importorskip("mcp", reason="the extra “mcp” is not installed")
from mcp import Client, StdioServerParameters, stdio_client

from termbase.hosts.mcp import make_server

SITE = Site(
    glossary=compiled(
        {"term": "Churn", "synonyms": ["attrition"], "definition": "Loss of a customer."},
        {"term": "Churn rate", "definition": "Share of customers lost to churn.", "former_ids": ["loss-rate"]},
        {"term": "Customer success manager", "abbreviations": ["CSM"], "definition": "Person who helps customers."},
        {"term": "Customer success management", "abbreviations": ["CSM"], "definition": "Work of helping customers."},
        {"term": "Plugin", "deprecated": ["add-on"], "definition": "Package that adds something."},
    ),
    addresses=Addresses(site_url="https://g.example/"),
)


def asked(tool: str, *, server: Any = None, **arguments: Any) -> Any:
    """What a client gets; a string for an error."""

    async def ask() -> Any:
        async with Client(server or make_server(lambda: Assistant(SITE))) as client:
            found = await client.call_tool(tool, arguments)
            return found.content[0].text if found.is_error else found.structured_content

    return asyncio.run(ask())


def test_a_name_has_its_meaning_with_a_permalink_and_the_hash_of_the_glossary() -> None:
    found = asked("look_up", name="attrition")
    assert found["glossary"] == {
        "title": found["glossary"]["title"], "url": "https://g.example/", "terms": 5,
        "hash": found["glossary"]["hash"],
    }  # fmt: skip
    assert len(found["glossary"]["hash"]) == 16
    assert found["ask"] is False
    (sense,) = found["senses"]
    assert sense["id"] == "churn"
    assert sense["permalink"] == "https://g.example/terms/churn/"
    assert sense["definition"] == "Loss of a customer."
    assert sense["name_is"] == "admitted"


def test_a_name_with_several_meanings_is_for_the_user_to_decide() -> None:
    found = asked("look_up", name="CSM")
    assert found["ask"] is True
    assert [sense["id"] for sense in found["senses"]] == ["customer-success-management", "customer-success-manager"]
    assert asked("look_up", name="chrn")["close_matches"] == ["Churn"]


def test_search_and_one_concept_whole() -> None:
    assert [term["id"] for term in asked("search", words="rate of chrun", limit=1)["terms"]] == ["churn-rate"]
    found = asked("concept", id="loss-rate")
    assert found["permalink"] == "https://g.example/terms/churn-rate/"
    assert found["concept"]["links_to"] == ["churn"]
    assert "Ask for one of these ids: customer-success-management, customer-success-manager." in asked(
        "concept", id="CSM"
    )
    assert "Close matches: Churn" in asked("concept", id="churm")
    assert "at most 1000 at a time" in asked("search", words="churn " * 200)


def test_the_terms_of_a_text_and_the_definitions_needed() -> None:
    found = asked("terms_in_text", text="Why is our churn rate up?", definition_bytes=500)
    assert [(name["start"], name["end"], name["text"], name["ask"]) for name in found["names"]] == [
        (11, 21, "churn rate", False)
    ]
    assert found["definitions"] == ["Churn: Loss of a customer.", "Churn rate: Share of customers lost to churn."]
    assert asked("terms_in_text", text="churn")["definitions"] == []
    assert "at most 200000" in asked("terms_in_text", text="x" * 200_001)


def test_a_text_is_checked() -> None:
    (finding,) = asked("check_text", text="An add-on, and `add-on`.")["findings"]
    assert (finding["code"], finding["line"], finding["column"], finding["fix"]["text"]) == ("TB631", 1, 4, "A plugin")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Churn.\n\n" + "[" * 199_000, "line 3, column "),
        ("- " * 900 + "Churn", "the page is nested too deeply"),
    ],
)
def test_a_text_that_markdown_cannot_take_is_refused_with_the_reason(text: str, says: str) -> None:
    told = asked("check_text", text=text)
    assert "The text cannot be checked." in told
    assert says in told


def test_the_tools_change_nothing() -> None:
    async def listed() -> Any:
        async with Client(make_server(lambda: Assistant(SITE))) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert {tool.name for tool in tools} == {"look_up", "search", "concept", "terms_in_text", "check_text"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def published() -> str:
    artifact = select(SITE, "json")
    assert artifact is not None
    return artifact.data.decode("utf-8")


def test_a_published_glossary_gives_the_same_answers() -> None:
    found = read_published(published(), place="https://g.example/api/v1/terms.json")
    server = make_server(lambda: Assistant(found.site, terms=found.terms))
    for tool, arguments in (
        ("look_up", {"name": "CSM"}),
        ("concept", {"id": "churn-rate"}),
        ("terms_in_text", {"text": "churn rate", "definition_bytes": 500}),
        ("check_text", {"text": "add-ons"}),
    ):
        here, there = asked(tool, **arguments), asked(tool, server=server, **arguments)
        assert here["glossary"]["hash"] == there["glossary"]["hash"]
        assert {k: v for k, v in here.items() if k != "glossary"} == {k: v for k, v in there.items() if k != "glossary"}


def test_the_hash_does_not_depend_on_where_the_site_is() -> None:
    moved = Site(glossary=SITE.glossary, addresses=Addresses(site_url="https://elsewhere.example/x/"))
    assert (
        Assistant(moved).search("churn", 1)["glossary"]["hash"]
        == Assistant(SITE).search("churn", 1)["glossary"]["hash"]
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": "1", "terms": []}', '{"terms": [{"id": 1}]}'])
def test_what_is_no_glossary_is_refused(text: str) -> None:
    with pytest.raises(PublishedError, match=r"x\.json"):
        read_published(text, place="x.json")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"deprecated": "x"}, "“deprecated” of term 1 is missing or has an unexpected value"),
        ({"url": None}, "“url” of term 1 is missing or has an unexpected value"),
        ({"status": 1}, "“status” of term 1"),
        ({"id": "Churn Rate"}, "“id” of term 1"),
        ({"url": "http://["}, "the URL of a term cannot be read"),
        ({"file": {"id": "other", "term": "Churn", "definition": "Loss."}}, "“Churn” has another id in its term file"),
    ],
)
def test_a_term_that_lacks_what_answers_say_is_refused(change: dict[str, Any], says: str) -> None:
    terms = json.loads(published())
    terms["terms"][0] |= change
    with pytest.raises(PublishedError, match=r"^x\.json: ") as refused:
        read_published(json.dumps(terms), place="x.json")
    assert says in str(refused.value)


def test_a_number_where_a_text_belongs_is_read() -> None:
    terms = json.loads(published())
    del terms["terms"][0]["file"]
    terms["terms"][0]["example"] = 1e300
    found = Assistant(read_published(json.dumps(terms), place="x.json").site).concept("churn")
    assert found["concept"]["example"] == "1e+300"


def over_stdio(*arguments: str, ask: Callable[[Any], Any]) -> Any:
    async def run() -> Any:
        command = "from termbase.cli import main; main()"
        started = StdioServerParameters(command=sys.executable, args=["-c", command, "mcp", *arguments])
        async with Client(stdio_client(started)) as client:
            return await ask(client)

    return asyncio.run(run())


def test_the_command_serves_a_folder_and_sees_a_change(tmp_path: Path) -> None:
    term = tmp_path / "glossary/uptime.yml"
    term.parent.mkdir()
    term.write_text("term: Uptime\ndefinition: Share of a period in which a service works.\n", "utf-8")

    async def ask(client: Any) -> list[Any]:
        first = (await client.call_tool("look_up", {"name": "uptime"})).structured_content
        term.write_text("term: Uptime\ndefinition: Share of a year in which a service works.\n", "utf-8")
        second = (await client.call_tool("look_up", {"name": "uptime"})).structured_content
        return [first, second]

    first, second = over_stdio("--glossary", str(term.parent), ask=ask)
    assert "period" in first["senses"][0]["definition"]
    assert "year" in second["senses"][0]["definition"]
    assert first["glossary"]["hash"] != second["glossary"]["hash"]
    project = open_project(glossary=term.parent)
    assert Assistant(project.site()).look_up("uptime")["glossary"]["hash"] == second["glossary"]["hash"]


def test_the_command_serves_a_published_glossary(tmp_path: Path) -> None:
    file = tmp_path / "terms.json"
    file.write_text(published(), "utf-8")

    async def ask(client: Any) -> Any:
        return (await client.call_tool("look_up", {"name": "churn"})).structured_content

    found = over_stdio("--api", str(file), ask=ask)
    assert json.dumps(found["senses"][0]["permalink"]) == '"https://g.example/terms/churn/"'


def test_without_the_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.delitem(sys.modules, "termbase.hosts.mcp")
    monkeypatch.delitem(sys.modules, "mcp.server.mcpserver", raising=False)
    monkeypatch.delitem(sys.modules, "mcp.server", raising=False)
    done = CliRunner().invoke(main, ["mcp"])
    assert (done.exit_code, done.output) == (
        2,
        'Error: The server needs the MCP SDK: pip install "mkdocs-termbase[mcp]"\n',
    )
    assert CliRunner().invoke(main, ["mcp", "--api", "x", "--glossary", "y"]).exit_code == 2
