"""Simulated learners who study a made-up course: what `python -m bench.planner` is made of."""
