"""Facility, discrimination, distractors, time and doubts, question by question. Pure.

Classes are small and learners answer different questions, so that nothing is taken as it comes:
facility is drawn towards that of questions of the same difficulty, discrimination towards none, and
below a floor of learners it is not shown at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from quiz.items.responses import Class, Doubt, Response

#: Learners below whom discrimination and distractors say nothing.
FLOOR = 20

#: What authors mean by a difficulty: the share that gets it right. Worth so many answers against
#: what the questions of that difficulty really come to.
_MEANT = {1: 0.85, 2: 0.75, 3: 0.65, 4: 0.55, 5: 0.45}
_MEANT_WORTH = 20.0

#: How many answers the facility of like questions is worth against a question's own.
_LIKE_WORTH = 10.0

#: Answers to other questions that an ability of nothing at all is worth.
_ABILITY_WORTH = 5.0

#: Standard deviation of discriminations before anything is known of a question.
_DISCRIMINATION_SD = 0.25


@dataclass(frozen=True)
class Use:
    """How often something wrong was answered.

    Attributes:
        name: of the option or misconception.
        count: learners.
        share: of those who answered.
        ability: of who did so, against the whole class in standard deviations; None for nobody.
        pull: correlation with ability; 0 where it cannot be computed.
    """

    name: str
    count: int
    share: float
    ability: float | None
    pull: float


@dataclass(frozen=True)
class Item:
    """A question as a class has met it.

    Attributes:
        learners: how many answered it; only the first answer of each counts.
        mean: of their scores.
        facility: the same, drawn towards like questions.
        expected: what like questions come to.
        discrimination: correlation of the score with that on other questions, drawn towards 0;
            None below the floor.
        pull: the same as it came.
        uses: what was answered wrongly, most often first, with the wrong options nobody took.
        seconds: median; None without answers.
        unclear, contested: doubts.
        remarks: what learners said to that.
    """

    question: str
    revision: int
    kind: str
    difficulty: int
    learners: int
    mean: float
    facility: float
    expected: float
    chance: float
    discrimination: float | None
    pull: float | None
    uses: tuple[Use, ...]
    seconds: float | None
    unclear: int
    contested: int
    remarks: tuple[str, ...]


def item_statistics(
    answers: Class, wrong_options: Mapping[str, Sequence[str]], floor: int = FLOOR
) -> tuple[Item, ...]:
    """The statistics of every question, in the order of their ids.

    Args:
        answers: of many learners. Of each question the latest revision among them counts.
        wrong_options: by question, the names of its wrong options where it has any.
        floor: learners below whom a discrimination is not shown.
    """
    latest: dict[str, int] = {}
    met = [(each.question, each.revision) for each in answers.responses]
    for question, revision in (*met, *((each.question, each.revision) for each in answers.doubts)):
        latest[question] = max(revision, latest.get(question, 0))
    responses = [each for each in answers.responses if each.revision == latest[each.question]]
    by_question: dict[str, list[Response]] = {}
    for response in responses:
        by_question.setdefault(response.question, []).append(response)
    rest = _Rest(by_question)
    doubts: dict[str, list[Doubt]] = {}
    for doubt in answers.doubts:
        if doubt.revision == latest[doubt.question]:
            doubts.setdefault(doubt.question, []).append(doubt)
    return tuple(
        _item(
            by_question[question],
            rest,
            wrong_options.get(question, ()),
            doubts.get(question, ()),
            floor,
        )
        for question in sorted(by_question)
    )


class _Rest:
    """What the other questions say: of learners, and of a difficulty."""

    def __init__(self, by_question: Mapping[str, Sequence[Response]]) -> None:
        self._means = {q: fmean(r.score for r in each) for q, each in by_question.items()}
        self._above: dict[str, tuple[float, int]] = {}  # by learner: sum over means, and answers
        self._difficulties: dict[int, tuple[float, int]] = {}
        for response in (r for each in by_question.values() for r in each):
            total, count = self._above.get(response.learner, (0.0, 0))
            above = response.score - self._means[response.question]
            self._above[response.learner] = total + above, count + 1
            scores, number = self._difficulties.get(response.difficulty, (0.0, 0))
            self._difficulties[response.difficulty] = scores + response.score, number + 1

    def ability(self, response: Response) -> float:
        """How far a learner is above the class on all other questions, drawn towards 0."""
        total, count = self._above[response.learner]
        total -= response.score - self._means[response.question]
        return total / (count - 1 + _ABILITY_WORTH)

    def expected(self, difficulty: int, but: Sequence[Response]) -> float:
        """The mean score of the other questions of a difficulty, drawn towards what is meant."""
        scores, count = self._difficulties.get(difficulty, (0.0, 0))
        scores, count = scores - sum(r.score for r in but), count - len(but)
        meant = _MEANT.get(difficulty, 0.65)
        return (scores + _MEANT_WORTH * meant) / (count + _MEANT_WORTH)


def _item(
    responses: Sequence[Response],
    rest: _Rest,
    wrong_options: Sequence[str],
    doubts: Sequence[Doubt],
    floor: int,
) -> Item:
    one, count = responses[0], len(responses)
    scores = [response.score for response in responses]
    expected = rest.expected(one.difficulty, responses)
    abilities = [rest.ability(response) for response in responses]
    enough = count >= max(floor, 4)
    pull = correlation(scores, abilities) if enough else None
    seconds = [response.seconds for response in responses if response.seconds is not None]
    return Item(
        question=one.question,
        revision=one.revision,
        kind=one.kind,
        difficulty=one.difficulty,
        learners=count,
        mean=fmean(scores),
        facility=(sum(scores) + _LIKE_WORTH * expected) / (count + _LIKE_WORTH),
        expected=expected,
        chance=fmean(response.chance for response in responses),
        discrimination=None if pull is None else _drawn(pull, count),
        pull=pull,
        uses=tuple(_uses(responses, abilities, wrong_options)),
        seconds=median(seconds) if seconds else None,
        unclear=sum(doubt.what == "unclear" for doubt in doubts),
        contested=sum(doubt.what == "contested" for doubt in doubts),
        remarks=tuple(doubt.remark for doubt in doubts if doubt.remark.strip()),
    )


def _drawn(pull: float, count: int) -> float:
    """A correlation drawn towards 0 as a normal prior does; its error is about 1 / sqrt(n - 3)."""
    error = 1 / (count - 3)
    prior = _DISCRIMINATION_SD * _DISCRIMINATION_SD
    return pull * prior / (prior + error)


def _uses(
    responses: Sequence[Response], abilities: Sequence[float], wrong_options: Sequence[str]
) -> Iterable[Use]:
    names = dict.fromkeys(wrong_options)
    names |= dict.fromkeys(name for response in responses for name in response.says)
    middle = fmean(abilities)
    spread = math.sqrt(fmean((ability - middle) ** 2 for ability in abilities))
    uses = []
    for name in names:
        taken = [name in response.says for response in responses]
        theirs = [ability for ability, took in zip(abilities, taken, strict=True) if took]
        above = (fmean(theirs) - middle) / spread if theirs and spread else None
        pull = correlation(list(map(float, taken)), abilities)
        uses.append(Use(name, len(theirs), len(theirs) / len(taken), above, pull))
    return sorted(uses, key=lambda use: -use.count)


def correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Pearson's; 0 where one of them does not vary."""
    mean_a, mean_b = fmean(a), fmean(b)
    both = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return both / math.sqrt(spread) if spread > 1e-18 else 0.0
