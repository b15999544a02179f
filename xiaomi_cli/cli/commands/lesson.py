"""`xiaomi lesson [NAME]`."""

from typing import Annotated

import typer

from xiaomi_cli.cli.answers import Wish, check_theme, show, show_or_list
from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import AsOf, Format, Json, Name, Output, Plain, SeedsOnly, Theme
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.index.visibility import Lens, lens, seen


def run(
    ctx: typer.Context,
    name: Name = None,
    theme: Theme = "",
    at_random: Annotated[bool, typer.Option("--random", help="Any one of them, whole.")] = False,
    seed: Annotated[
        str,
        typer.Option("--seed", metavar="TEXT", help="With --random: the same text, the same one."),
    ] = "",
    as_of: AsOf = "",
    seeds_only: SeedsOnly = False,
    as_json: Json = False,
    as_plain: Plain = False,
    form: Format = "",
    output: Output = None,
) -> None:
    """What a builder should take away, by theme; one of them, or any one.

    \b
    Examples:
      xiaomi lesson
      xiaomi lesson --theme retail
      xiaomi lesson --random
      xiaomi lesson --random --seed "$(date +%F)"
      xiaomi lesson -o lessons.anki.txt
    """
    through = lens(as_of, documents=seeds_only)
    wish = Wish(theme, through, as_json, as_plain=as_plain, form=form, output=output)
    if seed and not at_random:
        raise UsageProblemError("--seed goes with --random")
    if not at_random:
        show_or_list(ctx.obj, "lesson", name, wish)
        return
    if name:
        raise UsageProblemError("--random picks a lesson by itself; leave out its name")
    show(ctx.obj, _any(ctx.obj.store, theme, wish.through, seed), wish)


def _any(store: Store, theme: str, through: Lens, seed: str) -> Entry:
    """A lesson of the theme; for each seed always the same."""
    from random import Random

    check_theme(store, theme)
    lessons = seen(store, store.of_kind("lesson", theme), through)
    if not lessons:
        raise NothingFoundError("no lesson matches")
    return Random(seed or None).choice(lessons)
