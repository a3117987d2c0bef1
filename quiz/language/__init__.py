"""The closed language of formulas: reading, computing, comparing. Nothing is ever executed."""
