"""Names and texts of every script are found as they are written, on small libraries."""

from pathlib import Path

import pytest

from tests.cli.program import Call
from xiaomi_cli.cli.exit_codes import Exit

RECORDS = """
- {id: lesson/mixed, title: 小米SU7汽车发布会, summary: Han after Latin.}
- {id: lesson/okr, title: OKR管理, summary: The same.}
- {id: lesson/toyota, title: トヨタ自動車, summary: Kanji after kana.}
- {id: person/paris, title: パリ, summary: Paris.}
- {id: person/bali, title: バリ, summary: Bali.}
- {id: person/kam, title: काम, summary: Work.}
- {id: person/kim, title: किम, summary: Kim.}
- {id: lesson/moj, title: мой, summary: Mine.}
- {id: lesson/moi, title: мои, summary: Mine (plural).}
- {id: person/muller, title: Muller, summary: One.}
- {id: person/mueller, title: Müller, summary: Another.}
- {id: person/zeng, title: Z, zh: 曾鸣, summary: Read otherwise in names.}
- {id: person/li, title: Li, summary: "Voice: of one.", claims: [{text: A, type: opinion, by: AFP/Getty, cite: page}]}
- {id: person/wei, title: Wei, summary: One of two.}
- {id: person/wei-2, title: Wei, summary: The other.}
- {id: source/page, title: P, summary: s, type: page, voice: independent, published: 2020, url: "HTTPS://example.org/"}
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "a.YAML").write_text(RECORDS, encoding="utf-8")
    return tmp_path / "records"


@pytest.mark.parametrize(
    ("question", "identifier"),
    [
        (["search", "汽车"], "lesson/mixed"), (["search", "管理"], "lesson/okr"),
        (["search", "自動車"], "lesson/toyota"), (["search", "トヨタ"], "lesson/toyota"),
        (["search", "काम"], "person/kam"), (["person", "パリ"], "person/paris"),
        (["person", "バリ"], "person/bali"), (["person", "काम"], "person/kam"),
        (["lesson", "мой"], "lesson/moj"), (["lesson", "мои"], "lesson/moi"),
        (["person", "Müller"], "person/mueller"), (["person", "Muller"], "person/muller"),
        (["person", "zeng ming"], "person/zeng"), (["person", "cengming"], "person/zeng"),
        (["person", "wei-2"], "person/wei-2"),
    ],
)  # fmt: skip
def test_a_word_of_any_script_is_found(
    bare: Call, library: Path, question: list[str], identifier: str
) -> None:
    ended = bare("--data", library, *question, "--plain")
    assert (ended.code, ended.out.split("\t")[0]) == (Exit.FOUND, identifier), ended.err


def test_two_of_one_name_are_told_apart(bare: Call, library: Path) -> None:
    ended = bare("--data", library, "person", "Wei")
    assert ended.code == Exit.USAGE
    assert "person/wei " in ended.err
    assert "person/wei-2 " in ended.err


def test_a_name_with_a_slash_is_a_name(bare: Call, library: Path) -> None:
    assert bare("validate", library).code == Exit.FOUND


def test_what_is_suggested_can_be_pasted(bare: Call, library: Path) -> None:
    assert "xiaomi search 'qq & x'" in bare("--data", library, "person", "qq & x").err
    assert "xiaomi search qq 'a b'" in bare("qq", "a b").err
