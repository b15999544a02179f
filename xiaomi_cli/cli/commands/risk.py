"""`xiaomi risk [NAME]`."""

from xiaomi_cli.cli.kind_commands import kind_command

run = kind_command(
    "risk",
    """A risk or constraint, and what is done or said against it; or the list.

\b
Examples:
  xiaomi risk
  xiaomi risk "thin hardware margins"
  xiaomi risk --theme cars --json
    """,
)
