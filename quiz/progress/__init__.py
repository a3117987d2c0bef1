"""How far a learner is: gathered from log, memory and plan, and laid out."""
