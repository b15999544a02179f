"""What is meant by words that begin with no command: a name, a date, a mistyped command, a search.

What a person types is understood; how to ask for it in a script is said beside the answer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.cli.commands import NAMES
from xiaomi_cli.cli.exit_codes import UsageProblemError, in_shell
from xiaomi_cli.cli.options import Asked, split_dates
from xiaomi_cli.cli.output import on_terminal
from xiaomi_cli.cli.record_answers import command_of
from xiaomi_cli.cli.session import Session
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.library_facts import KIND_FACTS, plural
from xiaomi_cli.model.problem import suggest
from xiaomi_cli.model.tokens import NameRank
from xiaomi_cli.queries.resolve import closest, exactly
from xiaomi_cli.search.query import STOP_WORDS, stripped

# Words that people type for a command.
SYNONYMS = {
    **{plural(kind): kind for kind in KIND_FACTS}, "persons": "person",
    "era": "timeline", "history": "timeline", "find": "search", "grep": "search",
    "ask": "search", "vs": "compare", "diff": "compare", "numbers": "figure", "number": "figure",
    "open": "show", "view": "show", "?": "help", "man": "help",
}  # fmt: skip
ASKING = STOP_WORDS | {"show", "me", "list", "all"}  # what stands before the name of a list
LIKELY = 0.75  # likeness from which a word is a command, unless the library has it
LISTS = {*KIND_FACTS, "timeline"}
WRITES = frozenset({"init", "verify"})  # not started by a guess


class Meant(NamedTuple):
    """The command that is meant, with its words; what to say beforehand, or with the answer."""

    words: list[str]
    before: Sequence[str] = ()
    after: Sequence[str] = ()


def understood(session: Session, words: list[str], options: list[str]) -> Meant:
    """What is meant by words of which the first is no command.

    Raises AmbiguousNameError, and UsageProblemError for a command that no guess may start or an
    option that is no date.
    """
    *small, last = map(stripped, words)
    if (listed := SYNONYMS.get(last, last)) in LISTS and ASKING.issuperset(small or {""}):
        return _with_hint([listed], options)  # `what are the risks?`
    if words[:2] == ["show", "me"]:
        words = words[2:] or words
    first, *rest = words
    lower = first.lower()
    if lower == "xiaomi" and {*rest[:1]} & {*NAMES}:  # pasted behind itself
        return Meant(rest)
    if command := lower if lower in NAMES else SYNONYMS.get(lower):
        return Meant([command, *rest])
    if meant := _answer_of(_seen(session, options), words):
        return _with_hint(meant, options)
    is_new = lower not in STOP_WORDS and not session.store.word_counts([lower])
    if near := is_new and suggest(first, NAMES, min_ratio=LIKELY):
        line = in_shell("xiaomi", near, *rest, *options)
        if near in WRITES:
            raise UsageProblemError(f"there is no command {first!r}; did you mean: {line}")
        return Meant([near, *rest], [f"xiaomi: understood as: {line}"])
    return _with_hint(["search", *words], options)


def _seen(session: Session, options: list[str]) -> Store:
    """The library as far as options let it be seen. Raises UsageProblemError."""
    given = dict(zip(options, [*options[1:], ""], strict=False))
    given |= dict(option.split("=", 1) for option in options if "=" in option)
    as_of, published_by = (given.get(name, "") for name in ("--as-of", "--published-by"))
    return Asked(
        session, as_of=as_of, published_by=published_by, seeds_only="--seeds-only" in given
    ).store


def _answer_of(store: Store, words: list[str]) -> list[str]:
    """The command that answers to words that are a time, a name, a theme or several names."""
    text = " ".join(words)
    if split_dates(text)[0] == "":
        return ["timeline", *words]
    found = exactly(store, text)
    if not found or found[0].rank >= NameRank.PART:
        from xiaomi_cli.queries.comparison import names_in

        if len(names := names_in(store, [text])) > 1:
            return ["compare", *names]
    return command_of(closest(text, found)) if found else []


def _with_hint(meant: list[str], options: list[str]) -> Meant:
    line = in_shell("xiaomi", *meant, *options)
    is_told = meant[0] == "search" and on_terminal()  # how to go on from there
    return Meant(meant, after=[] if is_told else [f"xiaomi: in a script: {line}"])
