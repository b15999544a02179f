"""The command line itself: its commands, its options, and how an error in them is told."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from xiaomi_cli import __version__
from xiaomi_cli.cli.completion import SHELLS, VARIABLE, among, answer
from xiaomi_cli.cli.config import COLORS, preferences
from xiaomi_cli.cli.exits import UsageProblemError
from xiaomi_cli.cli.group import SETTINGS, LazyGroup
from xiaomi_cli.cli.output import emit, prefer, write
from xiaomi_cli.cli.session import Session

# Every command, in the order of the help; its module is imported when it is called.
COMMANDS = {
    "timeline": "What happened when.",
    "today": "What happened on this day in earlier years.",
    "framework": "A framework with its parts, versions, cases, lessons and critics; or the list.",
    "principle": "A principle: the idea, its practice, its lesson, where it strained; or the list.",
    "company": "The company of the library and those it is measured against; or the list.",
    "product": "A product: what, by whom, when; or the list.",
    "person": "A person named in the sources; or the list.",
    "figure": "A number and its series over time.",
    "lesson": "What a builder should take away, by theme.",
    "risk": "A risk or constraint, and what is done against it; or the list.",
    "promise": "What was publicly promised, by when, and what came of it.",
    "dispute": "Where the sources disagree, and what a careful editor concludes.",
    "source": "The sources: who, when, what kind, how far to trust them.",
    "search": "Ranked hits over everything.",
    "compare": "Two or more records, years or eras side by side.",
    "show": "Any record, whole, with its citations.",
    "export": "The library for other tools: CSV, calendar, BibTeX, Anki, SQLite ...",
    "coverage": "How far to trust the library: voices, sources, thin years and themes.",
    "validate": "Check a library: schema, links, citations.",
    "verify": "Hold the library against your own copies of the documents.",
    "schema": "Print the JSON Schema of a library's files.",
    "init": "Start a library of another company.",
    "config": "What you have set, and what set it: colour, pager, width, libraries of your own.",
    "help": "Help on a topic: dates, exit-codes, environment, sources, search, trust ...",
}


class _Commands(LazyGroup):
    table = COMMANDS


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,  # Rich markup would swallow [brackets] in help texts
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        emit(f"xiaomi {__version__}")
        raise typer.Exit


def _show_completion(shell: str | None) -> None:
    if shell is None:
        return
    from xiaomi_cli.cli.shells import SCRIPTS, script  # noqa: PLC0415 - asked for once

    if shell not in SCRIPTS:
        raise UsageProblemError(f"--show-completion is one of {', '.join(SCRIPTS)}, not {shell!r}")
    write(script(shell))
    raise typer.Exit


def _color(chosen: str | None) -> str | None:
    if chosen is not None and chosen not in COLORS:
        raise UsageProblemError(f"--color is one of {', '.join(COLORS)}, not {chosen!r}")
    return chosen


@app.callback(invoke_without_command=True)
def main(
    ctx: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            envvar="XIAOMI_DATA",
            metavar="DIR",
            help="Read another library of the same schema.",
        ),
    ] = None,
    color: Annotated[
        str | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            callback=_color,
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
    """Explore a company's strategy: frameworks, principles, figures, each traced to its paragraph.

    \b
    Examples:
      xiaomi timeline --from 2014 --to 2016
      xiaomi principle speed
      xiaomi search lidar
    """
    del version, shell
    prefer(preferences(color=color, pager=not pager))
    ctx.obj = Session(data)
    if ctx.invoked_subcommand is None:
        import_module("xiaomi_cli.cli.start").run(ctx)


def command_line(arguments: list[str] | None = None) -> int:
    """Parse and carry out what was typed. Raises UsageProblemError, and what the command raises."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if shell := os.environ.get(VARIABLE):
        write(answer(typer.main.get_command(app), arguments, shell))
        return 0
    usage_error: Any = typer.BadParameter.__base__  # Click's UsageError, which Typer may vendor
    try:
        with typer.main.get_command(app).make_context("xiaomi", list(arguments)) as ctx:
            code = ctx.command.invoke(ctx)
    except usage_error as error:
        path = error.ctx.command_path if error.ctx else "xiaomi"
        said = error.format_message().rstrip(".").replace("\n", " ")
        raise UsageProblemError(f"{said}; see: {path} --help") from error
    except typer.Exit as ending:
        code = ending.exit_code
    return code if isinstance(code, int) else 0
