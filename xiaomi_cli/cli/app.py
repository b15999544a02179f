"""The command line itself: the options of the program, and how it is called."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli import __version__
from xiaomi_cli.cli.completion import SHELLS, VARIABLE, among, answer, script
from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.help_pages import PROGRAM
from xiaomi_cli.cli.output import emit, write
from xiaomi_cli.cli.preferences import COLORS
from xiaomi_cli.cli.typer_group import CONTEXT_SETTINGS, LazyGroup, invoke

app = typer.Typer(
    cls=LazyGroup,
    help=PROGRAM["xiaomi"].text,
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
    if shell not in SHELLS:
        raise UsageProblemError(f"--show-completion is one of {', '.join(SHELLS)}, not {shell!r}")
    write(script(shell))
    raise typer.Exit


Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="XIAOMI_DATA",
        metavar="DIR",
        readable=False,
        show_envvar=False,
        help="Read another library of the same schema.",
    ),
]
Extra = Annotated[
    list[Path] | None,
    typer.Option(
        "--extra", metavar="DIR", readable=False, help="Lay your own records over it; repeatable."
    ),
]
Color = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="WHEN",
        autocompletion=among(COLORS),
        help="Colours: auto, always or never.",
    ),
]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Never hand a long screen to a pager.")]
ShowCompletion = Annotated[
    str | None,
    typer.Option(
        "--show-completion",
        metavar="SHELL",
        callback=_show_completion,
        is_eager=True,
        autocompletion=among(SHELLS),
        help="Print the completion script of bash, zsh or fish.",
    ),
]
Version = Annotated[
    bool,
    typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit."),
]


@app.callback()
def main(
    data: Data = None,
    extra: Extra = None,
    color: Color = None,
    pager: NoPager = False,
    shell: ShowCompletion = None,
    version: Version = False,
) -> None:
    """Do nothing by itself: the group makes a session of these options before a command runs."""


def command_line(arguments: list[str] | None = None) -> int:
    """Parse and carry out what was typed. Raises UsageProblemError, and what the command raises."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if shell := os.environ.get(VARIABLE):
        write(answer(app, arguments, shell))
        return 0
    return invoke(app, arguments)
