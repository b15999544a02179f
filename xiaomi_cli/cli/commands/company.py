"""`xiaomi company [NAME]`."""

from xiaomi_cli.cli.kinds import kind_command

run = kind_command(
    "company",
    """Xiaomi and the companies it is measured against.

\b
Examples:
  xiaomi company
  xiaomi company byd
  xiaomi company apple --json
    """,
)
