"""The compiled library: one SQLite file, how it is made, found, cached and read."""
