"""`xiaomi lesson [NAME]`."""

from xiaomi_cli.cli.kinds import kind_command

run = kind_command(
    "lesson",
    """What a builder should take away, by theme.

\b
Examples:
  xiaomi lesson
  xiaomi lesson --theme retail
  xiaomi lesson --json
    """,
)
