"""Variants: parameters drawn from a seed, and the texts that show them."""
