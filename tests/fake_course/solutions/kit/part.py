"""The second file of the reference."""

FACTOR = 2.0
