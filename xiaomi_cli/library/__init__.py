"""From YAML to checked records. The only package that reads a library's files."""
