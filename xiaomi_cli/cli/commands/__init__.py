"""One module for each command; `run` is the command, its docstring the help."""
