"""From what was typed to the command that answers it; all that is particular to Typer's inside.

Commands are loaded by name when they are called; texts that were typed are made safe before a
command sees them; errors of usage become one sentence: what is wrong, and the nearest right thing.
"""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import typer
from typer.core import TyperCommand, TyperOption
from typer.main import get_command_from_info
from typer.models import CommandInfo

from xiaomi_cli import __version__
from xiaomi_cli.cli.commands import MODULES, START, load
from xiaomi_cli.cli.exit_codes import Exit, UsageProblemError
from xiaomi_cli.cli.output import FALLBACK_WIDTH, emit, emit_blocks, note, prefer, write
from xiaomi_cli.cli.session import NOTHING_SET, Session, preferences
from xiaomi_cli.model.problem import suggest

COMPLETE = "_XIAOMI_COMPLETE"  # set by a shell's function: which shell wants to complete a word
USAGE_ERROR: Any = typer.BadParameter.__base__  # Click's UsageError, which Typer vendors
# Options that take a value: nothing else tells a value from a word before a command is known.
VALUED = frozenset({
    "--data", "--extra", "--color", "--show-completion", "--as-of", "--published-by", "--limit",
    "--format", "-o", "--output", "--theme", "--kind", "--from", "--to", "--entity", "--outcome",
    "--date",
})  # fmt: skip
COMMANDS_WITH_OPTIONS = MODULES.keys() - {"search", "show"}  # the others ask in words
SAME_OPTION = {"--since": "--from", "--until": "--to"}


# The options of the program, which may stand anywhere: their names, what they take, what they do.
_OPTIONS = (
    ("--data", "DIR", "Read another library of the same schema."),
    ("--extra", "DIR", "Lay your own records over it; repeatable."),
    ("--color", "WHEN", "Colours: auto, always or never."),
    ("--no-pager", None, "Never hand a long screen to a pager."),
    ("--show-completion", "SHELL", "Print the completion script of bash, zsh or fish."),
    ("--version", None, "Show the version and exit."),
    ("-h --help", None, "Show this message and exit."),
)
PROGRAM: Any = TyperCommand(
    "xiaomi",
    params=[
        TyperOption(
            param_decls=names.split(), metavar=takes, is_flag=not takes, help=says,
            multiple=names == "--extra",
        )
        for names, takes, says in _OPTIONS
    ],
    options_metavar="[OPTIONS] COMMAND [ARGS]...",
    add_help_option=False,
)  # fmt: skip
OWN = {opt for param in PROGRAM.params for opt in param.opts}


def command_named(name: str) -> Any:
    """A command, as Click has it; `name` is one of commands.MODULES."""
    info = CommandInfo(name, callback=load(name), add_help_option=False)
    return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)


def path_of(name: str) -> str:
    """A command as it is typed: the one that answers when none is named has no name."""
    return "xiaomi" if name == START else f"xiaomi {name}"


def command_line(arguments: list[str] | None = None) -> int:
    """Carry out what was typed; gives the exit code.

    Raises UsageProblemError, and whatever the command raises.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if shell := os.environ.get(COMPLETE):
        from xiaomi_cli.cli.completion import answer

        write(answer(arguments, shell))
        return Exit.FOUND
    ours, options, words = apart(arguments)
    given = parsed(PROGRAM, "xiaomi", ours).params
    if given["version"] or [word.lower() for word in words] == ["version"]:
        emit(f"xiaomi {__version__}")
    elif shell := given["show_completion"]:
        from xiaomi_cli.cli.completion import script

        write(script(shell))
    elif given["help"]:
        from xiaomi_cli.cli.help_pages import command_page

        session = Session()
        prefer(NOTHING_SET)
        with suppress(UsageProblemError):  # no broken setting keeps anybody from help
            session = settled(given)
        emit_blocks(command_page(_meant(session, options, words)[0]), FALLBACK_WIDTH)
    else:
        session = settled(given)
        name, own, hint = _meant(session, options, words)
        command = command_named(name)
        code = command.invoke(parsed(command, path_of(name), own, obj=session))
        note(*hint)
        return code if isinstance(code, int) else Exit.FOUND
    return Exit.FOUND


def apart(arguments: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The options of the program, others with their values, and the words.

    Behind the name of a command, which alone knows its options, these stay among the words; but in
    a question everything is a word that does not begin with two dashes: `-word` excludes one.
    """
    ours: list[str] = []
    options: list[str] = []
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        asks = words[:1] and words[0] not in COMMANDS_WITH_OPTIONS
        if argument == "--":
            words += [argument, *rest] if words and not asks else rest
            break
        typed, equals, value = argument.partition("=")
        name = SAME_OPTION.get(typed, typed)
        is_option = name[:2] == "--" or name == "-o" if asks else not words and name[:1] == "-"
        target = ours if name in OWN else options if is_option else words
        target.append(name + equals + value)
        if name in VALUED and not equals:
            target += islice(rest, 1)
    return ours, options, words


def _meant(
    session: Session, options: list[str], words: list[str]
) -> tuple[str, list[str], Sequence[str]]:
    """A command, its arguments, and what is said once the answer has been given."""
    if not words:
        return START, options, ()
    name, *rest = words
    if name in COMMANDS_WITH_OPTIONS:
        return name, [*options, *rest], ()
    hint: Sequence[str] = ()
    if name not in MODULES or words[:2] == ["show", "me"]:
        from xiaomi_cli.cli.first_words import understood

        meant = understood(session, _readable(words), options)
        note(*meant.before)
        (name, *rest), hint = meant.words, meant.after
    minus = any(word.startswith("-") for word in rest)
    return name, [*options, "--", *rest] if minus else [*rest, *options], hint


def settled(given: Mapping[str, Any]) -> Session:
    """The session that the options of the program ask for; from now on it writes as they say.

    Raises UsageProblemError if one of them, the environment or the configuration file is wrong.
    """
    flags = {name: given[name] for name in ("data", "extra", "color", "no_pager")}
    prefer(chosen := preferences(**flags))
    return Session(chosen)


def parsed(command: Any, path: str, arguments: list[str], **context: Any) -> Any:
    """The context of a command that is called with these arguments, all texts in it readable.

    Paths stay as they are. Raises UsageProblemError.
    """
    try:
        ctx = command.make_context(path, arguments, **context)
    except USAGE_ERROR as error:
        raise UsageProblemError(_usage_problem(error, command, path)) from error
    for param in command.params:
        if param.type.name in {"str", "text"} and param.metavar != "DIR":
            ctx.params[param.name] = _readable(ctx.params[param.name])
    return ctx


def _readable(value: Any) -> Any:
    """What was typed as UTF-8 where Python was told another encoding; other bytes become a mark."""
    if isinstance(value, list | tuple):
        return [_readable(entry) for entry in value]
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        return os.fsencode(value).decode("utf-8", "replace")
    return value


def _usage_problem(error: Any, command: Any, path: str) -> str:
    """One of Click's usage errors in one sentence, and where to read on."""
    who = path.partition(" ")[2] or "this program"
    see = f"see: {path} --help"
    match type(error).__name__:
        case "NoSuchOption":
            name = error.option_name
            return f"{who} has no option {name}; {_option_like(name, command) or see}"
        case "MissingParameter":
            from xiaomi_cli.cli.help_pages import examples

            missing = error.param.metavar
            if error.param.param_type_name == "option":
                missing = f"{error.param.opts[0]} {missing}"
            return f"{who} needs {missing}, such as: {examples(command.name)[0]}"
        case "BadOptionUsage":
            name = error.option_name
            takes = next((p.metavar for p in command.params if name in p.opts), None)
            if takes:
                return f"{name} needs a value: {path} {name} {takes}"
            return f"{name} takes no value; {see}"
        case "BadParameter":
            value = error.message.partition(" is not ")[0]
            return f"{error.param.opts[-1]} takes a whole number from 0 on, not {value}; {see}"
    extra = re.search(r" \((.*)\)", error.message)
    return f"{who} takes no {extra[1]!r}; {see}" if extra else f"{error.message}; {see}"


def _option_like(name: str, command: Any) -> str:
    """Which option a command has in place of one that it has not; nothing if none is like it."""
    if name in {"--from", "--to"}:
        return f"for a span: xiaomi timeline {name} 2015"
    params = [*command.params, *PROGRAM.params]
    known = [opt for param in params for opt in param.opts if opt.startswith("--")]
    meant = suggest(name, known, 0.7)
    return f"did you mean {meant}?" if meant else ""
