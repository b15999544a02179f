"""Every text is a query; dates, figures, phrases and filters are told from words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.search.query import MAX_CHARACTERS, MAX_PARTS, informative, parse


def parts(text: str) -> list[str]:
    return [f"{part.type}:{part.date or part.text}" for part in parse(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iron triangle", ["word:iron", "word:triangle"]),
        ("C++ what's su7-ultra", ["word:C++", "word:what's", "word:su7-ultra"]),
        ('"good enough" price', ["phrase:good enough", "word:price"]),
        ("“flying pig”", ["phrase:flying pig"]),
        ("[bold]lidar[/]; (speed) title:speed*", [
            "word:bold", "word:lidar", "word:speed", "word:title", "word:speed"]),
        ('"unbalanced iron', ["word:unbalanced", "word:iron"]),
        ("904.6 million", ["figure:904.6 million"]),
        ("63.6bn revenue", ["figure:63.6bn", "word:revenue"]),
        ("RMB 1999", ["figure:1999"]),
        ("9亿台设备", ["figure:9亿", "word:台设备"]),
        ("估值460亿美元", ["word:估值", "figure:460亿"]),
        ("小米2016", ["word:小米", "date:2016"]),
        ("5月22日", ["date:22 May"]),
        ("1999 yuan", ["figure:1999"]),
        ("$46 billion", ["figure:46 billion"]),
        ("17x turnover", ["figure:17x", "word:turnover"]),
        ("five percent cap", ["figure:five percent", "word:cap"]),
        ("10-X investment", ["figure:10-X", "word:investment"]),
        ("9.046亿", ["figure:9.046亿"]),
        ("3nm 5G 12S", ["word:3nm", "word:5G", "word:12S"]),
        ("2016", ["date:2016"]),
        ("may 2016", ["date:2016-05"]),
        ("Sept 2025", ["date:2025-09"]),
        ("29 march 2025", ["date:2025-03-29"]),
        ("March 29th, 2025", ["date:2025-03-29"]),
        ("2025-03-29", ["date:2025-03-29"]),
        ("2025/3/29", ["date:2025-03-29"]),
        ("2010年4月6日", ["date:2010-04-06"]),
        ("2010年4月", ["date:2010-04"]),
        ("Q1 2025", ["date:2025-33"]),
        ("2025 q4", ["date:2025-36"]),
        ("third quarter of 2025", ["date:2025-35"]),
        ("2nd quarter 2025", ["date:2025-34"]),
        ("2025年第一季度", ["date:2025-33"]),
        ("29.3.2025", ["date:2025-03-29"]),
        ("3/29/2025", ["date:2025-03-29"]),
        ("2016-05", ["date:2016-05"]),
        ("2015-2016", ["date:2015/2016"]),
        ("2015 to 2016", ["date:2015/2016"]),
        ("april 6", ["date:6 April"]),
        ("revenue 2014", ["word:revenue", "date:2014"]),
        ("may I ask", ["word:may", "word:I", "word:ask"]),
        ("2025-02-30", ["date:2025-02", "figure:30"]),
        ("1234", ["figure:1234"]),
    ],
)  # fmt: skip
def test_a_query_is_read_part_by_part(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_filters_and_excluded_words_are_no_parts() -> None:
    query = parse('Kind：Event car theme:"supply chain" -lidar −"good enough" year:2021 a-b')
    assert [part.text for part in query.parts] == ["car", "a-b"]
    assert query.filters == [("kind", "event"), ("theme", "supply chain"), ("year", "2021")]
    assert query.excluded == ["lidar", "good enough"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("what is the tail-wind principle?", ["tail-wind", "principle"]),
        ("who is it", ["who", "is", "it"]),
        ("did the price change in 2014", ["price", "change", "2014"]),
        ("why doesn't it ship", ["ship"]),
    ],
)
def test_words_of_questions_are_dropped_if_others_remain(text: str, left: list[str]) -> None:
    assert [part.text for part in informative(parse(text).parts)] == left


@given(st.text(max_size=3 * MAX_CHARACTERS))
def test_every_text_is_a_query_of_bounded_size(text: str) -> None:
    query = parse(text)
    assert len(query.parts) <= MAX_PARTS
    assert len(query.excluded) <= MAX_PARTS


@given(st.lists(st.sampled_from(["lidar", "5%", "2016", '"a b"', "-x", "kind:event", "雷军"])))
def test_a_query_is_read_the_same_twice(words: list[str]) -> None:
    text = " ".join(words)
    assert parse(text) == parse(text)
