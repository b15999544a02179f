"""Options that several commands share, spelled once."""

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Name = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]", help="Name, alias, Chinese, pinyin or id.", show_default=False
    ),
]
Theme = Annotated[str, typer.Option("--theme", metavar="THEME", help="Only of this theme.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most N; 0 for all.")]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="Hide what happened or was published later.")
]
SeedsOnly = Annotated[
    bool, typer.Option("--seeds-only", help="Only what the source documents themselves bear.")
]
Against = Annotated[
    bool, typer.Option("--against", help="Only the other side: where it strained, what must hold.")
]
