"""`xiaomi framework [NAME]`."""

from xiaomi_cli.cli.kind_commands import idea_command

run = idea_command(
    "framework",
    """A framework with its parts, versions, cases, lessons and critics; or the list.

\b
Examples:
  xiaomi framework
  xiaomi framework "three iron laws"
  xiaomi framework 生态链 --json
    """,
)
