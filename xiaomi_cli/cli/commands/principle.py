"""`xiaomi principle [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """A principle: the idea, how it was practised, what it teaches, where it strained; or the list.

    \b
    Examples:
      xiaomi principle
      xiaomi principle speed
      xiaomi principle 口碑 --json
    """
    show_or_list(ctx.obj, "principle", name, theme, as_json=as_json)
