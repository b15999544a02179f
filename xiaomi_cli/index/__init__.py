"""The compiled library as a question finds it: one SQLite file, and all that is read from it."""
