"""`xiaomi` alone, `coverage`, `help`, `config`: about the whole library, and the program."""

from typing import Annotated

import typer

from xiaomi_cli.cli import help_pages
from xiaomi_cli.cli.answers import Answer, answering
from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.options import Asked, Json, argument, flag
from xiaomi_cli.cli.output import FALLBACK_WIDTH, emit_blocks, emit_json, write
from xiaomi_cli.cli.session import config_file
from xiaomi_cli.model.problem import expected, suggest
from xiaomi_cli.render.blocks import Block, Gap, Paragraph, Row, Span, line


@answering
def start(asked: Asked) -> Answer:
    """What is in the library, and what to try."""
    from xiaomi_cli.queries.overview import overview
    from xiaomi_cli.render.views.start import start as view

    found = overview(asked.store, asked.today)
    counts = found.counts | {"statements": found.statements}
    return Answer(
        lambda _: view(found),
        rows=[{"what": what, "how many": str(count)} for what, count in counts.items()],
        data=found._asdict() | {"documents": [entry.id for entry in found.documents]},
        page=True,
    )


@answering
def coverage(asked: Asked) -> Answer:
    """Who stands behind the statements of the library, and where it is thin."""
    from xiaomi_cli.queries.overview import coverage as covered
    from xiaomi_cli.render.views.start import trust

    found = covered(asked.store)
    told: list[tuple[str, str, object]] = []
    for name, value in found._asdict().items():
        if isinstance(value, dict):
            told += [(name, of, number) for of, number in value.items()]
        elif isinstance(value, list):
            told += [(name, of, "") for of in value]
        else:
            told.append((name, "", value))
    rows = [{"measure": name, "of": of, "value": str(value)} for name, of, value in told]
    data = found._asdict()
    return Answer(lambda _: trust(found), rows=rows, data=data, page=True)


def help(
    ctx: typer.Context,
    topic: Annotated[str, argument("[TOPIC]", "A topic, or a command.")] = "",
    man: Annotated[bool, flag("--man", "Print the manual page, in roff.")] = False,
) -> None:
    """Help on a topic or a command; or the list of topics."""
    if man:
        write("".join(f"{line}\n" for line in help_pages.manual(ctx.obj)))
    elif topic in help_pages.TOPICS:
        emit_blocks(help_pages.topic_page(topic, ctx.obj))
    elif topic in help_pages.COMMANDS:
        emit_blocks(help_pages.command_page(topic), FALLBACK_WIDTH)
    elif topic:
        known = help_pages.TOPICS
        hint = expected(suggest(topic, [*known, *help_pages.COMMANDS]), known)
        raise UsageProblemError(f"there is no help on {topic!r}; {hint}")
    else:
        emit_blocks(help_pages.topic_list())


def config(ctx: typer.Context, as_json: Json = False) -> None:
    """What is set, and what set it."""
    preferences, file = ctx.obj.preferences, config_file()
    values = preferences._asdict() | {
        "width": preferences.columns or preferences.width or None,
        "extra": [str(folder) for folder in preferences.extra],
    }
    del values["columns"], values["data"], values["set_by"]
    set_by = {key: preferences.set_by.get(key, "default") for key in values}
    if as_json:
        from xiaomi_cli.render.sanitize import document

        settings = {key: {"value": values[key], "set_by": set_by[key]} for key in values}
        emit_json(document({"file": str(file), "exists": file.is_file(), "settings": settings}))
        return
    unset = {"width": "as wide as the terminal"}
    texts = {key: _text(value) or unset.get(key, "none") for key, value in values.items()}
    widest = max(map(len, texts.values()))
    blocks: list[Block] = [
        Row(line(Span(key, "name")), line(f"{text:<{widest}}  ", Span(set_by[key], "muted")))
        for key, text in texts.items()
    ]
    there = "" if file.is_file() else " (there is none)"
    emit_blocks([*blocks, Gap(), Paragraph(line(Span(f"file: {file}{there}", "muted")))])


def _text(value: str | int | list[str] | None) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")
