"""SQL that must find nothing: each file selects the rows that break one rule, and names it."""
