"""What a learner remembers, derived from the log."""
