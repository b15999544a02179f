"""The protocol: tools listed, calls answered, over standard input and output."""

import codecs
import logging
import os
from io import TextIOWrapper
from typing import Any

import anyio
import mcp_types as types
import msgspec
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from xiaomi_cli import __version__
from xiaomi_cli.index.store import Store
from xiaomi_cli.mcp_server.tools import TOOLS, Tool, ToolError, answer
from xiaomi_cli.model.dates import EdtfError
from xiaomi_cli.model.locators import LocatorError
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.queries.resolve import AmbiguousNameError, QuestionError, UnclearNameError
from xiaomi_cli.render.sanitize import escaped
from xiaomi_cli.search.dates_and_figures import DateError

EXPECTED = (
    ToolError, DateError, EdtfError, LocatorError, UnclearNameError, QuestionError,
)  # fmt: skip
# What each statement has, once for all tools; `statements.Statement` is the whole of it.
OUTPUT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "found": {"type": "integer"}, "next": {"type": "integer"}, "note": {"type": "string"},
        "statements": {"type": "array", "items": {"required": ["at", "text", "cite", "dispute"]}},
    },
    "required": ["found", "statements"],
}  # fmt: skip
INSTRUCTIONS = """\
{title}: {subtitle}. Quote only what a statement says, with its cite (source, paragraph, \
publisher, date, address). Where dispute is not empty, give both values and the verdict. A type \
such as account, opinion, promise or forecast is what `by` says, not a fact. `at` is the address \
that show takes; next is the cursor for more, with the same arguments. A note that the library \
says nothing means just that: do not fill the gap. Dates are EDTF. {disclaimer}"""


def schema(tool: type[Tool]) -> dict[str, Any]:
    """The JSON Schema of a tool's arguments."""
    _, parts = msgspec.json.schema_components([tool])
    told = parts[tool.__name__]
    return {name: told[name] for name in ("type", "properties", "required")}


def tool_list(*, text: bool = False) -> list[types.Tool]:
    """The tools as clients are told of them."""
    return [
        types.Tool(
            name=name,
            description=tool.__doc__,
            input_schema=schema(tool),
            output_schema=None if text else OUTPUT,
            annotations=types.ToolAnnotations(read_only_hint=True),
        )
        for name, tool in TOOLS.items()
    ]


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """What is not ASCII, as JSON may write it: none of it could steer a terminal."""
    assert isinstance(error, UnicodeEncodeError)
    return escaped(error.object[error.start : error.end], ascii_only=True), error.end


codecs.register_error("json", _escaped)


def sentence(error: Exception) -> str:
    """One of the expected errors, told in a sentence with the nearest right thing."""
    if not isinstance(error, UnclearNameError):
        return str(error)
    names = ", ".join(f"{one.id} ({one.title})" for one in error.candidates[:6])
    if isinstance(error, AmbiguousNameError):
        return f"{shorten(error.name)} could mean {names}; name one by id"
    return f"no record is called {shorten(error.name)}; nearest: {names}"


def result_of(
    store: Store, call: types.CallToolRequestParams, *, text: bool
) -> types.CallToolResult:
    """What a call gets: the answer once, as structured content or (`text`) as text."""
    content, failed = None, False
    try:
        told = answer(store, call.name, call.arguments)
        said = msgspec.json.encode(told).decode()
        if not text:  # then one line says how much there is, where it is from, what is remarked
            content = msgspec.to_builtins(told)
            places = ", ".join(list(dict.fromkeys(one.at for one in told.statements))[:3])
            shown = f"{len(told.statements)} of {told.found} statements in structuredContent"
            said = f"{shown}, from {places}. {told.note}".strip() if told.found else told.note
    except EXPECTED as error:
        said, failed = sentence(error), True
    except Exception as error:  # a server outlives its mistakes, and says so
        what = f"{type(error).__name__}: {error}"[:200]
        said, failed = f"a mistake of this program ({what}); please report it", True
    words = types.TextContent(type="text", text=said)
    return types.CallToolResult(content=[words], structured_content=content, is_error=failed)


def serve(store: Store, *, text: bool = False) -> None:
    """Answer until the client goes away. `text`: to one that reads no structured content.

    Raises BrokenPipeError if it goes while it is told.
    """
    for name in ("mcp", "asyncio"):  # what they log is about a client, not for the user
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tool_list(text=text))

    async def call_tool(_: Any, call: types.CallToolRequestParams) -> types.CallToolResult:
        return result_of(store, call, text=text)

    library = store.settings()
    told = INSTRUCTIONS.format(
        title=library.title, subtitle=library.subtitle, disclaimer=library.disclaimer
    )
    server = Server[Any](
        "xiaomi", version=__version__, title=library.title or None, instructions=told.strip(),
        on_list_tools=list_tools, on_call_tool=call_tool,
    )  # fmt: skip

    async def run() -> None:
        wire = TextIOWrapper(os.fdopen(os.dup(1), "wb"), encoding="ascii", errors="json")
        async with stdio_server(stdout=anyio.wrap_file(wire)) as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    try:
        anyio.run(run)
    except* OSError as errors:
        raise BrokenPipeError from errors
