"""`xiaomi dispute [NAME]`."""

from xiaomi_cli.cli.kind_commands import kind_command

run = kind_command(
    "dispute",
    """Where the sources disagree: each position, and what a careful editor concludes.

\b
Examples:
  xiaomi dispute
  xiaomi dispute "34 hours"
  xiaomi dispute --json
    """,
)
