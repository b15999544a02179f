"""The command line itself: the group, its options, and commands loaded when they are called."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from xiaomi_cli import __version__

# Every command, in the order of the help; its module is imported when it is called.
COMMANDS = {
    "timeline": "What happened when.",
    "framework": "A framework with its parts, versions, cases, lessons and critics; or the list.",
    "principle": "A principle: the idea, its practice, its lesson, where it strained; or the list.",
    "company": "Xiaomi and the companies it is measured against.",
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
    "export": "The whole library as jsonl, json, csv or md.",
    "coverage": "How far to trust the library: voices, sources, thin years and themes.",
    "validate": "Check a library: schema, links, citations.",
    "verify": "Hold the library against your own copies of the documents.",
    "schema": "Print the JSON Schema of a library's files.",
}
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(TyperGroup):
    """Knows its commands by name and imports one only when it is needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build the command from its module; None for a name that is no command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"xiaomi_cli.cli.commands.{cmd_name}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        settings = {**SETTINGS, **getattr(module, "CONTEXT", {})}
        single.command(cmd_name, context_settings=settings)(module.run)
        command = typer.main.get_command(single)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list in the help, from the table: no command is imported for it."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,  # Rich markup would swallow [brackets] in help texts
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
    add_completion=True,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"xiaomi {__version__}")
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
            help="Read another library of the same schema.",
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Explore Xiaomi's strategy: frameworks, principles, figures, each traced to its paragraph.

    \b
    Examples:
      xiaomi timeline --from 2014 --to 2016
      xiaomi principle speed
      xiaomi search lidar
    """
    del version
    from xiaomi_cli.cli.session import Session  # noqa: PLC0415 - not needed for --help

    ctx.obj = Session(data)
    if ctx.invoked_subcommand is None:
        import_module("xiaomi_cli.cli.start").run(ctx)


def command_line() -> int:
    """Parse and carry out what was typed; usage errors become one sentence."""
    usage_error: Any = typer.BadParameter.__base__  # Click's UsageError, which Typer may vendor
    try:
        code = app(standalone_mode=False, prog_name="xiaomi")
    except usage_error as error:
        from xiaomi_cli.cli.exits import Exit  # noqa: PLC0415
        from xiaomi_cli.cli.output import note  # noqa: PLC0415

        path = error.ctx.command_path if error.ctx else "xiaomi"
        note(f"xiaomi: {error.format_message()}", f"Try: {path} --help")
        return Exit.USAGE
    except typer.Abort as aborted:
        raise KeyboardInterrupt from aborted
    except SystemExit as ended:  # completion ends so
        code = ended.code
    return code if isinstance(code, int) else 0
