"""`python -m xiaomi_cli` and the `xiaomi` command."""

import sys


def main() -> None:
    """Run the command line; the exit code is the answer's."""
    try:
        from xiaomi_cli.cli.exits import guard, run  # noqa: PLC0415 - Ctrl-C may come at any import

        guard()
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(_command_line))


def _command_line() -> int:
    from xiaomi_cli.cli.app import command_line  # noqa: PLC0415 - imported under the guard

    return command_line()


if __name__ == "__main__":
    main()
