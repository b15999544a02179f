"""From what a person typed to ranked hits, over the compiled library."""
