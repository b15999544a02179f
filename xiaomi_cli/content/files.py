"""Which files make up a library: every YAML file below its folder, and its source records."""

import os
from collections.abc import Iterator
from pathlib import Path

from xiaomi_cli.model.problem import Problem

_ENDINGS = (".yaml", ".yml")


def source_folder(root: Path) -> Path | None:
    """Where the source records stand: DIR/seeds, or else DIR/../seeds."""
    for folder in (root / "seeds", Path(os.path.abspath(root)).parent / "seeds"):
        if folder.is_dir():
            return folder
    return None


def library_files(root: Path, problems: list[Problem]) -> list[tuple[str, Path]]:
    """(name in messages, path) of every YAML file of a library, in a fixed order.

    What cannot be looked into, and a folder with the name of a YAML file, is added to `problems`.
    """
    found = list(_yaml_below(root, "", problems))
    seeds = source_folder(root)
    if seeds is not None and seeds != root / "seeds":
        found += _yaml_below(seeds, "seeds/", problems)
    return sorted(found)


def _yaml_below(folder: Path, name: str, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    waiting = [(folder, name)]  # not os.walk: before Python 3.12 deep folders overflow its stack
    while waiting:
        folder, name = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            problems.append(Problem(name or str(folder), 1, f"cannot be read: {error.strerror}"))
            continue
        for entry in entries:
            if entry.name.startswith("."):  # what editors and file managers leave behind
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name.endswith(_ENDINGS):
                    problem = "is a folder; expected a file of records, or another name"
                    problems.append(Problem(name + entry.name, 1, problem))
                waiting.append((folder / entry.name, f"{name}{entry.name}/"))
            elif entry.name.endswith(_ENDINGS):
                yield name + entry.name, folder / entry.name
