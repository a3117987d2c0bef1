"""Maths on screen: TeX -> tree -> two-dimensional block, or one bracketed line."""
