"""Libraries of one's own may be small, of few kinds, and call things as nobody foresaw."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Ended, in_process
from tests.library.libraries import SOURCES, problems_of, write

COMPANY = """
- id: company/beta
  title: Beta
  summary: Beta is here.
  cite: doc¶1
  dimensions:
    %s:
    - {text: The document says so., cite: doc¶1}
    - {text: The page says so., cite: page}
"""
PRODUCTS = """
- {id: product/alpha, title: Alpha lamp, summary: A lamp., cite: doc¶1, category: page}
- {id: product/omega, title: Omega lamp, summary: A lamp., cite: doc¶1, category: light}
"""
DISPUTE = """
- id: event/founding
  title: Founding
  summary: Beta began.
  cite: [doc¶1, page]
  date: 2010-04-06
  type: founding
  themes: [founder, money]
- id: dispute/founding
  title: When Beta began
  question: When did Beta begin?
  verdict: In April.
  consequence: low
  cite: doc¶1
  positions:
  - {at: event/founding#date, says: 6 April}
  - {holder: The author, says: 5 April, text: Beta began on 5 April 2010., cite: doc¶2}
"""


def asked(folder: Path, capsys: pytest.CaptureFixture[str], records: str, *arguments: str) -> Ended:
    write(folder, {"a.yaml": records, "seeds/s.yaml": SOURCES})
    assert problems_of(folder) == []
    return in_process(capsys, ["--data", str(folder), *arguments])


@pytest.mark.parametrize("name", ["5g", "市场", "Go to market", "a[0].b", "claims"])
def test_a_dimension_may_have_any_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    arguments = ("company", "beta", "--seeds-only", "--json")
    done = asked(tmp_path, capsys, COMPANY % json.dumps(name), *arguments)
    assert done.code == 0
    left = json.loads(done.out)["dimensions"][name]
    assert [statement["text"] for statement in left] == ["The document says so."]


def test_a_product_may_be_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(asked(tmp_path, capsys, PRODUCTS, "search", "lamp", "--json").out)
    records = found if isinstance(found, list) else found["hits"]
    scores = [hit["score"] for hit in records if hit["id"].startswith("product/")]
    assert len(scores) == 2
    assert max(scores) < 1.5 * min(scores)
    named = asked(tmp_path, capsys, PRODUCTS, "product", "lamp alpha", "--json")
    assert json.loads(named.out)["id"] == "product/alpha"


def test_a_library_without_events_has_no_year_with_few(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = asked(tmp_path, capsys, COMPANY % "pricing", "coverage")
    assert done.code == 0
    assert "years with few events: none" in done.out


@pytest.mark.parametrize("narrowed", [[], ["--seeds-only"], ["--as-of", "2024"]])
def test_a_contested_date_is_marked_whatever_is_hidden(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], narrowed: list[str]
) -> None:
    done = asked(tmp_path, capsys, DISPUTE, "timeline", *narrowed)
    assert "‡ 5 April" in done.out


def test_a_list_for_programs_has_the_date_of_every_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = asked(tmp_path, capsys, DISPUTE, "source", "--plain").out.splitlines()
    assert [row.split("\t")[2] for row in source] == ["2020-03", "2021-05-06"]
    event = asked(tmp_path, capsys, DISPUTE, "timeline", "--plain").out
    assert event.split("\t")[:3] == ["event/founding", "event", "2010-04-06"]
