"""Lines in colour for a terminal, through Rich; text never passes through its markup."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.style import Style as RichStyle
from rich.text import Text

from xiaomi_cli.render.blocks import Line, Style

# One visual language, from the sixteen colours that every theme has made readable.
PALETTE: dict[Style, str] = {
    "": "", "title": "bold", "zh": "bold", "kind": "dim", "heading": "bold bright_yellow",
    "date": "cyan", "figure": "bold green", "cite": "blue", "muted": "dim", "strong": "bold",
    "name": "bold", "dispute": "bold magenta", "good": "bold green", "bad": "bold red",
    "open": "bold yellow", "bar": "green", "target": "yellow",
}  # fmt: skip


def paint(lines: Iterable[Line], *, links: bool = True) -> str:
    """The lines with ANSI styles, and links to http(s) addresses."""
    buffer = StringIO()
    console = Console(
        file=buffer, force_terminal=True, color_system="standard", width=10_000, markup=False,
        highlight=False, emoji=False, soft_wrap=True, legacy_windows=False,
    )  # fmt: skip
    for spans in lines:
        console.print(_text(spans, links), soft_wrap=True)
    return buffer.getvalue()


def _text(spans: Line, links: bool) -> Text:
    text = Text()
    for span in spans:
        style = RichStyle.parse(PALETTE[span.style])
        if links and span.url.startswith(("https://", "http://")):
            style += RichStyle(link=span.url)
        text.append(span.text, style)
    return text
