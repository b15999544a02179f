"""`xiaomi product [NAME]`."""

from xiaomi_cli.cli.kind_commands import kind_command

run = kind_command(
    "product",
    """A product: what it is, by whom, and when; or the list.

\b
Examples:
  xiaomi product
  xiaomi product su7
  xiaomi product 玄戒 --json
    """,
)
