"""Times whole runs of programs, interleaved, so that ratios hold on a busy machine too.

Measured is the processor time of a run (user and system). In each round every program runs once,
in an order of its own, so that whatever else the machine does hits all of them alike.
"""

import compileall
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MARKS = ("<!-- measured -->\n", "<!-- end -->\n")
SCRIPT = "import sys\nfrom xiaomi_cli.__main__ import main\nsys.exit(main())\n"  # as pip writes it


class Run(NamedTuple):
    """A command line to be timed, and its environment."""

    name: str
    command: list[str]
    environment: dict[str, str]


class Took(NamedTuple):
    """What one run took: milliseconds on the processor and by the clock, MiB of memory at most."""

    cpu: float
    wall: float
    memory: float


def install(scratch: Path) -> Path:
    """A copy of the package as an installation leaves it, in a folder of its own."""
    site = scratch / "site"
    ignored = shutil.ignore_patterns("__pycache__", "*.sqlite")
    shutil.copytree(ROOT / "xiaomi_cli", site / "xiaomi_cli", ignore=ignored)
    compileall.compile_dir(site / "xiaomi_cli", quiet=1)
    library = site / "xiaomi_cli" / "library.sqlite"
    code = (
        "from pathlib import Path; from xiaomi_cli.build.compile import compile_folder; "
        f"compile_folder(Path({str(ROOT / 'data')!r}), Path({str(library)!r})).close()"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": str(site)}
    )
    (site / "xiaomi").write_text(SCRIPT)
    return site


def surroundings(site: Path) -> dict[str, str]:
    """An environment in which only the copy in `site` is found, and nothing is configured."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("XIAOMI", "PYTHON"))}
    return clean | {"PYTHONPATH": str(site), "XIAOMI_CONFIG": os.devnull, "COLUMNS": "80"}


def measure(runs: list[Run], rounds: int) -> dict[str, Took]:
    """The median times of each program; each is run once before, to fill the system's caches."""
    times: dict[str, list[Took]] = {run.name: [] for run in runs}
    for run in runs:
        timed(run)
    for _ in range(rounds):
        for run in random.sample(runs, len(runs)):
            times[run.name].append(timed(run))
    return {
        name: Took(*(statistics.median(values) for values in zip(*all_, strict=True)))
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
    return Took(1000 * (used.ru_utime + used.ru_stime), 1000 * wall, used.ru_maxrss / 1024)


def write_between(page: Path, text: str) -> None:
    """Put the table between the marks of a page."""
    start, end = MARKS
    before, _, rest = page.read_text(encoding="utf-8").partition(start)
    _, _, after = rest.partition(end)
    page.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")
