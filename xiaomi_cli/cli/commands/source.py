"""`xiaomi source [NAME]`."""

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
    """The sources: who wrote them, when, of what kind, how far to trust them.

    \b
    Examples:
      xiaomi source
      xiaomi source review
      xiaomi source interview --json
    """
    wish = Wish(theme, lens(as_of, documents=seeds_only), as_json)
    show_or_list(ctx.obj, "source", name, wish)
