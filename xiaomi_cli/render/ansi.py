"""Lines in colour for a terminal, through Rich; text never passes through its markup."""

from collections.abc import Iterable

from rich.color import ColorSystem
from rich.style import Style as RichStyle

from xiaomi_cli.render.blocks import Line, Span, Style
from xiaomi_cli.render.sanitize import web_address

# One visual language. No hue of the sixteen can be read on every dark and every light screen, so
# what is to be read has the colour of the terminal, bold or not; hues are for signs, bars,
# citations and commands. A match and a head are told by their line.
PALETTE: dict[Style, str] = {
    "title": "bold", "zh": "bold", "kind": "dim", "heading": "bold underline", "figure": "bold",
    "command": "bold cyan", "cite": "cyan", "muted": "dim", "strong": "bold", "name": "bold",
    "dispute": "bold magenta", "good": "bold", "bad": "bold red", "open": "bold", "bar": "green",
    "view": "italic", "match": "bold underline", "voice": "dim", "sign": "cyan", "hint": "dim",
}  # fmt: skip


def paint(lines: Iterable[Line]) -> str:
    """The lines with ANSI styles, and links to http(s) addresses.

    Rich's styles are asked directly: its console would take four times as long to be imported,
    and the lines are laid out already.
    """
    return "".join("".join(map(_painted, spans)) + "\n" for spans in lines)


def _painted(span: Span) -> str:
    style = RichStyle.parse(PALETTE.get(span.style, ""))
    style += RichStyle(link=web_address(span.url) or None)  # nothing in it ends the sequence
    return style.render(span.text, color_system=ColorSystem.STANDARD)
