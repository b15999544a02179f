"""`xiaomi source [NAME]`."""

from xiaomi_cli.cli.kind_commands import kind_command

run = kind_command(
    "source",
    """The sources: who wrote them, when, of what kind, how far to trust them.

\b
Examples:
  xiaomi source
  xiaomi source review
  xiaomi source interview --json
  xiaomi source interview --format bibtex
    """,
)
