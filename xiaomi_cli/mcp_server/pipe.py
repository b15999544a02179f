"""Standard input and output as the transport: lines of bounded length in, ASCII lines out."""

import sys
from collections.abc import AsyncIterator
from typing import BinaryIO, cast

import anyio
import anyio.to_thread

from xiaomi_cli.render.json_text import escaped

MOST_BYTES = 1_000_000  # of a request; a longer one is skipped and answered as malformed
_TOO_LONG = "{"  # what no parser takes


class _Requests:
    """The lines of standard input. One that is too long is read past, never kept."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[str]:
        while line := await anyio.to_thread.run_sync(self._line, abandon_on_cancel=True):
            yield line

    def _line(self) -> str:
        line = self._stream.readline(MOST_BYTES)
        if len(line) < MOST_BYTES or line.endswith(b"\n"):
            return line.decode("utf-8", "replace")
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(MOST_BYTES)
        return _TOO_LONG


class _Answers:
    """Standard output. What could steer a terminal is escaped, as JSON allows it to be."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: list[bytes] = []

    async def write(self, text: str) -> int:
        self._waiting.append(escaped(text, ascii_only=True).encode("ascii"))
        return len(text)

    async def flush(self) -> None:
        """In a thread, since a client may be slow to read."""
        await anyio.to_thread.run_sync(self._flush)

    def _flush(self) -> None:
        self._stream.write(b"".join(self._waiting))
        self._waiting.clear()
        self._stream.flush()


def requests() -> "anyio.AsyncFile[str]":
    """What the transport reads from."""
    return cast("anyio.AsyncFile[str]", _Requests(sys.stdin.buffer))


def answers() -> "anyio.AsyncFile[str]":
    """What the transport writes to."""
    return cast("anyio.AsyncFile[str]", _Answers(sys.stdout.buffer))
