"""The strip of the timeline, by keyboard, mouse and touch."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visit
from xiaomi_cli.index.store import Store

Start = Callable[..., Visit]


def years(page: Any) -> list[int]:
    """The years at the axis."""
    found = page.locator("#strip .tick.major").all_text_contents()
    return [int(year) for year in found]


def settled(page: Any) -> None:
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture
def strip(visit: Start) -> Any:
    page = visit().open("timeline.html")
    page.locator("#strip .view").focus()
    return page


def test_every_event_is_a_link_to_its_page(strip: Any, whole: Store) -> None:
    ways = strip.locator("#strip a.event").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert sorted(ways) == sorted(f"{event.id}.html" for event in whole.of_kind("event"))


def test_arrows_pan_and_plus_and_minus_zoom(strip: Any) -> None:
    before = years(strip)
    strip.keyboard.press("ArrowRight")
    strip.keyboard.press("ArrowRight")
    settled(strip)
    later = years(strip)
    assert later[0] > before[0] or later[-1] > before[-1]
    for _ in range(5):
        strip.keyboard.press("+")
    settled(strip)
    assert len(years(strip)) < len(later)
    strip.keyboard.press("0")
    settled(strip)
    assert years(strip)[0] < before[0]


def test_down_goes_from_event_to_event_and_enter_opens_one(strip: Any) -> None:
    names = []
    for _ in range(3):
        strip.keyboard.press("ArrowDown")
        strip.wait_for_timeout(80)
        assert strip.evaluate("document.activeElement.classList.contains('event')")
        names.append(strip.evaluate("document.activeElement.title"))
    assert len(set(names)) == 3
    strip.keyboard.press("Enter")
    strip.wait_for_url("**/event/*.html")


def test_the_mouse_drags_and_zooms_where_it_points(strip: Any) -> None:
    box = strip.locator("#strip .view").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 60
    before = years(strip)
    strip.mouse.move(x, y)
    strip.mouse.down()
    strip.mouse.move(x + 300, y, steps=6)
    strip.mouse.up()
    settled(strip)
    assert years(strip)[0] < before[0]
    assert strip.url.endswith("timeline.html")  # a drag opens nothing
    strip.keyboard.down("Control")
    strip.mouse.wheel(0, -600)
    strip.keyboard.up("Control")
    settled(strip)
    assert len(years(strip)) < len(before)


def test_two_fingers_zoom(visit: Start) -> None:
    page = visit(width=390, has_touch=True, is_mobile=True).open("timeline.html")
    view = page.locator("#strip .view")
    view.scroll_into_view_if_needed()
    box = view.bounding_box()
    before = years(page)
    session = page.context.new_cdp_session(page)
    y = box["y"] + 150
    middle = box["x"] + box["width"] / 2

    def touch(kind: str, apart: float) -> None:
        points = [{"x": middle - apart, "y": y, "id": 0}, {"x": middle + apart, "y": y, "id": 1}]
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )

    touch("touchStart", 20)
    for apart in (40, 70, 100, 130):
        touch("touchMove", apart)
    touch("touchEnd", 130)
    settled(page)
    after = years(page)
    assert after[-1] - after[0] < before[-1] - before[0]


def test_filters_hold_for_the_strip_and_the_table(strip: Any, whole: Store) -> None:
    types = [event.subtype for event in whole.of_kind("event")]
    chosen = max(set(types), key=types.count)
    strip.select_option("#choose-type", chosen)
    settled(strip)
    assert strip.locator("tr[data-type]:visible").count() == types.count(chosen)
    shown = strip.locator("#strip a.event:visible")
    assert 0 < shown.count() <= types.count(chosen)
    strip.locator("#choose-major").check()
    settled(strip)
    assert strip.locator("tr[data-type]:visible").count() < types.count(chosen)
