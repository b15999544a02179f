"""The commands: one a kind, each other a function of its name in the module named below."""

from collections.abc import Callable
from importlib import import_module

from xiaomi_cli.model.library_facts import KIND_FACTS

START = "start"  # the command that answers when none is named
MODULES = {
    START: "program", "coverage": "program", "config": "program", "help": "program",
    "timeline": "timeline", "today": "timeline", "search": "search", "compare": "compare",
    "show": "records", **dict.fromkeys(KIND_FACTS, "records"), "export": "export",
    "site": "export", "mcp": "export", "init": "library", "outline": "library",
    "validate": "library", "verify": "library", "schema": "library",
}  # fmt: skip
NAMES = tuple(name for name in MODULES if name != START)


def load(name: str) -> Callable[..., object]:
    """The function that is a command; that of a kind is made from what the kind can do."""
    module = import_module(f"{__name__}.{MODULES[name]}")
    run: Callable[..., object] = getattr(module, name, None) or module.kind_command(name)
    return run
