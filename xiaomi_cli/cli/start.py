"""`xiaomi` alone: what is in the library and what to try."""

import typer

from xiaomi_cli.cli.output import emit_blocks
from xiaomi_cli.queries.overview import overview
from xiaomi_cli.render.views.lists import start


def run(ctx: typer.Context) -> None:
    """The start page."""
    emit_blocks(start(overview(ctx.obj.store)))
