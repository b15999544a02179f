"""Questions to a library and their answers as plain data. Knows no terminal and no SQL."""
