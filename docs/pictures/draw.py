"""Draws real screens as SVG: `python docs/pictures/draw.py` renews the pictures in this folder."""

import os
import re
import subprocess
import sys
from html import unescape
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

FOLDER = Path(__file__).parent
# Rich's own format without the faces that it would have a browser fetch from elsewhere.
LOCAL_FONTS = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
_TEXT = re.compile(r'(<text [^>]*?)textLength="([\d.]+)"[^>]*>([^<]+)</text>')
SCREENS = {
    "start": ("", 100),
    "timeline": ("timeline --major", 100),
    "timeline-full": ("timeline --entity su7 --from 2025 --full", 100),
    "today": ("today --date 2024-03-28", 100),
    "event": ("event 2015-near-collapse", 100),
    "statement": ("show principle/speed#four-speeds", 100),
    "framework": ("framework explosive-products", 100),
    "frameworks": ("framework", 100),
    "principle": ("principle speed", 100),
    "lesson": ("lesson --theme retail", 100),
    "risk": ("risk thin-hardware-margins", 100),
    "company": ("company apple", 100),
    "person": ("person ding-lei", 100),
    "product": ("product su7", 100),
    "figure": ("figure revenue", 100),
    "doubtful": ("figure --doubtful --limit 10", 100),
    "promise": ("promise", 100),
    "promise-one": ("promise safety-overhaul", 100),
    "search": ("search lidar --limit 5", 100),
    "explain": ("search iorn triangel --limit 2 --explain", 100),
    "compare": ("compare apple xiaomi", 100),
    "years": ("compare 2014 2016", 100),
    "disputes": ("dispute", 100),
    "dispute": ("dispute lidar-free", 100),
    "source": ("source interview-2023", 100),
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
    picture = console.export_svg(title=title, unique_id=name, code_format=LOCAL_FONTS)
    (FOLDER / f"{name}.svg").write_text(_TEXT.sub(_at_its_width, picture), encoding="utf-8")


def _at_its_width(text: re.Match[str]) -> str:
    """A text as wide as its cells: Rich makes it as wide as its signs, of which some take two."""
    signs = unescape(text[3])
    width = float(text[2]) * cell_len(signs) / len(signs)
    return f'{text[1]}textLength="{width:g}"{text[0][text.end(2) + 1 - text.start() :]}'


if __name__ == "__main__":
    for screen in sys.argv[1:] or SCREENS:
        draw(screen, *SCREENS[screen])
