"""Drawings of a series: what is below zero is drawn below it, or left of it."""

import re

import pytest

from xiaomi_cli.render.blocks import Bar
from xiaomi_cli.site.charts import series, spark

BARS = [Bar("2019", 0.5, (), value="1"), Bar("2020", -1.0, (), value="−2"),
        Bar("2021", 0.5, (), value="1", growth="+9%")]  # fmt: skip
_RECT = re.compile(
    r'<rect class="(bar|loss)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"'
)


@pytest.mark.parametrize("drawing", [series(BARS, "S"), spark(BARS)])
def test_a_loss_hangs_from_the_line_on_which_gains_stand(drawing: str) -> None:
    (kind, _, y, _, height), (loss, _, top, _, depth), _ = _RECT.findall(drawing)
    assert (kind, loss) == ("bar", "loss")
    assert float(y) + float(height) == pytest.approx(float(top), abs=0.2)
    assert float(depth) == pytest.approx(2 * float(height), abs=0.2)


def test_where_bars_lie_a_loss_goes_left() -> None:
    long = [bar._replace(label=f"{bar.label}, first half") for bar in BARS]
    (_, x, _, _, _), (_, left, _, width, _), _ = _RECT.findall(series(long, "S"))
    assert float(left) + float(width) == pytest.approx(float(x), abs=0.2)
    assert "+9%" in series(long, "S")
