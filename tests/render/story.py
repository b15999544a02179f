"""The starter library of `xiaomi init` with a map, turns and voices, on which pages are tested."""

from pathlib import Path
from shutil import copytree

from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store

SETTINGS = """
map:
- {title: How to be trusted, frameworks: [framework/honest-lamp]}
turns:
- {event: event/2020-03-01-founding, says: 2020 founded}
voices:
- {name: person/ada-muster, short: founder, says: the founder, source: source/founding-letter}
- {name: the reviewer, short: press, says: a reviewer of lamps}
- {name: editors, short: editors, says: the makers of this library}
"""


def story(lamps: Path, folder: Path) -> Store:
    """The library of lamps, told as a story, compiled in memory."""
    copytree(lamps, folder)
    with (folder / "library.yaml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    return Store(compile_folder(folder, None))
