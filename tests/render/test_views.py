"""Every record has a view that holds at any width and shows data as typed."""

import pytest

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.records import (
    KINDS,
    AnyRecord,
    Claim,
    Event,
    Figure,
    Framework,
    Principle,
    decode,
)
from xiaomi_cli.queries.record_details import Dossier, dossier
from xiaomi_cli.render.blocks import text_of
from xiaomi_cli.render.charts import ASCII_GLYPHS, Glyphs
from xiaomi_cli.render.layout import lay_out
from xiaomi_cli.render.views.kinds import VIEWS, other_side, view
from xiaomi_cli.render.wrap import width_of

HOSTILE = "[su7 ultra] [/x] [bold]b[/bold] :smile: \\[ \x1b[31m\u202e {x}"


def lines(found: Dossier, width: int | None) -> list[str]:
    return [text_of(line) for line in lay_out(view(found), width, Glyphs())]


def test_every_kind_has_a_view() -> None:
    assert set(VIEWS) == set(KINDS.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_of_any_record_is_wider_than_the_screen(
    store: Store, kind: str, width: int
) -> None:
    for entry in store.of_kind(kind)[::7]:
        for line in lay_out(view(dossier(store, entry)), width, ASCII_GLYPHS):
            assert width_of(line) <= width, entry.id


@pytest.mark.parametrize("kind", KINDS)
def test_a_piped_view_names_its_id_and_cuts_nothing(store: Store, kind: str) -> None:
    for entry in store.of_kind(kind)[::11]:
        text = "\n".join(lines(dossier(store, entry), None))
        assert entry.id in text
        assert entry.summary in text
        assert "…" not in text or "…" in entry.json


@pytest.mark.parametrize(
    "record",
    [
        Event(id="event/x", title=HOSTILE, summary=HOSTILE, date="2025", type="launch",
              claims=[Claim(text=HOSTILE, cite=["a¶1"], by=HOSTILE, type="opinion")]),
        Principle(id="principle/x", title=HOSTILE, zh=HOSTILE, summary=HOSTILE, no_counter=HOSTILE),
    ],
)  # fmt: skip
@pytest.mark.parametrize("width", [None, 20, 80])
def test_markup_shows_as_typed_and_controls_as_escapes(
    record: AnyRecord, width: int | None
) -> None:
    text = "".join("".join(lines(Dossier(record, {}, [], {}), width)).split())
    for part in ("[su7ultra]", "[/x]", "[bold]b[/bold]", ":smile:", "\\x1b[31m\\u202e", "{x}"):
        assert part in text
    assert "\x1b" not in text


def test_a_disputed_record_says_so_at_once(store: Store) -> None:
    disputed = [entry for entry in store.everything() if '"disputes":[' in entry.json]
    assert disputed
    for entry in disputed[::9]:
        assert "‡" in lines(dossier(store, entry), None)[0]


def test_the_other_side_of_every_idea_says_something(store: Store) -> None:
    for kind in ("framework", "principle"):
        for entry in store.of_kind(kind):
            headings = [
                text_of(line) for line in lay_out(other_side(dossier(store, entry)), None, Glyphs())
            ]
            assert "Where it strained" in headings, entry.id


def test_a_figure_draws_its_values_in_proportion(store: Store) -> None:
    entry = store.by_ids(["figure/ev-deliveries-quarterly"])["figure/ev-deliveries-quarterly"]
    figure = decode(entry.json)
    assert isinstance(figure, Figure)
    drawn = [
        line.count("█")
        for line in lines(dossier(store, entry), 80)
        if " cars" in line and "█" in line
    ]
    values = [point.value for point in figure.points]
    assert [drawn.index(n) for n in sorted(drawn)] == [values.index(v) for v in sorted(values)]


def test_a_triangle_of_three_parts_is_drawn_as_one() -> None:
    framework = Framework(id="framework/x", title="T", summary="s", form="triangle",
                          parts=["principle/a", "principle/b", "principle/c"])  # fmt: skip
    found = lines(Dossier(framework, {}, [], {}), 80)
    assert any("╱" in line and "╲" in line for line in found)
    assert any("principle/b ────── principle/c" in line for line in found)


@pytest.mark.parametrize(
    ("claims", "said"), [(40, False), (41, True)], ids=["a short page", "a long page"]
)
def test_a_long_page_says_ahead_what_sections_it_has(claims: int, *, said: bool) -> None:
    claim = Claim(text="C.", cite=[])
    record = Principle(
        id="principle/x", title="X", summary="S.", claims=[claim] * claims, against=[claim] * 4
    )
    shown = lines(Dossier(record, {}, [], {}), 80)
    assert (f"The idea {claims} · Where it strained 4" in shown) is said
