"""Options that several commands share, spelled once."""

from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.exports import FORMATS

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="One record a line: id, kind, date, title, summary.")
]
Name = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]",
        help="Name, alias, Chinese, pinyin or id.",
        show_default=False,
        autocompletion=completion.names,
    ),
]
Theme = Annotated[
    str,
    typer.Option(
        "--theme",
        metavar="THEME",
        help="Only of this theme.",
        autocompletion=completion.themes,
    ),
]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most N; 0 for all.")]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Hide what happened or was published later.",
        autocompletion=completion.years,
    ),
]
SeedsOnly = Annotated[
    bool, typer.Option("--seeds-only", help="Only what the source documents themselves bear.")
]
Against = Annotated[
    bool, typer.Option("--against", help="Only the other side: where it strained, what must hold.")
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="For another tool, such as csv or md; export --help lists them.",
        autocompletion=completion.among(FORMATS),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        readable=False,
        help="Write to FILE, which names the format; - for standard output.",
    ),
]
