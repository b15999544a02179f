"""The command line itself: its commands, its options, and how an error in them is told."""

import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from xiaomi_cli import __version__
from xiaomi_cli.cli.command_group import CONTEXT_SETTINGS, LazyGroup, help_of, invoke
from xiaomi_cli.cli.completion import SHELLS, VARIABLE, among, answer
from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.first_words import Meant
from xiaomi_cli.cli.kind_commands import HELP, kind_command
from xiaomi_cli.cli.output import emit, prefer, write
from xiaomi_cli.cli.preferences import COLORS, Preferences, preferences
from xiaomi_cli.cli.session import Session, session_of

OTHERS = "And also"  # the heading of the commands that the help only names
# Options of commands that take a value; the rest of what can stand before the command does not.
VALUED = frozenset({
    "--as-of", "--published-by", "--limit", "--format", "-o", "--output", "--theme", "--kind",
    "--from", "--to", "--entity", "--outcome", "--date", "--seed",
})  # fmt: skip
# Every command, in the order of the help: those in kind_commands.HELP are made there, of the others
# the module is imported when it is called. What is said of a command fits a line of 80 columns.
SECTIONS = {
    "Search and compare": {
        "search": "Ranked hits over everything; forgiving of typos.",
        "compare": "Companies, ideas, figures, sources, years or eras side by side.",
        "show": "Any record, whole, with its citations.",
    },
    "What happened, and what to learn from it": {
        "timeline": "What happened when.",
        "framework": "Systems of thought: their parts, versions, cases and critics.",
        "principle": "Ideas: their practice, what they teach, where they strained.",
        "figure": "Numbers and their series over time.",
        "promise": "What was publicly promised, by when, and what came of it.",
        "company": "The company of the library, and those it is measured against.",
        "product": "Products: what they are, who made them, and when.",
        "person": "The people named in the sources.",
        "event": "One event: when, what, who.",
        "lesson": "What a builder should take away, by theme.",
        "risk": "Risks and constraints, and what is done against them.",
    },
    "How far to trust it": {
        "dispute": "Where the sources disagree, and what a careful editor concludes.",
        "source": "The sources: who, when, of what kind, how far to trust them.",
        "coverage": "Whose voices stand behind the library, and where it is thin.",
    },
    OTHERS: {
        "today": "What happened on this day in earlier years.",
        "export": "For other tools: CSV, calendar, BibTeX, Anki, SQLite and more.",
        "site": "A folder of pages that opens with a double click.",
        "mcp": "Serve the library to an assistant, which quotes its sources.",
        "verify": "Hold the library against your own copies of the documents.",
        "init": "Start a library of another company.",
        "outline": "The outline of a document, for its record in a library.",
        "validate": "Check a library: schema, links, citations.",
        "schema": "The JSON Schema of a library's files.",
        "config": "What you have set, and what set it.",
        "help": "Help on a topic, or on a command.",
    },
}
COMMANDS = {name: says for section in SECTIONS.values() for name, says in section.items()}


def _apply_options(params: Mapping[str, Any]) -> Preferences:
    """Weigh the options of the program against the environment and the configuration file."""
    chosen = preferences(
        color=params.get("color"),
        pager=not params.get("pager"),
        extra=tuple(map(Path, params.get("extra") or ())),
        ours=not params.get("data"),
    )
    prefer(chosen)
    return chosen


class _Commands(LazyGroup):
    sections = SECTIONS
    brief = frozenset({OTHERS})
    start = "start"
    before = frozenset({"data", "extra"})
    anywhere = frozenset({"color", "pager"})
    free_text = frozenset({"search"})
    valued = VALUED
    other_names = MappingProxyType({"--since": "--from", "--until": "--to"})

    @staticmethod
    def load(name: str) -> Callable[..., None]:
        if name in HELP:
            return kind_command(name)
        if name == "start":
            from xiaomi_cli.cli import start

            return start.run
        run: Callable[..., None] = import_module(f"xiaomi_cli.cli.commands.{name}").run
        return run

    @staticmethod
    def understand(ctx: Any, args: list[str]) -> Meant:
        from xiaomi_cli.cli.first_words import understood

        if args[0].lower() == "version":
            _version(wanted=True)
        ctx.obj = session_of(ctx.params)
        return understood(ctx.obj.store, args, COMMANDS, VALUED)

    @staticmethod
    def apply_options(params: Mapping[str, Any]) -> None:
        _apply_options(params)


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,  # Rich markup would swallow [brackets] in help texts
    pretty_exceptions_enable=False,
    context_settings=CONTEXT_SETTINGS,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        emit(f"xiaomi {__version__}")
        raise typer.Exit


def _show_completion(shell: str | None) -> None:
    if shell is None:
        return
    from xiaomi_cli.cli.completion_scripts import SCRIPTS, script

    if shell not in SCRIPTS:
        raise UsageProblemError(f"--show-completion is one of {', '.join(SCRIPTS)}, not {shell!r}")
    write(script(shell))
    raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    ctx: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            envvar="XIAOMI_DATA",
            metavar="DIR",
            readable=False,
            show_envvar=False,
            help="Read another library of the same schema.",
        ),
    ] = None,
    extra: Annotated[
        list[Path] | None,
        typer.Option(
            "--extra",
            metavar="DIR",
            readable=False,
            help="Lay your own records over it; repeatable.",
        ),
    ] = None,
    color: Annotated[
        str | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            autocompletion=among(COLORS),
            help="Colours: auto, always or never.",
        ),
    ] = None,
    pager: Annotated[
        bool, typer.Option("--no-pager", help="Never hand a long screen to a pager.")
    ] = False,
    shell: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar="SHELL",
            callback=_show_completion,
            is_eager=True,
            autocompletion=among(SHELLS),
            help="Print the completion script of bash, zsh or fish.",
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """A company's strategy, each statement traced to its source. Try any words.

    \b
    Examples:
      xiaomi why did xiaomi nearly collapse
      xiaomi principle speed
      xiaomi timeline 2014 2016
    """
    del color, pager, extra, shell, version  # in ctx.params as well, where commands add to them
    chosen = _apply_options(ctx.params)
    ctx.obj = ctx.obj or Session(data, chosen.extra)
    if ctx.invoked_subcommand is None:
        from xiaomi_cli.cli.options import Asked
        from xiaomi_cli.cli.start import start

        start(ctx.obj, Asked())


main.__doc__ = help_of(main)


def command_line(arguments: list[str] | None = None) -> int:
    """Parse and carry out what was typed. Raises UsageProblemError, and what the command raises."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if shell := os.environ.get(VARIABLE):
        write(answer(app, arguments, shell))
        return 0
    return invoke(app, arguments)
