"""Whether two formulas are the same function on their domain.

They are compared at seeded points, each relative to the key's own magnitude and to the rounding
error that both can have there; there is no absolute floor, so 0 is not 1e-10*x. The bounds of
quiz/language/rounding.py make a difference a proof: where the balls of two formulas are apart, the
formulas differ. Agreement needs enough points where both are known well. An answer cannot buy
agreement by losing its own digits: where its error is large against the key, the point does not
count, and with too few points the comparison stays undecided.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from quiz.language.domains import Domain, points
from quiz.language.evaluation import Sample
from quiz.language.rounding import INF, Ball, defined
from quiz.language.tree import Call, Expression, Number, walk

SEED = 20_011

#: Points of the first look, and of the second one, which is taken where the first leaves doubt.
FIRST, SECOND = 24, 72
#: Values are apart where they differ by more than so many bounds on their rounding.
SLACK = 4.0
#: An answer's error at a point may be so large, relative to the key, and still count as agreement;
#: the second figure holds for answers with rounded decimals (0.6931471806).
_FINE, _ROUNDED = 1e-11, 1e-9
#: Points where the key itself is known less well than this are left out.
_KEY_FINE = 1e-6
#: Fewer points with a known key than this call for more points.
_FEW = 8
#: Fewer than this decide nothing.
_LEAST = 4
#: Functions with corners, jumps or branches, of which a side may be rare: sqrt(x^2) is not x.
_CORNERS = frozenset(
    "abs max min relu step sign floor ceil sqrt asin acos atan".split(),
)


class Verdict(StrEnum):
    """How a comparison can end."""

    EQUAL = "equal"
    WRONG = "wrong"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an answer compares with a key.

    Attributes:
        verdict: equal, wrong or undecided.
        reason: key of a text (messages/language.*) that says why, where there is more to say than
            "equal" or "not equal"; else "".
        fields: what the text needs.
        at: a point where they differ, by name.
        answer, key: their values there; nan where there is none.
        digits: of a wrong answer, how many digits agree at every point (0 to 15).
    """

    verdict: Verdict
    reason: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    at: Mapping[str, float] = field(default_factory=dict)
    answer: float = math.nan
    key: float = math.nan
    digits: int = 0


@dataclass(slots=True)
class Tally:
    """What the points of one or more samples say.

    Attributes:
        known: points where the key is known.
        agreed: of these, where the answer is known well enough and the same.
        lost: of these, where the answer is not known well enough to tell.
        apart: the first point, of which sample, where they differ.
        off: the largest relative difference.
        near: whether an agreement was a narrow one.
    """

    fine: float
    known: int = 0
    agreed: int = 0
    lost: int = 0
    apart: tuple[Sample, int] | None = None
    off: float = 0.0
    near: bool = False

    @property
    def enough(self) -> bool:
        """Whether the agreement rests on enough points."""
        return self.agreed > 0 and 3 * self.agreed >= self.known

    @property
    def digits(self) -> int:
        """How many digits agree at every point, as when a number was rounded to so many."""
        if not 0.0 < self.off < 0.5:
            return 15 if self.off == 0.0 else 0
        return min(15, int(1.0 - math.log10(2.0 * self.off)))

    def count(self, sample: Sample, answer: list[Ball], key: list[Ball]) -> None:
        """Add the points of a sample."""
        for index, (given, right) in enumerate(zip(answer, key, strict=True)):
            (a, ea), (k, ek) = given, right
            size = abs(k)
            if not (ek <= _KEY_FINE * size and size < INF):
                continue
            self.known += 1
            if not ea < INF:
                if not defined(given):
                    self.apart = self.apart or (sample, index)
                    self.off = INF
                else:
                    self.lost += 1
                continue
            gap, noise = abs(a - k), ea + ek
            if gap > SLACK * noise:
                self.apart = self.apart or (sample, index)
                self.off = max(self.off, gap / size if size else INF)
            elif ea <= max(self.fine * size, SLACK * ek):
                self.agreed += 1
                self.near = self.near or gap > 0.5 * noise
            else:
                self.lost += 1


def precision(answer: Expression) -> float:
    """How large the relative error of an answer may be, for its agreement to count."""
    rounded = any(
        isinstance(node, Number) and node.error > 1e-15 * abs(node.value) for node in walk(answer)
    )
    return _ROUNDED if rounded else _FINE


def samples(domains: Mapping[str, Domain], seed: int) -> Iterator[Sample]:
    """The first look and the second one; a single point where there are no names."""
    if not domains:
        yield Sample({}, 1)
        return
    yield Sample(points(domains, FIRST, seed))
    yield Sample(points(domains, SECOND, seed + 1))


def compare(
    answer: Expression, key: Expression, domains: Mapping[str, Domain], seed: int = SEED
) -> Comparison:
    """Whether an answer is the same function as the key on the domain of their names.

    Args:
        answer: what a learner wrote.
        key: what is right; where it has no finite value, the answer need not have one.
        domains: the domain of every name in either.
        seed: of the points.

    Raises:
        KeyError: if a name has no domain.
    """
    if answer == key:
        return Comparison(Verdict.EQUAL)
    corners = any(_has_corner(formula) for formula in (answer, key))
    tally = Tally(precision(answer))
    for sample in samples(domains, seed):
        tally.count(sample, sample.balls(answer), sample.balls(key))
        if tally.apart is not None:
            return _difference(answer, key, tally)
        doubtful = tally.near or 3 * tally.agreed < 2 * tally.known or tally.known < _FEW
        if not (doubtful or corners):
            break
    if tally.known < (_LEAST if domains else 1):
        return Comparison(Verdict.UNDECIDED, "formula_key_unknown")
    if not tally.enough:
        return Comparison(Verdict.UNDECIDED, "formula_digits_lost")
    return _agreement(answer, key, sample)


def _has_corner(formula: Expression) -> bool:
    return any(isinstance(node, Call) and node.function in _CORNERS for node in walk(formula))


def _difference(answer: Expression, key: Expression, tally: Tally) -> Comparison:
    assert tally.apart is not None
    sample, index = tally.apart
    names = answer.names | key.names
    at = {name: value for name, value in sample.point(index).items() if name in names}
    given, right = sample.balls(answer)[index], sample.balls(key)[index]
    reason, fields = "", {}
    if not defined(given):
        reason = "formula_undefined" if at else "formula_no_value"
        fields = {"at": ", ".join(f"{name} = {value:.4g}" for name, value in at.items())}
    return Comparison(Verdict.WRONG, reason, fields, at, given[0], right[0], tally.digits)


def _agreement(answer: Expression, key: Expression, sample: Sample) -> Comparison:
    """Equal, unless one has a term that no float can show: x + 1e-17."""
    if any(_hidden_terms(key, sample)):
        return Comparison(Verdict.UNDECIDED, "formula_key_unknown")
    if any(_hidden_terms(answer, sample)):
        return Comparison(Verdict.UNDECIDED, "formula_hidden_term")
    return Comparison(Verdict.EQUAL)


def _hidden_terms(formula: Expression, sample: Sample) -> Iterator[bool]:
    """For each term whether it is not zero, yet lost in the rounding of its sum at every point."""
    for node in walk(formula):
        if isinstance(node, Call) and node.function in ("+", "-"):
            sums = sample.balls(node)
            for term in node.arguments:
                terms = sample.balls(term)
                small = all(
                    abs(t) <= 2.0 * e < INF for (t, _), (_, e) in zip(terms, sums, strict=True)
                )
                yield small and any(value for value, _ in terms)
