"""Draws real screens as SVG: `python docs/pictures/draw.py` renews the pictures in this folder."""

import html
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

FOLDER = Path(__file__).parent
# Rich's own format without the faces that it would have a browser fetch from elsewhere.
LOCAL_FONTS = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
TEXT = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]*)')
SCREENS = {
    "start": ("", 100),
    "timeline": ("timeline --major", 100),
    "principle": ("principle speed", 100),
    "figure": ("figure ev-deliveries-quarterly", 100),
    "framework": ("framework four-internet-principles", 100),
    "compare": ("compare iron-triangle iron-triangle-2", 100),
    "search": ("search lidar --limit 5", 100),
    "dispute": ("dispute first-phone-preorder", 100),
    "promise": ("promise --outcome missed", 100),
    "coverage": ("coverage", 100),
    "narrow": ("principle speed --against", 40),
}


def draw(name: str, command: str, width: int) -> None:
    """Run a command as a terminal of this width would show it, and keep the picture."""
    done = subprocess.run(
        [sys.executable, "-m", "xiaomi_cli", *command.split()],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(width)},
        check=False,
    )
    console = Console(file=StringIO(), width=width, record=True, force_terminal=True)
    console.print(Text.from_ansi(done.stdout), soft_wrap=True)
    title = f"xiaomi {command}".strip()
    path = FOLDER / f"{name}.svg"
    drawn = console.export_svg(title=title, unique_id=name, code_format=LOCAL_FONTS)
    path.write_text(TEXT.sub(_as_wide_as_its_cells, drawn), encoding="utf-8")


def _as_wide_as_its_cells(found: re.Match[str]) -> str:
    """Rich gives a text one cell a character, which would squeeze Chinese into half its room."""
    length, rest, said = found.groups()
    text = html.unescape(said)
    wide = float(length) / len(text) * cell_len(text)
    return f'textLength="{wide:.1f}"{rest}>{said}'


if __name__ == "__main__":
    for screen in sys.argv[1:] or SCREENS:
        draw(screen, *SCREENS[screen])
