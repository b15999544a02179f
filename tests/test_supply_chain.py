"""What the program is made of: few packages, with bounds, known licences and locked hashes."""

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, requires
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT
from xiaomi_cli.library.scaffold import scaffold

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
BUILD = [Requirement(text) for text in PROJECT["build-system"]["requires"]]
LOCKS = {
    "tools": Path("requirements/tools.txt"),
    "bench": Path("requirements/bench.txt"),
    "readers": Path("requirements/readers.txt"),
    "dev": Path("requirements/dev.txt"),
}
PIN = re.compile(
    r"^([\w.-]+)==([\w.]+)(?: ; (.*?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", re.M
)

# Licences that ask for no more than a notice, as they are spelt in metadata.
ALLOWED = {
    "MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "ISC", "MIT License",
    "BSD License", "Apache Software License", "Python Software Foundation License",
    "ISC License (ISCL)",
}  # fmt: skip


def group(name: str) -> Iterator[Requirement]:
    """The requirements of a dependency group, and of those that it includes."""
    for entry in PROJECT["dependency-groups"][name]:
        if isinstance(entry, dict):
            yield from group(entry["include-group"])
        else:
            yield Requirement(entry)


def pins(path: Path) -> dict[str, list[Version]]:
    """The versions that a lock has of each package: more than one if that depends on Python."""
    found: dict[str, list[Version]] = {}
    for name, version, *_ in PIN.findall((ROOT / path).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_has_what_is_asked_for(name: str) -> None:
    """If this fails, `make lock` writes the locks anew."""
    locked = pins(LOCKS[name])
    for asked in [*group(name), *(RUNTIME + BUILD if name == "dev" else [])]:
        versions = locked.get(canonicalize_name(asked.name))
        assert versions, asked.name
        assert all(asked.specifier.contains(version) for version in versions), asked


@pytest.mark.parametrize("path", LOCKS.values(), ids=str)
def test_every_locked_package_has_hashes_and_none_has_an_address(path: Path) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    rest = PIN.sub("", text)
    assert [line for line in rest.splitlines() if not line.lstrip().startswith("#")] == []
    assert not re.search("://|index-url|find-links|trusted-host", text)


def test_a_dependency_is_bounded_on_both_sides_and_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [") + 1
    listed = lines[start : lines.index("]", start)]
    for before, line in pairwise(["", *listed]):
        assert line.startswith("  # ") or before.startswith("  # "), line
    for asked in RUNTIME:
        assert sorted(part.operator for part in asked.specifier) == ["<", ">="], asked


def test_what_compiles_a_library_at_build_time_is_what_compiles_it_later() -> None:
    at_runtime = {str(asked) for asked in RUNTIME}
    assert {str(asked) for asked in BUILD if asked.name != "hatchling"} <= at_runtime


def installed(name: str, seen: set[str]) -> Iterator[str]:
    """Every package that an installed copy consists of, on this system."""
    for asked in map(Requirement, requires(name) or []):
        if asked.name not in seen and (not asked.marker or asked.marker.evaluate({"extra": ""})):
            seen.add(asked.name)
            yield asked.name
            yield from installed(asked.name, seen)


def licences(name: str) -> set[str]:
    metadata = distribution(name).metadata
    if expression := metadata["License-Expression"]:
        return set(re.split(r" (?:AND|OR) ", expression))
    trove = [c for c in metadata.get_all("Classifier", []) if c.startswith("License :: ")]
    return {entry.rpartition(" :: ")[2] for entry in trove} or {metadata["License"] or "none"}


def test_every_package_has_a_licence_that_asks_for_no_more_than_a_notice() -> None:
    packages = sorted(installed("xiaomi-cli", set()))
    assert {asked.name for asked in RUNTIME} <= set(packages)
    assert {name: licences(name) - ALLOWED for name in packages if licences(name) - ALLOWED} == {}


COMPILE = """
import sys
from pathlib import Path
from xiaomi_cli.build.compile import compile_folder
compile_folder(Path(sys.argv[1]), Path(sys.argv[2])).close()
"""


def test_a_library_compiles_to_the_same_bytes_whatever_the_circumstances(tmp_path: Path) -> None:
    digests = set()
    for number, zone in enumerate(("Asia/Shanghai", "America/Adak"), 1):
        library = tmp_path / f"{number}" / "library"
        for path, text in scaffold("Honest Lamps", "lamps", "Honest Lamps").items():
            (library / path).parent.mkdir(parents=True, exist_ok=True)
            (library / path).write_text(text, encoding="utf-8")
            os.utime(library / path, (number, number))
        compiled = tmp_path / f"{number}.sqlite"
        subprocess.run(
            [sys.executable, "-c", COMPILE, library, compiled],
            env={**os.environ, "PYTHONHASHSEED": str(number), "TZ": zone}, check=True,
        )  # fmt: skip
        digests.add(hashlib.sha256(compiled.read_bytes()).hexdigest())
    assert len(digests) == 1
