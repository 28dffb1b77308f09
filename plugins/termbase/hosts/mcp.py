"""A server for assistants: the Model Context Protocol on standard input and output, by its official SDK.

The SDK is an extra, and this is the only module that imports it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from termbase.hosts.assistant import AskedError, Assistant, ToolAnswer
from termbase.model.version import __version__

_INSTRUCTIONS = (
    "This server answers from one glossary. Look a name up before you explain it, and quote the definition with its "
    "permalink. If an answer has ask: true, the name has several meanings: ask which one is meant, and do not guess. "
    "The hash changes when a term changes."
)


def make_server(assistant: Callable[[], Assistant]) -> MCPServer:
    """Makes the server.

    Args:
        assistant: Gives the glossary as it is now.
    """
    server = MCPServer("termbase", title="Glossary", instructions=_INSTRUCTIONS, version=__version__, log_level="ERROR")
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

    @server.tool(title="Look a name up", annotations=reads)
    def look_up(name: Annotated[str, Field(description="A term, synonym, abbreviation, or id.")]) -> ToolAnswer:
        """What a name means: its concept, or all of them if it has several meanings (then ask is true)."""
        return assistant().look_up(name)

    @server.tool(title="Search the glossary", annotations=reads)
    def search(
        words: Annotated[
            str, Field(description="Words of a name or of what it means; typos and missing words do not matter.")
        ],
        limit: Annotated[int, Field(description="Maximum number of terms.", ge=1, le=50)] = 5,
    ) -> ToolAnswer:
        """The terms whose names or descriptions fit some words best, the best first."""
        with _answerable():
            return assistant().search(words, limit)

    @server.tool(title="One concept", annotations=reads)
    def concept(id: Annotated[str, Field(description="The id of a concept, as other answers give it.")]) -> ToolAnswer:
        """Everything about one concept: names, definition, formula, example, relations, and what sources say."""
        with _answerable():
            return assistant().concept(id)

    @server.tool(title="Terms in a text", annotations=reads)
    def terms_in_text(
        text: Annotated[str, Field(description="Plain text, such as a question or a message.")],
        definition_bytes: Annotated[
            int, Field(description="Also give the definitions that are needed, in at most this many bytes.", ge=0)
        ] = 0,
    ) -> ToolAnswer:
        """The terms that a text means, with their places; a name with several meanings lists all of them."""
        with _answerable():
            return assistant().terms_in(text, definition_bytes)

    @server.tool(title="Check a text", annotations=reads)
    def check_text(text: Annotated[str, Field(description="A text in Markdown.")]) -> ToolAnswer:
        """What should be changed in a text: names to avoid, wrong capitals, abbreviations never spelled out."""
        with _answerable():
            return assistant().check_text(text)

    return server


@contextmanager
def _answerable() -> Iterator[None]:
    """Turns a question without an answer into an error that the assistant can read."""
    try:
        yield
    except AskedError as error:
        raise ToolError(str(error)) from error


def serve(assistant: Callable[[], Assistant]) -> None:
    """Serves on standard input and output until the client disconnects."""
    make_server(assistant).run("stdio")
