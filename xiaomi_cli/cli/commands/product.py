"""`xiaomi product [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """A product: what it is, by whom, and when; or the list.

    \b
    Examples:
      xiaomi product
      xiaomi product su7
      xiaomi product 玄戒 --json
    """
    show_or_list(ctx.obj, "product", name, theme, as_json=as_json)
