"""Measures how long commands take, as ratios to simpler programs, all in one interleaved run.

    python -m benchmarks.speed.run [--rounds N] [--page FILE]

The program is an installed copy: the package with its byte code and its compiled library. `--page`
writes the table into FILE, between its two marks.
"""

import argparse
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.timing import ROOT, Run, Took, install, measure, surroundings, write_between

PROGRAMS = Path(__file__).with_name("programs")


class Aim(NamedTuple):
    """What a command may take at most, as a multiple of a simpler program."""

    command: str
    most: float
    of: str


AIMS = (
    Aim("search lidar --json", 1.15, "Typer, SQLite, JSON"),
    Aim("principle speed --json", 1.15, "Typer, SQLite, JSON"),
    Aim("search lidar, in colour", 1.15, "Typer, SQLite, Rich table"),
    Aim("principle speed, in colour", 1.15, "Typer, SQLite, Rich table"),
    Aim("timeline, in colour", 1.15, "Typer, SQLite, Rich table"),
    Aim("start page, in colour", 1.15, "Typer, SQLite, Rich table"),
    Aim("TAB after: principle sp", 1.2, "Typer, nothing else"),
    Aim("search lidar --json", 0.5, "sqlite-utils search"),
)


def main() -> None:
    """Measure and print, or write into a page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=25, help="runs of each program")
    options.add_argument("--page", type=Path, help="a Markdown file to write the table into")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        site = install(Path(scratch))
        searchable_copy(site / "xiaomi_cli" / "library.sqlite", site / "plain.sqlite")
        took = measure(programs(site), chosen.rounds)
    text = "\n".join(table(took, chosen.rounds)) + "\n"
    if chosen.page:
        write_between(chosen.page, text)
    else:
        sys.stdout.write(text)


def searchable_copy(library: Path, copy: Path) -> None:
    """The records as a plain table with a full-text index, for sqlite-utils."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("ATTACH ? AS library", [str(library)])
        connection.executescript(
            "CREATE TABLE records AS SELECT id, title, summary FROM library.records;"
            'CREATE VIRTUAL TABLE records_fts USING fts5 (title, summary, content="records");'
            "INSERT INTO records_fts (records_fts) VALUES ('rebuild')"
        )


def programs(site: Path) -> list[Run]:
    """Everything that is timed; other people's programs only where they are installed."""
    clean = surroundings(site)
    clean |= {"LIBRARY": str(site / "xiaomi_cli" / "library.sqlite"), "XIAOMI_CACHE_DIR": str(site)}
    colour = clean | {"FORCE_COLOR": "1"}
    tab = clean | {"_XIAOMI_COMPLETE": "bash"}
    python, xiaomi = sys.executable, [sys.executable, str(site / "xiaomi")]
    found = [
        Run("a bare interpreter", [python, "-c", "pass"], clean),
        Run("Typer, nothing else", [python, str(PROGRAMS / "empty.py"), "x"], clean),
        Run(
            "Typer, SQLite, JSON",
            [python, str(PROGRAMS / "json_query.py"), "lidar", "--json"],
            clean,
        ),
        Run("Typer, SQLite, Rich table", [python, str(PROGRAMS / "rich_table.py"), "lidar"], clean),
        Run("search lidar --json", [*xiaomi, "search", "lidar", "--json"], clean),
        Run("search lidar, in a pipe", [*xiaomi, "search", "lidar"], clean),
        Run("search lidar, in colour", [*xiaomi, "search", "lidar"], colour),
        Run("principle speed --json", [*xiaomi, "principle", "speed", "--json"], clean),
        Run("principle speed, in colour", [*xiaomi, "principle", "speed"], colour),
        Run("timeline, in colour", [*xiaomi, "timeline"], colour),
        Run("start page, in colour", xiaomi, colour),
        Run("TAB after: principle sp", [*xiaomi, "principle", "sp"], tab),
    ]
    if other := shutil.which("sqlite-utils"):
        command = [other, "search", str(site / "plain.sqlite"), "records", "lidar"]
        found.append(Run("sqlite-utils search", command, clean))
    if other := shutil.which("rg"):
        found.append(Run("ripgrep over data/", [other, "lidar", str(ROOT / "data")], clean))
    return found


def table(took: dict[str, Took], rounds: int) -> list[str]:
    """What was measured, and what was aimed at, as Markdown."""
    empty, query, rich = (
        took[name].cpu
        for name in ("Typer, nothing else", "Typer, SQLite, JSON", "Typer, SQLite, Rich table")
    )
    lines = [
        f"Medians of {rounds} rounds, Python {platform.python_version()}, "
        f"{os.cpu_count()} processors.",
        "",
        "| program | processor, ms | clock, ms | ÷ Typer | ÷ Typer, JSON | ÷ Typer, Rich |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, (cpu, wall, _) in took.items():
        ratios = f"{cpu / empty:.2f} | {cpu / query:.2f} | {cpu / rich:.2f}"
        lines.append(f"| {name} | {cpu:.0f} | {wall:.0f} | {ratios} |")
    lines += ["", "| aim | at most | measured |", "| --- | ---: | ---: |"]
    for command, most, of in AIMS:
        if of in took:
            lines.append(f"| {command} ÷ {of} | {most} | {took[command].cpu / took[of].cpu:.2f} |")
    return lines


if __name__ == "__main__":
    main()
