"""Near copies: found by sketches, told from other reports word by word, kept as one voice."""
