"""CSV: what a reader of RFC 4180 gets back, and that no spreadsheet runs any of it."""

import csv
import io

import pytest

from tests.render.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.render.exports.csv import COLUMNS, inert
from xiaomi_cli.render.exports.text import lines
from xiaomi_cli.store.reader import Store

Row = dict[str, str]


def rows(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def original(cell: str) -> str:
    return cell.removeprefix("'")


def row_of(store: Store, identifier: str) -> Row:
    found = rows(written("csv", selected(store, "csv")).decode())
    return next(row for row in found if row["id"] == identifier)


def test_every_record_has_a_row_and_every_line_ends_with_crlf(tiny: Store) -> None:
    text = written("csv", selected(tiny, "csv")).decode()
    assert text.startswith(",".join(COLUMNS) + "\r\n")
    assert text.endswith("\r\n")
    assert [row["id"] for row in rows(text)] == [entry.id for entry in tiny.everything()]


def test_several_values_of_a_cell_are_parted(tiny: Store) -> None:
    row = row_of(tiny, "event/founding")
    assert (row["cite"], row["themes"]) == ("report¶1; page", "growth")


@pytest.mark.parametrize(
    ("identifier", "date", "earliest", "latest"),
    [
        ("event/decade", "200X", "2000-01-01", "2009-12-31"),
        ("event/open", "2020/..", "2020-01-01", ""),
        ("source/report", "2021-06~", "2021-06-01", "2021-06-30"),
        ("promise/everything", "2019-33", "2019-01-01", "2019-03-31"),
        ("person/doe", "", "", ""),
    ],
)
def test_a_date_keeps_its_precision(
    tiny: Store, identifier: str, date: str, earliest: str, latest: str
) -> None:
    row = row_of(tiny, identifier)
    assert (row["date"], row["earliest"], row["latest"]) == (date, earliest, latest)


@pytest.mark.parametrize("space", ["", " ", "\t", "\u3000"])
@pytest.mark.parametrize("sign", "=+-@＝＋－＠'")
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(space: str, sign: str) -> None:
    assert inert(f"{space}{sign}1") == f"'{space}{sign}1"


@for_any_text
def test_every_text_comes_back_and_none_is_a_formula(hostile: Hostile, text: str) -> None:
    for row in rows(hostile.export("csv", text)):
        assert original(row["title"]) == lines(text)
        assert original(row["summary"]) == lines(text)
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
            assert "\t" not in cell
            assert "\r" not in cell
