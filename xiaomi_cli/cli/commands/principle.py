"""`xiaomi principle [NAME]`."""

from xiaomi_cli.cli.kind_commands import idea_command

run = idea_command(
    "principle",
    """A principle: the idea, how it was practised, what it teaches, where it strained; or the list.

\b
Examples:
  xiaomi principle
  xiaomi principle speed
  xiaomi principle speed --against
  xiaomi principle 口碑 --json
    """,
)
