"""What the program says of itself, on the screen and as a manual page.

The texts stand in help.md, what an option does at the option; the voices and the marks are listed
from where they are made.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from xiaomi_cli import RELEASED, __version__
from xiaomi_cli.cli.command_line import PROGRAM, command_named, path_of
from xiaomi_cli.cli.commands import START
from xiaomi_cli.cli.session import CONFIG_KEYS
from xiaomi_cli.render.blocks import Block, Gap, Heading, Paragraph, Row, Span, Style, Title, line

if TYPE_CHECKING:
    from xiaomi_cli.cli.session import Session

Table: TypeAlias = tuple[tuple[str, str], ...]  # terms and what they mean
_ESCAPES = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", '"': r"\(dq",
                          "^": r"\(ha", "~": r"\(ti"})  # fmt: skip


class HelpText(NamedTuple):
    """A command or a topic: what lists say of it, and its text."""

    says: str
    text: str


class Rows(NamedTuple):
    """A table of terms and what they mean."""

    rows: Table


class Example(NamedTuple):
    """Lines to be shown as they are."""

    lines: tuple[str, ...]


Part: TypeAlias = str | Rows | Example


def _read() -> dict[str, dict[str, HelpText]]:
    """The groups of help.md by their headings: of each its texts by name."""
    text = Path(__file__).with_name("help.md").read_text(encoding="utf-8")
    groups: dict[str, dict[str, HelpText]] = {}
    for group in text.split("\n# ")[1:]:
        heading, *entries = group.split("\n## ")
        named = groups.setdefault(heading.strip(), {})
        for entry in entries:
            head, _, body = entry.partition("\n")
            name, _, says = head.partition(": ")
            named[name] = HelpText(says, body.strip("\n"))
    return groups


SECTIONS = _read()  # the groups of commands, by their headings
PROGRAM_TEXT = SECTIONS.pop("The program")["xiaomi"].text
TOPICS = SECTIONS.pop("Topics")
COMMANDS = {name: text for section in SECTIONS.values() for name, text in section.items()}
OTHERS = "And also"  # the commands that the help only names


def parts(text: str) -> Iterator[Part]:
    """The parts of a text: paragraphs, tables, examples."""
    for part in re.split(r"\n{2,}", text):
        lines = part.splitlines()
        if not part.startswith("    "):
            yield " ".join(part.split())
        elif any("  " in line.strip() for line in lines):
            rows = (line.strip().partition("  ") for line in lines)
            yield Rows(tuple((term, says.strip()) for term, _, says in rows))
        else:
            yield Example(tuple(line.removeprefix("    ") for line in lines))


def text_of(name: str) -> str:
    """What the help says of a command, or of the program: that is START."""
    return PROGRAM_TEXT if name == START else COMMANDS[name].text


def examples(name: str) -> tuple[str, ...]:
    """The calls that the help of a command ends with."""
    *_, last = parts(text_of(name))
    assert isinstance(last, Example)
    return last.lines


def topic_parts(name: str, session: "Session") -> Iterator[Part]:
    """The parts of a topic, in place of `{voices}` and `{settings}` those that there are."""
    for part in parts(TOPICS[name].text):
        match part:
            case Rows(rows=(("{voices}", _), *others)):
                voices = session.store.settings().voices.values()
                yield Rows((*((voice.short, voice.says) for voice in voices), *others))
            case Rows(rows=(("{settings}", _), *others)):
                keys = CONFIG_KEYS.items()
                yield Rows((*((n, f"{key.takes} {key.says}".strip()) for n, key in keys), *others))
            case _:
                yield part


def topic_page(name: str, session: "Session") -> list[Block]:
    """A topic as a screen shows it."""
    title = Title(line(Span(name, "title"), Span(f"  {TOPICS[name].says}", "muted")))
    return [title, *_shown(topic_parts(name, session), 0)]


def topic_list() -> list[Block]:
    """What there is help on."""
    rows = _rows([(name, topic.says) for name, topic in TOPICS.items()], indent=0)
    hint = Span("xiaomi help TOPIC shows one; xiaomi COMMAND --help is on a command", "muted")
    return [Title(line(Span("Topics", "title"))), *rows, Gap(), Paragraph(line(hint))]


def parameters(name: str) -> tuple[str, Table, Table]:
    """How a command, or the program, is called; what is said of its arguments, and its options."""
    command = PROGRAM if name == START else command_named(name)
    ctx = command.make_context(path_of(name), [], resilient_parsing=True)
    pieces = [piece.strip("{}") for piece in command.collect_usage_pieces(ctx)]
    told: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    for param in dict.fromkeys([*command.params, PROGRAM.params[-1]]):  # the last is --help
        told[param.param_type_name].append(param.get_help_record(ctx))
    usage = " ".join([ctx.command_path, *pieces])
    return usage, tuple(told["argument"]), tuple(told["option"])


def command_page(name: str) -> list[Block]:
    """The help of a command, or of the program."""
    usage, arguments, options = parameters(name)
    blocks: list[Block] = [Paragraph(line(Span("Usage:", "heading"), f" {usage}"))]
    blocks += _shown(parts(text_of(name)), 2)
    if name == START:
        for heading, commands in SECTIONS.items():
            blocks.append(Heading(f"{heading}:"))
            said = [(command, text.says) for command, text in commands.items()]
            brief = Paragraph(line(", ".join(commands)), 2)
            blocks += [brief] if heading == OTHERS else _rows(said, len("principle"))
    for heading, told in (("Arguments:", arguments), ("Options:", options)):
        blocks += [Heading(heading), *_rows(told)] if told else []
    if name == START:
        topics = f"{', '.join(TOPICS)}: xiaomi help TOPIC"
        blocks += [Heading("Topics:"), Paragraph(line(topics), 2)]
    return blocks


def _shown(told: Iterable[Part], indent: int) -> Iterator[Block]:
    after_head = False
    for part in told:
        if not after_head:
            yield Gap()
        after_head = isinstance(part, str) and part.endswith(":") and len(part) < 80
        if isinstance(part, Rows):
            yield from _rows(part.rows, indent=indent + 2)
        elif isinstance(part, Example):
            for text in part.lines:
                bare = text.lstrip()
                deep = indent + 2 + len(text) - len(bare)
                yield Paragraph(line(Span(bare, "command")), deep)
        else:
            style: Style = "heading" if part == "Examples:" else ""
            yield Paragraph(line(Span(part, style)), indent)


def _rows(told: Iterable[tuple[str, str]], width: int = 0, indent: int = 2) -> list[Row]:
    margin = " " * indent
    return [Row(line(margin, Span(f"{term:<{width}}", "name")), line(says)) for term, says in told]


def manual(session: "Session") -> Iterator[str]:
    """The lines of the manual page, in the man macros of roff."""
    yield f'.TH XIAOMI 1 "{RELEASED}" "xiaomi {__version__}" "User Commands"'
    about, *described = parts(PROGRAM_TEXT)
    about = str(about)
    yield from (".SH NAME", rf"xiaomi \- {_roff(about[0].lower() + about[1:].rstrip('.'))}")
    yield from (".SH SYNOPSIS", ".B xiaomi", r"[\fIOPTION\fR]... \fICOMMAND\fR [\fIARGUMENT\fR]...")
    yield from (".SH DESCRIPTION", *_in_roff([about, *described]))
    yield from (".SH OPTIONS", *_in_roff([Rows(parameters(START)[2])]), ".SH COMMANDS")
    for name in COMMANDS:
        usage, arguments, options = parameters(name)
        yield f'.SS "{_roff(usage)}"'
        yield from _in_roff([*parts(text_of(name)), Rows(arguments + options[:-1])])
    for name in TOPICS:
        yield f'.SH "{name.upper().replace("-", " ")}"'
        yield from _in_roff(topic_parts(name, session))


def _in_roff(told: Iterable[Part]) -> Iterator[str]:
    for number, part in enumerate(told):
        if isinstance(part, Rows):
            for term, says in part.rows:
                yield from (".TP", rf"\fB{_roff(term)}\fR", _roff(" ".join(says.split())))
        elif isinstance(part, Example):  # not filled, indented
            yield from (".PP", ".RS 4", ".nf", *map(_roff, part.lines), ".fi", ".RE")
        else:
            yield from (".PP", _roff(part)) if number else (_roff(part),)


def _roff(text: str) -> str:
    """A text that roff prints as it is: no request, no escape, no typographic dash or quote."""
    escaped = text.translate(_ESCAPES)  # not every roff reads UTF-8; each knows the codes
    escaped = re.sub("[^\x00-\x7f]", lambda found: rf"\[u{ord(found[0]):04X}]", escaped)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped
