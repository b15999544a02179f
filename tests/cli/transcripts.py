"""Transcripts of real commands: what a person types, reads on a page of 80 columns, and gets back.

`python -m tests.cli.transcripts` writes them anew; the tests hold the program to them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "transcripts"
ROOT = Path(__file__).resolve().parents[2]
WIDTH = "80"


def run(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program on the checkout's library, with nothing of the caller's terminal."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "XIAOMI_CACHE_DIR")
        if name in os.environ
    }
    return subprocess.run(
        [sys.executable, "-m", "xiaomi_cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**kept, "PYTHONUTF8": "1", "COLUMNS": WIDTH, **environment},
    )


def record(command: str) -> str:
    """The transcript of a command as typed after the prompt; its words are split as by a shell."""
    import shlex  # noqa: PLC0415 - needed here alone

    done = run(shlex.split(command)[1:])
    complaint = "".join(f"2> {line}\n" for line in done.stderr.splitlines())
    return f"$ {command}\n{done.stdout}{complaint}[exit {done.returncode}]\n"


def command_of(transcript: Path) -> str:
    """The command a transcript is of: its first line, without the prompt."""
    return transcript.read_text(encoding="utf-8").partition("\n")[0].removeprefix("$ ")


def readme_blocks(text: str) -> list[str]:
    """The fenced blocks of a page that start with a command."""
    return re.findall(r"^```text\n(\$ xiaomi\b.*?)^```", text, re.M | re.S)


def pages() -> list[Path]:
    """The pages that show what commands print: the README and the docs."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def shown(command: str) -> str:
    """What a page shows of a command: its result, or all that it said if it failed.

    `| head -N` after the command keeps the first N lines of the result.
    """
    typed, _, rows = command.partition(" | head -")
    whole = re.sub(r"(2> .*\n)*\[exit 0\]\n$", "", record(typed))
    lines = whole.splitlines(keepends=True)[1:]
    return f"$ {command}\n" + "".join(lines[: int(rows)] if rows else lines)


def main() -> None:
    """Write every transcript anew, and the blocks of the pages."""
    for path in pages():
        text = path.read_text(encoding="utf-8")
        for block in readme_blocks(text):
            text = text.replace(block, shown(block.splitlines()[0].removeprefix("$ ")))
        path.write_text(text, encoding="utf-8")
    for path in sorted(FOLDER.glob("*.txt")):
        path.write_text(record(command_of(path)), encoding="utf-8")


if __name__ == "__main__":
    main()
