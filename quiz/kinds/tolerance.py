"""How near to the key a number must be, and how the key is then written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from quiz.variants.numbers import dp, num, sig

#: What is lost in computing with floats; all that an exact key forgives.
ROUNDING = 1e-9
#: Below this, floats tell whole numbers from their neighbours even after some roundings.
WHOLE = 1e15
#: An answer within so many tolerances is off only by rounding ...
ROUNDED = 10.0
#: ... unless it is off by more than this share of the key, and by more than two tolerances, which
#: a cut instead of a rounded digit can cost.
LARGEST_SHARE = 0.05
CUT = 2.0
#: Significant digits that anybody can type for an exact key.
SHORT = 7

_SLACK = 1.0 + 1e-6  # a value in the middle between two roundings is right as either


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may be off.

    Attributes:
        absolute: in the unit of the key.
        relative: as a share of the key.
        decimals: digits after the point that are asked for, if that is how it was declared.
    """

    absolute: float = 0.0
    relative: float = ROUNDING
    decimals: int | None = None

    @classmethod
    def of(cls, declared: Mapping[str, float] | None) -> Tolerance:
        """Read a tolerance as banks declare it; None is exact."""
        if not declared:
            return cls()
        if "decimals" in declared:
            decimals = int(declared["decimals"])
            return cls(0.5 * 10.0**-decimals, 0.0, decimals)
        return cls(float(declared.get("absolute", 0.0)), float(declared.get("relative", 0.0)))

    @property
    def exact(self) -> bool:
        """Whether nothing but the rounding of floats is forgiven."""
        return self.absolute == 0.0 and self.relative <= ROUNDING

    def width(self, key: float) -> float:
        """How far from this key an answer may be."""
        floor = ROUNDING if key == 0.0 and self.exact else 0.0
        return max(self.absolute, self.relative * abs(key), ROUNDING * abs(key), floor) * _SLACK

    def holds(self, value: float, key: float) -> bool:
        """Whether a value is right for this key."""
        if self.exact and value == round(value) and key == round(key) and abs(key) < WHOLE:
            return value == key
        return abs(value - key) <= self.width(key)

    def rounded(self, value: float, key: float) -> bool:
        """Whether a value that is not right may come from rounding too early, or by cutting."""
        if self.exact or value * key <= 0.0:
            return False
        width = self.width(key)
        far = max(CUT * width, min(ROUNDED * width, LARGEST_SHARE * abs(key)))
        return abs(value - key) <= far

    def share(self, key: float) -> float:
        """The precision that is asked for, as a share of the key; at most a hundredth."""
        return min(max(self.width(key) / abs(key), ROUNDING), 0.01) if key else 0.01

    def shown(self, key: float) -> str:
        """The key with as many digits as are asked for."""
        if self.decimals is not None:
            return str(dp(key, self.decimals))
        if self.exact or key == 0.0:
            return str(num(key))
        if self.absolute:
            fine = str(dp(key, min(max(math.ceil(-math.log10(self.absolute)), 0), 12)))
        else:
            fine = str(sig(key, min(math.ceil(-math.log10(self.relative)) + 1, 12)))
        return min(str(num(key)), fine, key=len)

    def can_be_typed(self, key: float) -> bool:
        """Whether somebody who knows the key can type it as a number: 0.25 exactly, but not 1/3."""
        return not self.exact or key == round(key) or self.holds(float(f"{key:.{SHORT}g}"), key)
