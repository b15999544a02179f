"""Builds the package three times, under as different circumstances as can be; the files must agree.

Folder, time of day and time of the files, time zone, language, hash seed, rights: none of it may
leave a trace. The third wheel is built from the unpacked source distribution. What does show is
which versions of Python, zlib, SQLite and the locked packages did the work.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_SOURCE = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis")
NOT_SOURCE_AT_TOP = {"build", "dist"}  # the package has a folder called build as well
ONE_WAY = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
ANOTHER = {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C.UTF-8"}
LONG_AGO = 1_000_000_000  # seconds since 1970: in 2001


def main() -> int:
    """Build, compare, and tell; 1 if anything differs."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        first = work / "a" / "checkout"
        shutil.copytree(ROOT, first, ignore=_not_source)
        second = work / "somewhere else" / "b"
        shutil.copytree(ROOT, second, ignore=_not_source)
        _disguise(second)
        built = _build(first, work / "1", ONE_WAY, umask=0o022)
        again = _build(second, work / "2", ANOTHER, umask=0o077)
        unpacked = _unpack(next(p for p in built if p.name.endswith(".tar.gz")), work / "c")
        from_source = _build(unpacked, work / "3", ANOTHER, umask=0o022)
        return int(any(not _same(*files) for files in zip(built, again, from_source, strict=True)))


def _not_source(folder: str, names: list[str]) -> set[str]:
    """What of a folder is not copied."""
    top = NOT_SOURCE_AT_TOP if Path(folder) == ROOT else set()
    return {*NOT_SOURCE(folder, names), *top}


def _disguise(folder: Path) -> None:
    """Old files that nobody else may read. Whether one can be run is a part of it, as in Git."""
    for path in folder.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (LONG_AGO, LONG_AGO))


def _build(folder: Path, into: Path, changes: dict[str, str], *, umask: int) -> list[Path]:
    """The files that a build of the folder makes. The build says nothing unless it fails."""
    environment = {n: v for n, v in os.environ.items() if n != "SOURCE_DATE_EPOCH"} | changes
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel"]
    done = subprocess.run(
        [*command, "-d", into],
        cwd=folder, env=environment, umask=umask, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{folder} was not built:\n{done.stdout}{done.stderr}")
    return sorted(into.iterdir())


def _unpack(archive: Path, into: Path) -> Path:
    shutil.unpack_archive(archive, into)
    return next(into.iterdir())


def _same(*files: Path) -> bool:
    contents = [path.read_bytes() for path in files]
    for path, content in zip(files, contents, strict=True):
        print(f"{hashlib.sha256(content).hexdigest()}  {path.parent.name}/{path.name}")
    if len(set(contents)) == 1:
        return True
    members = [_members(path) for path in files]
    for name in sorted(set().union(*members)):
        if len({found.get(name) for found in members}) > 1:
            print(f"  differs: {name}")
    return False


def _members(path: Path) -> dict[str, tuple[object, ...]]:
    """For each file of an archive, all that may differ."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            return {i.filename: (i.CRC, i.date_time, i.external_attr) for i in infos}
    with tarfile.open(path) as archive:
        found: dict[str, tuple[object, ...]] = {}
        for member in archive.getmembers():
            file = archive.extractfile(member)
            digest = hashlib.sha256(file.read() if file else b"").hexdigest()
            found[member.name] = (digest, member.mtime, member.mode, member.uid, member.uname)
        return found


if __name__ == "__main__":
    sys.exit(main())
