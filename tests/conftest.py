"""How hypothesis draws: the same examples at every run. `make fuzz` looks for new ones."""

from hypothesis import HealthCheck, settings

# A slow machine is no fault of what is tested, and what CI says of a change is about the change.
settings.register_profile(
    "tests", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")
