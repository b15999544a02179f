"""`xiaomi config`."""

import typer

from xiaomi_cli.cli.options import Json
from xiaomi_cli.cli.output import chosen, emit_blocks, emit_json
from xiaomi_cli.cli.preferences import CONFIG_KEYS, config_file
from xiaomi_cli.render.blocks import Block, Gap, Paragraph, Row, Span, line


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
    preferences, file = chosen(), config_file()
    set_by = {key: preferences.set_by.get(key, "default") for key in CONFIG_KEYS}
    values = {key: config_key.value(preferences) for key, config_key in CONFIG_KEYS.items()}
    if as_json:
        from xiaomi_cli.render.json_text import document

        settings = {key: {"value": values[key], "set_by": set_by[key]} for key in CONFIG_KEYS}
        emit_json(document({"file": str(file), "exists": file.is_file(), "settings": settings}))
        return
    texts = {key: _text(values[key]) or config_key.unset for key, config_key in CONFIG_KEYS.items()}
    widest = max(map(len, texts.values()))
    blocks: list[Block] = [
        Row(line(Span(key, "name")), line(f"{text:<{widest}}  ", Span(set_by[key], "muted")))
        for key, text in texts.items()
    ]
    there = "" if file.is_file() else " (there is none)"
    emit_blocks([*blocks, Gap(), Paragraph(line(Span(f"file: {file}{there}", "muted")))])


def _text(value: str | int | list[str] | None) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")
