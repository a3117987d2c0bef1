"""Which names a key does not react to: any formula in them would be as right as the key."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.language.domains import Domain
from quiz.language.equality import SEED, SLACK, samples
from quiz.language.evaluation import Sample
from quiz.language.rounding import INF
from quiz.language.tree import Expression

#: A smaller relative change is no reaction.
_VISIBLE = 1e-9


def insensitive(
    key: Expression, domains: Mapping[str, Domain], seed: int = SEED
) -> tuple[str, ...]:
    """Declared names whose value makes no visible difference anywhere on the domain.

    Args:
        key: the formula.
        domains: the domain of every name, those that the formula leaves out among them.
        seed: of the points.
    """
    looks = list(samples(domains, seed))
    return tuple(
        name
        for name in domains
        if name not in key.names or not any(_reacts(key, name, look) for look in looks)
    )


def _reacts(key: Expression, name: str, sample: Sample) -> bool:
    """Whether the key changes somewhere when a name takes the value it has at another point."""
    half = sample.count // 2
    values = sample.values[name]
    moved = Sample({**sample.values, name: [*values[half:], *values[:half]]})
    for (k, ek), (other, its) in zip(sample.balls(key), moved.balls(key), strict=True):
        change, noise = abs(other - k), ek + its
        if noise < INF and change > max(SLACK * noise, _VISIBLE * max(abs(k), abs(other))):
            return True
    return False
