"""sys.exit(0) while it is being imported."""
import sys

print("attempted")
sys.exit(0)
