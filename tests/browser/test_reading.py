"""Reading the site: from disk and from a server, without a script, on a phone, by everybody."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import PICTURES, Visit, ten_pages
from xiaomi_cli.index.store import Store

Start = Callable[..., Visit]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.slow
@pytest.mark.parametrize("served_by", ["disk", "server"])
def test_no_page_complains_or_asks_for_anything_from_elsewhere(
    visit: Start, whole: Store, served: str, served_by: str
) -> None:
    seen = visit(served if served_by == "server" else "")
    for path in [*ten_pages(whole).values(), "search.html#q=speed", "about.html"]:
        page = seen.open(path)
        page.wait_for_load_state()
        page.wait_for_timeout(50)
    assert seen.complaints == []
    assert all(url.startswith((seen.base, "about:")) for url in seen.requests), seen.requests


def test_a_click_leads_from_the_map_to_a_framework_and_on_to_a_source(
    visit: Start, whole: Store
) -> None:
    page = visit().open("index.html")
    name = whole.of_kind("framework")[0].title
    page.locator(".groups a").filter(has_text=name).first.click()
    page.locator("sup.cite a").first.click()
    assert "#s" in page.url
    page.locator(".sources a").first.click()
    assert "/source/" in page.url


def test_without_javascript_everything_but_search_and_compare_can_be_read(
    visit: Start, whole: Store
) -> None:
    seen = visit(java_script_enabled=False)
    page = seen.open("timeline.html")
    assert page.locator("table.events a").count() == len(whole.of_kind("event"))
    assert page.locator("table.events a").first.is_visible()
    assert page.locator("#strip").is_hidden()
    assert seen.open("compare.html").locator("main .chips a").first.is_visible()
    assert seen.open("index.html").locator(".top a.find").is_visible()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(visit: Start, whole: Store, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    seen = visit(width=width, color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for name, path in (ten_pages(whole) | {"search": "search.html#q=speed"}).items():
        page = seen.open(path)
        page.wait_for_timeout(100)
        options = {"runOnly": {"type": "tag", "values": WCAG}}
        violations = Axe().run(page, options=options).response["violations"]
        if violations:
            found[name] = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in violations]
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_page_is_wider_than_its_screen_and_each_is_pictured(
    visit: Start, whole: Store, width: int
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    seen = visit(width=width)
    for name, path in ten_pages(whole).items():
        page = seen.open(path)
        page.wait_for_timeout(150)
        page.screenshot(path=PICTURES / f"{name}-{width}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_keyboard_alone_reaches_the_content(visit: Start) -> None:
    page = visit().open("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_light_and_dark_can_be_chosen_and_are_kept(visit: Start) -> None:
    seen = visit(color_scheme="light")
    page = seen.open("index.html")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("button.theme").click()
    page.locator("button.theme").click()
    dark = page.evaluate(paper)
    assert dark != light
    assert seen.open("timeline.html").evaluate(paper) == dark


def test_on_paper_everything_is_unfolded_and_the_bars_are_gone(visit: Start, whole: Store) -> None:
    page = visit().open(ten_pages(whole)["framework"])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("header.top").is_hidden()
    assert page.locator("main details").evaluate_all("all => all.every(part => part.open)")


def test_a_sentence_is_copied_with_its_citation(visit: Start, whole: Store) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"]).open(
        ten_pages(whole)["framework"]
    )
    statement = page.locator(".entries > li[data-copy]").first
    statement.locator("button.copy").click()
    page.wait_for_timeout(100)
    copied = page.evaluate("navigator.clipboard.readText()")
    words = statement.evaluate("one => one.firstChild.textContent")
    number = statement.locator("sup.cite a").first.text_content()
    source = page.locator(f"#s{number} a").first.text_content()
    assert words.strip()[:20] in copied
    assert source.strip() in copied
    assert "framework/" in copied


def test_an_address_opens_what_is_folded_away(visit: Start, whole: Store, folder: Path) -> None:
    source = next(s for s in whole.of_kind("source") if s.subtype == "document")
    page = visit().open(f"{source.id}.html#p3")
    assert page.locator("#p3").is_visible()
    assert page.locator("#p3").evaluate("one => one.matches(':target')")


def test_any_two_can_be_compared_and_the_address_says_which(visit: Start, whole: Store) -> None:
    seen = visit()
    page = seen.open("compare.html")
    page.locator("#comparison table").wait_for()
    page.select_option("#compare-kind", "framework")
    two = [entry.id for entry in whole.of_kind("framework")][-2:]
    page.select_option("#compare-0", two[0])
    page.select_option("#compare-1", two[1])
    assert page.url.endswith("#" + ",".join(two))
    again = visit().open("compare.html#" + ",".join(two))
    titles = again.locator("#comparison thead a").all_text_contents()
    assert titles == [whole.by_ids([one])[one].title for one in two]


def test_what_is_compared_is_cited(visit: Start, whole: Store) -> None:
    idea = "framework/iron-triangle"
    forms = [f"{idea}%23{form}" for form in ("first-form", "second-form")]
    page = visit().open("compare.html#" + ",".join(forms))
    assert page.locator("#comparison thead a").all_text_contents() == [
        "Iron Triangle 1.0", "Iron Triangle 2.0",
    ]  # fmt: skip
    page.locator("#comparison sup.cite a").first.click()
    assert page.locator(".sources li:target a").count() == 1
    page.locator("#comparison thead a").first.click()
    page.wait_for_url(f"**/{idea}.html#first-form")


def test_what_happened_in_two_years_leads_to_the_events(visit: Start, whole: Store) -> None:
    page = visit().open("compare.html#year/2014,year/2016")
    page.locator("#comparison a.stated[href^='event/']").first.click()
    page.wait_for_url("**/event/*.html")


@pytest.mark.parametrize("kind", ["company", "part", "figure", "year", "era"])
def test_three_can_be_compared_of_each_kind(visit: Start, whole: Store, kind: str) -> None:
    seen = visit()
    page = seen.open("compare.html")
    page.select_option("#compare-kind", kind)
    page.get_by_role("button", name="Another").click()
    assert page.locator("#comparison thead th").count() == 3
    page.get_by_role("button", name="Leave out").first.click()
    assert page.locator("#comparison thead th").count() == 2
    assert seen.complaints == []
