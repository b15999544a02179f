"""CSV: what a reader of RFC 4180 gets back, and that no spreadsheet runs any of it."""

import csv
import io
import re
from itertools import chain

import pytest

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.exports.csv_table import COLUMNS, inert, own_fields
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.record_parts import Point
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.render.sanitize import lines

Row = dict[str, str]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


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


def table(store: Store, kind: str) -> list[Row]:
    return rows(written("csv", Selection(store, store.of_kind(kind))).decode())


def test_a_table_of_figures_has_a_row_for_each_value_with_its_unit_beside_it(tiny: Store) -> None:
    assert table(tiny, "figure") == [
        {"figure": "figure/revenue", "period": "2001", "value": "1500000", "value_to": "",
         "qualifier": "", "unit": "", "currency": "CNY", "basis": "reported", "source": "report¶1"},
        {"figure": "figure/revenue", "period": "2002", "value": "2000000", "value_to": "3000000",
         "qualifier": "about", "unit": "", "currency": "CNY", "basis": "estimate", "source": "page"},
    ]  # fmt: skip


def test_a_full_table_of_figures_has_all_that_is_known_of_a_value(tiny: Store) -> None:
    table = rows(written("csv", Selection(tiny, tiny.of_kind("figure"), full=True)).decode())
    names = ("value", "value_to", "stated", "stated_to", "scale", "earliest", "latest", "by",
             "note", "confidence")  # fmt: skip
    assert [";".join(row[name] for name in names) for row in table] == [
        "1500000;;1.50;;million;2001-01-01;2001-12-31;;;high",
        "2000000;3000000;2;3;million;2002-01-01;2002-12-31;The Daily;Before tax.;medium",
    ]
    assert {*Point.__struct_fields__} <= {"id", "to", "cite", "contested", *table[0]}


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("promise", {"by": "company/acme", "made": "2019-33", "due": "2025", "outcome": "open"}),
        ("dispute", {"consequence": "low", "verdict": "There was an animal."}),
        ("source", {"publisher": "Doe & Roe", "voice": "independent", "first": ""}),
        ("event", {"major": "true", "entities": "company/acme; person/doe"}),
    ],
)
def test_a_table_of_one_kind_has_the_fields_of_that_kind(
    tiny: Store, kind: str, shown: dict[str, str]
) -> None:
    assert shown in [{name: row[name] for name in shown} for row in table(tiny, kind)]


def test_a_cell_holds_several_numbers_as_well(tiny: Store) -> None:
    preface = tiny.by_ids(["source/preface"])["source/preface"]
    shorter = preface._replace(json=preface.json[:-1] + ',"without":[9,10]}')
    (row,) = rows(written("csv", Selection(tiny, [shorter])).decode())
    assert row["without"] == "9; 10"


@pytest.mark.parametrize("kind", KINDS)
def test_no_column_stands_twice(kind: str) -> None:
    columns = [*COLUMNS, *own_fields(kind)]
    assert len(columns) == len(set(columns))


@pytest.mark.parametrize("space", ["", " ", "\t", "\u3000"])
@pytest.mark.parametrize("sign", "=+-@＝＋－＠'")
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(space: str, sign: str) -> None:
    assert inert(f"{space}{sign}1+2") == f"'{space}{sign}1+2"


@pytest.mark.parametrize("number", ["-0.147011", "-7", "12"])
def test_a_number_stays_one(number: str) -> None:
    assert inert(number) == number


@for_any_text
def test_every_text_comes_back_and_none_is_a_formula(hostile: Hostile, text: str) -> None:
    selections = [hostile.selection(text, [kind]) for kind in KINDS if kind != "figure"]
    tables = [written("csv", selection).decode() for selection in selections]
    for row in chain.from_iterable(map(rows, [hostile.export("csv", text), *tables])):
        assert original(row["title"]) == lines(text)
        assert original(row["summary"]) == lines(text)
        _hold_inert(row)
    for row in rows(written("csv", hostile.selection(text, ["figure"])).decode()):
        _hold_inert(row)


def _hold_inert(row: Row) -> None:
    for cell in row.values():
        assert NUMBER.fullmatch(cell) or not cell.lstrip().startswith(("=", "+", "-", "@"))
        assert "\t" not in cell
        assert "\r" not in cell
