"""Does its work while it is being loaded, far over any limit."""
import time

print("attempted")
end = time.perf_counter() + 60
while time.perf_counter() < end:
    pass

# include: honest
