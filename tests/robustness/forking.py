"""Runs of the program that do not start Python each time: a process that has it imported forks.

A run is still a process of its own, with its own streams, folder, environment and limits; only what
the interpreter reads when it starts (encodings, the time zone, closed streams) needs a fresh one.
"""

import atexit
import gc
import os
import pickle
import pkgutil
import resource
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, NamedTuple

import xiaomi_cli

SECONDS = 20  # of processor time; a run takes a fifth of one
MEMORY = 600 * 2**20
SERVER = "from tests.robustness.forking import serve; serve()"


class Run(NamedTuple):
    """What is to be run: arguments, environment, the folder to stand in."""

    arguments: list[str]
    environment: dict[str, str]
    folder: str


def limit() -> None:
    """A run that takes too long or too much is killed, which is no documented ending."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def run_forked(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path | None = None,
    stdout: int | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the program with nothing to read; what it writes is captured. Ends as a process does.

    `stdout`: a descriptor that it writes to instead.
    """
    wanted = Run(list(arguments), dict(environment), str(folder or Path.cwd()))
    with _file() as request, _file() as out, _file() as err:
        pickle.dump(wanted, request)
        request.seek(0)
        ended, ends = os.pipe()
        written_to = out.fileno() if stdout is None else stdout
        descriptors = [request.fileno(), written_to, err.fileno(), ends]
        socket.send_fds(_server(dict(environment)["LC_ALL"]), [b"."], descriptors)
        os.close(ends)
        with open(ended, "rb") as status:  # noqa: PTH123 - a pipe
            code = int(status.read())
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(wanted.arguments, code, out.read(), err.read())


def _file() -> IO[bytes]:
    return open(os.memfd_create("run"), "w+b")  # noqa: PTH123 - in memory


@cache
def _server(locale: str) -> socket.socket:
    """Our end of a socket to a new process that serves, with the text encoding of this locale."""
    ours, theirs = socket.socketpair()
    started = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=theirs.fileno(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": locale},
    )  # fmt: skip
    theirs.close()
    atexit.register(started.wait)
    atexit.register(ours.close)
    return ours


def serve() -> None:
    """Import the program, then fork for every request until the other end is closed.

    The exit code is written to the last descriptor of a request (negative: the signal).
    """
    for module in pkgutil.walk_packages(xiaomi_cli.__path__, "xiaomi_cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.collect()
    gc.freeze()  # or the first collection of each run copies the memory that it shares
    requests = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    while True:
        message, descriptors, *_ = socket.recv_fds(requests, 1, 4)
        if not message:
            return
        request, out, err, ends = descriptors
        child = os.fork()
        if child == 0:
            _run(request, out, err)
        _, status = os.waitpid(child, 0)
        os.write(ends, b"%d" % os.waitstatus_to_exitcode(status))
        for descriptor in descriptors:
            os.close(descriptor)


def _run(request: int, out: int, err: int) -> None:
    """Be the run that is asked for, and end as it ends."""
    from xiaomi_cli.__main__ import main  # noqa: PLC0415 - changes what Ctrl-C does

    with open(request, "rb") as file:
        wanted: Run = pickle.load(file)
    os.dup2(out, 1)
    os.dup2(err, 2)
    limit()
    os.environ.clear()
    os.environ.update(wanted.environment)
    os.chdir(wanted.folder)
    sys.argv = ["xiaomi", *wanted.arguments]
    main()
