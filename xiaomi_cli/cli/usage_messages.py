"""What is said of a call that cannot be parsed: one plain line, with the nearest right thing."""

import re
from inspect import cleandoc
from typing import Any

from xiaomi_cli.model.suggest import suggest

# What other programs call an option.
OTHER_NAMES = {
    "--after": "--from", "--start": "--from", "--before": "--to", "--end": "--to",
    "--type": "--kind", "--tag": "--theme", "--topic": "--theme", "--max": "--limit",
    "-n": "--limit", "--all": "--full", "--verbose": "--full", "--out": "--output",
    "--markdown": "--format md", "--csv": "--format csv", "--md": "--format md",
    "--asof": "--as-of", "--date": "--as-of", "--at": "--as-of", "--urls": "--sources",
    "--no-color": "--color never", "--no-colour": "--color never", "--help-all": "--help",
}  # fmt: skip


def message(error: Any) -> str:
    """A usage error in one sentence, and where to read on."""
    path = typed_path(error.ctx) if error.ctx else "xiaomi"
    said = _said(error, path)
    is_helped = "xiaomi " in said or "did you mean" in said
    return said if is_helped else f"{said}; see: {path} --help"


def typed_path(ctx: Any) -> str:
    """A command as it is typed: the one that answers when none is named has no name."""
    path = str(ctx.command_path)
    start = getattr(ctx.parent and ctx.parent.command, "start", "")
    return path.removesuffix(f" {start}") if start else path


def _said(error: Any, path: str) -> str:
    match type(error).__name__:
        case "NoSuchOption":
            return no_option(error.ctx, path, str(error.option_name))
        case "MissingParameter":
            return _missing(error, path)
        case "BadOptionUsage":
            return _without_value(error, path)
        case "BadParameter":
            return _bad_value(error)
    text = str(error.format_message()).rstrip(".").replace("\n", " ")
    if extra := re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", text):
        return f"{_named(path)} takes no {extra[1]!r}"
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def no_option(ctx: Any, path: str, name: str) -> str:
    """That a command has no such option, and which one it has."""
    known = [option for param in ctx.command.get_params(ctx) for option in param.opts if ctx]
    meant = OTHER_NAMES.get(name, "")
    if meant.partition(" ")[0] not in known:
        meant = suggest(name, [option for option in known if option.startswith("--")], 0.7)
    hint = f"; did you mean {meant}?" if meant else ""
    return f"{_named(path)} has no option {name}{hint}"


def _named(path: str) -> str:
    """A command without the program's name, which stands before every message."""
    return path.partition(" ")[2] or "this program"


def _missing(error: Any, path: str) -> str:
    param = error.param
    if param is None or param.param_type_name == "option":
        option = max(param.opts, key=len) if param else "an option"
        return f"{_named(path)} needs {option} {getattr(param, 'metavar', '') or ''}".rstrip()
    what = (param.metavar or param.name or "").strip("[]")
    shown = _example(error.ctx.command.help or "", path)
    return f"{_named(path)} needs {what}" + (f", such as: {shown}" if shown else "")


def _example(help_text: str, path: str) -> str:
    _, _, shown = cleandoc(help_text).partition("Examples:")
    lines = [line.strip() for line in shown.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith(f"{path} ")), "")


def _without_value(error: Any, path: str) -> str:
    name = str(error.option_name)
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    found = next((param for param in params if name in param.opts), None)
    metavar = getattr(found, "metavar", None) or "VALUE"
    return f"{name} needs a value: {path} {name} {metavar}"


def _bad_value(error: Any) -> str:
    text = str(error.message).rstrip(".")
    name = max(error.param.opts, key=len) if error.param else ""
    if match := re.match(r"(\S+) is not in the range x>=(\d+)", text):
        return f"{name} takes a whole number from {match[2]} on, not {match[1]}"
    if match := re.match(r"(.+) is not a valid int", text):
        return f"{name} takes a whole number, not {match[1]}"
    return f"{name}: {text[:1].lower()}{text[1:]}" if name else text
