"""`xiaomi figure [NAME]`."""

from xiaomi_cli.cli.kind_commands import kind_command

run = kind_command(
    "figure",
    """A number and its series over time; or the list.

\b
Examples:
  xiaomi figure
  xiaomi figure revenue
  xiaomi figure revenue --as-of 2021-03
  xiaomi figure "connected devices" --json
    """,
)
