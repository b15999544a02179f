"""What a long screen holds, said at its top: its sections, and how many entries each has."""

from collections.abc import Iterator

from xiaomi_cli.render.blocks import (
    Block,
    Chart,
    Gap,
    Heading,
    Item,
    Names,
    Paragraph,
    Row,
    Span,
    line,
)

LONG = 45  # entries from which on a reader would have to scroll to learn what there is
FULL = 5  # entries of a section, on average; a list of many small sections would itself be long


def with_contents(blocks: list[Block]) -> list[Block]:
    """The blocks; a long screen of several sections names them before the first."""
    heads = [number for number, block in enumerate(blocks) if isinstance(block, Heading)]
    entries = sum(map(_entries, blocks))
    if len(heads) < 2 or entries < max(LONG, FULL * len(heads)):
        return blocks
    said = Paragraph(line(Span(" · ".join(_sections(blocks, heads)), "muted")))
    return [*blocks[: heads[0]], Gap(), said, *blocks[heads[0] :]]


def _sections(blocks: list[Block], heads: list[int]) -> Iterator[str]:
    for start, end in zip(heads, [*heads[1:], len(blocks)], strict=True):
        head, count = blocks[start], sum(map(_entries, blocks[start:end]))
        assert isinstance(head, Heading)
        yield f"{head.text} {count}" if count else head.text


def _entries(block: Block) -> int:
    match block:
        case Item() | Row():
            return 1
        case Names(lines):
            return len(lines)
        case Chart(bars):
            return len(bars)
    return 0
