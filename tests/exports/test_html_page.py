"""HTML: what a browser's parser sees, and that nothing in it runs or loads."""

import base64
import hashlib
import re
from typing import Any

import html5lib

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.exports.html_page import marked_up
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import one_line

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4", "p", "nav",
    "details", "summary", "ul", "li", "a", "main", "section", "article", "span", "table", "tbody",
    "tr", "th", "td", "svg", "rect", "br",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "rel",
              "width", "height", "aria-hidden"}  # fmt: skip


def page(text: str | bytes) -> Any:
    """The tree of the page; a parse error is a failure."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(text.decode() if isinstance(text, bytes) else text)


def elements(tree: Any) -> list[Any]:
    return [node for node in tree.iter() if isinstance(node.tag, str)]


def name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def test_the_page_forbids_everything_but_its_own_style(tiny: Store) -> None:
    tree = page(written("html", selected(tiny, "html")))
    policy = next(m.get("content") for m in tree.iter("meta") if m.get("http-equiv"))
    style = next(tree.iter("style")).text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'", "style-src": f"'sha256-{digest}'", "base-uri": "'none'",
        "form-action": "'none'",
    }  # fmt: skip
    assert "@import" not in style
    assert "url(" not in style


def test_every_record_is_a_page_and_no_link_leads_nowhere(tiny: Store) -> None:
    tree = page(written("html", selected(tiny, "html")))
    ids = [node.get("id") for node in elements(tree) if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {entry.id for entry in tiny.everything()} <= set(ids)
    for link in tree.iter("a"):
        address = link.get("href")
        assert address.startswith("https://example.org/") or address[1:] in ids


def test_a_mark_leads_to_its_source_and_a_name_to_its_record(tiny: Store) -> None:
    text = written("html", selected(tiny, "html")).decode()
    wheel = text[text.index('<article id="framework/wheel"') :]
    assert '<a href="#framework/wheel/1">1</a>' in wheel
    assert '<li id="framework/wheel/1">[1]' in wheel
    assert '<a href="#principle/quality">Quality *first*</a>' in wheel


def test_it_reads_on_dark_screens_and_on_paper(tiny: Store) -> None:
    text = written("html", selected(tiny, "html")).decode()
    assert "@media (prefers-color-scheme: dark)" in text
    assert "@media print" in text


@for_any_text
def test_no_text_becomes_markup_and_each_is_shown(hostile: Hostile, text: str) -> None:
    tree = page(hostile.export("html", text))
    found = elements(tree)
    assert {name(node) for node in found} <= ELEMENTS
    assert {attribute for node in found for attribute in node.attrib} <= ATTRIBUTES
    for link in tree.iter("a"):
        assert re.match(r"#|https?://", link.get("href"))
    titles = ["".join(node.itertext()) for node in tree.iter("h3")]
    assert len(titles) == 24
    assert all(one_line(text) in title for title in titles)


def test_chinese_and_japanese_say_which_they_are() -> None:
    assert marked_up("Net margin 硬件净利润率不超过5%的承诺 of <b>") == (
        'Net margin <span lang="zh">硬件净利润率不超过5%的承诺</span> of &lt;b&gt;'
    )
    assert marked_up("トヨタ自動車") == '<span lang="ja">トヨタ自動車</span>'
    assert marked_up("été – 5%") == "été – 5%"
