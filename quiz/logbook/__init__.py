"""What a learner did: kept twice, never changed, and repaired if need be."""
