"""The manual page, from the same texts as the help: the commands, their options, the topics."""

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from textwrap import dedent
from typing import Any

from xiaomi_cli import RELEASED, __version__
from xiaomi_cli.cli.help_topics import TOPICS, Example, Rows, paragraphs

_KEPT = "\b"  # how a help text tells Click to keep the lines of a paragraph
_ESCAPES = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", '"': r"\(dq",
                          "^": r"\(ha", "~": r"\(ti"})  # fmt: skip


def manual(group: Any) -> str:
    """The page in the man macros of roff. `group` is the whole command line."""
    return "\n".join(_lines(group)) + "\n"


def _lines(group: Any) -> Iterator[str]:
    yield f'.TH XIAOMI 1 "{RELEASED}" "xiaomi {__version__}" "User Commands"'
    about, *_ = _running(group.help)
    yield from (".SH NAME", rf"xiaomi \- {_roff(about[0].lower() + about[1:].rstrip('.'))}")
    yield from (".SH SYNOPSIS", ".B xiaomi", r"[\fIOPTION\fR]... \fICOMMAND\fR [\fIARGUMENT\fR]...")
    yield from (".SH DESCRIPTION", *_described(group.help))
    with group.make_context("xiaomi", [], resilient_parsing=True) as ctx:
        yield from (".SH OPTIONS", *_options(group, ctx), ".SH COMMANDS")
        for name in group.list_commands(ctx):
            yield from _command(group.get_command(ctx, name), ctx)
    for name, topic in TOPICS.items():
        yield f'.SH "{name.upper().replace("-", " ")}"'
        first, *rest = paragraphs(topic)
        yield from _part(first, opening=True)
        for part in rest:
            yield from _part(part)


def _command(command: Any, parent: Any) -> Iterator[str]:
    with command.make_context(command.name, [], parent, resilient_parsing=True) as ctx:
        usage = " ".join(command.collect_usage_pieces(ctx))
        yield f'.SS "xiaomi {command.name} {_roff(usage)}"'
        yield from _described(command.help)
        yield from _options(command, ctx)


def _described(help_text: str) -> Iterator[str]:
    """The running text of a help, then its lists: formats, examples."""
    yield from "\n.PP\n".join(map(_roff, _running(help_text))).splitlines()
    for part in _parts(help_text):
        if part.startswith(_KEPT):
            head, *rest = part.removeprefix(_KEPT).strip().splitlines()
            yield from (".PP", _roff(head), *_shown(rest))


def _running(help_text: str) -> list[str]:
    return [" ".join(part.split()) for part in _parts(help_text) if not part.startswith(_KEPT)]


def _parts(help_text: str) -> list[str]:
    return re.split(r"\n{2,}", cleandoc(help_text or "").strip())


def _options(command: Any, ctx: Any) -> Iterator[str]:
    params = command.get_params(ctx)
    own = [p for p in params if p.name != "help" or ctx.parent is None]  # -h is told of once
    for term, says in filter(None, (param.get_help_record(ctx) for param in own)):
        yield from (".TP", rf"\fB{_roff(term)}\fR", _roff(" ".join((says or "").split())))


def _part(part: str | Rows | Example, *, opening: bool = False) -> Iterator[str]:
    if isinstance(part, Rows):
        for term, says in part.rows:
            yield from (".TP", rf"\fB{_roff(term)}\fR", _roff(says))
    elif isinstance(part, Example):
        yield from _shown(part.lines)
    else:
        yield from (_roff(part),) if opening else (".PP", _roff(part))


def _shown(lines: Iterable[str]) -> Iterator[str]:
    """Lines as they are: not filled, indented."""
    text = dedent("\n".join(lines)).splitlines()
    yield from (".PP", ".RS 4", ".nf", *map(_roff, text), ".fi", ".RE")


def _roff(text: str) -> str:
    """A text that roff prints as it is: no request, no escape, no typographic dash or quote."""
    escaped = text.translate(_ESCAPES)
    if not escaped.isascii():  # not every roff reads UTF-8; each knows this
        escaped = re.sub("[^\x00-\x7f]", lambda found: rf"\[u{ord(found[0]):04X}]", escaped)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped
