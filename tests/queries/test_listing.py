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


def test_what_is_in_no_group_has_a_head_only_beside_groups(store: Store) -> None:
    figure = store.of_kind("figure")[0]
    few = [figure._replace(id=f"figure/{n}", themes_json='["a"]') for n in range(2)]
    many = [figure._replace(id=f"figure/b{n}", themes_json='["b"]') for n in range(3)]
    assert [name for name, _ in grouped(store, "figure", few)] == [""]
    assert [name for name, _ in grouped(store, "figure", few + many)] == ["B", "Others"]
