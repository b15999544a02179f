"""`python -m xiaomi_cli` and the `xiaomi` command."""

import sys


def main() -> None:
    """Run the command line; the exit code is the answer's."""
    from xiaomi_cli.cli.exits import run  # noqa: PLC0415 - an interrupt while importing is caught

    def carry_out() -> int:
        from xiaomi_cli.cli.app import command_line  # noqa: PLC0415 - as above

        return command_line()

    sys.exit(run(carry_out))


if __name__ == "__main__":
    main()
