"""What each layer of the sandbox costs: spawn a worker, ask it something, end it.

    python -m bench.layers [--backend torch] [--rounds 40]

All configurations take turns within each round; printed are medians and the ratio to no layers.
"""

from __future__ import annotations

import argparse
import statistics
import time

from grader.sandbox import Layers, Limits, Sandbox

CONFIGURATIONS = {
    "none": Layers(namespaces=False, landlock=False, seccomp=False),
    "landlock": Layers(namespaces=False, seccomp=False),
    "seccomp": Layers(namespaces=False, landlock=False),
    "namespaces": Layers(landlock=False, seccomp=False),
    "landlock + seccomp (good)": Layers(namespaces=False),
    "all (strong)": Layers(),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backend", default="torch")
    parser.add_argument("--rounds", type=int, default=40)
    args = parser.parse_args()
    sandboxes = {name: Sandbox(args.backend, layers=how) for name, how in CONFIGURATIONS.items()}
    spawn: dict[str, list[float]] = {name: [] for name in sandboxes}
    call: dict[str, list[float]] = {name: [] for name in sandboxes}
    for sandbox in sandboxes.values():
        life(sandbox)
    for _ in range(args.rounds):
        for name, sandbox in sandboxes.items():
            first, null = life(sandbox)
            spawn[name].append(first)
            call[name].append(null)
    base = statistics.median(spawn["none"])
    print(f"{args.backend} zygote: spawn + first answer; null call")
    for name, sandbox in sandboxes.items():
        first, null = statistics.median(spawn[name]), statistics.median(call[name])
        level = sandbox.isolation.level.value
        cells = f"{first * 1e3:6.1f} ms {first / base:5.2f}x   {null * 1e6:6.0f} us"
        print(f"  {name:<28}{cells}   level {level}")
        sandbox.close()


def life(sandbox: Sandbox) -> tuple[float, float]:
    """Seconds until a new worker has answered, and of one more null call."""
    start = time.perf_counter()
    with sandbox.spawn(Limits()) as worker:
        worker.request(["seed", 1], cpu_s=5)
        first = time.perf_counter() - start
        start = time.perf_counter()
        worker.request(["price", [], 1], cpu_s=5)
        return first, time.perf_counter() - start


if __name__ == "__main__":
    main()
