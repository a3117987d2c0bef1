"""What is wrong with a wrong formula: one fault that turns the key into the answer.

Every diagnosis is held against the answer at all points, as equality itself is, so it is true: the
answer IS the key with that fault. Faults of the whole formula come first, then one slip in one
place, then what holds of any answer: where it is right, which name is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, islice

from basis.texts import Message
from quiz.language.domains import Domain
from quiz.language.equality import SEED, SLACK, Tally, precision, samples
from quiz.language.evaluation import Point
from quiz.language.faults import SHARP, exchanged, factor, of_all, of_names, offset
from quiz.language.notation import name_to_tex
from quiz.language.slips import Slip, slips
from quiz.language.tree import Expression

#: So many faults are tried at most.
_MOST_TRIED = 800
#: An answer is "right only where" a condition holds if so many points lie on either side.
_EITHER_SIDE = 6
#: From so many equal digits on, an answer was rounded rather than thought wrongly.
_NEAR_DIGITS = 3


def probe(
    answer: Expression, key: Expression, domains: Mapping[str, Domain], seed: int = SEED
) -> tuple[Message, ...]:
    """Name the fault of a wrong answer; nothing if none can be proven.

    Args:
        answer: the formula; not equal to the key.
        key: the right one.
        domains: the domain of every name in either.
        seed: of the points.

    Returns:
        Messages of messages/language.*, the most telling first; TeX in them stands in dollars.

    Raises:
        KeyError: if a name has no domain.
    """
    pair = _Pair(answer, key, domains, seed)
    screen = pair.known_point()
    if screen is not None:
        if digits := pair.equal_digits():
            return (Message("probe_nearly", {"digits": digits}),)
        for slip in islice(pair.candidates(), _MOST_TRIED):
            if pair.holds(slip.changed, screen):
                return (slip.message,)
    return (*pair.right_where(), *pair.names_amiss())


class _Pair:
    """An answer beside a key, at points."""

    def __init__(
        self, answer: Expression, key: Expression, domains: Mapping[str, Domain], seed: int
    ) -> None:
        self.answer, self.key, self.domains = answer, key, domains
        self.samples = list(samples(domains, seed))
        self.fine = precision(answer)

    def candidates(self) -> Iterator[Slip]:
        """The key with every fault that is looked for."""
        first, names = self.samples[0], tuple(self.domains)
        balls = first.balls(self.answer), first.balls(self.key)
        return chain(
            of_all(self.key),
            offset(self.key, *balls),
            factor(self.key, *balls),
            exchanged(self.key, names),
            slips(self.key, names),
            of_names(self.key, names),
        )

    def known_point(self) -> Point | None:
        """One point where both are known: it shows at once that most faults are not it."""
        for sample in self.samples:
            pairs = zip(sample.balls(self.answer), sample.balls(self.key), strict=True)
            for index, ((a, ea), (k, ek)) in enumerate(pairs):
                if a and k and ea <= SHARP * abs(a) and ek <= SHARP * abs(k):
                    return Point(sample.point(index))
        return None

    def holds(self, changed: Expression, screen: Point) -> bool:
        """Whether the answer is a changed key: the same at all points, and defined where it is."""
        (a, ea), (k, ek) = screen.ball(self.answer), screen.ball(changed)
        if not abs(a - k) <= SLACK * (ea + ek):
            return False
        tally, mirrored = Tally(self.fine), Tally(self.fine)
        for sample in self.samples:
            given, other = sample.balls(self.answer), sample.balls(changed)
            tally.count(sample, given, other)
            mirrored.count(sample, other, given)
            if tally.apart is not None or mirrored.apart is not None:
                return False
        return tally.enough

    def equal_digits(self) -> int:
        """How many digits agree at every point; 0 if it is few, or all."""
        tally = Tally(self.fine)
        for sample in self.samples:
            tally.count(sample, sample.balls(self.answer), sample.balls(self.key))
            if tally.digits < _NEAR_DIGITS or 3 * tally.lost > tally.known:
                return 0
        return tally.digits if tally.apart is not None else 0

    def right_where(self) -> Iterator[Message]:
        """A condition such as x > 0 or x > y that divides right from wrong points."""
        points: dict[bool, list[Mapping[str, float]]] = {True: [], False: []}
        for sample in self.samples:
            pairs = zip(sample.balls(self.answer), sample.balls(self.key), strict=True)
            for index, (given, right) in enumerate(pairs):
                tally = Tally(self.fine)
                tally.count(sample, [given], [right])
                if tally.known and not tally.lost:
                    points[tally.apart is None].append(sample.point(index))
        if min(map(len, points.values())) < _EITHER_SIDE:
            return
        for large, small in _orders(self.domains):
            if all(
                (at.get(large, 0.0) > at.get(small, 0.0)) is right
                for right, some in points.items()
                for at in some
            ):
                yield Message("probe_only_where", {"where": _order_to_tex(large, small)})
                return

    def names_amiss(self) -> Iterator[Message]:
        """Names that only one of the two has."""
        for key, names in (
            ("probe_name_absent", self.key.names - self.answer.names),
            ("probe_name_needless", self.answer.names - self.key.names),
        ):
            if names:
                shown = ", ".join(name_to_tex(name) for name in self.domains if name in names)
                yield Message(key, {"names": shown})


def _orders(domains: Mapping[str, Domain]) -> Iterator[tuple[str, str]]:
    """Which of two things of one kind is the larger one; "" is zero."""
    for one, other in (*((name, "") for name in domains), *combinations(domains, 2)):
        if not other or domains[one] == domains[other]:
            yield one, other
            yield other, one


def _order_to_tex(large: str, small: str) -> str:
    if not large:
        return f"{name_to_tex(small)} < 0"
    return f"{name_to_tex(large)} > {name_to_tex(small) if small else '0'}"
