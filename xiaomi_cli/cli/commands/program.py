"""`xiaomi help` and `xiaomi config`: about the program itself."""

from typing import Annotated, Any

import typer

from xiaomi_cli.cli import help_pages
from xiaomi_cli.cli.completion import topics
from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.options import Json, argument, flag
from xiaomi_cli.cli.output import FALLBACK_WIDTH, chosen, emit_blocks, emit_json, note, write
from xiaomi_cli.cli.preferences import CONFIG_KEYS, config_file
from xiaomi_cli.model.problem import expected, suggest
from xiaomi_cli.render.blocks import Block, Gap, Paragraph, Row, Span, line


def help(
    ctx: typer.Context,
    topic: Annotated[str, argument("[TOPIC]", "A topic, or a command.", topics)] = "",
    man: Annotated[bool, flag("--man", "Print the manual page, in roff.")] = False,
) -> None:
    """Help on a topic or a command; or the list of topics."""
    group: Any = ctx.find_root().command
    known = help_pages.TOPICS
    if topic not in {*known, *help_pages.COMMANDS} and (hint := help_pages.format_hint(topic)):
        note(f"xiaomi: {hint}")
        topic = "export"
    if man:
        write(help_pages.manual(group, ctx.obj.store))
    elif topic in known:
        emit_blocks(help_pages.topic_page(topic, ctx.obj.store))
    elif command := group.get_command(ctx, topic):
        with command.make_context(topic, [], ctx.find_root(), resilient_parsing=True) as inner:
            emit_blocks(help_pages.command_page(command, inner), FALLBACK_WIDTH)
    elif topic:
        hint = expected(suggest(topic, [*known, *help_pages.COMMANDS]), known)
        raise UsageProblemError(f"there is no help on {topic!r}; {hint}")
    else:
        emit_blocks(help_pages.topic_list())


def config(ctx: typer.Context, as_json: Json = False) -> None:
    """What is set, and what set it."""
    del ctx
    preferences, file = chosen(), config_file()
    set_by = {key: preferences.set_by.get(key, "default") for key in CONFIG_KEYS}
    values = {key: setting.value(preferences) for key, setting in CONFIG_KEYS.items()}
    if as_json:
        from xiaomi_cli.render.json_text import document

        settings = {key: {"value": values[key], "set_by": set_by[key]} for key in CONFIG_KEYS}
        emit_json(document({"file": str(file), "exists": file.is_file(), "settings": settings}))
        return
    texts = {key: _text(values[key]) or setting.unset for key, setting in CONFIG_KEYS.items()}
    widest = max(map(len, texts.values()))
    blocks: list[Block] = [
        Row(line(Span(key, "name")), line(f"{text:<{widest}}  ", Span(set_by[key], "muted")))
        for key, text in texts.items()
    ]
    there = "" if file.is_file() else " (there is none)"
    emit_blocks([*blocks, Gap(), Paragraph(line(Span(f"file: {file}{there}", "muted")))])


def _text(value: str | int | list[str] | None) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")
