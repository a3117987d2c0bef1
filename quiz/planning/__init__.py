"""What to study next, and whether the pace suffices."""
