"""Lists in groups, the same every time."""

import json

from xiaomi_cli.index.store import Store
from xiaomi_cli.queries.listing import grouped


def test_groups_of_one_size_keep_their_order(store: Store) -> None:
    figure = store.of_kind("figure")[0]
    themes = "hgfedcba"
    found = [
        figure._replace(id=f"figure/{theme}{n}", themes_json=json.dumps([theme]))
        for theme in themes
        for n in range(3)
    ]
    assert [name for name, _ in grouped(store, "figure", found)] == list(themes.upper())
