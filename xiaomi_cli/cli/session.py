"""What holds for a run: what people set (colour, pager, width), and the library that is asked.

A flag wins over the environment, the environment over the configuration file, the file over what
the program does by itself. Without a file this costs one look at the file system.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from xiaomi_cli.cli.exit_codes import UsageProblemError, check_known
from xiaomi_cli.model.problem import expected, suggest

if TYPE_CHECKING:
    from xiaomi_cli.index.store import Lens, Store

COLORS = ("auto", "always", "never")
# Quits if the text fits the screen, ignores case, shows colours, leaves the text behind.
DEFAULT_PAGER = "less -FIRX"


class Preferences(NamedTuple):
    """What people set; `set_by` names, for each field that was set, what set it."""

    color: str = "auto"
    pager: str = DEFAULT_PAGER  # "": none
    columns: int = 0  # the width that is demanded, of a pipe as well; 0: none
    width: int = 0  # at most so many columns on a terminal; 0: as many as it has
    extra: tuple[Path, ...] = ()  # laid over the library
    data: Path | None = None  # the library, if it is not the one that is shipped
    set_by: Mapping[str, str] = {}


NOTHING_SET = Preferences()


class ConfigKey(NamedTuple):
    """What a key of the configuration file must be, how that is checked, and what it is."""

    takes: str
    is_valid: Callable[[Any], bool]
    says: str = ""


# The keys of the configuration file, each a field of Preferences.
CONFIG_KEYS = {
    "color": ConfigKey('one of "auto", "always" and "never"', lambda value: value in COLORS),
    "pager": ConfigKey(
        'a command such as "less -FIRX", or "" for none', lambda value: type(value) is str
    ),
    "width": ConfigKey(
        "a number of columns (20 or more)",
        lambda value: type(value) is int and value >= 20,
        "that a terminal gets at most",
    ),
    "extra": ConfigKey(
        "a list of folders",
        lambda value: (
            type(value) is list and all(type(f) is str and f and "\0" not in f for f in value)
        ),
        "laid over the library; see help libraries",
    ),
}

Layer: TypeAlias = dict[str, tuple[Any, str]]  # a field of Preferences: its value, and what set it


def preferences(
    *,
    data: Path | str | None = None,
    extra: Iterable[Path | str] | None = None,
    color: str | None = None,
    no_pager: bool = False,
) -> Preferences:
    """Weigh flags, environment and file. Raises UsageProblemError if one of them is wrong."""
    data = data or os.environ.get("XIAOMI_DATA")
    chosen = _from_file(config_file())
    if data:
        chosen.pop("extra", None)  # what the file lays over our library suits no other
    chosen |= _from_environment(os.environ)
    if color:
        check_known("--color", color, COLORS)
        chosen["color"] = (color, "--color")
    if no_pager:
        chosen["pager"] = ("", "--no-pager")
    if extra:
        chosen["extra"] = (tuple(at_home(str(folder)) for folder in extra), "--extra")
    return Preferences(
        **{field: value for field, (value, _) in chosen.items()},
        data=at_home(str(data)) if data else None,
        set_by={field.replace("columns", "width"): who for field, (_, who) in chosen.items()},
    )


def _from_environment(env: Mapping[str, str]) -> Layer:
    layer: Layer = {}
    if env.get("FORCE_COLOR", "") not in {"", "0"} and env.get("TERM") != "dumb":
        layer["color"] = ("always", "FORCE_COLOR")
    for name in ("NO_COLOR", "XIAOMI_NO_COLOR"):
        if env.get(name):
            layer["color"] = ("never", name)
    if "XIAOMI_PAGER" in env:
        layer["pager"] = (env["XIAOMI_PAGER"], "XIAOMI_PAGER")
    elif env.get("PAGER"):
        layer["pager"] = (env["PAGER"], "PAGER")
    columns = env.get("COLUMNS", "")[:6]
    if columns.isdecimal() and columns.isascii() and int(columns):
        layer["columns"] = (int(columns), "COLUMNS")
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
    return (Path(home) if home.startswith("/") else at_home("~/.config")) / "xiaomi-cli/config.toml"


def _from_file(path: Path) -> Layer:
    try:
        if os.environ.get("XIAOMI_CONFIG") and (path.is_dir() or not path.exists()):
            raise UsageProblemError(f"XIAOMI_CONFIG names no file: {path}")
        if not path.is_file():  # /dev/null and pipes count as no file: nothing is waited for
            return {}
        import tomllib

        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except PermissionError:
        return {}  # somebody else's home, as under sudo: no file of ours
    except OSError as error:
        raise UsageProblemError(f"{path}: cannot be read: {error}") from error
    except (ValueError, RecursionError) as error:  # numbers may be too long for Python, too
        raise UsageProblemError(f"{path}: this is not TOML in UTF-8: {error}") from error
    for key, value in table.items():
        if key not in CONFIG_KEYS:
            hint = expected(suggest(key, CONFIG_KEYS), CONFIG_KEYS)
            raise UsageProblemError(f"{path}: there is no key {key!r}; {hint}")
        takes, is_valid, _ = CONFIG_KEYS[key]
        if not is_valid(value):
            raise UsageProblemError(f"{path}: {key} must be {takes}, not {value!r}")
    if "extra" in table:
        table["extra"] = tuple(path.parent / at_home(folder) for folder in table["extra"])
    return {key: (value, str(path)) for key, value in table.items()}


class Session:
    """The library that was chosen and what is laid over it, opened once, when it is asked."""

    def __init__(self, preferences: Preferences = NOTHING_SET) -> None:
        self.preferences = preferences
        self.seen = lru_cache(self._seen)

    @cached_property
    def store(self) -> "Store":
        """The opened library. Raises BrokenLibraryError."""
        from xiaomi_cli.build.open import open_library
        from xiaomi_cli.cli.output import progress
        from xiaomi_cli.index.store import Store

        bar = progress("Reading the library")
        return Store(open_library(self.preferences.data, self.preferences.extra, bar))

    def _seen(self, lens: "Lens") -> "Store":
        """The library as far as it can be seen through a lens. Raises BrokenLibraryError."""
        if lens.clear:
            return self.store
        from xiaomi_cli.index.visibility import through

        return through(self.store, lens)
