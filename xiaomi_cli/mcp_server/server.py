"""The protocol: tools listed, calls answered, over standard input and output."""

import logging
from typing import Any

import anyio
import mcp_types as types
import msgspec
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from xiaomi_cli import __version__
from xiaomi_cli.index.store import Store
from xiaomi_cli.mcp_server.answer import Answer
from xiaomi_cli.mcp_server.asking import EXPECTED, schema, sentence
from xiaomi_cli.mcp_server.pipe import Pipe
from xiaomi_cli.mcp_server.tools import TOOLS, Library

# What each statement has, once for all tools; `answer.Statement` is the whole of it.
OUTPUT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "found": {"type": "integer"},
        "statements": {
            "type": "array",
            "items": {"type": "object", "required": ["at", "text", "cite", "dispute"]},
        },
        "next": {"type": "string"},
        "note": {"type": "string"},
    },
    "required": ["found", "statements"],
}
INSTRUCTIONS = """\
{title}: {subtitle}. Quote only what a statement says, with its cite (source, paragraph, \
publisher, date, address). Where dispute is not empty, give both values and the verdict. A type \
such as account, opinion, promise or forecast is what `by` says, not a fact. `at` is the address \
that show takes; next is the cursor for more, with the same arguments. A note that the library \
says nothing means just that: do not fill the gap. Dates are EDTF. {disclaimer}"""


def tool_list() -> list[types.Tool]:
    """The tools as clients are told of them."""
    return [
        types.Tool(
            name=name,
            description=tool.says,
            input_schema=schema(tool.arguments),
            output_schema=OUTPUT,
            annotations=types.ToolAnnotations(read_only_hint=True),
        )
        for name, tool in TOOLS.items()
    ]


def result_of(
    library: Library, call: types.CallToolRequestParams, *, text: bool
) -> types.CallToolResult:
    """What a call gets: the answer once, as structured content or (`text`) as text."""
    try:
        answer = library.answer(call.name, call.arguments)
    except EXPECTED as error:
        return _said(sentence(error), is_error=True)
    except Exception as error:  # a server outlives its mistakes, and says so
        what = f"{type(error).__name__}: {error}"[:200]
        return _said(f"a mistake of this program ({what}); please report it", is_error=True)
    if text:
        return _said(msgspec.json.encode(answer).decode())
    return _said(_headline(answer), structured_content=msgspec.to_builtins(answer))


def _said(text: str, **more: Any) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], **more)


def _headline(answer: Answer) -> str:
    """One line for who reads only text: how much there is, where it is from, what is remarked."""
    if not answer.statements:
        return answer.note or "Nothing was found."
    places = list(dict.fromkeys(statement.at for statement in answer.statements))[:3]
    shown = f"{len(answer.statements)} of {answer.found} statements in structuredContent"
    return f"{shown}, from {', '.join(places)}. {answer.note}".strip()


def server_of(store: Store, *, text: bool = False) -> "Server[Any]":
    """A server for a library. `text`: for assistants that read no structured content."""
    library = Library(store)
    told = tool_list()
    if text:
        told = [tool.model_copy(update={"output_schema": None}) for tool in told]

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=told)

    async def call_tool(_: Any, call: types.CallToolRequestParams) -> types.CallToolResult:
        return result_of(library, call, text=text)

    settings = store.settings()
    return Server(
        "xiaomi",
        version=__version__,
        title=settings.title or None,
        instructions=INSTRUCTIONS.format(
            title=settings.title, subtitle=settings.subtitle, disclaimer=settings.disclaimer
        ).strip(),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve(store: Store, *, text: bool = False) -> None:
    """Answer until the client goes away. Raises BrokenPipeError if it goes while it is told."""
    for name in ("mcp", "asyncio"):  # what they log is about a client, not for the user
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    server, pipe = server_of(store, text=text), Pipe()

    async def run() -> None:
        async with stdio_server(pipe.file, pipe.file) as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    try:
        anyio.run(run)
    except* OSError as errors:
        raise BrokenPipeError from errors
