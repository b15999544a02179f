"""`xiaomi figure [NAME]`."""

import typer

from xiaomi_cli.cli.options import AsOf, Json, Name, SeedsOnly, Theme
from xiaomi_cli.cli.records import Wish, show_or_list
from xiaomi_cli.queries.lens import lens


def run(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    name: Name = None,
    theme: Theme = "",
    as_of: AsOf = "",
    seeds_only: SeedsOnly = False,
    as_json: Json = False,
) -> None:
    """A number and its series over time; or the list.

    \b
    Examples:
      xiaomi figure
      xiaomi figure revenue
      xiaomi figure revenue --as-of 2021-03
      xiaomi figure "connected devices" --json
    """
    wish = Wish(theme, lens(as_of, documents=seeds_only), as_json)
    show_or_list(ctx.obj, "figure", name, wish)
