"""What the library is made of: records, claims, dates, quantities, citations. Knows no I/O."""
