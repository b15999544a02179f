"""`xiaomi company [NAME]`."""

from xiaomi_cli.cli.kind_commands import kind_command

run = kind_command(
    "company",
    """The company of the library and those it is measured against; or the list.

\b
Examples:
  xiaomi company
  xiaomi company byd
  xiaomi company apple --json
    """,
)
