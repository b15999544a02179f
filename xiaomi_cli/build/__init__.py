"""From checked records to one SQLite file, made anew or in part, and kept in a cache."""
