"""Standard input and output as the transport: lines of bounded length in, ASCII lines out.

A line that is no message is answered with an error, as JSON-RPC asks, and the next one is read.
"""

import json
import os
import re
import sys
import threading
import time
from collections.abc import AsyncIterator
from typing import cast

import anyio
import anyio.to_thread
import mcp_types as types
from pydantic import ValidationError

from xiaomi_cli.render.sanitize import escaped

MOST_BYTES = 1_000_000  # of a request; a longer one is skipped
GRACE = 10.0  # seconds that an answer may take to leave once nobody asks any more
_ID = re.compile(rb'"id"\s*:\s*(\d{1,15}|"[^"\\]{1,60}")')
_HEAD = 200  # bytes in which the id of a line stands that cannot be read whole


class Pipe:
    """Requests from standard input, an answer for each to standard output."""

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._sent = 0
        self._sending = False

    async def __aiter__(self) -> AsyncIterator[str]:
        while line := await anyio.to_thread.run_sync(self._line, abandon_on_cancel=True):
            if refused := _refusal(line):
                await self.write(refused)
                await self.flush()
            elif not line.isspace():
                yield line.decode()
        threading.Thread(target=self._watch, daemon=True).start()

    def _line(self) -> bytes:
        line = sys.stdin.buffer.readline(MOST_BYTES + 1)
        rest = line
        while len(line) > MOST_BYTES and rest and not rest.endswith(b"\n"):
            rest = sys.stdin.buffer.readline(MOST_BYTES)  # read past, never kept
        return line

    async def write(self, text: str) -> int:
        """What could steer a terminal is escaped, as JSON allows it to be."""
        self._waiting.append(escaped(text, ascii_only=True))
        return len(text)

    async def flush(self) -> None:
        """In a thread, since a client may be slow to read."""
        told, self._waiting = "".join(self._waiting), []
        await anyio.to_thread.run_sync(self._send, told.encode("ascii"))

    def _send(self, told: bytes) -> None:
        self._sending = True
        sys.stdout.buffer.write(told)
        sys.stdout.buffer.flush()
        self._sending = False
        self._sent += 1

    def _watch(self) -> None:
        """End the program where nobody reads: a write to a pipe that is full never returns."""
        before = -1
        while not self._sending or self._sent != before:
            before = self._sent
            time.sleep(GRACE)
        os._exit(0)

    @property
    def file(self) -> "anyio.AsyncFile[str]":
        """As the transport takes it, of which it uses these methods alone."""
        return cast("anyio.AsyncFile[str]", self)


def _refusal(line: bytes) -> str:
    """The answer to a line that is no message; nothing for one that is."""
    if len(line) > MOST_BYTES:
        return _error(line, types.INVALID_REQUEST, f"a request has at most {MOST_BYTES:,} bytes")
    if line.isspace():
        return ""
    try:
        types.jsonrpc_message_adapter.validate_json(line, by_name=False)
    except ValidationError as error:
        if error.errors(include_input=False)[0]["type"] == "json_invalid":
            return _error(line, types.PARSE_ERROR, "this line is no JSON")
        return _error(line, types.INVALID_REQUEST, "this line is no JSON-RPC 2.0 message")
    return ""


def _error(line: bytes, code: int, message: str) -> str:
    """An error that bears the id of the line, if that can be seen."""
    found = _ID.search(line[:_HEAD].partition(b'"params"')[0])
    error = {"code": code, "message": message}
    told = {"jsonrpc": "2.0", "id": json.loads(found[1]) if found else None, "error": error}
    return json.dumps(told) + "\n"
