"""The commands that show one kind of record each: a list of all, or one record of it."""

from collections.abc import Callable
from typing import NamedTuple

import typer

from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.options import Against, Asked, Name, Theme, answering
from xiaomi_cli.cli.record_answers import show_or_list


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
    "event": Help(
        "An event: when, what, who took part; or the list. NAME may be a year.",
        ("xiaomi event", 'xiaomi event "su7 launch"', "xiaomi event 2016 --json"),
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
    run = _event_command() if kind == "event" else _kind_command(kind)
    if kind in IDEAS:
        run = _idea_command(kind)
    run.__doc__ = str(HELP[kind])
    return run


def _kind_command(kind: str) -> Callable[..., None]:
    @answering
    def run(ctx: typer.Context, asked: Asked, name: Name = None, theme: Theme = "") -> None:
        show_or_list(ctx.obj, kind, name, theme, asked)

    return run


def _event_command() -> Callable[..., None]:
    @answering
    def run(ctx: typer.Context, asked: Asked, name: Name = None, theme: Theme = "") -> None:
        from xiaomi_cli.cli.commands.timeline import events_at

        if not events_at(ctx.obj, " ".join(name or ()), theme, asked):
            show_or_list(ctx.obj, "event", name, theme, asked)

    return run


def _idea_command(kind: str) -> Callable[..., None]:
    @answering
    def run(
        ctx: typer.Context,
        asked: Asked,
        name: Name = None,
        theme: Theme = "",
        against: Against = False,
    ) -> None:
        if not against:
            show_or_list(ctx.obj, kind, name, theme, asked)
        elif not name:
            raise UsageProblemError(f"--against goes with a name: xiaomi {kind} NAME --against")
        else:
            from xiaomi_cli.cli.against import show_against

            show_against(ctx.obj, " ".join(name), kind, asked)

    return run
