"""What can stand where the cursor is: commands, options, names, kinds, themes, years.

A shell's function (completion.bash, .zsh, .fish) calls the program at each Tab: the words up to the
cursor are its arguments, so that nothing has to take a line apart again, and `_XIAOMI_COMPLETE`
tells which shell asks. The options name functions of this module, which ask the compiled library by
prefix; nothing here needs YAML, Rich or records.
"""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import typer

from xiaomi_cli.model.library_facts import KIND_FACTS

if TYPE_CHECKING:
    from xiaomi_cli.index.store import Store

Offers: TypeAlias = list[tuple[str, str]]  # what completes the word, and what is said of it

VARIABLE = "_XIAOMI_COMPLETE"  # set by a shell's function: which shell wants offers
SHELLS = ("bash", "zsh", "fish")
_QUOTED = frozenset({"bash", "fish"})  # shells that hand over words with their quotes
MOST = 400  # names offered at once
_WHOLE_WORD = re.compile(r"[\w/.+%-]+")  # what no shell takes for anything but one word


class _Fitting(str):
    """An offer that was found to fit; Typer would drop one of another case than what is typed."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Yes."""
        return True


def script(shell: str) -> str:
    """What a shell needs, to be sourced or kept where it looks for completions."""
    return Path(__file__).with_name(f"completion.{shell}").read_text(encoding="utf-8")


def answer(app: typer.Typer, words: list[str], shell: str) -> str:
    """One offer a line, its help after a tab; `:files` or `:dirs` where the shell knows better."""
    before, typed = _split(words, shell)
    given = [_as_given(word, shell) for word in (*before, typed)]
    from xiaomi_cli.cli.typer_group import completions

    try:
        offers = list(completions(app, given[:-1], given[-1]))
    except Exception:
        if os.environ.get("XIAOMI_DEBUG"):
            raise
        return ""
    for kind in ("file", "dir"):
        if any(offer.type == kind for offer in offers):
            return f":{kind}s\n"
    joined = typed.partition("=")[0] + "=" if re.match(r"--[\w-]+=", typed) else ""
    return "".join(f"{joined}{o.value}\t{' '.join((o.help or '').split())}\n" for o in offers)


def _as_given(word: str, shell: str) -> str:
    """A word as the program would get it: without quotes, and with a home in place of `~`."""
    home = os.path.expanduser(word) if word.startswith("~") else word  # noqa: PTH111
    return _unquoted(home) if shell in _QUOTED else home


def _unquoted(word: str) -> str:
    import shlex

    for closing in ("", "'", '"'):  # the quotation may go on where the cursor is
        try:
            parts = shlex.split(word + closing)
        except ValueError:
            continue
        return " ".join(parts)
    return word


def _split(words: list[str], shell: str) -> tuple[list[str], str]:
    """The words before the cursor's, and that one; bash gives `--theme=ca` as three words."""
    *before, typed = words or [""]
    if shell == "bash" and typed == "=":
        typed = ""
    elif shell == "bash" and before and before[-1] == "=":
        before.pop()
    return before, typed


def _store(ctx: typer.Context) -> "Store":
    store: Store = ctx.find_root().obj.store
    return store


def topics(ctx: typer.Context, incomplete: str) -> Offers:
    """Topics and commands that there is help on."""
    from xiaomi_cli.cli.help_pages import COMMANDS, TOPICS

    del ctx
    known = [*TOPICS.items(), *COMMANDS.items()]
    return _starting(((name, text.says) for name, text in known), incomplete)


def among(known: Iterable[str]) -> Callable[[str], Offers]:
    """A function that completes words of a fixed list."""

    def offers(incomplete: str) -> Offers:
        return _starting(((name, "") for name in known), incomplete)

    return offers


def kinds(ctx: typer.Context, incomplete: str) -> Offers:
    """Kinds that the library has records of."""
    return _starting(
        ((kind, f"{count} records") for kind, count in _store(ctx).counts().items()), incomplete
    )


def themes(ctx: typer.Context, incomplete: str) -> Offers:
    """Themes that some record has."""
    return _starting(((theme, "theme") for theme in _store(ctx).all_themes()), incomplete)


def years(ctx: typer.Context, incomplete: str) -> Offers:
    """Years from the first event to the last."""
    first, last = _store(ctx).span()
    span = range(int(first[:4] or 0), int(last[:4] or -1) + 1)
    return _starting(((str(year), "year") for year in span), incomplete)


def names(ctx: typer.Context, incomplete: str) -> Offers:
    """Names of the kind that the command is called after."""
    return _names(ctx, incomplete, [ctx.info_name or ""])


def actors(ctx: typer.Context, incomplete: str) -> Offers:
    """Names of what can take part in an event: companies, people and products."""
    return _names(ctx, incomplete, [kind for kind, facts in KIND_FACTS.items() if facts.actor])


def ids(ctx: typer.Context, incomplete: str) -> Offers:
    """Kinds with a slash first, then ids; or names of any kind, once something is typed."""
    if not incomplete:
        return [(f"{kind}/", says) for kind, says in kinds(ctx, "")]
    return _names(ctx, incomplete, [])


def of_timeline(ctx: typer.Context, incomplete: str) -> Offers:
    """What a timeline can be of: themes, eras, names, years."""
    named = actors(ctx, incomplete) if incomplete else []
    return themes(ctx, incomplete) + named + _times(ctx, incomplete)


def comparable(ctx: typer.Context, incomplete: str) -> Offers:
    """What can be set side by side: names, eras, years."""
    compared = [kind for kind, facts in KIND_FACTS.items() if facts.compared]
    return _names(ctx, incomplete, compared) + _times(ctx, incomplete)


def _times(ctx: typer.Context, incomplete: str) -> Offers:
    """Eras, and years once a digit is typed."""
    eras = ((era.slug, era.title) for era in _store(ctx).settings().eras)
    in_years = years(ctx, incomplete) if incomplete.isdecimal() else []
    return _starting(eras, incomplete) + in_years


def _names(ctx: typer.Context, incomplete: str, of: list[str]) -> Offers:
    from xiaomi_cli.model.tokens import key

    store = _store(ctx)
    entries = store.by_ids(name.id for name in store.named_from(key(incomplete), of, MOST))
    offers: Offers = []
    for entry in entries.values():
        slug = entry.id.partition("/")[2]
        forms = (slug, entry.id, entry.zh) if incomplete else (slug,)
        typed = incomplete.casefold()
        fitting = (form for form in forms if form.casefold().startswith(typed))
        if (form := next(fitting, "")) and _WHOLE_WORD.fullmatch(form):
            offers.append((_Fitting(form), entry.name))
    return offers


def _starting(known: Iterable[tuple[str, str]], incomplete: str) -> Offers:
    typed = incomplete.casefold()
    return [(_Fitting(name), says) for name, says in known if name.casefold().startswith(typed)]
