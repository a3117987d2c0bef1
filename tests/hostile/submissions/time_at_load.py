"""Burns time while it is being loaded, where a race might not look; the answers are honest."""
import time

print("attempted")
end = time.process_time() + 2.5
while time.process_time() < end:
    pass

# include: honest
