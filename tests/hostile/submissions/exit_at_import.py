"""Leaves with status 0 while it is being imported, past every handler."""
import os

print("attempted", flush=True)
os._exit(0)
