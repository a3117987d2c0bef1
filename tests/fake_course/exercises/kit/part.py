"""The second file of the submission."""

FACTOR = 2.0
