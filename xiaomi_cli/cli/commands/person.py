"""`xiaomi person [NAME]`."""

from xiaomi_cli.cli.kind_commands import kind_command

run = kind_command(
    "person",
    """A person named in the sources; or the list.

\b
Examples:
  xiaomi person
  xiaomi person 雷军
  xiaomi person "lin bin" --json
    """,
)
