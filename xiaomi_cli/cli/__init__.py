"""The command line: one module a command, one place each for output and for exit codes."""
