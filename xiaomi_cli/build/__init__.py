"""From checked records to one SQLite file, made anew whenever they change, and kept in a cache."""
