"""From what was typed to the command that answers it; all that is particular to Typer's inside.

Commands are loaded by name when they are called; texts that were typed are made safe before a
command sees them; errors of usage become one sentence: what is wrong, and the nearest right thing.
"""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command_from_info
from typer.models import CommandInfo

from xiaomi_cli import __version__
from xiaomi_cli.cli.commands import MODULES, START, load
from xiaomi_cli.cli.exit_codes import Exit, UsageProblemError
from xiaomi_cli.cli.options import flag, option
from xiaomi_cli.cli.output import FALLBACK_WIDTH, emit, emit_blocks, note, prefer, write
from xiaomi_cli.cli.session import Preferences, Session, preferences
from xiaomi_cli.model.problem import suggest

COMPLETE = "_XIAOMI_COMPLETE"  # set by a shell's function: which shell wants to complete a word
USAGE_ERROR: Any = typer.BadParameter.__base__  # Click's UsageError, which Typer vendors
# Options that take a value: nothing else tells a value from a word before a command is known.
VALUED = frozenset({
    "--data", "--extra", "--color", "--show-completion", "--as-of", "--published-by", "--limit",
    "--format", "-o", "--output", "--theme", "--kind", "--from", "--to", "--entity", "--outcome",
    "--date", "--seed",
})  # fmt: skip
SAME_OPTION = {"--since": "--from", "--until": "--to"}
# What other programs call an option.
OTHER_NAMES = {
    "--after": "--from", "--start": "--from", "--before": "--to", "--end": "--to",
    "--type": "--kind", "--tag": "--theme", "--topic": "--theme", "--max": "--limit",
    "-n": "--limit", "--all": "--full", "--verbose": "--full", "--out": "--output",
    "--markdown": "--format md", "--csv": "--format csv", "--md": "--format md",
    "--asof": "--as-of", "--date": "--as-of", "--at": "--as-of", "--urls": "--sources",
    "--no-color": "--color never", "--no-colour": "--color never", "--help-all": "--help",
}  # fmt: skip


def _program(
    data: Annotated[
        Path | None, option("--data", "DIR", "Read another library of the same schema.")
    ] = None,
    extra: Annotated[
        list[Path] | None,
        option("--extra", "DIR", "Lay your own records over it; repeatable."),
    ] = None,
    color: Annotated[str, option("--color", "WHEN", "Colours: auto, always or never.")] = "",
    no_pager: Annotated[bool, flag("--no-pager", "Never hand a long screen to a pager.")] = False,
    show_completion: Annotated[
        str,
        option("--show-completion", "SHELL", "Print the completion script of bash, zsh or fish."),
    ] = "",
    version: Annotated[bool, flag("--version", "Show the version and exit.")] = False,
    help: Annotated[bool, typer.Option("-h", "--help", help="Show this message and exit.")] = False,
) -> None:
    """The options of the program, which may stand before a command and behind it."""


def _made(name: str, run: Any, usage: str = "[OPTIONS]") -> Any:
    made = CommandInfo(name, callback=run, options_metavar=usage, add_help_option=False)
    return get_command_from_info(made, pretty_exceptions_short=False, rich_markup_mode=None)


PROGRAM = _made("xiaomi", _program, "[OPTIONS] COMMAND [ARGS]...")
OWN = {opt for param in PROGRAM.params for opt in param.opts}


def command_named(name: str) -> Any:
    """A command, as Click has it; `name` is one of commands.MODULES."""
    return _made(name, load(name))


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
    elif given["show_completion"]:
        _show_completion(given["show_completion"])
    elif given["help"]:
        _help(given, options, words)
    else:
        return _carried_out(settled(given), options, words)
    return Exit.FOUND


def apart(arguments: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The options of the program, those before the first word, and the words with what follows."""
    ours: list[str] = []
    options: list[str] = []
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            words += [argument, *rest]
            break
        typed, equals, value = argument.partition("=")
        name = SAME_OPTION.get(typed, typed)
        target = ours if name in OWN else words if words or name[:1] != "-" else options
        target.append(name + equals + value)
        if name in VALUED and not equals:
            target += islice(rest, 1)
    return ours, options, words


def options_and_words(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The options with their values, and the words, of which one may begin with a `-`."""
    options: list[str] = []
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            words += rest
        elif argument.startswith("--") or argument == "-o":
            options.append(argument)
            if argument in VALUED:
                options += islice(rest, 1)
        else:
            words.append(argument)
    return options, words


def settled(given: Mapping[str, Any]) -> Session:
    """The session that the options of the program ask for; from now on it writes as they say.

    Raises UsageProblemError if one of them, the environment or the configuration file is wrong.
    """
    data = given["data"] or os.environ.get("XIAOMI_DATA")
    chosen = preferences(
        color=given["color"] or "",
        pager=not given["no_pager"],
        extra=tuple(map(Path, given["extra"] or ())),
        ours=not data,
    )
    prefer(chosen)
    return Session(Path(data) if data else None, chosen.extra)


def _show_completion(shell: str) -> None:
    from xiaomi_cli.cli.completion import SHELLS, script

    if shell not in SHELLS:
        raise UsageProblemError(f"--show-completion is one of {', '.join(SHELLS)}, not {shell!r}")
    write(script(shell))


def _help(given: Mapping[str, Any], options: list[str], words: list[str]) -> None:
    """Show the help of the command that is meant; no broken setting keeps anybody from it."""
    from xiaomi_cli.cli.help_pages import command_page

    session = Session()
    prefer(Preferences())
    with suppress(UsageProblemError):
        session = settled(given)
    (name, *_), _ = _meant(session, options, words)
    emit_blocks(command_page(name), FALLBACK_WIDTH)


def _carried_out(session: Session, options: list[str], words: list[str]) -> int:
    (name, *own), hint = _meant(session, options, words)
    if name == "search":  # `-word` excludes a word
        given, spoken = options_and_words(own)
        lacks_value = given[-1:] and given[-1] in VALUED
        own = given if lacks_value else [*given, "--", *spoken]
    command = command_named(name)
    code = command.invoke(parsed(command, path_of(name), own, obj=session))
    if hint:
        note(hint)
    return code if isinstance(code, int) else Exit.FOUND


def _meant(session: Session, options: list[str], words: list[str]) -> tuple[list[str], str]:
    """The name of a command and its arguments, and what is said once the answer has been given."""
    if words in ([], ["--"]):
        return [START, *options], ""
    first, *rest = words
    # `show me the risks`, but no address: whoever types one knows what it is of.
    is_sentence = words[:2] == ["show", "me"]
    if first in MODULES and not is_sentence:
        return [first, *options, *rest], ""
    from xiaomi_cli.cli.first_words import understood

    more, spoken = options_and_words(_readable(words))
    meant = understood(session, spoken, [*options, *more])
    if meant.before:
        note(meant.before)
    return meant.arguments, meant.after


def parsed(command: Any, path: str, arguments: list[str], **context: Any) -> Any:
    """The context of a command that is called with these arguments, all texts in it readable.

    Paths stay as they are. Raises UsageProblemError.
    """
    try:
        ctx = command.make_context(path, arguments, **context)
    except USAGE_ERROR as error:
        raise UsageProblemError(_usage_problem(error, command, path)) from error
    for param in command.params:
        if param.type.name in {"str", "text"}:
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
            return f"{who} has no option {error.option_name}; " + (
                _right_option(error.option_name, command) or see
            )
        case "MissingParameter" if error.param.param_type_name == "option":
            return f"{who} needs {error.param.opts[0]} {error.param.metavar}; {see}"
        case "MissingParameter":
            from xiaomi_cli.cli.help_pages import examples

            return f"{who} needs {error.param.metavar}, such as: {examples(command.name)[0]}"
        case "BadOptionUsage":
            name = error.option_name
            metavar = next(p.metavar for p in command.params if name in p.opts)
            taken = f"a value: {path} {name} {metavar}" if metavar else f"no value; {see}"
            return f"{name} {'needs' if metavar else 'takes'} {taken}"
        case "BadParameter":
            value = error.message.partition(" is not ")[0]
            return f"{error.param.opts[-1]} takes a whole number from 0 on, not {value}; {see}"
    extra = re.search(r" \((.*)\)", error.message)
    return f"{who} takes no {extra[1]!r}; {see}" if extra else f"{error.message}; {see}"


def _right_option(name: str, command: Any) -> str:
    """Which option a command has in place of one that it has not; nothing if none is like it."""
    if name in {"--from", "--to"}:
        return f"for a span: xiaomi timeline {name} 2015"
    params = [*command.params, *PROGRAM.params]
    known = [opt for param in params for opt in param.opts if opt.startswith("--")]
    meant = OTHER_NAMES.get(name, "")
    if meant.partition(" ")[0] not in known:
        meant = suggest(name, known, 0.7)
    return f"did you mean {meant}?" if meant else ""
