"""Draws real screens as SVG: `python docs/pictures/draw.py` renews the pictures in this folder."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

FOLDER = Path(__file__).parent
SCREENS = {
    "start": ("", 100),
    "timeline": ("timeline --major", 100),
    "principle": ("principle speed", 100),
    "figure": ("figure ev-deliveries-quarterly", 100),
    "framework": ("framework four-internet-principles", 100),
    "compare": ('compare iron-triangle iron-triangle-2', 100),
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
    console.save_svg(str(FOLDER / f"{name}.svg"), title=f"xiaomi {command}".strip(), unique_id=name)


if __name__ == "__main__":
    for screen in sys.argv[1:] or SCREENS:
        draw(screen, *SCREENS[screen])
