"""A run imports what its answer needs and nothing else: start-up is most of its time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import environment
from xiaomi_cli.build.compile import compile_folder

ROOT = Path(__file__).resolve().parents[2]
# Of each heavy package, what is imported first; `rich` stands for all of Rich.
COMPILING = {"yaml", "xiaomi_cli.library.schema_check", "opencc", "pypinyin", "hashlib"}
ANSWERING = {"edtf", "platformdirs", "rapidfuzz"}
RECORDS = {"msgspec", "xiaomi_cli.model.records"}
SCREENS = {"rich", "xiaomi_cli.render.layout"}
RICH_CONSOLE = {"rich.console", "rich.text", "rich.table", "rich.markup"}
VIEWS = {"xiaomi_cli.render.views", "xiaomi_cli.render.layout"}
CACHE = {"xiaomi_cli.build.publish"}

LISTING = """
import os, sys
from pathlib import Path
leave = os._exit
def told(code):
    Path(os.environ["LISTED"]).write_text("\\n".join(sys.modules))
    leave(code)
os._exit = told
sys.argv[0] = "xiaomi"
from xiaomi_cli.build import open as opening
opening.PACKAGED = Path(os.environ["LIBRARY"])
from xiaomi_cli.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library as an installed package holds it."""
    path = tmp_path_factory.mktemp("installed") / "library.sqlite"
    compile_folder(ROOT / "data", path).close()
    return path


def imported(library: Path, arguments: str, **changes: str) -> set[str]:
    """The modules that a run has imported when it ends."""
    listed = library.with_name("modules.txt")
    listed.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", LISTING, *arguments.split()],
        env=environment(LIBRARY=str(library), LISTED=str(listed), **changes),
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert listed.exists(), done.stderr
    return set(listed.read_text().split())


COLOUR = {"FORCE_COLOR": "1"}
PATHS = [
    ("search lidar --json", {}, COMPILING | ANSWERING | RECORDS | SCREENS | CACHE),
    ("search nurburgring --json", {}, COMPILING | RECORDS | SCREENS | CACHE),
    ("search lidar", {}, COMPILING | ANSWERING | RECORDS | {"rich", "xiaomi_cli.exports"} | CACHE),
    ("search lidar", COLOUR, COMPILING | ANSWERING | RECORDS | RICH_CONSOLE | CACHE),
    ("principle speed --json", {}, COMPILING | ANSWERING | RECORDS | SCREENS | CACHE),
    ("principle speed", {}, COMPILING | ANSWERING | {"rich"} | CACHE),
    ("principle speed", COLOUR, COMPILING | ANSWERING | RICH_CONSOLE | CACHE),
    ("principle", COLOUR, COMPILING | ANSWERING | RICH_CONSOLE | CACHE),
    ("timeline", COLOUR, COMPILING | ANSWERING | RECORDS | RICH_CONSOLE | CACHE),
    ("timeline --json", {}, COMPILING | ANSWERING | RECORDS | SCREENS | CACHE),
    ("figure revenue --json", {}, COMPILING | ANSWERING | RECORDS | SCREENS | CACHE),
    ("", COLOUR, COMPILING | ANSWERING | RECORDS | RICH_CONSOLE | CACHE),
    ("principle sp", {"_XIAOMI_COMPLETE": "bash"}, COMPILING | ANSWERING | RECORDS | SCREENS | CACHE),
    ("export --format ics", {}, COMPILING | VIEWS | CACHE),
    ("export --format sqlite", {}, COMPILING | VIEWS | CACHE),
    ("--version", {}, COMPILING | ANSWERING | RECORDS | SCREENS | CACHE),
    ("--help", {}, COMPILING | ANSWERING | RECORDS | {"rich"} | CACHE),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "changes", "unneeded"), PATHS)
def test_a_run_does_not_import(
    library: Path, arguments: str, changes: dict[str, str], unneeded: set[str]
) -> None:
    assert imported(library, arguments, **changes) & unneeded == set()


def test_a_misspelt_word_needs_rapidfuzz(library: Path) -> None:
    assert "rapidfuzz" in imported(library, "search iorn --json")


def test_a_folder_that_was_compiled_before_needs_no_yaml(library: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "people.yaml").write_text("- {id: person/ann, title: Ann, summary: Works.}\n")
    changes = {"XIAOMI_CACHE_DIR": str(tmp_path / "cache")}
    first, second = (
        imported(library, f"--data {data} person ann --json", **changes) for _ in range(2)
    )
    assert "yaml" in first
    assert not second & {"yaml", "msgspec", "opencc", "pypinyin"}
