"""A mock exam that was begun: its paper and its conditions, as the log keeps them. Pure.

The step "begin" holds them as one JSON object: `schema` (1), `blueprint`, `title` (ko, en),
`minutes`, `seed`, `items` (lists of question, revision, area, seed, points and digest), and
`forecast` (`low`, `mean`, `high`, each of 100 points, or null).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta
from typing import Any

from basis.texts import Text
from quiz.errors import QuizError
from quiz.exam.paper import Item, Paper
from quiz.exam.stored import SCHEMA, form_of, number, part, rows, text, whole
from quiz.logbook.records import Step

#: Minutes: whatever lasts for longer than a day is no exam.
_LONGEST = 24 * 60


@dataclass(frozen=True)
class Forecast:
    """The score that was predicted before the exam, of 100 points.

    Attributes:
        low, high: the true score is between them as often as the forecast says.
    """

    low: float
    mean: float
    high: float


@dataclass(frozen=True)
class Exam:
    """An exam with a name and a beginning.

    Attributes:
        id: names it in the log.
        digests: of each question of the paper, as `Entry.digest`.
    """

    id: str
    paper: Paper
    began: datetime
    digests: tuple[str, ...]
    forecast: Forecast | None = None

    @property
    def deadline(self) -> datetime:
        """An answer that comes later does not count."""
        return self.began + timedelta(minutes=self.paper.minutes)

    def left(self, now: datetime) -> float:
        """Seconds until the time is over, 0 afterwards."""
        return max(0.0, (self.deadline - now).total_seconds())

    def step(self, at: datetime, what: str, item: int = -1, value: str = "") -> Step:
        """A step of this exam."""
        return Step(at, self.id, what, item, value)

    def begin(self) -> Step:
        """The step that keeps the whole of it."""
        paper = self.paper
        rows = zip(paper.items, self.digests, strict=True)
        form = {
            "schema": SCHEMA,
            "blueprint": paper.blueprint,
            "title": {"ko": paper.title.ko, "en": paper.title.en},
            "minutes": paper.minutes,
            "seed": paper.seed,
            "items": [[*_row(item), digest] for item, digest in rows],
            "forecast": self.forecast and vars(self.forecast),
        }
        return self.step(self.began, "begin", value=json.dumps(form, ensure_ascii=False))

    @classmethod
    def of(cls, step: Step) -> Exam:
        """The exam that a step began.

        Raises:
            ValueError: if the step makes no sense, or a later version wrote it.
        """
        form = form_of(step.value)
        title = part(form, "title")
        items = rows(part(form, "items"), 6)
        paper = Paper(
            blueprint=text(part(form, "blueprint")),
            title=Text(text(part(title, "ko")), text(part(title, "en"))),
            minutes=whole(part(form, "minutes")),
            seed=whole(part(form, "seed")),
            items=tuple(_item(*row) for *row, _ in items),
        )
        digests = tuple(text(digest) for *_, digest in items)
        exam = cls(step.exam, paper, step.at, digests, _forecast(form.get("forecast")))
        if not 0 < paper.minutes <= _LONGEST or step.at.year == MAXYEAR:  # a deadline needs a date
            raise ValueError(f"{paper.minutes} minutes from {step.at}")
        return exam


def _item(question: object, revision: object, area: object, seed: object, points: object) -> Item:
    return Item(text(question), whole(revision), text(area), whole(seed), number(points))


def _forecast(form: object) -> Forecast | None:
    if form is None:
        return None
    return Forecast(*(number(part(form, name)) for name in ("low", "mean", "high")))


def _row(item: Item) -> Sequence[Any]:
    return item.question, item.revision, item.area, item.seed, item.points


def begun(steps: Iterable[Step]) -> dict[str, Exam]:
    """The exams of a log by their ids, in their order; what makes no sense is left out."""
    found: dict[str, Exam] = {}
    for step in steps:
        if step.what == "begin" and step.exam not in found:
            try:
                found[step.exam] = Exam.of(step)
            except ValueError:
                continue
    return found


def unreadable(steps: Sequence[Step]) -> QuizError | None:
    """What there is to say if the exam that was begun last makes no sense and is left out."""
    last = next((step for step in reversed(steps) if step.what == "begin"), None)
    if last is None or last.exam in begun(steps):
        return None
    return QuizError("exam_unreadable", began=f"{last.at:%Y-%m-%d %H:%M}")
