"""Run behind your file, for the race alone: many calls of q_sample for one transfer of data.

One call is over in less time than it takes to bring the samples to it, too short to be timed.
"""


def q_sample_in_rounds(x0, t, noise, abar, rounds):
    """The sum of `rounds` batches, every time moved on by one step from batch to batch."""
    total = 0 * x0
    for _ in range(rounds):
        t = (t + 1) % len(abar)
        total = total + q_sample(x0, t, noise, abar)  # noqa: F821 (defined in your file)
    return total
