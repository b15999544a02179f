"""A command-line explorer of a company's strategy, every statement traced to its paragraph."""

__version__ = "0.1.0"
RELEASED = "2026-11-29"  # the day of this version, for the manual page
