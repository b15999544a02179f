"""Errors of usage in one sentence each: what is wrong, and the nearest right thing."""

import re
from typing import Any

from xiaomi_cli.cli.help_pages import Example, parts
from xiaomi_cli.model.problem import suggest

START = "start"  # the command that answers when none is named
# What other programs call an option.
OTHER_NAMES = {
    "--after": "--from", "--start": "--from", "--before": "--to", "--end": "--to",
    "--type": "--kind", "--tag": "--theme", "--topic": "--theme", "--max": "--limit",
    "-n": "--limit", "--all": "--full", "--verbose": "--full", "--out": "--output",
    "--markdown": "--format md", "--csv": "--format csv", "--md": "--format md",
    "--asof": "--as-of", "--date": "--as-of", "--at": "--as-of", "--urls": "--sources",
    "--no-color": "--color never", "--no-colour": "--color never", "--help-all": "--help",
}  # fmt: skip


def usage_message(error: Any) -> str:
    """One of Click's usage errors in one sentence, and where to read on."""
    path = _typed_path(error.ctx) if error.ctx else "xiaomi"
    said = _said(error, path)
    is_helped = "xiaomi " in said or "did you mean" in said
    return said if is_helped else f"{said}; see: {path} --help"


def _typed_path(ctx: Any) -> str:
    """A command as it is typed: the one that answers when none is named has no name."""
    return str(ctx.command_path).removesuffix(f" {START}")


def _said(error: Any, path: str) -> str:
    command = path.partition(" ")[2] or "this program"
    match type(error).__name__:
        case "NoSuchOption":
            return no_option(error.ctx, str(error.option_name))
        case "MissingParameter":
            return f"{command} needs {_missing(error, path)}"
        case "BadOptionUsage":
            name = str(error.option_name)
            params = error.ctx.command.get_params(error.ctx) if error.ctx else []
            taken = next((param.metavar for param in params if name in param.opts), None)
            return f"{name} needs a value: {path} {name} {taken or 'VALUE'}"
        case "BadParameter":
            return _bad_value(error)
    text = str(error.format_message()).rstrip(".").replace("\n", " ")
    if extra := re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", text):
        return f"{command} takes no {extra[1]!r}"
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def no_option(ctx: Any, name: str) -> str:
    """That a command has no such option, and which one it has."""
    path = _typed_path(ctx)
    above = {ctx, ctx.find_root()}  # options of the program may stand behind a command
    known = [opt for one in above for param in one.command.get_params(one) for opt in param.opts]
    command = path.partition(" ")[2] or "this program"
    meant = OTHER_NAMES.get(name, "")
    if name in {"--from", "--to"} and name not in known:
        return f"{command} has no option {name}; for a span: xiaomi timeline {name} 2015"
    if meant.partition(" ")[0] not in known:
        meant = suggest(name, [opt for opt in known if opt.startswith("--")], 0.7)
    hint = f"did you mean {meant}?" if meant else f"see: {path} --help"
    return f"{command} has no option {name}; {hint}"


def _missing(error: Any, path: str) -> str:
    param = error.param
    if param is None or param.param_type_name == "option":
        option = max(param.opts, key=len) if param else "an option"
        return f"{option} {getattr(param, 'metavar', '') or ''}".rstrip()
    examples = (part.lines for part in parts(error.ctx.command.help) if isinstance(part, Example))
    shown = next((line for lines in examples for line in lines if line.startswith(path)), "")
    what = param.metavar or param.name or ""
    return f"{what}, such as: {shown}" if shown else what


def _bad_value(error: Any) -> str:
    text = str(error.message).rstrip(".")
    name = max(error.param.opts, key=len) if error.param else ""
    if match := re.match(r"(\S+) is not in the range x>=(\d+)", text):
        return f"{name} takes a whole number from {match[2]} on, not {match[1]}"
    if match := re.match(r"(.+) is not a valid int", text):
        return f"{name} takes a whole number, not {match[1]}"
    return f"{name}: {text[:1].lower()}{text[1:]}" if name else text
