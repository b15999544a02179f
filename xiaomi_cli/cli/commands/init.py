"""`xiaomi init DIR`."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli.cli.atomic_write import atomic_write
from xiaomi_cli.cli.errors import UsageProblemError, writing
from xiaomi_cli.cli.output import emit


def run(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or an empty one.")],
    name: Annotated[
        str,
        typer.Option("--name", metavar="NAME", help="The company; by default the folder's name."),
    ] = "",
) -> None:
    """Start a library of another company: commented examples of every kind, to be replaced.

    It passes validate --strict as it is, and every command works on it: xiaomi --data DIR ...

    \b
    Examples:
      xiaomi init lamps
      xiaomi init lamps --name "Lantern & Sons"
      xiaomi init lamps && xiaomi --data lamps timeline
    """
    del ctx
    from xiaomi_cli.build.chinese import spellings
    from xiaomi_cli.library.scaffold import NoNameError, scaffold

    _check_free(folder)
    name = " ".join(name.split()) or _from_folder(folder)
    shown = shlex.quote(str(folder))
    try:
        files = scaffold(name, shown, _in_latin(next(iter(spellings(name)), name)))
    except NoNameError as error:
        raise UsageProblemError(f"{error}; name the company with --name") from error
    for path, text in files.items():
        with writing(str(folder / path)):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
        atomic_write(folder / path, [text.encode()])
    emit(
        f"{len(files)} files in {folder}: a library of {name}, with examples to be replaced",
        f"xiaomi --data {shown}",
        f"xiaomi validate {shown} --strict",
    )


def _in_latin(pinyin: str) -> str:
    """A name in Latin letters, whatever it is written in; what is Chinese in it has been read."""
    if pinyin.isascii():
        return pinyin
    from anyascii import anyascii

    return anyascii(pinyin)


_OF_GIT = frozenset({".git", ".gitignore", ".gitattributes", ".hg", ".DS_Store"})


def _check_free(folder: Path) -> None:
    """Refuse to write into what is there already."""
    if folder.is_dir() and any(found.name not in _OF_GIT for found in folder.iterdir()):
        raise UsageProblemError(f"{folder} is not empty; a library starts in a folder of its own")
    if folder.exists() and not folder.is_dir():
        raise UsageProblemError(f"{folder} is there and is no folder")


def _from_folder(folder: Path) -> str:
    words = folder.absolute().name.replace("-", " ").replace("_", " ").split()
    return " ".join(word if word != word.lower() else word.capitalize() for word in words)
