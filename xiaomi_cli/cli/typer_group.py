"""Everything that is particular to Typer, and to the Click inside it.

Commands are loaded by name when they are called; their help goes through our writer; texts that
were typed are made safe before a command sees them; errors of usage become one sentence, worded in
`usage_messages`.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from xiaomi_cli.cli.commands import load
from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.help_pages import COMMANDS, PROGRAM, command_page
from xiaomi_cli.cli.output import FALLBACK_WIDTH, emit_blocks, note, prefer
from xiaomi_cli.cli.preferences import Preferences, preferences
from xiaomi_cli.cli.session import Session, session_of
from xiaomi_cli.cli.usage_messages import START, no_option, usage_message
from xiaomi_cli.model.patterns import pattern

CONTEXT_SETTINGS = {"help_option_names": ["-h", "--help"]}
USAGE_ERROR: Any = typer.BadParameter.__base__  # Click's UsageError, which Typer may vendor
# Options of commands that take a value; the rest of what can stand before the command does not.
VALUED = frozenset({
    "--as-of", "--published-by", "--limit", "--format", "-o", "--output", "--theme", "--kind",
    "--from", "--to", "--entity", "--outcome", "--date", "--seed",
})  # fmt: skip
SAME_OPTION = {"--since": "--from", "--until": "--to"}
_HINT = "xiaomi.hint"  # in a context's meta: what is said once the answer has been given
_MINUS = "\u2212"  # stands for the `-` of an excluded word until the options have been read
_EXCLUDED_WORD = pattern(r"^-(?=[^-\s\d]\S)")
_LONE_SURROGATES = pattern("[\ud800-\udfff]")  # bytes of an argument that were no text


class Offer(NamedTuple):
    """A completion in the shape that Click expects."""

    value: str
    help: str = ""
    type: str = "plain"


class _Shared:
    """What the group and its commands have in common."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in self.params:  # type: ignore[attr-defined]
            if hasattr(param.type, "dir_okay"):  # a path: Typer would complete nothing
                param.type.shell_complete = _paths

    def get_help_option(self, ctx: Any) -> Any:
        """`-h`, whose page is written as everything else is."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.callback = _show_help
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse, then make every text one that can be looked up and printed; paths stay bytes."""
        try:
            rest = super().parse_args(ctx, args)  # type: ignore[misc]
        except USAGE_ERROR as error:
            error.ctx = error.ctx or ctx  # so that the help of this command is named
            raise
        for param in self.params:  # type: ignore[attr-defined]
            if param.type.name in {"str", "text"} and param.name in ctx.params:
                ctx.params[param.name] = _plain(ctx.params[param.name])
        return rest


def _show_help(ctx: Any, param: Any, wanted: bool) -> None:
    del param
    if wanted and not ctx.resilient_parsing:
        emit_blocks(command_page(ctx.command, ctx), FALLBACK_WIDTH)
        ctx.exit()


def _paths(ctx: Any, param: Any, incomplete: str) -> list[Offer]:
    del ctx
    return [Offer(incomplete, type="dir" if param.metavar in {"DIR", "[DIR]"} else "file")]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else _readable(value)
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value


def _readable(text: str) -> str:
    """What was typed as UTF-8 where Python was told another encoding; other bytes become a mark."""
    if not _LONE_SURROGATES.search(text):
        return text
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return _LONE_SURROGATES.sub("\ufffd", text)


class Command(_Shared, TyperCommand):
    """One command."""


class QueryCommand(Command):
    """Takes whatever is typed for a query: `-word` excludes a word, although `-h` is an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the options around the words; `--word` is still one, or none and an error."""
        ctx.ignore_unknown_options = True
        known = {name for param in self.get_params(ctx) for name in param.opts}
        for argument in takewhile(lambda word: word != "--", args):
            name = argument.partition("=")[0]
            if name.startswith("--") and name not in known:
                raise UsageProblemError(no_option(ctx, name))
        rest = super().parse_args(ctx, [_EXCLUDED_WORD.sub(_MINUS, arg, 1) for arg in args])
        ctx.params["words"] = [word.replace(_MINUS, "-") for word in ctx.params["words"] or ()]
        return rest


class LazyGroup(_Shared, TyperGroup):
    """Knows its commands by name and imports one only when it is needed."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Options of the program may stand behind the command, those of commands before it."""
        wants_help = bool({"-h", "--help"} & {*args})
        if wants_help:  # what is wrong with a setting keeps nobody from help
            with suppress(UsageProblemError):
                prefer(Preferences())
                prefer(preferences())
        rest = super().parse_args(ctx, self._arranged(args, typing=ctx.resilient_parsing))
        ctx.obj = Session(None)
        with suppress(*[UsageProblemError] * wants_help):
            ctx.obj = session_of(ctx.params)
        return rest

    def _arranged(self, args: list[str], *, typing: bool) -> list[str]:
        """The options of the program, the command's name, its options and words.

        `typing`: the line is not finished, and options keep the name that they were given.
        """
        own: dict[str, Any] = {opt: param for param in self.params for opt in param.opts}
        ours: list[str] = []
        theirs: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for argument in rest:
            if argument == "--":
                words += [argument, *rest]
                break
            typed, equals, given = argument.partition("=")
            name = typed if typing else SAME_OPTION.get(typed, typed)
            moves = name in own and not (words and own[name].is_eager)
            target = ours if moves else words if words or not name.startswith("-") else theirs
            target.append(name + equals + given)
            takes_value = not own[name].is_flag if name in own else name in VALUED
            if name.startswith("-") and takes_value and not equals:
                value = next(rest, None)
                if value is not None:
                    target.append(value)
                elif moves and not typing:
                    return ours  # its value is missing; no word may be taken for it
        if [word.lower() for word in words] == ["version"]:
            return [*ours, "--version"]
        if not words and not typing and not {"-h", "--help"} & {*theirs}:
            words = [START]
        return [*ours, *words[:1], *theirs, *words[1:]]

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build the command from its module; None for a name that is no command."""
        del ctx
        text = PROGRAM[START] if cmd_name == START else COMMANDS.get(cmd_name)
        if text is None:
            return None
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        kind = QueryCommand if cmd_name == "search" else Command
        made = single.command(cmd_name, cls=kind, help=text.text, context_settings=CONTEXT_SETTINGS)
        made(load(cmd_name))
        command = typer.main.get_command(single)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names, or else the one that is meant."""
        # `show me the risks`, but no address: whoever types one knows what it is of.
        is_sentence = args[0] == "show" and len(args) > 1 and "/" not in args[1]
        is_sentence &= not {"-h", "--help", "--"} & {*args}
        is_command = args[0] in {*COMMANDS, START} and not is_sentence
        if is_command or args[0][:1] == "-" or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from xiaomi_cli.cli.first_words import understood

        meant = understood(ctx.obj, _plain(args), VALUED)
        if meant.before:
            note(meant.before)
        ctx.meta[_HINT] = meant.after
        return super().resolve_command(ctx, meant.arguments)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Commands by name, or options; no command is imported for it."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        known = ((name, text.says) for name, text in COMMANDS.items())
        return [Offer(name, says) for name, says in known if name.startswith(incomplete)]


def invoke(app: typer.Typer, arguments: list[str]) -> int:
    """Parse what was typed and carry it out; gives the exit code that the command chose.

    Raises UsageProblemError, and whatever the command raises.
    """
    try:
        with typer.main.get_command(app).make_context("xiaomi", list(arguments)) as ctx:
            code = ctx.command.invoke(ctx)
            if hint := ctx.meta.get(_HINT):
                note(hint)
    except USAGE_ERROR as error:
        raise UsageProblemError(usage_message(error)) from error
    except typer.Exit as ending:
        code = ending.exit_code
    return code if isinstance(code, int) else 0


def completions(app: typer.Typer, before: list[str], typed: str) -> Iterator[Any]:
    """What can stand in place of the word `typed`, after the words `before` it; see Offer."""
    # The one class of this machinery that every version of Typer has.
    from typer._completion_classes import BashComplete

    command: Any = typer.main.get_command(app)
    yield from BashComplete(command, {}, "xiaomi", "").get_completions(before, typed)
