"""How ready a learner is: predicted scores, and how former predictions came true."""
