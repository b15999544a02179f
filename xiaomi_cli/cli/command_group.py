"""Everything that is particular to Typer, and to the Click inside it.

Commands are loaded by name when they are called; their help goes through our writer; texts that
were typed are made safe before a command sees them; errors of usage become one sentence.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from itertools import takewhile
from types import MappingProxyType
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.first_words import Meant
from xiaomi_cli.cli.output import FALLBACK_WIDTH, note, terminal, write
from xiaomi_cli.cli.usage_messages import message, no_option, typed_path
from xiaomi_cli.model.lazy_regex import pattern

CONTEXT_SETTINGS = {"help_option_names": ["-h", "--help"]}
WIDEST_HELP = 100
USAGE_ERROR: Any = typer.BadParameter.__base__  # Click's UsageError, which Typer may vendor
_TEXTS = {"str", "text"}  # how Typer, and Click before it, call the type of a text
_HEADING = pattern(r"\S.*:$|Usage: |  Examples:$")
_TERM = pattern(r"(  )((?:-\w, )?--?[\w-]+(?: [A-Z\[\]]+)?|\w[\w-]*)(?=  +\S)")
_EXAMPLE = pattern(r"    xiaomi\b")
_LONE_SURROGATES = pattern("[\ud800-\udfff]")  # bytes of an argument that were no text
_EXCLUDED_WORD = pattern(r"^-(?=[^-\s\d]\S)")
HINT = "xiaomi.hint"  # in a context's meta: what is said once the answer has been given
_MINUS = "\u2212"  # stands for the `-` of an excluded word until the options have been read


class Offer(NamedTuple):
    """A completion in the shape that Click expects."""

    value: str
    help: str = ""
    type: str = "plain"


def _fitting(formatter: Any) -> type:
    """Click's formatter, but an option that takes over a third of a line has it to itself."""

    class Fitting(formatter):  # type: ignore[misc]
        def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
            super().write_dl(rows, min(col_max, max(6, self.width // 3)), col_spacing)

    return Fitting


class _Shared:
    """What the group and its commands have in common."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in self.params:  # type: ignore[attr-defined]
            if hasattr(param.type, "dir_okay"):  # a path: Typer would complete nothing
                param.type.shell_complete = _paths

    def get_help_option(self, ctx: Any) -> Any:
        """`-h`, whose text is written as everything else is: in any encoding, to any stream."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.callback = _show_help
        return option

    def get_help(self, ctx: Any) -> str:
        """The help, as wide as standard output is; Click itself stops at 50 columns."""
        ctx.terminal_width = min(terminal().width or FALLBACK_WIDTH, WIDEST_HELP) - 2
        ctx.formatter_class = _fitting(ctx.formatter_class)
        text = str(super().get_help(ctx))  # type: ignore[misc]
        return _coloured(text) if terminal().color else text

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse, then make every text one that can be looked up and printed; paths stay bytes."""
        if ctx.ignore_unknown_options:
            self._refuse_mistyped(ctx, args)
        try:
            rest = super().parse_args(ctx, args)  # type: ignore[misc]
        except USAGE_ERROR as error:
            error.ctx = error.ctx or ctx  # so that the help of this command is named
            raise
        for param in self.params:  # type: ignore[attr-defined]
            if param.type.name in _TEXTS and param.name in ctx.params:
                ctx.params[param.name] = _plain(ctx.params[param.name])
        return rest

    def _refuse_mistyped(self, ctx: Any, args: list[str]) -> None:
        """Where `-word` is an argument, `--word` is still an option, or none and an error."""
        known = {name for param in self.get_params(ctx) for name in param.opts}  # type: ignore[attr-defined]
        for argument in takewhile(lambda word: word != "--", args):
            name = argument.partition("=")[0]
            if name.startswith("--") and name not in known:
                path = typed_path(ctx)
                said = no_option(ctx, path, name)
                more = "" if "did you mean" in said else f"; see: {path} --help"
                raise UsageProblemError(said + more)


def _coloured(text: str) -> str:
    """A help with its headings, commands and options as screens have them."""
    from xiaomi_cli.render.ansi import paint
    from xiaomi_cli.render.blocks import Line, Span, line

    def styled(written: str) -> Line:
        if _HEADING.match(written):
            head = written.lstrip()
            return line(written[: -len(head)], Span(head, "heading"))
        if match := _TERM.match(written):
            return line(match[1], Span(match[2], "name"), written[match.end() :])
        if _EXAMPLE.match(written):
            return line(Span(written, "figure"))
        return line(written)

    return paint([styled(written) for written in text.splitlines()]).rstrip("\n")


def _show_help(ctx: Any, param: Any, wanted: bool) -> None:
    del param
    if wanted and not ctx.resilient_parsing:
        write(ctx.get_help() + "\n")
        ctx.exit()


def _paths(ctx: Any, param: Any, incomplete: str) -> list[Offer]:
    del ctx
    return [Offer(incomplete, type="dir" if param.metavar in {"DIR", "[DIR]"} else "file")]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else _LONE_SURROGATES.sub("\ufffd", value)
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value


class Command(_Shared, TyperCommand):
    """One command."""


class QueryCommand(Command):
    """Takes whatever is typed for a query: `-word` excludes a word, although `-h` is an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the options around the words."""
        ctx.ignore_unknown_options = True
        rest = super().parse_args(ctx, [_EXCLUDED_WORD.sub(_MINUS, arg, 1) for arg in args])
        ctx.params["words"] = [word.replace(_MINUS, "-") for word in ctx.params["words"] or ()]
        return rest


def help_of(function: Callable[..., Any]) -> str:
    """What the help says of a command: its docstring, also where Python was told to drop those.

    With `-OO` or PYTHONOPTIMIZE=2 it is read from the source; without that there is none.
    """
    if function.__doc__ or sys.flags.optimize < 2:
        return function.__doc__ or ""
    import ast
    from pathlib import Path

    try:
        tree = ast.parse(Path(function.__code__.co_filename).read_bytes())
    except (OSError, SyntaxError):
        return ""
    found = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    name, line = function.__name__, function.__code__.co_firstlineno
    return next(
        (ast.get_docstring(n) or "" for n in found if n.name == name and _line(n) == line), ""
    )


def _line(node: Any) -> int:
    """Where the code of a function starts: at its first decorator."""
    return int(min([node.lineno, *(mark.lineno for mark in node.decorator_list)]))


class LazyGroup(_Shared, TyperGroup):
    """Knows its commands by name and imports one only when it is needed."""

    sections: Mapping[str, Mapping[str, str]] = {}  # heading: each command, and what is said of it
    brief: frozenset[str] = frozenset()  # headings whose commands are only named in the list
    start = ""  # the command that answers when none is named
    before: frozenset[str] = frozenset()  # options of the group that are read before a command
    anywhere: frozenset[str] = frozenset()  # options of the group that may follow a command too
    free_text: frozenset[str] = frozenset()  # commands that take a query
    valued: frozenset[str] = frozenset()  # options of commands that take a value
    other_names: Mapping[str, str] = MappingProxyType({})  # of options, and what they are here

    @property
    def table(self) -> dict[str, str]:
        """Every command, and what the help says of it."""
        return {name: says for section in self.sections.values() for name, says in section.items()}

    @staticmethod
    def load(name: str) -> Callable[..., None]:
        """The function that is a command."""
        raise NotImplementedError

    @staticmethod
    def apply_options(params: Mapping[str, Any]) -> None:
        """Act on options of the group that were given, wherever they stood."""

    @staticmethod
    def understand(ctx: Any, args: list[str]) -> Meant:
        """What is meant by words of which the first is no command."""
        raise NotImplementedError

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Options of the group may stand behind the command, those of commands before it."""
        return super().parse_args(ctx, self._arranged(args, started=ctx.resilient_parsing))

    def _arranged(self, args: list[str], *, started: bool) -> list[str]:
        """The options of the group, the command's name, its words and options."""
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
            name = typed if started else self.other_names.get(typed, typed)
            moves = name in own and (not words or own[name].name in self.before)
            target = ours if moves else words if words or not name.startswith("-") else theirs
            target.append(name + equals + given)
            param = own.get(name)
            takes_value = name in self.valued if param is None else not param.is_flag
            if name.startswith("-") and takes_value and "=" not in argument:
                target += [value for value in [next(rest, None)] if value is not None]
        if theirs and not words and not started and self.start and not _asks_help(theirs):
            words = [self.start]
        return [*ours, *words[:1], *theirs, *words[1:]]

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build the command from its module; None for a name that is no command."""
        del ctx
        if cmd_name not in self.table and cmd_name != self.start:
            return None
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        kind = QueryCommand if cmd_name in self.free_text else Command
        run = self.load(cmd_name)
        run.__doc__ = help_of(run)
        single.command(cmd_name, cls=kind, context_settings=CONTEXT_SETTINGS)(run)
        command = typer.main.get_command(single)
        command.name = cmd_name
        command.params += [
            self._repeated(param) for param in self.params if param.name in self.anywhere
        ]
        return command

    def _repeated(self, param: Any) -> Any:
        """An option of the group, for a command: what it is given goes to the group."""

        def passed_on(ctx: Any, param: Any, value: Any) -> None:
            if value and not ctx.resilient_parsing:
                params = ctx.find_root().params
                params[param.name] = value
                self.apply_options(params)

        repeated = copy(param)
        repeated.hidden, repeated.expose_value, repeated.callback = True, False, passed_on
        return repeated

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names, or else the one that is meant."""
        known = args[0] in self.table or args[0] == self.start or args[0].startswith("-")
        if known or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        meant = self.understand(ctx, _plain(args))
        if meant.refused:
            raise UsageProblemError(meant.before)
        if meant.before:
            note(meant.before)
        ctx.meta[HINT] = meant.after
        return super().resolve_command(ctx, meant.arguments)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Commands by name, or options; no command is imported for it."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            Offer(name, says) for name, says in self.table.items() if name.startswith(incomplete)
        ]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The help of the group: its commands, its options, and where to read on."""
        from xiaomi_cli.cli.help_topics import TOPICS

        self.format_commands(ctx, formatter)
        TyperCommand.format_options(self, ctx, formatter)  # type: ignore[arg-type]
        with formatter.section("Topics"):
            formatter.write_text(", ".join(TOPICS) + ": xiaomi help TOPIC")

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list in the help, from the table: no command is imported for it."""
        del ctx
        widest = max(map(len, self.table))
        for heading, commands in self.sections.items():
            with formatter.section(heading):
                if heading in self.brief:
                    formatter.write_text(", ".join(commands))
                    continue
                formatter.write_dl((f"{name:<{widest}}", says) for name, says in commands.items())


def invoke(app: typer.Typer, arguments: list[str]) -> int:
    """Parse what was typed and carry it out; gives the exit code that the command chose.

    Raises UsageProblemError, and whatever the command raises.
    """
    try:
        with typer.main.get_command(app).make_context("xiaomi", list(arguments)) as ctx:
            code = ctx.command.invoke(ctx)
            if hint := ctx.meta.get(HINT):
                note(hint)
    except USAGE_ERROR as error:
        raise UsageProblemError(message(error)) from error
    except typer.Exit as ending:
        code = ending.exit_code
    return code if isinstance(code, int) else 0


def _asks_help(options: list[str]) -> bool:
    return bool({"-h", "--help"} & set(options))


def completions(app: typer.Typer, before: list[str], typed: str) -> Iterator[Any]:
    """What can stand in place of the word `typed`, after the words `before` it; see Offer."""
    # The one class of this machinery that every version of Typer has.
    from typer._completion_classes import BashComplete

    command: Any = typer.main.get_command(app)
    yield from BashComplete(command, {}, "xiaomi", "").get_completions(before, typed)
