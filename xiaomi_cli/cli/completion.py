"""What can stand where the cursor is: commands, options, names, kinds, themes, years.

A shell's function (completion.bash, .zsh, .fish) calls the program at each Tab: the words up to the
cursor are its arguments, so that nothing has to take a line apart again, and `_XIAOMI_COMPLETE`
tells which shell asks. The compiled library is asked by prefix; nothing here needs YAML, Rich or
records.
"""

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

Offers: TypeAlias = Iterable[tuple[str, str]]  # what completes the word, and what is said of it

SHELLS = ("bash", "zsh", "fish")
MOST = 400  # names offered at once
_WHOLE_WORD = re.compile(r"[\w/.+%-]+")  # what no shell takes for anything but one word


def script(shell: str) -> str:
    """What a shell needs, to be sourced or kept where it looks. Raises UsageProblemError."""
    check_known("--show-completion", shell, SHELLS)
    return Path(__file__).with_name(f"completion.{shell}").read_text(encoding="utf-8")


def answer(words: list[str], shell: str) -> str:
    """One offer a line, its help after a tab; `:files` or `:dirs` where the shell knows better."""
    *before, typed = words or [""] if shell == "zsh" else map(_unquoted, words or [""])
    if shell == "bash":  # which gives `--theme=ca` as three words
        before = before[:-1] if before[-1:] == ["="] else before
        typed = "" if typed == "=" else typed
    try:
        return "".join(f"{line}\n" for line in _lines(before, typed))
    except Exception:  # a line that cannot be understood is not completed
        return ""


def _unquoted(word: str) -> str:
    import shlex

    for closing in ("", "'", '"'):  # the quotation may go on where the cursor is
        try:
            return " ".join(shlex.split(word + closing))
        except ValueError:
            continue
    return word


def _lines(before: list[str], typed: str) -> Iterator[str]:
    ours, _, words = apart(before)
    name = words[0] if words and words[0] in MODULES else START
    params = [*command_named(name).params, *PROGRAM.params]
    option, equals, value = typed.partition("=")
    if not equals or option[:2] != "--":
        option, equals, value = "".join(before[-1:]), "", typed
    joined = option + equals if equals else ""
    options = [p for p in params if p.param_type_name == "option"]
    taking = [p for p in options if option in p.opts and not p.is_flag]
    offers: Offers
    if not taking and typed.startswith("-") and "--" not in before:
        offers = ((opt, p.help) for p in options for opt in p.opts)
    elif not taking and not words:
        offers = ((command, text.says) for command, text in COMMANDS.items())
    else:
        taking += [p for p in params if p not in options]
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


def _kinds(store: "Store") -> Offers:
    return ((kind, f"{count} records") for kind, count in store.counts().items())


def _themes(store: "Store", _: str = "") -> Offers:
    return ((theme, "theme") for theme in store.all_themes())


def _years(store: "Store", _: str = "") -> Offers:
    """Years from the first event to the last."""
    first, last = store.span()
    return ((str(year), "year") for year in range(int(first[:4] or 0), int(last[:4] or -1) + 1))


def _times(store: "Store", typed: str) -> Offers:
    """Eras, and years once a digit is typed."""
    yield from ((era.slug, era.title) for era in store.settings().eras)
    yield from _years(store) if typed.isdecimal() else ()


def _names(store: "Store", typed: str, kinds: list[str]) -> Offers:
    """Names of some kinds (none: of any), each in the form of which something is typed."""
    fitting = typed.casefold()
    for entry in store.by_ids(n.id for n in store.named_from(key(typed), kinds, MOST)).values():
        slug = entry.id.partition("/")[2]
        forms = (slug, entry.id, entry.zh) if typed else (slug,)
        form = next((form for form in forms if form.casefold().startswith(fitting)), "")
        if _WHOLE_WORD.fullmatch(form):
            yield form, entry.name


def _known(*words: str) -> Callable[["Store", str], Offers]:
    return lambda *_: ((word, "") for word in words)


ACTORS = [kind for kind, facts in KIND_FACTS.items() if facts.actor]
COMPARED = [kind for kind, facts in KIND_FACTS.items() if facts.compared]
# What completes the value of an option, by its name, or an argument, by what the help calls it.
OFFERS: dict[str, Callable[["Store", str], Offers]] = {
    "ID": lambda store, typed: _names(store, typed, []) if typed else (
        (f"{kind}/", says) for kind, says in _kinds(store)
    ),
    "[WHAT]": lambda store, typed: chain(
        _themes(store), _names(store, typed, ACTORS) if typed else (), _times(store, typed)
    ),
    "A B [C ...]": lambda store, typed: chain(
        _names(store, typed, COMPARED), _times(store, typed)
    ),
    "[TOPIC]": lambda *_: ((name, text.says) for name, text in (TOPICS | COMMANDS).items()),
    "--entity": lambda store, typed: _names(store, typed, ACTORS),
    "--kind": lambda store, _: _kinds(store), "--theme": _themes,
    "--from": _years, "--to": _years, "--as-of": _years, "--published-by": _years,
    "--outcome": _known(*OUTCOMES), "--format": _known(*FORMATS), "[FILE]": _known(*SCHEMAS),
    "--color": _known(*COLORS), "--show-completion": _known(*SHELLS),
}  # fmt: skip
