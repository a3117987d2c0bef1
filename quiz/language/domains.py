"""What values a name can take, and seeded points to compare formulas at.

Points lie in the middle of a domain mostly, and in its far parts sometimes: a formula that is only
right for moderate values should be found out, and one that is right should not lose its digits.
The values of a name are spread evenly (a Latin hypercube), so that both sides of every middle are
seen. The same seed gives the same points on every machine.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quiz.errors import FormulaError

#: Share of the points in each far part of an unbounded domain.
_FAR = 0.1

#: Kind of domain: where the far parts end, and where the middle does.
_RANGES = {
    "real": (-10.0, -2.0, 2.0, 10.0),
    "positive": (0.02, 0.2, 3.0, 20.0),
    "prob": (0.003, 0.05, 0.95, 0.997),
}
#: Whole numbers without limits: from 2 (so that n-1 and log n are no special cases) to here.
_SMALLEST, _COMMON, _LARGEST = 2, 9, 20
#: Weights of a simplex are whole multiples of this, so that they sum to exactly one.
_GRAIN = 2**20


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a name can take.

    Attributes:
        kind: "real", "positive", "prob", "integer" or "simplex".
        low, high: the limits, both included, where an author gave them.
        group: of a simplex: which names sum to one.
    """

    kind: str
    low: float | None = None
    high: float | None = None
    group: str = ""

    def at(self, share: float) -> float:
        """The value below which a share (0 to 1) of the points lies; no simplex."""
        if self.kind == "integer":
            return float(self._whole(share))
        if self.low is not None and self.high is not None:
            return self.low + share * (self.high - self.low)
        lowest, low, high, highest = _RANGES[self.kind]
        if share < _FAR:
            return self._far(share / _FAR, lowest, low)
        if share > 1.0 - _FAR:
            return self._far((1.0 - share) / _FAR, highest, high)
        return low + (share - _FAR) / (1.0 - 2.0 * _FAR) * (high - low)

    def _far(self, share: float, outer: float, inner: float) -> float:
        if self.kind == "positive":
            return outer * math.pow(inner / outer, share)
        return outer + share * (inner - outer)

    def _whole(self, share: float) -> int:
        if self.low is not None and self.high is not None:
            low, high = int(self.low), int(self.high)
        elif share < 1.0 - _FAR:
            low, high, share = _SMALLEST, _COMMON, share / (1.0 - _FAR)
        else:
            low, high, share = _COMMON + 1, _LARGEST, (share - 1.0 + _FAR) / _FAR
        return min(high, low + int(share * (high - low + 1)))


def read_domain(form: object) -> Domain:
    """The domain that an author's form says.

    Args:
        form: "real", "positive", "prob", "integer", {"real": [low, high]}, {"integer": [low,
            high]} or {"simplex": group}.

    Raises:
        FormulaError: if it is none of these.
    """
    if isinstance(form, str) and (form in _RANGES or form == "integer"):
        return Domain(form)
    if isinstance(form, Mapping) and len(form) == 1:
        ((kind, value),) = form.items()
        if kind == "simplex" and isinstance(value, str):
            return Domain("simplex", group=value)
        if kind in (*_RANGES, "integer") and isinstance(value, Sequence) and len(value) == 2:
            low, high = value
            right = all(isinstance(end, int | float) and math.isfinite(end) for end in value)
            if right and (low < high or (low == high and kind == "integer")):
                return Domain(str(kind), float(low), float(high))
    raise FormulaError("formula_domain", found=str(form))


def read_domains(forms: Mapping[str, object]) -> dict[str, Domain]:
    """The domains of all names (`names:` of a formula question).

    Raises:
        FormulaError: if one of them is none.
    """
    return {name: read_domain(form) for name, form in forms.items()}


def points(names: Mapping[str, Domain], count: int, seed: int) -> Mapping[str, list[float]]:
    """Values for each name at `count` points; treat them as read-only."""
    return _points(tuple(names.items()), count, seed)


@lru_cache(maxsize=512)
def _points(
    names: tuple[tuple[str, Domain], ...], count: int, seed: int
) -> Mapping[str, list[float]]:
    source = random.Random(seed)
    shares = {name: _spread(source, count) for name, _ in names}
    values = {
        name: [domain.at(share) for share in shares[name]]
        for name, domain in names
        if domain.kind != "simplex"
    }
    groups: dict[str, list[str]] = {}
    for name, domain in names:
        if domain.kind == "simplex":
            groups.setdefault(domain.group, []).append(name)
    for members in groups.values():
        rows = [_weights([shares[name][i] for name in members]) for i in range(count)]
        values |= {name: [row[at] for row in rows] for at, name in enumerate(members)}
    return {name: values[name] for name, _ in names}


def _spread(source: random.Random, count: int) -> list[float]:
    """Shares in (0, 1), one in each of `count` equal parts, in a random order."""
    parts = list(range(count))
    for last in range(count - 1, 0, -1):
        other = int(source.random() * (last + 1))
        parts[last], parts[other] = parts[other], parts[last]
    return [(part + 0.01 + 0.98 * source.random()) / count for part in parts]


def _weights(shares: Sequence[float]) -> list[float]:
    """Weights that sum to one exactly, in floats too; evenly spread over the simplex."""
    raw = [-math.log(share) for share in shares]
    grains = [max(1, round(_GRAIN * part / sum(raw))) for part in raw]
    heaviest = grains.index(max(grains))
    grains[heaviest] += _GRAIN - sum(grains)
    return [grain / _GRAIN for grain in grains]
