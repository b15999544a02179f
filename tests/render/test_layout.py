"""How blocks become lines: what stands beside what, and what a long screen opens with."""

import pytest
from xiaomi_cli.render.views.contents import with_contents

from xiaomi_cli.render.blocks import Block, Heading, Item, Names, Row, Span, Title, line, text_of
from xiaomi_cli.render.charts import Glyphs
from xiaomi_cli.render.layout import lay_out

TREES = Names([line(Span(name)) for name in ("oak", "elm", "maple", "ash", "小米")])


def drawn(width: int | None, *blocks: Block) -> list[str]:
    return [text_of(spans) for spans in lay_out(list(blocks), width, Glyphs())]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (None, ["  › oak", "  › elm", "  › maple", "  › ash", "  › 小米"]),
        (20, ["  › oak", "  › elm", "  › maple", "  › ash", "  › 小米"]),
        (24, ["  › oak      › ash", "  › elm      › 小米", "  › maple"]),
        (60, ["  › oak      › elm      › maple    › ash      › 小米"]),
    ],
)
def test_names_stand_in_columns_that_are_read_downwards(
    width: int | None, expected: list[str]
) -> None:
    assert drawn(width, TREES) == expected


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (44, ["21 February 2014  the first shop abroad in a", "                  city"]),
        (30, ["21 February 2014", "  the first shop abroad in a", "  city"]),
    ],
)
def test_a_label_has_its_own_line_where_it_leaves_the_text_no_room(
    width: int, expected: list[str]
) -> None:
    assert (
        drawn(width, Row(line("21 February 2014"), line("the first shop abroad in a city")))
        == expected
    )


def section(name: str, entries: int) -> list[Block]:
    return [Heading(name), *[Item(line("entry"))] * entries]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ([("Early", 30), ("Late", 20)], "Early 30 · Late 20"),
        ([("Early", 3), ("Late", 2)], ""),
        ([("All", 90)], ""),
        ([(f"Part {n}", 2) for n in range(40)], ""),
    ],
)
def test_a_long_screen_tells_its_sections_first(
    sections: list[tuple[str, int]], expected: str
) -> None:
    blocks = [block for name, count in sections for block in section(name, count)]
    top = drawn(None, *with_contents([Title(line("Trees")), *blocks]))[:3]
    assert top == ["Trees", "", expected or sections[0][0]]


def test_the_first_line_is_never_empty() -> None:
    assert drawn(None, Heading("Early"), Item(line("oak")))[0] == "Early"
