"""Papers and their keys on paper, and formulas as pictures."""
