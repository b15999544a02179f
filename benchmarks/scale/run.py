"""Measures how commands slow down as a library grows, up to a million records.

    python -m benchmarks.scale.run FOLDER [--sizes 1000 10000 …] [--rounds N] [--page FILE]

FOLDER keeps the generated libraries and their cache, so that a second run is quick. For each size
the library is generated and compiled; then every command is timed, warm, on all libraries in turn.
`--page` writes the tables into FILE, between its two marks, and the chart beside it.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.timing import Run, Took, install, measure, surroundings, timed, write_between

SHIPPED = 0  # stands for the shipped library among the sizes
CHART = Path(__file__).parents[2] / "docs" / "pictures" / "scale.svg"


def main() -> None:
    """Measure, and write the page or print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000, 1_000_000])
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--page", type=Path)
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        site = install(Path(scratch))
        clean = surroundings(site)
        compiled = {size: compile_size(size, chosen.folder, site, clean) for size in chosen.sizes}
        sizes = [SHIPPED, *chosen.sizes]
        asking = {size: asked(size, chosen.folder, site) for size in sizes}
        runs = [
            Run(
                f"{name} {size}",
                program(site, chosen.folder, size, words),
                at(clean, chosen.folder, size) | extra,
            )
            for size in sizes
            for name, (words, extra) in asking[size].items()
        ]
        took = measure(runs, chosen.rounds)
    names = list(asking[SHIPPED])
    text = "\n".join(page(took, names, sizes, compiled)) + "\n"
    if not chosen.page:
        sys.stdout.write(text)
        return
    write_between(chosen.page, text)
    draw(took, names, sizes)


def questions(library: Path, record: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """The commands that are timed: their words, and what the environment adds."""
    with closing(sqlite3.connect(library)) as connection:
        total = connection.execute("SELECT count(*) FROM records").fetchone()[0]
        most, common, rare = (
            connection.execute(
                "SELECT word FROM words WHERE size > 4 AND word NOT GLOB '*[^a-z]*' "
                "ORDER BY abs(records - ?), word LIMIT 1", [wanted],
            ).fetchone()[0]
            for wanted in (total, total // 50, 3)
        )  # fmt: skip
    misspelt = f"{common[:2]}{common[3]}{common[2]}{common[4:]}"
    found = {
        "search: the most common word": most,
        "search: a word of one record in 50": common,
        "search: a word of three records": rare,
        "search: two words": f"{most} {common}",
        "search: a question": f"how is the {most} of the {common}?",
        "search: a misspelt word": misspelt,
    }
    return {name: (["search", said, "--json"], {}) for name, said in found.items()} | {
        "timeline of a month": (["timeline", "--from", "2019-03", "--to", "2019-03", "--json"], {}),
        "show a record": (["show", record, "--json"], {}),
        "TAB after a letter": (["company", "c"], {"_XIAOMI_COMPLETE": "bash"}),
    }


def asked(size: int, folder: Path, site: Path) -> dict[str, tuple[list[str], dict[str, str]]]:
    """The commands for one size."""
    if size == SHIPPED:
        return questions(site / "xiaomi_cli" / "library.sqlite", "company/xiaomi")
    return questions(next(cache(folder, size).rglob("library-*.sqlite")), "source/page-1")


def program(site: Path, folder: Path, size: int, words: list[str]) -> list[str]:
    """The command line that asks a library."""
    data = ["--data", str(folder / str(size) / "data")] if size != SHIPPED else []
    return [sys.executable, str(site / "xiaomi"), *data, *words]


def at(clean: dict[str, str], folder: Path, size: int) -> dict[str, str]:
    """The environment in which a library has a cache of its own."""
    return clean | {"XIAOMI_CACHE_DIR": str(cache(folder, size))}


def cache(folder: Path, size: int) -> Path:
    """Where the compiled library of a size is."""
    return folder / f"cache-{size}"


def compile_size(size: int, folder: Path, site: Path, clean: dict[str, str]) -> Took:
    """Generate a library unless it is there, and compile it."""
    data = folder / str(size) / "data"
    if not data.exists():
        making = ["-m", "benchmarks.scale.generate", str(size), str(folder / str(size))]
        subprocess.run([sys.executable, *making], check=True)
    shutil.rmtree(cache(folder, size), ignore_errors=True)
    asking = Run(
        "compile", program(site, folder, size, ["risk", "--plain"]), at(clean, folder, size)
    )
    took = timed(asking)
    timed(asking)  # the manifest of files so new is not relied on, and written again
    return took


def page(
    took: dict[str, Took], names: list[str], sizes: list[int], compiled: dict[int, Took]
) -> Iterator[str]:
    """The tables, as Markdown."""
    heads = ["shipped", *(f"{size:,}" for size in sizes if size)]
    yield f"Milliseconds on the processor; {os.cpu_count()} processors; in brackets the ratio to "
    yield "the shipped library."
    yield ""
    yield from _row(["records", *heads], rule=True)
    for name in names:
        base = took[f"{name} {SHIPPED}"].cpu
        cells = [took[f"{name} {size}"].cpu for size in sizes]
        yield from _row([name, *(f"{ms:.0f} ({ms / base:.2f})" for ms in cells)])
    most = [max(took[f"{name} {size}"].memory for name in names) for size in sizes]
    yield from _row(["memory at most, MiB", *(f"{mib:.0f}" for mib in most)])
    yield ""
    yield from _row(["compiling", *(f"{size:,}" for size in compiled)], rule=True)
    yield from _row(["all files, s", *(f"{took.cpu / 1000:.1f}" for took in compiled.values())])
    yield from _row(["all files, MiB", *(f"{took.memory:.0f}" for took in compiled.values())])


def _row(cells: list[str], *, rule: bool = False) -> Iterator[str]:
    yield "| " + " | ".join(cells) + " |"
    if rule:
        yield "| --- |" + " ---: |" * (len(cells) - 1)


def draw(took: dict[str, Took], names: list[str], sizes: list[int]) -> None:
    """The chart: time over size, both logarithmic."""
    import matplotlib as mpl  # noqa: PLC0415 - only for the page
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    mpl.rcParams["svg.hashsalt"] = "xiaomi"
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    grown = [size for size in sizes if size]
    for name in names:
        axes.plot(grown, [took[f"{name} {size}"].cpu for size in grown], marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="records", ylabel="milliseconds on the processor")
    axes.grid(which="both", alpha=0.3)
    axes.legend(fontsize="small", loc="upper left", frameon=False)
    figure.savefig(CHART, metadata={"Date": None})


if __name__ == "__main__":
    main()
