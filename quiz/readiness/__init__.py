"""What a learner would score today, how sure that is, and how their answers developed."""
