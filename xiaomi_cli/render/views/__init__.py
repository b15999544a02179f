"""What an answer looks like, as blocks: a module for each kind of answer, `records` for records."""
