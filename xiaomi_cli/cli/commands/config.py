"""`xiaomi config`."""

import typer

from xiaomi_cli.cli.options import Json
from xiaomi_cli.cli.output import chosen, emit_blocks, emit_json
from xiaomi_cli.cli.pager import DEFAULT
from xiaomi_cli.cli.preferences import KEYS, Preferences, config_file
from xiaomi_cli.render.blocks import Block, Gap, Paragraph, Row, Span, line

BY_ITSELF = "default"


def run(ctx: typer.Context, as_json: Json = False) -> None:
    """What is set: colour, pager, width, libraries of your own; and what set it.

    A flag wins over the environment, the environment over the configuration file. What can stand
    in the file: xiaomi help configuration

    \b
    Examples:
      xiaomi config
      xiaomi --color never config
      xiaomi config --json
    """
    del ctx
    wishes, file = chosen(), config_file()
    values = _values(wishes)
    if as_json:
        from xiaomi_cli.render.json_text import document

        settings = {
            key: {"value": value, "set_by": wishes.won.get(key, BY_ITSELF)}
            for key, value in values.items()
        }
        emit_json(document({"file": str(file), "exists": file.is_file(), "settings": settings}))
        return
    there = "" if file.is_file() else " (there is none)"
    said = {key: _said(key, values[key]) for key in KEYS}
    widest = max(map(len, said.values()))
    blocks: list[Block] = []
    for key in KEYS:
        who = Span(wishes.won.get(key, BY_ITSELF), "muted")
        blocks.append(Row(line(Span(key, "name")), line(f"{said[key]:<{widest}}  ", who)))
    emit_blocks([*blocks, Gap(), Paragraph(line(Span(f"file: {file}{there}", "muted")))])


def _values(wishes: Preferences) -> dict[str, str | int | list[str] | None]:
    return {
        "color": wishes.color,
        "pager": DEFAULT if wishes.pager is None else wishes.pager,
        "width": wishes.columns or wishes.width or None,
        "extra": [str(folder) for folder in wishes.extra],
    }


def _said(key: str, value: str | int | list[str] | None) -> str:
    if key == "width" and value is None:
        return "as wide as the terminal"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return str(value) or "none"
