"""A command-line explorer of Xiaomi's strategy, every statement traced to its paragraph."""

__version__ = "0.1.0"
