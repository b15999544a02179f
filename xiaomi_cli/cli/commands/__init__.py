"""The commands: each a function of its own name, in a module of its name or one named below."""

from collections.abc import Callable
from importlib import import_module

KINDS = ("framework", "principle", "event", "company", "product", "person", "risk", "dispute",
         "source", "lesson")  # fmt: skip
# Where those commands are that have no module of their own.
MODULES = {
    "start": "program", "coverage": "program", "config": "program", "help": "program",
    "today": "timeline", "show": "records", "promise": "records",
    **dict.fromkeys(KINDS, "records"), "site": "export", "mcp": "export",
    "init": "library", "outline": "library", "validate": "library", "verify": "library",
    "schema": "library",
}  # fmt: skip


def load(name: str) -> Callable[..., object]:
    """The function that is a command; that of a kind is made from what the kind can do."""
    module = import_module(f"{__name__}.{MODULES.get(name, name)}")
    run: Callable[..., object] = getattr(module, name, None) or module.kind_command(name)
    return run
