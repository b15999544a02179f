"""A command-line explorer of a company's strategy, every statement traced to its paragraph."""

__version__ = "0.1.0"
