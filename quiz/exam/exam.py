"""A mock exam that was begun: its paper and its conditions, as the log keeps them. Pure.

The step "begin" holds them as one JSON object: `schema` (1), `blueprint`, `title` (ko, en),
`minutes`, `seed`, `items` (lists of question, revision, area, seed, points and digest), and
`forecast` (`low`, `mean`, `high`, each of 100 points, or null).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from basis.texts import Text
from quiz.exam.paper import Item, Paper
from quiz.records import Step

SCHEMA = 1


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
        try:
            return cls._read(step, json.loads(step.value))
        except (KeyError, TypeError) as error:
            raise ValueError(f"begin of {step.exam}: {error!r}") from None

    @classmethod
    def _read(cls, step: Step, form: Any) -> Exam:
        if form["schema"] != SCHEMA:
            raise ValueError(f"begin of {step.exam}: schema {form['schema']}")
        items = tuple(Item(*row) for *row, _ in form["items"])
        paper = Paper(
            blueprint=form["blueprint"],
            title=Text(**form["title"]),
            minutes=form["minutes"],
            seed=form["seed"],
            items=items,
        )
        digests = tuple(digest for *_, digest in form["items"])
        forecast = Forecast(**form["forecast"]) if form["forecast"] else None
        return cls(step.exam, paper, step.at, digests, forecast)


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
