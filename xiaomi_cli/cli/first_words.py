"""What is meant by words that begin with no command: a name, a date, a mistyped command, a search.

What a person types is understood; how to ask for it in a script is said beside the answer.
"""

import shlex
from collections.abc import Collection
from typing import NamedTuple

from xiaomi_cli.cli.names import COMMAND_OF
from xiaomi_cli.index.store import NamedRecord, Store
from xiaomi_cli.model.suggest import suggest
from xiaomi_cli.queries.resolve import exactly, only

# Words that people type for a command.
SYNONYMS = {
    "events": "event", "era": "timeline", "history": "timeline", "chronology": "timeline",
    "find": "search", "grep": "search", "look": "search", "ask": "search",
    "vs": "compare", "diff": "compare", "numbers": "figure", "number": "figure",
    "frameworks": "framework", "principles": "principle", "companies": "company",
    "products": "product", "persons": "person", "people": "person", "figures": "figure",
    "lessons": "lesson", "risks": "risk", "promises": "promise", "disputes": "dispute",
    "sources": "source", "open": "show", "view": "show", "?": "help", "man": "help",
}  # fmt: skip
SURE, LIKELY = 0.85, 0.75  # likeness from which a word is a command, unless the library has it
WRITES = frozenset({"init", "verify"})  # not started by a guess


class Meant(NamedTuple):
    """The arguments of the command that is meant, and what to say: beforehand, or with the answer.

    `refused`: the command is not started by a guess.
    """

    arguments: list[str]
    before: str = ""
    after: str = ""
    refused: bool = False


def understood(
    store: Store, typed: list[str], commands: Collection[str], valued: Collection[str]
) -> Meant:
    """What is meant by words of which the first is no command. Raises AmbiguousNameError."""
    words, options = split(typed, valued)
    first, *rest = words
    if command := _command(first, commands):
        return Meant([command, *rest, *options])
    text = " ".join(words)
    if _is_date(text):
        return _with_hint(["timeline", *words], options)
    if found := exactly(store, text):
        return _with_hint(_shown(text, found), options)
    near = suggest(first, commands, min_ratio=LIKELY)
    if near and (suggest(first, [near], min_ratio=SURE) or not store.word_counts([first.lower()])):
        meant = [near, *rest]
        line = f"xiaomi {shlex.join([*meant, *options])}"
        if near in WRITES:
            return Meant([], f"there is no command {first!r}; did you mean: {line}", refused=True)
        return Meant([*meant, *options], f"xiaomi: understood as: {line}")
    return _with_hint(["search", *words], options)


def split(typed: list[str], valued: Collection[str]) -> tuple[list[str], list[str]]:
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


def _with_hint(meant: list[str], options: list[str]) -> Meant:
    line = f"xiaomi {shlex.join([*meant, *options])}"
    return Meant([*meant, *options], after=f"xiaomi: in a script: {line}")


def _command(word: str, commands: Collection[str]) -> str:
    lower = word.lower()
    return lower if lower in commands else SYNONYMS.get(lower, "")


def _is_date(text: str) -> bool:
    from xiaomi_cli.search.written_dates import DateError, dates_in, edtf

    try:
        edtf(text)
    except DateError:
        found = dates_in(text)
        left = text
        for value in reversed(found):
            left = left[: value.start] + left[value.end :]
        return bool(found) and not left.strip(" -–,")
    return True


def _shown(text: str, found: list[NamedRecord]) -> list[str]:
    record = only(text, [], found, found[0].rank)
    if record.fragment:
        return ["show", f"{record.id}#{record.fragment}"]
    kind, _, slug = record.id.partition("/")
    return [COMMAND_OF.get(kind, kind), slug]
