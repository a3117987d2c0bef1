"""Tools for those who write questions."""
