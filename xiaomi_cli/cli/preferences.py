"""What people set once and for all: colour, pager, width, libraries of their own.

A flag wins over the environment, the environment over the configuration file, the file over what
the program does by itself. Without a file this costs one look at the file system.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from xiaomi_cli.cli.errors import UsageProblemError

Color: TypeAlias = Literal["auto", "always", "never"]
COLORS: tuple[Color, ...] = ("auto", "always", "never")
NOT_SET: Mapping[str, str] = MappingProxyType({})
MAX_BYTES = 2**20  # of the file

# Each key of the file, and what it may be; the texts complete "… must be".
KEYS = {
    "color": 'one of "auto", "always" and "never"',
    "pager": 'a command such as "less -FIRX", or "" for none',
    "width": "a whole number of columns, from 20 on",
    "extra": "a list of folders",
}


class Preferences(NamedTuple):
    """What holds for this run. `won` names, for each key that was set, what set it."""

    color: Color = "auto"
    pager: str | None = None  # None: less, where there is one; "": none
    columns: int = 0  # the width that the environment demands, of a pipe as well; 0: none
    width: int = 0  # at most so many columns on a terminal; 0: as many as it has
    extra: tuple[Path, ...] = ()
    won: Mapping[str, str] = NOT_SET


Layer: TypeAlias = dict[str, tuple[Any, str]]  # key: its value, and what set it


def preferences(
    *,
    color: str | None = None,
    pager: bool = True,
    extra: tuple[Path, ...] = (),
    ours: bool = True,
) -> Preferences:
    """Weigh flags, environment and file. Raises UsageProblemError if one of them is wrong.

    `ours`: the library is the one that is shipped. What the file lays over it suits no other.
    """
    flags: Layer = {}
    if color is not None:
        if color not in COLORS:
            raise UsageProblemError(f"--color is one of {', '.join(COLORS)}, not {color!r}")
        flags["color"] = (color, "--color")
    if not pager:
        flags["pager"] = ("", "--no-pager")
    if extra:
        flags["extra"] = (extra, "--extra")
    file = _from_file(config_file())
    if not ours:
        file.pop("extra", None)
    chosen = file | _from_environment(os.environ) | flags
    return Preferences(
        **{key: value for key, (value, _) in chosen.items()},
        won={key.replace("columns", "width"): who for key, (_, who) in chosen.items()},
    )


def _from_environment(env: Mapping[str, str]) -> Layer:
    found: Layer = {}
    for name in ("XIAOMI_NO_COLOR", "NO_COLOR"):
        if env.get(name):
            found.setdefault("color", ("never", name))
    if env.get("FORCE_COLOR", "") not in {"", "0"} and env.get("TERM") != "dumb":
        found.setdefault("color", ("always", "FORCE_COLOR"))
    if "XIAOMI_PAGER" in env:
        found["pager"] = (env["XIAOMI_PAGER"], "XIAOMI_PAGER")
    elif env.get("PAGER"):
        found["pager"] = (env["PAGER"], "PAGER")
    columns = env.get("COLUMNS", "")
    if columns.isdecimal() and columns.isascii() and int(columns[:6]):
        found["columns"] = (int(columns[:6]), "COLUMNS")
    if folders := [Path(part) for part in env.get("XIAOMI_EXTRA", "").split(os.pathsep) if part]:
        found["extra"] = (tuple(folders), "XIAOMI_EXTRA")
    return found


def config_file() -> Path:
    """Where the configuration file stands, or would."""
    if chosen := os.environ.get("XIAOMI_CONFIG"):
        return Path(chosen)
    if sys.platform in {"win32", "darwin"}:
        from platformdirs import user_config_path

        return user_config_path("xiaomi-cli", appauthor=False) / "config.toml"
    home = os.environ.get("XDG_CONFIG_HOME", "")
    base = home if home.startswith("/") else os.path.expanduser("~/.config")  # noqa: PTH111
    return Path(base, "xiaomi-cli", "config.toml")


def _from_file(path: Path) -> Layer:
    try:
        if not path.is_file():  # /dev/null and pipes count as no file: nothing is waited for
            return {}
        if path.stat().st_size > MAX_BYTES:
            raise UsageProblemError(f"{path}: is larger than {MAX_BYTES // 2**20} MiB")
        text = path.read_bytes().decode("utf-8-sig")
    except PermissionError:
        return {}  # somebody else's home, as under sudo: no file of ours
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblemError(f"{path}: cannot be read: {error}") from error
    table = _table(text, path)
    where = {key: f"{path}:{_line(text, key)}" for key in table}
    for key, value in table.items():
        if key not in KEYS:
            raise UsageProblemError(f"{where[key]}: there is no key {key!r}; {_hint(key)}")
        if not _fits(key, value):
            raise UsageProblemError(f"{where[key]}: {key} must be {KEYS[key]}, not {value!r}")
    if "extra" in table:
        # Not Path.expanduser, which raises for a user whom the system does not know.
        folders = (path.parent / os.path.expanduser(folder) for folder in table["extra"])  # noqa: PTH111
        table["extra"] = tuple(folders)
    return {key: (value, where[key]) for key, value in table.items()}


def _table(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers may be too long for Python, too
        line = re.search(r"at line (\d+)", str(error))
        place = f"{path}:{line[1]}" if line else str(path)
        raise UsageProblemError(f"{place}: this is not TOML: {error}") from error


def _hint(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, KEYS, n=1)
    return f"did you mean {near[0]}?" if near else f"expected one of {', '.join(KEYS)}"


def _line(text: str, key: str) -> int:
    """The line on which a key of the file stands; the parser does not keep it."""
    found = re.search(rf"^\s*\[*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _fits(key: str, value: object) -> bool:
    match key:
        case "color":
            return value in COLORS
        case "pager":
            return isinstance(value, str)
        case "width":
            return type(value) is int and value >= 20
    texts = cast(list[object], value) if isinstance(value, list) else [None]
    return all(isinstance(text, str) and text and "\0" not in text for text in texts)
