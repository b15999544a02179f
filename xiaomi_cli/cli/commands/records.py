"""`show`, and the commands of the kinds: a list of all, or one record of it."""

from collections.abc import Callable
from typing import Annotated

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Answer, answering, check_theme
from xiaomi_cli.cli.exit_codes import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import Asked, Name, Theme, argument, flag, option
from xiaomi_cli.cli.record_answers import find, show_or_list, whole
from xiaomi_cli.cli.record_answers import show as shown

Run = Callable[..., Answer | None]


@answering
def show(
    asked: Asked,
    name: Annotated[
        list[str],
        argument(
            "ID",
            "An id, any name of a record, or the address of a statement (ID#STATEMENT).",
            completion.ids,
        ),
    ],
) -> Answer:
    """Any record, or one statement of it."""
    return shown(asked, " ".join(name))


def kind_command(kind: str) -> Callable[..., None]:
    """The command of a kind, with what only some kinds can do."""
    if kind in {"framework", "principle"}:
        return answering(_idea(kind))
    return answering({"event": _event, "lesson": _lesson}.get(kind) or _record(kind))


def _record(kind: str) -> Run:
    def run(asked: Asked, name: Name = None, theme: Theme = "") -> Answer:
        return show_or_list(asked, kind, name, theme)

    return run


def _idea(kind: str) -> Run:
    def run(
        asked: Asked,
        name: Name = None,
        theme: Theme = "",
        against: Annotated[
            bool, flag("--against", "Only what speaks against it, from the whole library.")
        ] = False,
    ) -> Answer:
        if not against:
            return show_or_list(asked, kind, name, theme)
        if not name:
            raise UsageProblemError(f"--against goes with a name: xiaomi {kind} NAME --against")
        entry = find(asked, " ".join(name), [kind])
        if entry.kind not in {"framework", "principle"}:
            return whole(asked, entry)
        from xiaomi_cli.cli.commands.against import speaking_against

        return speaking_against(asked.store, entry)

    return run


def _event(asked: Asked, name: Name = None, theme: Theme = "") -> Answer:
    """One event; those of a time if NAME is one; or all."""
    from xiaomi_cli.cli.commands.timeline import events
    from xiaomi_cli.cli.time_spans import ordered, split_dates

    words, span = split_dates(" ".join(name or ()))
    if words:
        return show_or_list(asked, "event", name, theme)
    return events(asked, ordered(span), theme)


def _lesson(
    asked: Asked,
    name: Name = None,
    theme: Theme = "",
    at_random: Annotated[bool, flag("--random", "Any one of them, whole.")] = False,
    seed: Annotated[
        str, option("--seed", "TEXT", "With --random: the same text, the same one.")
    ] = "",
) -> Answer:
    """One lesson, any one, or all; for each seed it is always the same one."""
    from random import Random

    if seed and not at_random:
        raise UsageProblemError("--seed goes with --random")
    if not at_random:
        return show_or_list(asked, "lesson", name, theme)
    if name:
        raise UsageProblemError("--random picks a lesson by itself; leave out its name")
    check_theme(asked.whole, theme)
    lessons = asked.store.of_kind("lesson", theme)
    if not lessons:
        raise NothingFoundError("no lesson matches")
    return whole(asked, Random(seed or None).choice(lessons))
