"""However hostile a library is, reading it takes neither 600 MB nor 20 seconds of work."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import sampled
from tests.library.libraries import write

MEMORY, SECONDS = 600 * 2**20, 20
PROGRAM = """\
import sys
from pathlib import Path
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.rules import check_library
told = check_library(Library(Path(sys.argv[1])))
print(len(told), max(len(str(problem)) for problem in told))
print(told[0])
"""


def person(number: int, more: str) -> str:
    return f"- {{id: person/p{number}, title: T, summary: s, {more}}}\n"


def framework(number: int, *parts: int) -> str:
    ids = ", ".join(f"framework/f{part}" for part in parts)
    return f"- {{id: framework/f{number}, title: F, summary: x, form: list, parts: [{ids}]}}\n"


HOSTILE: dict[str, dict[str, str | bytes]] = {
    "one text that needs four bytes a letter": {"a.yaml": person(1, "role: 🚗" + "a" * 20_000_000)},
    "millions of values": {"a.yaml": "[" + "a," * 3_000_000 + "a]"},
    "millions of empty records": {"a.yaml": "- {}\n" * 1_000_000},
    "an endless key": {"a.yaml": "? " + "a\n\n" * 1_000_000},
    "hundreds of broken files": {f"f{n}.yaml": person(1, "x: y") * 100 for n in range(100)},
    "a repeated broken record": {
        f"f{n}.yaml": "- &a {id: person/a, x: [y, y, y, y, y, y, y]}\n" + "- *a\n" * 150
        for n in range(100)
    },
    "thousands of dangling links": {
        "a.yaml": "".join(person(n, f"see: person/{'a' * 80}{n}") for n in range(2000))
    },
    "thousands of circles": {
        "a.yaml": "".join(framework(n, n + 1, 0, n // 2) for n in range(3000)) + framework(3000)
    },
    "thousands of themes, all wrong": {
        "library.yaml": "themes:\n" + "".join(f"  t{n}: T\n" for n in range(10_000)),
        "a.yaml": "".join(person(n, f"themes: [u{n}]") for n in range(1500)),
    },
    "thousands of unknown fields": {
        "a.yaml": "- id: person/a\n" + "".join(f"  {'a' * 70}{n}: x\n" for n in range(10_000))
    },
}


@pytest.mark.parametrize("case", sampled(list(HOSTILE), 2))
def test_a_hostile_library_is_refused_within_bounds(case: str, tmp_path: Path) -> None:
    library = write(tmp_path / "library", HOSTILE[case])
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(library)],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=_limited,
    )
    assert ended.stderr == ""
    assert ended.returncode == 0
    counted, first = ended.stdout.splitlines()
    count, longest = map(int, counted.split())
    assert 1 <= count <= 30_000
    assert longest < 1000
    assert first.partition(":")[0] in HOSTILE[case]


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
