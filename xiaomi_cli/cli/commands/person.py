"""`xiaomi person [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """A person named in the sources; or the list.

    \b
    Examples:
      xiaomi person
      xiaomi person 雷军
      xiaomi person "lin bin" --json
    """
    show_or_list(ctx.obj, "person", name, theme, as_json=as_json)
