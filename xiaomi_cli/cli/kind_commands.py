"""The commands that show one kind of record each: a list of all, or one record of it."""

from collections.abc import Callable
from typing import NamedTuple

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


class Help(NamedTuple):
    """What the help of a command says: a sentence, and examples."""

    about: str
    examples: tuple[str, ...]

    def __str__(self) -> str:
        """The text as Click wants it: what follows a \\b is not re-wrapped."""
        shown = "\n".join(f"  {example}" for example in self.examples)
        return f"{self.about}\n\n\b\nExamples:\n{shown}\n"


HELP = {
    "framework": Help(
        "A framework with its parts, versions, cases, lessons and critics; or the list.",
        (
            "xiaomi framework",
            'xiaomi framework "three iron laws"',
            "xiaomi framework 生态链 --json",
        ),
    ),
    "principle": Help(
        "A principle: the idea, how it was practised, what it teaches, where it strained; "
        "or the list.",
        (
            "xiaomi principle",
            "xiaomi principle speed",
            "xiaomi principle speed --against",
            "xiaomi principle 口碑 --json",
        ),
    ),
    "company": Help(
        "The company of the library and those it is measured against; or the list.",
        ("xiaomi company", "xiaomi company byd", "xiaomi company apple --json"),
    ),
    "product": Help(
        "A product: what it is, by whom, and when; or the list.",
        ("xiaomi product", "xiaomi product su7", "xiaomi product 玄戒 --json"),
    ),
    "person": Help(
        "A person named in the sources; or the list.",
        ("xiaomi person", "xiaomi person 雷军", 'xiaomi person "lin bin" --json'),
    ),
    "figure": Help(
        "A number and its series over time; or the list.",
        (
            "xiaomi figure",
            "xiaomi figure revenue",
            "xiaomi figure revenue --as-of 2021-03",
            'xiaomi figure "connected devices" --json',
        ),
    ),
    "risk": Help(
        "A risk or constraint, and what is done or said against it; or the list.",
        ("xiaomi risk", 'xiaomi risk "thin hardware margins"', "xiaomi risk --theme cars --json"),
    ),
    "dispute": Help(
        "Where the sources disagree: each position, and what a careful editor concludes.",
        ("xiaomi dispute", 'xiaomi dispute "34 hours"', "xiaomi dispute --json"),
    ),
    "source": Help(
        "The sources: who wrote them, when, of what kind, how far to trust them.",
        (
            "xiaomi source",
            "xiaomi source review",
            "xiaomi source interview --json",
            "xiaomi source interview --format bibtex",
        ),
    ),
}
IDEAS = frozenset({"framework", "principle"})  # the kinds that have another side: `--against`


def kind_command(kind: str) -> Callable[..., None]:
    """The command of a kind in HELP, for the command group to build."""
    run = _idea_command(kind) if kind in IDEAS else _kind_command(kind)
    run.__doc__ = str(HELP[kind])
    return run


def _kind_command(kind: str) -> Callable[..., None]:
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

    return run


def _idea_command(kind: str) -> Callable[..., None]:
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

    return run
