"""How blocks become lines: what stands beside what, and what a long screen opens with."""

import pytest

from xiaomi_cli.render.blocks import (
    Block,
    Gap,
    Grid,
    Heading,
    Item,
    Names,
    Row,
    Span,
    Table,
    Title,
    line,
    text_of,
)
from xiaomi_cli.render.layout import lay_out

TREES = Names([line(Span(name)) for name in ("oak", "elm", "maple", "ash", "小米")])


def drawn(width: int | None, *blocks: Block) -> list[str]:
    return [text_of(spans) for spans in lay_out(list(blocks), width)]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (None, ["  oak      elm      maple    ash      小米"]),
        (12, ["  oak", "  elm", "  maple", "  ash", "  小米"]),
        (20, ["  oak      ash", "  elm      小米", "  maple"]),
        (60, ["  oak      elm      maple    ash      小米"]),
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


ENTRIES = [
    [line("1"), line("Oak"), line("橡"), line("It stands for a thousand years and more.")],
    [line("12"), line("Weeping willow"), line("柳"), line("It bends.")],
]


@pytest.mark.parametrize(
    ("width", "grid", "expected"),
    [
        (
            None,
            Grid(ENTRIES),
            ["  1   Oak             橡  It stands for a thousand years and more.",
             "  12  Weeping willow  柳  It bends."],
        ),
        (
            54,
            Grid(ENTRIES),
            ["  1   Oak             橡  It stands for a thousand",
             "                          years and more.",
             "  12  Weeping willow  柳  It bends."],
        ),
        (
            160,
            Grid([[line("Oak"), line("It stands for a thousand years " * 4)]]),
            [f"  Oak  {'It stands for a thousand years ' * 3}".rstrip(),
             "       It stands for a thousand years"],
        ),
        (
            40,
            Grid([[line("Weeping willow"), line("It bends to the water.")],
                  [line("Oak"), line("It stands for a thousand years.")]], widest=5),
            ["  Weeping willow  It bends to the water.",
             "  Oak  It stands for a thousand years."],
        ),
        (
            36,
            Grid([[line("Weeping willow"), line("It bends to the water.")]], widest=5),
            ["  Weeping willow", "  It bends to the water."],
        ),
        (
            30,
            Grid([*ENTRIES, [line("13"), line("Elm"), line(""), line("It bends.")]]),
            ["  1  Oak  橡", "    It stands for a thousand", "    years and more.",
             "  12  Weeping willow  柳", "    It bends.", "  13  Elm  It bends."],
        ),
        (
            66,
            Grid(ENTRIES, spare=2),
            ["  1   Oak             It stands for a thousand years and more.",
             "  12  Weeping willow  It bends."],
        ),
        (
            70,
            Grid(ENTRIES, widest=5),
            ["  1   Oak  橡  It stands for a thousand years and more.",
             "  12  Weeping willow  柳  It bends."],
        ),
    ],
    ids=["a pipe breaks nothing", "wrapped in its column", "no wider than prose", "one pushes",
         "too wide, below in its column", "no room for columns", "a column is spared", "a wide cell pushes"],
)  # fmt: skip
def test_entries_of_a_list_stand_in_columns(
    width: int | None, grid: Grid, expected: list[str]
) -> None:
    assert drawn(width, grid) == expected


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (None, ["Trees   of the park"]),
        (24, ["Trees        of the park"]),
        (15, ["Trees", "  of the park"]),
    ],
    ids=["a pipe", "at the right end", "no room"],
)
def test_the_note_of_a_title_stands_at_the_right(width: int | None, expected: list[str]) -> None:
    assert drawn(width, Title(line("Trees"), line("of the park"))) == expected


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/a/very/long/address"
    assert drawn(20, Row(line("at"), line("see ", address)))[-1].strip() == address


def test_a_table_of_phrases_is_side_by_side_or_stacked() -> None:
    table = Table(["Oak", "Elm"], [("Age", [[line("a thousand years")], [line("three hundred")]])],
                  tight=True)  # fmt: skip
    assert drawn(60, table)[1] == "Age  a thousand years  three hundred"
    assert "  Oak: a thousand years" in drawn(30, table)


def test_no_line_at_an_end_is_empty_nor_are_two_in_a_row() -> None:
    blocks = Gap(), Heading("Early"), Item(line("oak")), Gap(), Heading("Late"), Gap()
    assert drawn(None, *blocks) == ["Early", "  • oak", "", "Late"]


def test_lists_of_as_many_cells_share_their_columns() -> None:
    early, late = ([[line(name), line("it grows")]] for name in ("oak", "maple"))
    assert drawn(None, Grid(early), Heading("Late", tight=True), Grid(late)) == [
        "  oak    it grows", "Late", "  maple  it grows",
    ]  # fmt: skip


def test_a_label_that_fits_with_its_text_stays_beside_it_on_a_narrow_screen() -> None:
    rows = [Row(line("1 May 2014"), line(said)) for said in ("it opens", "a shop opens in a city")]
    assert drawn(24, *rows) == [
        "1 May 2014  it opens", "1 May 2014", "  a shop opens in a city",
    ]  # fmt: skip
