"""Numbers with their noise, and lines of text tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bench.simulated.calibration import Calibration
from bench.simulated.forgetting import Numbers
from bench.simulated.study import Setting

#: Points of 100. Where two rules ask the same in nearly all runs the interval is nearly nothing.
_NOTHING = 0.05


class Difference(NamedTuple):
    """A mean of paired differences with half its 95 % interval."""

    mean: float
    noise: float

    @property
    def behind(self) -> bool:
        """Beyond noise."""
        return self.mean < -max(self.noise, _NOTHING)

    @property
    def ahead(self) -> bool:
        """Beyond noise."""
        return self.mean > self.noise

    def __str__(self) -> str:
        return f"{self.mean:+.2f} ± {self.noise:.2f}{' !' if self.behind else ''}"


def difference(ours: Numbers, other: Numbers) -> Difference:
    """Ours less another, learner by learner."""
    apart = ours - other
    return Difference(float(apart.mean()), 1.96 * float(apart.std(ddof=1)) / math.sqrt(len(apart)))


def best(scores: Mapping[str, Numbers]) -> str:
    """Who has the highest mean."""
    return max(scores, key=lambda name: float(scores[name].mean()))


def heading(columns: Sequence[str]) -> str:
    return f"{'model':<7}{'concepts/days/min':<19}" + "".join(f"{name:>18}" for name in columns)


def row(setting: Setting, cells: Sequence[object]) -> str:
    return f"{setting.model:<7}{size(setting):<19}" + "".join(f"{cell!s:>18}" for cell in cells)


def size(setting: Setting) -> str:
    return f"{setting.concepts}/{setting.days}/{setting.minutes:.0f}"


CALIBRATION = ("after", "said to", "holds score", "holds exam", "bias", "RMSE", "widths")


def calibration(cell: Calibration) -> str:
    """One row: "without > with recalibration"."""
    after = f"day {cell.after}"
    if not cell.said:
        return row(cell.setting, [after, "nobody yet"])

    def pair(values: tuple[float, float], form: str) -> str:
        return f"{values[0]:{form}} > {values[1]:{form}}"

    cells = (
        *(after, f"{cell.said:.0%}", pair(cell.held, ".0%"), pair(cell.exams, ".0%")),
        *(pair(cell.bias, "+.1f"), pair(cell.error, ".1f")),
        f"{cell.width[0]:.0f}, {cell.width[1]:.0f}",
    )
    return row(cell.setting, cells)
