"""The pages of a site: whole, well-formed, linked, quiet, and the same every time."""

import json
import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import html5lib
import pytest
from hypothesis import settings

from tests.exports.hostile import Hostile, for_any_text
from tests.library.libraries import write
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.site.pages import site

ELEMENTS = {
    "html", "head", "meta", "title", "script", "link", "body", "a", "header", "div", "nav", "ul",
    "ol", "li", "main", "footer", "span", "p", "h1", "h2", "h3", "article", "section", "aside",
    "dl", "dt", "dd", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "sup", "b", "svg", "rect", "text", "line", "path", "defs", "pattern", "figure", "figcaption",
    "noscript", "code",
}  # fmt: skip
POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file:"
LAMPS_AND_TINY = ["lamp_site", "tiny_site"]


def tree(content: bytes) -> Any:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(content.decode())


def pages(files: dict[str, bytes]) -> dict[str, Any]:
    return {path: tree(content) for path, content in files.items() if path.endswith(".html")}


def nodes(one: Any, *names: str) -> list[Any]:
    return [node for node in one.iter() if node.tag in names]


@pytest.fixture(params=LAMPS_AND_TINY)
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    found: dict[str, bytes] = request.getfixturevalue(request.param)
    return found


def test_every_record_has_a_page_at_its_id(lamp_site: dict[str, bytes], lamp_store: Store) -> None:
    for entry in lamp_store.everything():
        assert entry.title in lamp_site[f"{entry.id}.html"].decode()


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site(files: dict[str, bytes]) -> None:
    trees = pages(files)
    anchors = {
        path: {node.get("id") for node in one.iter() if isinstance(node.tag, str)}
        for path, one in trees.items()
    }
    for path, one in trees.items():
        for node in nodes(one, "a", "link", "script"):
            way = node.get("href") or node.get("src") or ""
            if not way or way.startswith(("https:", "http:")):
                continue
            file, _, fragment = way.partition("#")
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
            )
            assert target in files, f"{path}: {way}"
            if fragment and not fragment.startswith("q="):
                assert unquote(fragment) in anchors[target], f"{path}: {way}"


def test_every_page_forbids_itself_all_but_its_own_style_and_scripts(
    files: dict[str, bytes],
) -> None:
    for path, one in pages(files).items():
        policy = [m.get("content") for m in one.iter("meta") if m.get("http-equiv")]
        assert policy and policy[0].startswith(POLICY), path
        for node in one.iter():
            if isinstance(node.tag, str):
                assert node.get("style") is None, f"{path}: {node.tag} has a style of its own"
                assert not any(name.startswith("on") for name in node.attrib), path
        assert all(
            s.get("src") or s.get("type") == "application/ld+json" for s in one.iter("script")
        )


def test_no_page_asks_another_server_for_anything(files: dict[str, bytes]) -> None:
    for path, one in pages(files).items():
        for node in nodes(one, "img", "iframe", "script", "link", "source", "video"):
            way = node.get("src") or node.get("href") or ""
            assert not way.startswith(("http", "//")), f"{path}: {way}"
    assert "@import" not in files["assets/site.css"].decode()
    assert "http" not in files["assets/site.css"].decode()


def test_ids_of_a_page_are_unique(files: dict[str, bytes]) -> None:
    for path, one in pages(files).items():
        ids = [n.get("id") for n in one.iter() if isinstance(n.tag, str) and n.get("id")]
        assert len(ids) == len(set(ids)), f"{path}: {sorted(i for i in ids if ids.count(i) > 1)}"


def test_a_statement_that_a_page_shows_twice_has_one_anchor(tmp_path: Path) -> None:
    idea = """
- {id: source/page, title: P, summary: s, type: page, voice: press, url: 'https://example.org/p'}
- id: framework/a
  title: A
  summary: s
  cite: page
  form: list
  claims:
  - {text: Both at once., cite: page, id: both}
  - {text: A list of sources., cite: page, id: sources}
  tensions:
  - title: T
    text: t
    sides: [framework/a#both, {text: The other., cite: page}]
"""
    connection = compile_folder(write(tmp_path, {"a.yaml": idea}), None)
    made = dict(site(Store(connection)))
    ids = re.findall(r' id="([^"]+)"', made["framework/a.html"].decode())
    assert (ids.count("both"), ids.count("sources")) == (1, 1)
    connection.close()


def test_chinese_is_marked_as_such(files: dict[str, bytes]) -> None:
    for path, one in pages(files).items():
        body = one.find("body")
        for node in body.iter():
            if not isinstance(node.tag, str):
                continue
            for text in (node.text, *(child.tail for child in node)):
                if text and re.search("[\u4e00-\u9fff]", text):
                    assert node.get("lang") == "zh-Hans", f"{path}: {text.strip()[:40]}"


def test_every_page_has_one_title_one_main_heading_and_a_description(
    files: dict[str, bytes],
) -> None:
    titles = []
    for path, one in pages(files).items():
        assert len(list(one.iter("h1"))) == 1, path
        titles.append(next(one.iter("title")).text)
        assert any(m.get("name") == "description" for m in one.iter("meta")), path
    assert all(titles)


def test_the_same_library_gives_the_same_bytes(
    lamp_store: Store, lamp_site: dict[str, bytes]
) -> None:
    assert dict(site(lamp_store)) == lamp_site


def test_a_statement_carries_its_sources_and_its_anchor(lamp_site: dict[str, bytes]) -> None:
    cited = [one for path, one in pages(lamp_site).items() if "/" in path]
    marks = [a for one in cited for sup in one.iter("sup") for a in sup.iter("a")]
    assert marks
    assert all(a.get("href").startswith("#s") for a in marks)


def linked_data(content: bytes) -> list[Any]:
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', content.decode(), re.S
    )
    return [json.loads(block) for block in blocks]


def test_the_front_page_is_a_dataset_and_disputes_are_claim_reviews(
    tiny_site: dict[str, bytes],
) -> None:
    (dataset,) = linked_data(tiny_site["index.html"])
    assert dataset["@type"] == "Dataset"
    assert dataset["distribution"][0]["contentUrl"] in tiny_site
    disputes = [c for p, c in tiny_site.items() if re.fullmatch(r"dispute/(?!index).*\.html", p)]
    assert disputes
    for content in disputes:
        (review,) = linked_data(content)
        assert review["@type"] == "ClaimReview"
        assert review["claimReviewed"]
        assert len(review["itemReviewed"]) > 1


def test_the_library_is_offered_whole(lamp_site: dict[str, bytes], lamp_store: Store) -> None:
    lines = lamp_site["library.jsonl"].decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [e.id for e in lamp_store.everything()]


class Poisoned(Store):
    """The tiny library with one text in place of all its own, through every question."""

    def __init__(self, hostile: Hostile, text: str) -> None:
        super().__init__(hostile.store.connection)
        chosen = hostile.selection(text)
        self._text, self._settings = text, chosen.store.meta("settings")
        types = {entry.id: entry.subtype for entry in hostile.entries}  # each from a closed list
        self._poisoned = {e.id: e._replace(subtype=types[e.id]) for e in chosen.entries}

    def _entries(self, *where: Any) -> list[Entry]:
        return [self._poisoned[entry.id] for entry in super()._entries(*where)]

    def meta(self, key: str) -> str:
        return self._settings if key == "settings" else super().meta(key)

    def headings(self, wanted: Any) -> dict[tuple[str, int], str]:
        return dict.fromkeys(super().headings(wanted), self._text)


@settings(max_examples=3)
@for_any_text
def test_no_text_of_a_library_becomes_markup_or_leaves_the_folder(
    hostile: Hostile, text: str
) -> None:
    for path, content in site(Poisoned(hostile, text)):
        assert not posixpath.normpath(path).startswith(("..", "/")), path
        assert re.fullmatch(r"[\w./-]+", path, re.ASCII), path
        if not path.endswith(".html"):
            continue
        one = tree(content)
        tags = {n.tag.rpartition("}")[2] for n in one.iter() if isinstance(n.tag, str)}
        assert tags <= ELEMENTS, path
        for node in nodes(one, "a"):
            assert re.match(r"https?:|[#a-z.]", node.get("href")), node.get("href")
            assert not node.get("href").startswith("javascript:")


def test_the_index_has_every_constant_that_the_search_reads(lamp_site: dict[str, bytes]) -> None:
    read = set(re.findall(r"\bK\.([A-Z_]+)", lamp_site["assets/search.js"].decode()))
    given = lamp_site["assets/search-index.js"].decode()
    assert {name for name in read if f'"{name}":' not in given} == set()
