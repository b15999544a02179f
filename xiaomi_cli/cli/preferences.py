"""What people set once and for all: colour, pager, width, libraries of their own.

A flag wins over the environment, the environment over the configuration file, the file over what
the program does by itself. Without a file this costs one look at the file system.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.model.problem import expected, suggest

Color: TypeAlias = Literal["auto", "always", "never"]
COLORS: tuple[Color, ...] = ("auto", "always", "never")
NOT_SET: Mapping[str, str] = MappingProxyType({})
MAX_FILE_BYTES = 2**20
# Quits if the text fits the screen, ignores case, shows colours, leaves the text behind.
DEFAULT_PAGER = "less -FIRX"


class Preferences(NamedTuple):
    """What holds for this run. `set_by` names, for each key that was set, what set it."""

    color: Color = "auto"
    pager: str | None = None  # None: less, where there is one; "": none
    columns: int = 0  # the width that the environment demands, of a pipe as well; 0: none
    width: int = 0  # at most so many columns on a terminal; 0: as many as it has
    extra: tuple[Path, ...] = ()
    set_by: Mapping[str, str] = NOT_SET


class ConfigKey(NamedTuple):
    """A key of the configuration file, and all that is said of it anywhere."""

    help: str  # in `xiaomi help configuration`
    accepts: str  # completes "… must be"
    is_valid: Callable[[Any], bool]  # of a value in the file
    value: Callable[[Preferences], str | int | list[str] | None]  # as `xiaomi config` prints it
    unset: str = "none"  # what `xiaomi config` says in place of an empty value


def _are_folders(value: object) -> bool:
    texts = cast(list[object], value) if isinstance(value, list) else [None]
    return all(isinstance(text, str) and text and "\0" not in text for text in texts)


CONFIG_KEYS = {
    "color": ConfigKey(
        '"auto", "always" or "never"',
        'one of "auto", "always" and "never"',
        lambda value: value in COLORS,
        lambda chosen: chosen.color,
    ),
    "pager": ConfigKey(
        'a command such as "less -FIRX"; "" for none',
        'a command such as "less -FIRX", or "" for none',
        lambda value: isinstance(value, str),
        lambda chosen: DEFAULT_PAGER if chosen.pager is None else chosen.pager,
    ),
    "width": ConfigKey(
        "the most columns to write on a terminal",
        "a whole number of columns, from 20 on",
        lambda value: type(value) is int and value >= 20,
        lambda chosen: chosen.columns or chosen.width or None,
        unset="as wide as the terminal",
    ),
    "extra": ConfigKey(
        "folders of your own records, laid over the library; see help libraries",
        "a list of folders",
        _are_folders,
        lambda chosen: [str(folder) for folder in chosen.extra],
    ),
}

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
        set_by={key.replace("columns", "width"): who for key, (_, who) in chosen.items()},
    )


def _from_environment(env: Mapping[str, str]) -> Layer:
    layer: Layer = {}
    for name in ("XIAOMI_NO_COLOR", "NO_COLOR"):
        if env.get(name):
            layer.setdefault("color", ("never", name))
    if env.get("FORCE_COLOR", "") not in {"", "0"} and env.get("TERM") != "dumb":
        layer.setdefault("color", ("always", "FORCE_COLOR"))
    if "XIAOMI_PAGER" in env:
        layer["pager"] = (env["XIAOMI_PAGER"], "XIAOMI_PAGER")
    elif env.get("PAGER"):
        layer["pager"] = (env["PAGER"], "PAGER")
    columns = env.get("COLUMNS", "")
    if columns.isdecimal() and columns.isascii() and int(columns[:6]):
        layer["columns"] = (int(columns[:6]), "COLUMNS")
    if folders := [at_home(part) for part in env.get("XIAOMI_EXTRA", "").split(os.pathsep) if part]:
        layer["extra"] = (tuple(folders), "XIAOMI_EXTRA")
    return layer


def at_home(path: str) -> Path:
    """A path in which `~` stands for a home; no shell has been at the values of settings."""
    # Not Path.expanduser, which raises for a user whom the system does not know.
    return Path(os.path.expanduser(path))  # noqa: PTH111


def config_file() -> Path:
    """Where the configuration file stands, or would."""
    if chosen := os.environ.get("XIAOMI_CONFIG"):
        return at_home(chosen)
    if sys.platform in {"win32", "darwin"}:
        from platformdirs import user_config_path

        return user_config_path("xiaomi-cli", appauthor=False) / "config.toml"
    home = os.environ.get("XDG_CONFIG_HOME", "")
    base = home if home.startswith("/") else os.path.expanduser("~/.config")  # noqa: PTH111
    return Path(base, "xiaomi-cli", "config.toml")


def _from_file(path: Path) -> Layer:
    try:
        if os.environ.get("XIAOMI_CONFIG") and (path.is_dir() or not path.exists()):
            raise UsageProblemError(f"XIAOMI_CONFIG names no file: {path}")
        if not path.is_file():  # /dev/null and pipes count as no file: nothing is waited for
            return {}
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UsageProblemError(f"{path}: is larger than {MAX_FILE_BYTES // 2**20} MiB")
        text = path.read_bytes().decode("utf-8-sig")
    except PermissionError:
        return {}  # somebody else's home, as under sudo: no file of ours
    except UnicodeDecodeError as error:
        raise UsageProblemError(f"{path}: is not UTF-8 text; save the file as UTF-8") from error
    except OSError as error:
        raise UsageProblemError(f"{path}: cannot be read: {error}") from error
    table = _table(text, path)
    where = {key: f"{path}:{_line(text, key)}" for key in table}
    for key, value in table.items():
        if key not in CONFIG_KEYS:
            hint = expected(suggest(key, CONFIG_KEYS), CONFIG_KEYS)
            raise UsageProblemError(f"{where[key]}: there is no key {key!r}; {hint}")
        if not CONFIG_KEYS[key].is_valid(value):
            accepts = CONFIG_KEYS[key].accepts
            raise UsageProblemError(f"{where[key]}: {key} must be {accepts}, not {value!r}")
    if "extra" in table:
        table["extra"] = tuple(path.parent / at_home(folder) for folder in table["extra"])
    return {key: (value, where[key]) for key, value in table.items()}


def _table(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers may be too long for Python, too
        line = re.search(r"at line (\d+)", str(error))
        location = f"{path}:{line[1]}" if line else str(path)
        raise UsageProblemError(f"{location}: this is not TOML: {error}") from error


def _line(text: str, key: str) -> int:
    """The line on which a key of the file stands; the parser does not keep it."""
    match = re.search(rf"^\s*\[*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.end()) + 1 if match else 1
