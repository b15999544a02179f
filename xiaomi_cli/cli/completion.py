"""What can stand where the cursor is: commands, options, names, kinds, themes, years.

A shell's function (completion.bash, .zsh, .fish) calls the program at each Tab: the words up to the
cursor are its arguments, so that nothing has to take a line apart again, and `_XIAOMI_COMPLETE`
tells which shell asks. The compiled library is asked by prefix; nothing here needs YAML, Rich or
records.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from xiaomi_cli.cli.command_line import PROGRAM, apart, command_named, parsed, settled
from xiaomi_cli.cli.commands import MODULES, START
from xiaomi_cli.cli.commands.library import SCHEMAS
from xiaomi_cli.cli.exit_codes import check_known
from xiaomi_cli.cli.help_pages import COMMANDS, TOPICS
from xiaomi_cli.cli.session import COLORS
from xiaomi_cli.exports import FORMATS
from xiaomi_cli.model.library_facts import KIND_FACTS
from xiaomi_cli.model.tokens import key
from xiaomi_cli.queries.listing import OUTCOMES

if TYPE_CHECKING:
    from xiaomi_cli.index.store import Store

SHELLS = ("bash", "zsh", "fish")
MOST = 400  # names offered at once
_WHOLE_WORD = re.compile(r"[\w/.+%-]+")  # what no shell takes for anything but one word


def script(shell: str) -> str:
    """What a shell needs, to be sourced or kept where it looks. Raises UsageProblemError."""
    check_known("--show-completion", shell, SHELLS)
    return Path(__file__).with_name(f"completion.{shell}").read_text(encoding="utf-8")


def answer(words: list[str], shell: str) -> str:
    """One offer a line, its help after a tab; `:files` or `:dirs` where the shell knows better."""
    *before, typed = (_as_given(word, shell) for word in words or [""])
    if shell == "bash":  # which gives `--theme=ca` as three words
        before = before[:-1] if before[-1:] == ["="] else before
        typed = "" if typed == "=" else typed
    try:
        return "".join(f"{line}\n" for line in _lines(before, typed))
    except Exception:  # a line that cannot be understood is not completed
        return ""


def _as_given(word: str, shell: str) -> str:
    """A word as the program would get it: without quotes, and with a home in place of `~`."""
    home = os.path.expanduser(word) if word.startswith("~") else word  # noqa: PTH111
    if shell == "zsh":  # it has taken them off
        return home
    import shlex

    for closing in ("", "'", '"'):  # the quotation may go on where the cursor is
        try:
            return " ".join(shlex.split(home + closing))
        except ValueError:
            continue
    return home


Offers: TypeAlias = Iterable[tuple[str, str]]  # what completes the word, and what is said of it


def _lines(before: list[str], typed: str) -> Iterator[str]:
    ours, _, words = apart(before)
    name = words[0] if words and words[0] in MODULES else START
    params = [*command_named(name).params, *PROGRAM.params]
    option, equals, value = typed.partition("=")
    if not equals or option[:2] != "--":
        option, equals, value = "".join(before[-1:]), "", typed
    joined = option + equals if equals else ""
    taking = [p for p in params if option in p.opts and not p.is_flag]
    offers: Offers
    if not taking and typed.startswith("-") and "--" not in before:
        offers = ((opt, p.help) for p in params for opt in p.opts if opt[0] == "-")
    elif not taking and not words:
        offers = ((command, text.says) for command, text in COMMANDS.items())
    else:
        taking += [p for p in params if p.param_type_name == "argument"] if name != START else []
        if not taking:
            return
        called = taking[0].metavar
        known = OFFERS.get(taking[0].opts[-1]) or OFFERS.get(called)
        if not known and called in {"DIR", "[DIR]", "FILE"}:
            yield ":files" if called == "FILE" else ":dirs"
            return
        given = parsed(PROGRAM, "xiaomi", ours, resilient_parsing=True).params
        store = settled(given).store
        offers = known(store, value) if known else ()
        if called == "[NAME]":
            offers = _names(store, value, [name])
    fitting = value.casefold()
    for word, says in offers:
        if word.casefold().startswith(fitting):
            yield f"{joined}{word}\t{' '.join(says.split())}"


def _kinds(store: "Store", _: str) -> Offers:
    return ((kind, f"{count} records") for kind, count in store.counts().items())


def _themes(store: "Store", _: str) -> Offers:
    return ((theme, "theme") for theme in store.all_themes())


def _years(store: "Store", _: str) -> Offers:
    """Years from the first event to the last."""
    first, last = store.span()
    return ((str(year), "year") for year in range(int(first[:4] or 0), int(last[:4] or -1) + 1))


def _times(store: "Store", typed: str) -> Offers:
    """Eras, and years once a digit is typed."""
    yield from ((era.slug, era.title) for era in store.settings().eras)
    yield from _years(store, typed) if typed.isdecimal() else ()


def _actors(store: "Store", typed: str) -> Offers:
    """Names of what can take part in an event: companies, people and products."""
    return _names(store, typed, [kind for kind, facts in KIND_FACTS.items() if facts.actor])


def _of_timeline(store: "Store", typed: str) -> Offers:
    """What a timeline can be of: themes, names once something is typed, eras, years."""
    actors = _actors(store, typed) if typed else ()
    return chain(_themes(store, typed), actors, _times(store, typed))


def _compared(store: "Store", typed: str) -> Offers:
    """What can be set side by side: names, eras, years."""
    kinds = [kind for kind, facts in KIND_FACTS.items() if facts.compared]
    return chain(_names(store, typed, kinds), _times(store, typed))


def _ids(store: "Store", typed: str) -> Offers:
    """Kinds with a slash first, then names of any kind, once something is typed."""
    if typed:
        return _names(store, typed, [])
    return ((f"{kind}/", says) for kind, says in _kinds(store, ""))


def _names(store: "Store", typed: str, kinds: list[str]) -> Offers:
    """Names of some kinds (none: of any), each in the form of which something is typed."""
    fitting = typed.casefold()
    for entry in store.by_ids(n.id for n in store.named_from(key(typed), kinds, MOST)).values():
        slug = entry.id.partition("/")[2]
        forms = (slug, entry.id, entry.zh) if typed else (slug,)
        form = next((form for form in forms if form.casefold().startswith(fitting)), "")
        if _WHOLE_WORD.fullmatch(form):
            yield form, entry.name


def _topics(*_: object) -> Offers:
    return ((name, text.says) for name, text in [*TOPICS.items(), *COMMANDS.items()])


def _words(*words: str) -> Callable[["Store", str], Offers]:
    return lambda *_: ((word, "") for word in words)


# What completes the value of an option, by its name, or an argument, by what the help calls it.
OFFERS: dict[str, Callable[["Store", str], Offers]] = {
    "ID": _ids, "[TOPIC]": _topics, "[WHAT]": _of_timeline, "A B [C ...]": _compared,
    "[FILE]": _words(*SCHEMAS), "--theme": _themes, "--kind": _kinds, "--entity": _actors,
    "--from": _years, "--to": _years, "--as-of": _years, "--published-by": _years,
    "--outcome": _words(*OUTCOMES), "--format": _words(*FORMATS),
    "--color": _words(*COLORS), "--show-completion": _words(*SHELLS),
}  # fmt: skip
