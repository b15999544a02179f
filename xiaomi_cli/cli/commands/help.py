"""`xiaomi help [TOPIC]`."""

from typing import Annotated, Any

import typer

from xiaomi_cli.cli.completion import topics
from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.help_topics import TOPICS, Example, Rows, paragraphs
from xiaomi_cli.cli.output import emit_blocks, write
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.render.blocks import Block, Gap, Paragraph, Row, Span, Title, line


def run(
    ctx: typer.Context,
    topic: Annotated[
        str,
        typer.Argument(metavar="[TOPIC]", help="A topic, or a command.", autocompletion=topics),
    ] = "",
    man: Annotated[bool, typer.Option("--man", help="Print the manual page, in roff.")] = False,
) -> None:
    """Help on a topic or a command; or the list of topics.

    \b
    Examples:
      xiaomi help dates
      xiaomi help exit-codes
      xiaomi help timeline
      xiaomi help --man
    """
    group: Any = ctx.find_root().command
    if man:
        from xiaomi_cli.cli.man import manual

        write(manual(group))
    elif topic in TOPICS:
        emit_blocks(_page(topic))
    elif command := group.get_command(ctx, topic):
        with command.make_context(topic, [], ctx.find_root(), resilient_parsing=True) as inner:
            write(inner.get_help() + "\n")
    elif topic:
        hint = expected(suggest(topic, [*TOPICS, *group.list_commands(ctx)]), TOPICS)
        raise UsageProblemError(f"there is no help on {topic!r}; {hint}")
    else:
        emit_blocks(_list())


def _list() -> list[Block]:
    rows = [Row(line(Span(name, "name")), line(topic.says)) for name, topic in TOPICS.items()]
    hint = "xiaomi help TOPIC shows one; xiaomi COMMAND --help is on a command"
    return [
        Title(line(Span("Topics", "title"))),
        *rows,
        Gap(),
        Paragraph(line(Span(hint, "muted"))),
    ]


def _page(name: str) -> list[Block]:
    blocks: list[Block] = [
        Title(line(Span(name, "title"), Span(f"  {TOPICS[name].says}", "muted")))
    ]
    for part in paragraphs(TOPICS[name]):
        blocks.append(Gap())
        if isinstance(part, Rows):
            blocks += [
                Row(line(Span(f"  {term}", "figure")), line(says)) for term, says in part.rows
            ]
        elif isinstance(part, Example):
            blocks += [
                Paragraph(line(Span(bare, "figure")), indent=2 + len(text) - len(bare))
                for text in part.lines
                for bare in [text.lstrip()]
            ]
        else:
            blocks.append(Paragraph(line(part)))
    return blocks
