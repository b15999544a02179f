"""`xiaomi coverage`."""

import typer

from xiaomi_cli.cli.options import Json
from xiaomi_cli.cli.output import emit_blocks, emit_json
from xiaomi_cli.queries.coverage import coverage


def run(ctx: typer.Context, as_json: Json = False) -> None:
    """How far to trust the library: who stands behind its statements, and where it is thin.

    What the company says, and what retells it, counts as one voice.

    \b
    Examples:
      xiaomi coverage
      xiaomi coverage --json
      xiaomi --data my-library coverage
    """
    counted = coverage(ctx.obj.store)
    if as_json:
        from xiaomi_cli.render.json_text import document

        emit_json(document(counted._asdict()))
        return
    from xiaomi_cli.render.views.coverage import trust

    emit_blocks(trust(counted))
