"""The commands of one kind each, made from a kind and its help: a list, or one record of it."""

from collections.abc import Callable

import typer

from xiaomi_cli.cli.answers import Wish, show_or_list
from xiaomi_cli.cli.options import (
    Against,
    AsOf,
    Format,
    Json,
    Name,
    Output,
    Plain,
    SeedsOnly,
    Theme,
)
from xiaomi_cli.index.visibility import lens


def kind_command(kind: str, help_text: str) -> Callable[..., None]:
    """The command of a kind; `help_text` becomes its docstring and so its help."""

    def run(
        ctx: typer.Context,
        name: Name = None,
        theme: Theme = "",
        as_of: AsOf = "",
        seeds_only: SeedsOnly = False,
        as_json: Json = False,
        as_plain: Plain = False,
        form: Format = "",
        output: Output = None,
    ) -> None:
        through = lens(as_of, documents=seeds_only)
        wish = Wish(theme, through, as_json, as_plain=as_plain, form=form, output=output)
        show_or_list(ctx.obj, kind, name, wish)

    run.__doc__ = help_text
    return run


def idea_command(kind: str, help_text: str) -> Callable[..., None]:
    """The command of a kind that has another side (`--against`)."""

    def run(
        ctx: typer.Context,
        name: Name = None,
        theme: Theme = "",
        against: Against = False,
        as_of: AsOf = "",
        seeds_only: SeedsOnly = False,
        as_json: Json = False,
        as_plain: Plain = False,
        form: Format = "",
        output: Output = None,
    ) -> None:
        through = lens(as_of, documents=seeds_only)
        wish = Wish(theme, through, as_json, against, as_plain, form, output)
        show_or_list(ctx.obj, kind, name, wish)

    run.__doc__ = help_text
    return run
