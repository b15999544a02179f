"""What is meant by words that begin with no command: a name, a date, a mistyped command, a search.

What a person types is understood; how to ask for it in a script is said beside the answer.
"""

from collections.abc import Collection
from typing import NamedTuple

from xiaomi_cli.cli.commands import KINDS
from xiaomi_cli.cli.exit_codes import UsageProblemError, in_shell
from xiaomi_cli.cli.help_pages import COMMANDS, format_hint
from xiaomi_cli.cli.options import Asked
from xiaomi_cli.cli.output import on_terminal
from xiaomi_cli.cli.record_answers import command_of
from xiaomi_cli.cli.session import Session
from xiaomi_cli.cli.time_spans import split_dates
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.model.problem import suggest
from xiaomi_cli.model.tokens import NameRank
from xiaomi_cli.queries.resolve import exactly, only, theme_named
from xiaomi_cli.search.query import STOP_WORDS, stripped

# Words that people type for a command.
SYNONYMS = {
    **{plural(kind): kind for kind in (*KINDS, "figure", "promise")}, "persons": "person",
    "era": "timeline", "history": "timeline", "chronology": "timeline",
    "find": "search", "grep": "search", "look": "search", "ask": "search",
    "vs": "compare", "diff": "compare", "numbers": "figure", "number": "figure",
    "open": "show", "view": "show", "?": "help", "man": "help",
}  # fmt: skip
ASKING = STOP_WORDS | {"list", "all"}  # what stands before the name of a list
SURE, LIKELY = 0.85, 0.75  # likeness from which a word is a command, unless the library has it
PROGRAM_NAME = "xiaomi"
WRITES = frozenset({"init", "verify"})  # not started by a guess


class Meant(NamedTuple):
    """The arguments of the command that is meant; what to say beforehand, or with the answer."""

    arguments: list[str]
    before: str = ""
    after: str = ""


def understood(session: Session, typed: list[str], valued: Collection[str]) -> Meant:
    """What is meant by words of which the first is no command; `valued`: options with a value.

    Raises AmbiguousNameError, and UsageProblemError for a command that no guess may start or an
    option that is no date.
    """
    words, options = _split(typed, valued)
    store = session.store
    if words[0] == PROGRAM_NAME and {*words[1:2]} & {*COMMANDS}:  # pasted behind itself
        return Meant([*words[1:], *options])
    if [word.lower() for word in words[:2]] == ["show", "me"]:
        words = words[2:] or words
    first, *rest = words
    lower = first.lower()
    listed = _list_asked_for(store, words)
    if not listed and (command := lower if lower in COMMANDS else SYNONYMS.get(lower)):
        return Meant([command, *rest, *options])
    if meant := [listed] if listed else _answer_of(_seen(session, options), words):
        return _with_hint(meant, options)
    is_new = lower not in STOP_WORDS and not store.word_counts([lower])
    if is_new and not rest and (hint := format_hint(lower)):
        raise UsageProblemError(hint)
    near = "" if lower in STOP_WORDS else suggest(first, COMMANDS, min_ratio=LIKELY)
    if near and (is_new or suggest(first, [near], min_ratio=SURE)):
        line = in_shell("xiaomi", near, *rest, *options)
        if near in WRITES:
            raise UsageProblemError(f"there is no command {first!r}; did you mean: {line}")
        return Meant([near, *rest, *options], f"xiaomi: understood as: {line}")
    return _with_hint(["search", *words], options)


def _seen(session: Session, options: list[str]) -> Store:
    """The library as far as options let it be seen. Raises UsageProblemError."""
    pairs = zip(options, [*options[1:], ""], strict=False)
    given = {name.partition("=")[0]: name.partition("=")[2] or value for name, value in pairs}
    return Asked(
        session, as_of=given.get("--as-of", ""), published_by=given.get("--published-by", ""),
        seeds_only="--seeds-only" in given,
    ).store  # fmt: skip


def _answer_of(store: Store, words: list[str]) -> list[str]:
    """The command that answers to words that are a time, a name, a theme or several names."""
    text = " ".join(words)
    if split_dates(text)[0] == "":
        return ["timeline", *words]
    found = exactly(store, text)
    if not found or found[0].rank >= NameRank.PART:
        if found and (theme := theme_named(store, text)):  # a car is no part of a framework
            return ["search", theme]
        from xiaomi_cli.queries.comparison import names_in

        if len(names := names_in(store, [text])) > 1:
            return ["compare", *names]
    return command_of(only(text, [], found, found[0].rank)) if found else []


def _list_asked_for(store: Store, words: list[str]) -> str:
    """The command whose list is asked for with nothing but small words: `what are the risks?`."""
    *small, last = map(stripped, words)
    command = SYNONYMS.get(last, last)
    is_list = bool(small) and ASKING.issuperset(small) and command in {*store.counts(), "timeline"}
    return command if is_list and not exactly(store, last) else ""


def _with_hint(meant: list[str], options: list[str]) -> Meant:
    line = in_shell("xiaomi", *meant, *options)
    is_told = meant[0] == "search" and on_terminal()  # how to go on from there
    return Meant([*meant, *options], after="" if is_told else f"xiaomi: in a script: {line}")


def _split(typed: list[str], valued: Collection[str]) -> tuple[list[str], list[str]]:
    """The words, and the options with their values, each in their order; `--` ends the options."""
    words: list[str] = []
    options: list[str] = []
    rest = iter(typed)
    for argument in rest:
        if argument == "--":
            words += rest
        elif argument.startswith("--") or argument in {"-o", "-h"}:
            options.append(argument)
            if argument in valued and (value := next(rest, None)) is not None:
                options.append(value)
        else:
            words.append(argument)
    return words, options
