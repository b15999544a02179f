"""Lines in colour for a terminal, through Rich; text never passes through its markup."""

from collections.abc import Iterable

from rich.color import ColorSystem
from rich.style import Style as RichStyle

from xiaomi_cli.render.blocks import Line, Span, Style
from xiaomi_cli.render.sanitize import web_address

# One visual language. Of the sixteen colours only those that can be read on a dark and on a light
# screen, as bright as many terminals make what is bold; a head is told by its line, not by colour.
PALETTE: dict[Style, str] = {
    "": "", "title": "bold", "zh": "bold", "kind": "dim", "heading": "bold underline",
    "date": "cyan", "figure": "bold green", "cite": "blue", "muted": "dim", "strong": "bold",
    "name": "bold", "dispute": "magenta", "good": "bold green", "bad": "bold red",
    "open": "bold yellow", "bar": "green", "target": "yellow", "view": "italic",
    "match": "bold yellow", "voice": "dim", "hint": "dim",
}  # fmt: skip


def paint(lines: Iterable[Line], *, links: bool = True) -> str:
    """The lines with ANSI styles, and links to http(s) addresses.

    Rich's styles are asked directly: its console would take four times as long to be imported,
    and the lines are laid out already.
    """
    return "".join("".join(_painted(span, links) for span in spans) + "\n" for spans in lines)


def _painted(span: Span, links: bool) -> str:
    style = RichStyle.parse(PALETTE[span.style])
    if links and span.url:
        style += RichStyle(link=web_address(span.url) or None)  # nothing in it ends the sequence
    return style.render(span.text, color_system=ColorSystem.STANDARD)
