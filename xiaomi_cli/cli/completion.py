"""What can stand where the cursor is: commands, options, names, kinds, themes, years.

A shell's function (completion.bash, .zsh, .fish) calls the program at each Tab: the words up to the
cursor are its arguments, so that nothing has to take a line apart again, and `_XIAOMI_COMPLETE`
tells which shell asks. The compiled library is asked by prefix; nothing here needs YAML, Rich or
records.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from xiaomi_cli.cli.command_line import PROGRAM, apart, command_named, parsed, settled
from xiaomi_cli.cli.commands import MODULES, START
from xiaomi_cli.cli.session import COLORS
from xiaomi_cli.exports import FORMATS
from xiaomi_cli.model.library_facts import KIND_FACTS

if TYPE_CHECKING:
    from xiaomi_cli.index.store import Store

SHELLS = ("bash", "zsh", "fish")
MOST = 400  # names offered at once
_WHOLE_WORD = re.compile(r"[\w/.+%-]+")  # what no shell takes for anything but one word


def script(shell: str) -> str:
    """What a shell needs, to be sourced or kept where it looks for completions."""
    return Path(__file__).with_name(f"completion.{shell}").read_text(encoding="utf-8")


def answer(words: list[str], shell: str) -> str:
    """One offer a line, its help after a tab; `:files` or `:dirs` where the shell knows better."""
    *before, typed = (_as_given(word, shell) for word in words or [""])
    if shell == "bash":  # which gives `--theme=ca` as three words
        before = before[:-1] if before[-1:] == ["="] else before
        typed = "" if typed == "=" else typed
    try:
        return "".join(f"{line}\n" for line in _lines(before, typed))
    except Exception:
        if os.environ.get("XIAOMI_DEBUG"):
            raise
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


class Cursor(NamedTuple):
    """Where something is to be completed: in which library, of which command, and what is typed."""

    store: "Store"
    command: str
    typed: str


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
        from xiaomi_cli.cli.help_pages import COMMANDS

        offers = ((command, text.says) for command, text in COMMANDS.items())
    else:
        taking += [p for p in params if p.param_type_name == "argument"] if name != START else []
        if not taking:
            return
        if hasattr(taking[0].type, "dir_okay"):  # a path
            yield ":dirs" if "DIR" in taking[0].metavar else ":files"
            return
        given = parsed(PROGRAM, "xiaomi", ours, resilient_parsing=True).params
        known = OFFERS.get(taking[0].opts[-1]) or OFFERS.get(taking[0].metavar)
        offers = known(Cursor(settled(given).store, name, value)) if known else ()
    fitting = value.casefold()
    for word, says in offers:
        if word.casefold().startswith(fitting):
            yield f"{joined}{word}\t{' '.join(says.split())}"


def _topics(at: Cursor) -> Offers:
    from xiaomi_cli.cli.help_pages import COMMANDS, TOPICS

    del at
    return ((name, text.says) for name, text in [*TOPICS.items(), *COMMANDS.items()])


def _outcomes(at: Cursor) -> Offers:
    from xiaomi_cli.queries.listing import OUTCOMES

    del at
    return ((outcome, "") for outcome in OUTCOMES)


def _schemas(at: Cursor) -> Offers:
    from xiaomi_cli.cli.commands.library import SCHEMAS

    del at
    return ((schema, "") for schema in SCHEMAS)


def _kinds(at: Cursor) -> Offers:
    return ((kind, f"{count} records") for kind, count in at.store.counts().items())


def _themes(at: Cursor) -> Offers:
    return ((theme, "theme") for theme in at.store.all_themes())


def _years(at: Cursor) -> Offers:
    """Years from the first event to the last."""
    first, last = at.store.span()
    return ((str(year), "year") for year in range(int(first[:4] or 0), int(last[:4] or -1) + 1))


def _times(at: Cursor) -> Offers:
    """Eras, and years once a digit is typed."""
    yield from ((era.slug, era.title) for era in at.store.settings().eras)
    yield from _years(at) if at.typed.isdecimal() else ()


def _actors(at: Cursor) -> Offers:
    """Names of what can take part in an event: companies, people and products."""
    return _names(at, [kind for kind, facts in KIND_FACTS.items() if facts.actor])


def _ids(at: Cursor) -> Offers:
    """Kinds with a slash first, then ids; or names of any kind, once something is typed."""
    if at.typed:
        return _names(at, [])
    return ((f"{kind}/", says) for kind, says in _kinds(at))


def _of_timeline(at: Cursor) -> Offers:
    """What a timeline can be of: themes, eras, names, years."""
    yield from _themes(at)
    yield from _actors(at) if at.typed else ()
    yield from _times(at)


def _comparable(at: Cursor) -> Offers:
    """What can be set side by side: names, eras, years."""
    yield from _names(at, [kind for kind, facts in KIND_FACTS.items() if facts.compared])
    yield from _times(at)


def _names(at: Cursor, kinds: list[str]) -> Offers:
    """Names of some kinds (none: of any), each in the form of which something is typed."""
    from xiaomi_cli.model.tokens import key

    typed = at.typed.casefold()
    named = at.store.named_from(key(at.typed), kinds, MOST)
    for entry in at.store.by_ids(name.id for name in named).values():
        slug = entry.id.partition("/")[2]
        forms = (slug, entry.id, entry.zh) if typed else (slug,)
        form = next((form for form in forms if form.casefold().startswith(typed)), "")
        if _WHOLE_WORD.fullmatch(form):
            yield form, entry.name


# What completes the value of an option, by its name, or an argument, by what the help calls it.
OFFERS: dict[str, Callable[[Cursor], Offers]] = {
    "[NAME]": lambda at: _names(at, [at.command]),
    "ID": _ids,
    "[WHAT]": _of_timeline,
    "A B [C ...]": _comparable,
    "[TOPIC]": _topics,
    "[FILE]": _schemas,
    **dict.fromkeys(("--from", "--to", "--as-of", "--published-by"), _years),
    "--theme": _themes,
    "--kind": _kinds,
    "--entity": _actors,
    "--outcome": _outcomes,
    "--format": lambda _: ((form, "") for form in FORMATS),
    "--color": lambda _: ((color, "") for color in COLORS),
    "--show-completion": lambda _: ((shell, "") for shell in SHELLS),
}
