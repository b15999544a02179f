"""One at a time, as long as the one that is at work shows signs of life."""

import importlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 10.0  # without a sign of life, after which nobody waits any longer
_LOOK_S = 0.05  # between two attempts; it doubles up to a quarter of a second


class NotGrantedError(Exception):
    """The lock is held by a process that seems to have stopped."""


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[Callable[[], None]]:
    """Hold the lock file `path`; yields a function to be called every few seconds meanwhile.

    The system releases the lock of a process that dies. Raises OSError, and NotGrantedError when
    its holder seems stopped (or, without `wait`, at once).
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        if os.name == "posix":  # elsewhere everyone works for himself; the last one publishes
            _acquire(descriptor, PATIENCE_S if wait else 0.0)
        _sign_of_life(descriptor)
        yield lambda: _sign_of_life(descriptor)
    finally:
        os.close(descriptor)


def _sign_of_life(descriptor: int) -> None:
    if os.utime in os.supports_fd:
        os.utime(descriptor)


def _acquire(descriptor: int, patience: float) -> None:
    fcntl = importlib.import_module("fcntl")
    seen, since, pause = -1, time.monotonic(), _LOOK_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sign = os.fstat(descriptor).st_mtime_ns
            if sign != seen:
                seen, since = sign, time.monotonic()
            if time.monotonic() - since >= patience:
                raise NotGrantedError from None
            time.sleep(pause)
            pause = min(2 * pause, 0.25)
        else:
            return
