"""Measurements: each program prints ratios of things run side by side on this machine."""
