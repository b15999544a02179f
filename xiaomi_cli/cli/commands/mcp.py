"""`xiaomi mcp`."""

from typing import Annotated

import typer

from xiaomi_cli.cli.errors import ReaderLeftError, UsageProblemError


def run(
    ctx: typer.Context,
    text: Annotated[
        bool,
        typer.Option("--text", help="Answer in text, for an assistant that reads nothing else."),
    ] = False,
) -> None:
    """Serve the library to an assistant, over standard input and output (MCP).

    \b
    Examples:
      xiaomi mcp
      xiaomi --data my-library mcp
      claude mcp add xiaomi -- xiaomi mcp
    """
    try:
        from xiaomi_cli.mcp_server.server import serve
    except ModuleNotFoundError as error:
        raise UsageProblemError(
            f"this command needs more ({error.name} is missing): pip install 'xiaomi-cli[mcp]'"
        ) from error
    try:
        serve(ctx.obj.store, text=text)
    except BrokenPipeError as error:
        raise ReaderLeftError from error
