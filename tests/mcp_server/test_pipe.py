"""The server as assistants meet it: a process at the end of a pipe."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import which
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent

from tests.cli.program import environment
from xiaomi_cli.mcp_server.server import OUTPUT, tool_list

HELLO = {
    "jsonrpc": "2.0", "id": 0, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {},
               "clientInfo": {"name": "test", "version": "1"}},
}  # fmt: skip
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def arguments(folder: Path, *more: str) -> list[str]:
    return ["-m", "xiaomi_cli", "--data", str(folder), "mcp", *more]


@asynccontextmanager
async def client(folder: Path, *more: str, mode: str = "auto") -> AsyncIterator[Client]:
    server = StdioServerParameters(
        command=sys.executable, args=arguments(folder, *more), env=environment()
    )
    async with Client(stdio_client(server), mode=mode) as opened:
        yield opened


def said(done: CallToolResult) -> str:
    """The one text of a result."""
    (block,) = done.content
    assert isinstance(block, TextContent)
    return block.text


def call(number: int, tool: str, **asked: Any) -> dict[str, Any]:
    params = {"name": tool, "arguments": asked}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def talk(folder: Path, lines: Sequence[str | bytes | dict[str, Any]]) -> dict[Any, Any]:
    """The server's answers by id, to lines sent one after the other; it must end well."""
    with subprocess.Popen(
        [sys.executable, *arguments(folder)], env=environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        assert server.stdin
        assert server.stdout
        assert server.stderr
        told = {}
        for line in [HELLO, READY, *lines, call(999, "search", query="Velo")]:
            raw = json.dumps(line) if isinstance(line, dict) else line
            server.stdin.write((raw if isinstance(raw, bytes) else raw.encode()) + b"\n")
            server.stdin.flush()
        while 999 not in told:
            answer = json.loads(server.stdout.readline())
            told[answer["id"]] = answer
        server.stdin.close()
        assert server.wait(20) == 0
        assert server.stderr.read() == b""
    return told


@pytest.mark.parametrize("mode", ["auto", pytest.param("legacy", marks=pytest.mark.slow)])
def test_the_package_s_own_client_lists_and_calls(folder: Path, mode: str) -> None:
    async def run() -> None:
        async with client(folder, mode=mode) as opened:
            tools = (await opened.list_tools()).tools
            assert [tool.name for tool in tools] == [tool.name for tool in tool_list()]
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
            done = await opened.call_tool("search", {"query": "sales of 2014"})
            assert not done.is_error
            jsonschema.validate(done.structured_content, OUTPUT)
            assert done.structured_content["statements"][0]["at"] == "dispute/sales-2014"
            wrong = await opened.call_tool("serch", {})
            assert wrong.is_error
            assert said(wrong) == "there is no tool 'serch'; did you mean search?"

    anyio.run(run)


def test_no_payload_is_sent_twice(folder: Path) -> None:
    async def run() -> None:
        async with client(folder) as opened:
            done = await opened.call_tool("show", {"name": "Velo"})
            assert "Velo makes plain bicycles." not in said(done)
            assert "company/velo" in said(done)
        async with client(folder, "--text") as opened:
            assert all(tool.output_schema is None for tool in (await opened.list_tools()).tools)
            done = await opened.call_tool("show", {"name": "Velo"})
            assert done.structured_content is None
            told = json.loads(said(done))
            assert told["statements"][0]["text"] == "Velo makes plain bicycles."

    anyio.run(run)


def test_the_tools_are_few_and_told_in_few_tokens() -> None:
    told = [tool.model_dump_json(by_alias=True, exclude_none=True) for tool in tool_list()]
    assert len(told) <= 5
    assert len("".join(told)) <= 3900  # some 850 tokens


def test_malformed_requests_are_refused_or_passed_over(folder: Path) -> None:
    told = talk(
        folder,
        [
            "not json", "[]", "{}", '"text"', b"\xff\xfe\x00", "", "null", '{"jsonrpc":"2.0","id":1}',
            '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":7}}',
            '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":[1]}',
            '{"jsonrpc":"2.0","id":4,"method":"no/such"}',
            '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"show","arguments":[]}}',
            "[" * 100_000,
            call(6, "search", query={"deep": [[[]]]}),
            call(7, "show", name="\u202e\x00\ud800"),
        ],
    )  # fmt: skip
    assert all("error" in told[number] for number in (2, 4))
    assert told[6]["result"]["isError"]
    assert told[999]["result"]["structuredContent"]["statements"][0]["at"] == "company/velo"


def test_huge_arguments_are_refused(folder: Path) -> None:
    told = talk(
        folder,
        [
            call(1, "search", query="velo " * 50_000),
            call(2, "compare", names=["Velo"] * 20_000),
            call(3, "search", **{f"a{n}": n for n in range(20_000)}),
            call(4, "search", query="velo" * 5_000_000),
            "x" * 3_000_000,
        ],
    )
    for number in (1, 2, 3, 4):
        assert told[number]["result"]["isError"]
        assert len(told[number]["result"]["content"][0]["text"]) < 500


def test_what_could_steer_a_terminal_is_sent_escaped(folder: Path) -> None:
    lines = "".join(
        json.dumps(line) + "\n" for line in [HELLO, READY, call(1, "show", name="单车\u202e😀")]
    )
    with subprocess.Popen(
        [sys.executable, *arguments(folder)], env=environment(), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as server:  # fmt: skip
        assert server.stdin
        assert server.stdout
        server.stdin.write(lines.encode())
        server.stdin.flush()
        raw = server.stdout.readline() + server.stdout.readline()
        server.stdin.close()
    assert raw.isascii()
    assert json.loads(raw.splitlines()[1])["id"] == 1


@pytest.mark.parametrize(
    "leaving", ["without reading", pytest.param("at once", marks=pytest.mark.slow), "after asking"]
)
def test_a_client_that_goes_away_ends_the_server_quietly(folder: Path, leaving: str) -> None:
    with subprocess.Popen(
        [sys.executable, *arguments(folder)], env=environment(), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        assert server.stdin
        assert server.stdout
        assert server.stderr
        if leaving != "at once":
            asked = [HELLO, READY, *(call(n, "show", name="Velo") for n in range(1, 200))]
            if leaving == "without reading":
                server.stdout.close()
            server.stdin.write("".join(json.dumps(line) + "\n" for line in asked).encode())
        server.stdin.close()
        if leaving == "after asking":
            server.stdout.read()
        assert server.wait(20) == 0
        assert server.stderr.read() == b""


@pytest.mark.parametrize("number", [400, pytest.param(2000, marks=pytest.mark.slow)])
def test_many_requests_leave_memory_flat_and_files_alone(folder: Path, number: int) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    asked: list[tuple[str, dict[str, Any]]] = [
        ("search", {"query": "frames that broke"}), ("show", {"name": "Velo"}),
        ("timeline", {"about": "Velo One"}), ("compare", {"names": ["Velo", "Chainworks"]}),
        ("figures", {"name": "sales"}), ("search", {"query": "Velo", "as_of": "2014"}),
    ]  # fmt: skip

    async def run() -> None:
        async with client(folder) as opened:
            sizes = []
            for one in range(number):
                tool, some = asked[one % len(asked)]
                if one % 50 == 7:  # a question that was not asked before
                    tool, some = "search", {"query": f"velo {one}"}
                done = await opened.call_tool(tool, some)
                assert not done.is_error
                if one in {200, number - 1}:
                    sizes.append(_memory())
            if sizes[0]:
                assert sizes[1] - sizes[0] < 6_000  # kB; caches of a bounded number of entries fill

    anyio.run(run)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def _memory() -> int:
    """The resident memory of this process's youngest child in kB; 0 where that is not told."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not children.exists():
        return 0
    child = children.read_text().split()[-1]
    lines = Path(f"/proc/{child}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def test_without_the_extra_the_command_says_what_to_install(folder: Path) -> None:
    missing = (
        "import sys; sys.modules['mcp'] = None; sys.modules['mcp_types'] = None; "
        "sys.argv[0] = 'xiaomi'; from xiaomi_cli.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", missing, "--data", str(folder), "mcp"],
        env=environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'xiaomi-cli[mcp]'" in done.stderr
    assert not done.stdout


@pytest.mark.skipif(
    not which("mcp-inspector"), reason="npm install -g @modelcontextprotocol/inspector"
)
def test_the_inspector_lists_and_calls(folder: Path, tmp_path: Path) -> None:
    server = {"command": sys.executable, "args": arguments(folder), "env": environment()}
    config = tmp_path / "servers.json"
    config.write_text(json.dumps({"mcpServers": {"velo": server}}))

    def inspect(*more: str) -> Any:
        done = subprocess.run(
            ["mcp-inspector", "--cli", "--config", config, "--server", "velo", "--method", *more],
            capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        return json.loads(done.stdout)

    assert len(inspect("tools/list")["tools"]) == len(tool_list())
    done = inspect("tools/call", "--tool-name", "search", "--tool-arg", "query=sales of 2014")
    assert done["structuredContent"]["statements"][0]["at"] == "dispute/sales-2014"
