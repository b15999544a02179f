"""`xiaomi lesson [NAME]`."""

from typing import Annotated

import typer

from xiaomi_cli.cli.answers import check_theme
from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import Asked, Name, Theme, answering
from xiaomi_cli.cli.record_answers import show_entry, show_or_list
from xiaomi_cli.index.store import Entry, Store


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    name: Name = None,
    theme: Theme = "",
    at_random: Annotated[bool, typer.Option("--random", help="Any one of them, whole.")] = False,
    seed: Annotated[
        str,
        typer.Option("--seed", metavar="TEXT", help="With --random: the same text, the same one."),
    ] = "",
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
    if seed and not at_random:
        raise UsageProblemError("--seed goes with --random")
    if not at_random:
        show_or_list(ctx.obj, "lesson", name, theme, asked)
        return
    if name:
        raise UsageProblemError("--random picks a lesson by itself; leave out its name")
    check_theme(ctx.obj.store, theme)
    store = ctx.obj.seen(asked)
    show_entry(store, _any(store, theme, seed), asked)


def _any(store: Store, theme: str, seed: str) -> Entry:
    """A lesson of the theme; for each seed always the same."""
    from random import Random

    lessons = store.of_kind("lesson", theme)
    if not lessons:
        raise NothingFoundError("no lesson matches")
    return Random(seed or None).choice(lessons)
