"""Measures how long commands take, as ratios to simpler programs, all in one interleaved run.

    python benchmarks/speed/run.py [--rounds N] [--page FILE]

Measured is the processor time of a whole run (user and system), of an installed copy: the package
with its byte code and its compiled library. In each round every program runs once, in an order of
its own, so that whatever else the machine does hits all of them alike. `--page` writes the table
into FILE, between its two marks.
"""

import argparse
import compileall
import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMS = Path(__file__).with_name("programs")
MARKS = ("<!-- measured -->\n", "<!-- end -->\n")
SCRIPT = "import sys\nfrom xiaomi_cli.__main__ import main\nsys.exit(main())\n"  # as pip writes it


class Run(NamedTuple):
    """A command line to be timed, and its environment."""

    name: str
    command: list[str]
    environment: dict[str, str]


class Took(NamedTuple):
    """Milliseconds that one run took: on the processor, and by the clock."""

    cpu: float
    wall: float


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
        took = measure(programs(install(Path(scratch))), chosen.rounds)
    text = "\n".join(table(took, chosen.rounds)) + "\n"
    if chosen.page:
        write_between(chosen.page, text)
    else:
        sys.stdout.write(text)


def install(scratch: Path) -> Path:
    """A copy of the package as an installation leaves it, in a folder of its own."""
    site = scratch / "site"
    ignored = shutil.ignore_patterns("__pycache__", "*.sqlite")
    shutil.copytree(ROOT / "xiaomi_cli", site / "xiaomi_cli", ignore=ignored)
    compileall.compile_dir(site / "xiaomi_cli", quiet=1)
    library = site / "xiaomi_cli" / "library.sqlite"
    code = (
        "from pathlib import Path; from xiaomi_cli.store.compile import compile_folder; "
        f"compile_folder(Path({str(ROOT / 'data')!r}), Path({str(library)!r})).close()"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": str(site)}
    )
    (site / "xiaomi").write_text(SCRIPT)
    searchable_copy(library, site / "plain.sqlite")
    return site


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
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("XIAOMI", "PYTHON"))}
    clean |= {"PYTHONPATH": str(site), "XIAOMI_CONFIG": os.devnull, "COLUMNS": "80"}
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


def measure(runs: list[Run], rounds: int) -> dict[str, Took]:
    """The median times of each program; each is run once before, to fill the system's caches."""
    times: dict[str, list[Took]] = {run.name: [] for run in runs}
    for run in runs:
        timed(run)
    for _ in range(rounds):
        for run in random.sample(runs, len(runs)):
            times[run.name].append(timed(run))
    return {
        name: Took(statistics.median(t.cpu for t in all_), statistics.median(t.wall for t in all_))
        for name, all_ in times.items()
    }


def timed(run: Run) -> Took:
    """Run a program once. Raises RuntimeError if it fails, for then its time says nothing."""
    start = time.perf_counter()
    process = subprocess.Popen(
        run.command, env=run.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{run.name} ended with {process.returncode}")
    wall = time.perf_counter() - start
    return Took(1000 * (used.ru_utime + used.ru_stime), 1000 * wall)


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
    for name, (cpu, wall) in took.items():
        ratios = f"{cpu / empty:.2f} | {cpu / query:.2f} | {cpu / rich:.2f}"
        lines.append(f"| {name} | {cpu:.0f} | {wall:.0f} | {ratios} |")
    lines += ["", "| aim | at most | measured |", "| --- | ---: | ---: |"]
    for command, most, of in AIMS:
        if of in took:
            lines.append(f"| {command} ÷ {of} | {most} | {took[command].cpu / took[of].cpu:.2f} |")
    return lines


def write_between(page: Path, text: str) -> None:
    """Put the table between the marks of a page."""
    start, end = MARKS
    before, _, rest = page.read_text(encoding="utf-8").partition(start)
    _, _, after = rest.partition(end)
    page.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
