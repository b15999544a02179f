"""What the maintainers of the program run; no part of it."""
