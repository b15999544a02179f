"""A library in which every free text is one text of the test's choice: no field is forgotten.

The texts are put into compiled records, not into YAML, so that a format is tested even against
what the loader refuses.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import inspect

from xiaomi_cli.exports import FORMATS, export
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.records import KINDS, decode, encode

LONGEST = 120  # characters of a title
NASTY = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'=1", "\t=1", "\r=1", " =1", "＝1",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "&lt;b&gt;", "]]>", "<!--",
    "-->", "\x1b[31mred\x1b[0m", "\x07", "\x9b31m", "\u202egnp.exe", "\u2066a\u2069", "\u200b",
    "\ufeff", "\x7f", "\u2028", "\x85", "\U000e0041", "a\nb", "a\r\nb", "\n\n# heading",
    "| a | b |", "\\|", "\\", "\\\\n", "**bold**", "`code`", "```\n",
    "[link](javascript:alert(1))", "![i](http://x/y.png)", "<http://x>", "http://evil.example",
    "www.evil.example", "1. one", "- item", "#", "# h #", "===", "---", "~~~", "$x$", ":smile:",
    "[^1]: note", "&amp;", "&#58;", "a;b,c:d", "END:VEVENT", "\nEND:VCALENDAR", "x\\,y\\;z\\n",
    "title x", "section y", "timeline", "%%{init: {}}%%", "%% comment", "#35;", "a : b", "{", "}",
    "{{}}", "@misc{evil, title={x}}", "50% off_ & more $5 ^2 ~1", "\"", "\"\"", "a\tb",
    "[sound:x.mp3]", "{{c1::x}}", "[latex]x[/latex]", "\\(x\\)", "'; DROP TABLE records; --",
    "\\N", "\\G", "<b>dot</b>", "小米 汽车 🚗", "e\u0301", "𝔘𝔫𝔦", "a" * 90, "é" * 90,
    " leading and trailing ", "javascript:alert(1)",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    min_size=1, max_size=4,
).map(lambda parts: "".join(parts)[:LONGEST]).filter(bool)  # fmt: skip


SCHEMA = {kind: inspect.type_info(struct) for kind, struct in KINDS.items()}


def _packed(texts: Iterable[str], size: int) -> list[str]:
    """All the texts in as few as are of this size."""
    packed = [""]
    for text in texts:
        if len(packed[-1]) + len(text) > size:
            packed.append("")
        packed[-1] += text
    return packed


def for_any_text(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test with every nasty text, and with many others."""
    test = given(text=TEXTS)(test)
    for text in _packed(NASTY, LONGEST):
        test = example(text=text)(test)
    return test


class Hostile:
    """Makes selections of a library whose texts are all the same."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.entries = store.everything()

    def selection(self, text: str, kinds: Iterable[str] = ()) -> Selection:
        """The records of some kinds (all, if none is named) with `text` in every field."""
        poisoned = [_poisoned(e, text) for e in self.entries if not kinds or e.kind in kinds]
        return Selection(_Poisoned(self.store, text), poisoned)

    def export(self, name: str, text: str) -> str:
        """The export of everything that the format can hold."""
        return written(name, self.selection(text, FORMATS[name].kinds)).decode()


def written(name: str, selection: Selection) -> bytes:
    """The whole file of a format."""
    return b"".join(export(name, selection))


def selected(store: Store, name: str) -> Selection:
    """All records of a library that a format can hold."""
    kinds = FORMATS[name].kinds
    return Selection(store, [e for e in store.everything() if not kinds or e.kind in kinds])


class _Poisoned(Store):
    """Answers as the library does, with the text in place of its own."""

    def __init__(self, store: Store, text: str) -> None:
        super().__init__(store.connection)
        self._text = text

    def meta(self, key: str) -> str:
        settings: dict[str, Any] = msgspec.json.decode(super().meta(key))
        for name in ("title", "subtitle", "subject", "disclaimer"):
            settings[name] = self._text
        settings["eras"] = [era | {"title": self._text} for era in settings["eras"]]
        return msgspec.json.encode(settings).decode()

    def by_ids(self, ids: Iterable[str]) -> dict[str, Entry]:
        return {i: _poisoned(entry, self._text) for i, entry in super().by_ids(ids).items()}

    def headings(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        return dict.fromkeys(super().headings(wanted), self._text)


def _poisoned(entry: Entry, text: str) -> Entry:
    filled = _filled(msgspec.json.decode(entry.json), SCHEMA[entry.kind], text)
    whole = encode(decode(msgspec.json.encode(filled))).decode()
    return entry._replace(title=text, zh=text, summary=text, subtype=text, json=whole)


def _filled(value: Any, info: inspect.Type, text: str) -> Any:
    """The value with `text` wherever its type lets any text stand."""
    match info:
        case inspect.Metadata(extra={"format": _}):
            filled = value  # an id, a date or a citation
        case inspect.Metadata():
            filled = _filled(value, info.type, text)
        case inspect.StrType():
            filled = text[: info.max_length]  # a cell of a table holds few characters
        case inspect.ListType():
            items = value or ([text] if isinstance(info.item_type, inspect.StrType) else [])
            filled = [_filled(item, info.item_type, text) for item in items]
        case inspect.DictType():
            values = [_filled(inner, info.value_type, text) for inner in (value or {}).values()]
            filled = dict(zip([text], values, strict=False))
        case inspect.StructType():
            names = {f.encode_name: f.type for f in info.fields if f.name != "origin"}
            fields = {name: _filled(value.get(name), kind, text) for name, kind in names.items()}
            filled = value | {name: inner for name, inner in fields.items() if inner is not None}
        case _:
            filled = value
    return filled


def renamed(store: Store, **settings: str) -> Store:
    """The same library under another title or of another subject."""
    return _Renamed(store, settings)


class _Renamed(Store):
    def __init__(self, store: Store, settings: dict[str, str]) -> None:
        super().__init__(store.connection)
        self._settings = settings

    def meta(self, key: str) -> str:
        return json.dumps(json.loads(super().meta(key)) | self._settings)
