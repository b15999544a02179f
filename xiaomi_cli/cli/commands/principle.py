"""`xiaomi principle [NAME]`."""

import typer

from xiaomi_cli.cli.options import Against, AsOf, Json, Name, SeedsOnly, Theme
from xiaomi_cli.cli.records import Wish, show_or_list
from xiaomi_cli.queries.lens import lens


def run(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    name: Name = None,
    theme: Theme = "",
    against: Against = False,
    as_of: AsOf = "",
    seeds_only: SeedsOnly = False,
    as_json: Json = False,
) -> None:
    """A principle: the idea, how it was practised, what it teaches, where it strained; or the list.

    \b
    Examples:
      xiaomi principle
      xiaomi principle speed
      xiaomi principle speed --against
      xiaomi principle 口碑 --json
    """
    wish = Wish(theme, lens(as_of, documents=seeds_only), as_json, against)
    show_or_list(ctx.obj, "principle", name, wish)
