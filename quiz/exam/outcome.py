"""What came of each question of an exam, and of the whole: marks, reviews, the last step. Pure.

The step "end" holds the outcome as one JSON object: `schema` (1), `score` (of 100, or null if
nothing counts), `points`, `of` (what could be had of what counts), `how` ("handed-in" or "time"),
`seconds` (used), and `items` (lists of fate and score, the score null where an item does not
count).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from quiz.events import Marked, Turn
from quiz.exam.progress import Progress
from quiz.exam.sheets import Sheet, Void
from quiz.exam.stored import SCHEMA, form_of, number, part, rows, text
from quiz.logbook.records import Outcome, Review
from quiz.mark import Answer, Mark

#: What became of an item: "marked"; "blank", on the screen but without an answer; "unseen"; "open",
#: an essay whose points were not ticked; "broken" by us; "void", not the question it was.
Fate = Literal["marked", "blank", "unseen", "open", "broken", "void"]

#: These leave the score, and what could be had for them with it.
UNCOUNTED = frozenset({"open", "broken", "void"})

#: An exam of whose questions a smaller share was looked at was not sat in earnest.
_LOOKED_AT = 0.8


@dataclass(frozen=True)
class Result:
    """What became of one item.

    Attributes:
        marked: the mark with all that a report shows of it; None for an item that is void.
    """

    fate: Fate
    marked: Marked | None = None

    @property
    def score(self) -> float | None:
        """0 to 1; None where the item does not count."""
        if self.fate in UNCOUNTED or self.marked is None:
            return None
        return self.marked.mark.score if self.marked.mark else 0.0


def results(progress: Progress, sheets: Sequence[Sheet], lang: str) -> tuple[Result, ...]:
    """Mark all answers of an exam that came in time.

    Args:
        progress: the exam after it was closed.
        sheets: its questions.
        lang: in which the questions were shown.
    """
    return tuple(
        Result("void") if isinstance(sheet, Void) else _Marking(progress, sheet, lang).result()
        for sheet in sheets
    )


def unticked(progress: Progress, sheets: Sequence[Sheet]) -> list[int]:
    """The items whose answers are asked about a second time, and were not yet."""
    return [
        place
        for place, sheet in enumerate(sheets)
        if isinstance(sheet, Turn)
        and place in progress.answers
        and place not in progress.ticks
        and _asks_twice(sheet, progress.answers[place].typed)
    ]


def _asks_twice(turn: Turn, typed: str) -> bool:
    try:
        return turn.kind.second(turn.prompt, turn.kind.read(turn.prompt, typed)) is not None
    except Exception:  # what cannot be read is found when it is marked
        return False


@dataclass(frozen=True)
class _Marking:
    progress: Progress
    turn: Turn
    lang: str

    @property
    def _place(self) -> int:
        return self.turn.number - 1

    def result(self) -> Result:
        given = self.progress.answers.get(self._place)
        if given is None:
            fate: Fate = "blank" if self._place in self.progress.seen else "unseen"
            return Result(fate, Marked(self.turn, self._review("skipped", score=0.0)))
        try:
            answer, mark = self._mark(given.typed)
        except Exception as fault:  # it could be read when it was typed: this is ours
            return Result("broken", Marked(self.turn, self._review("broken"), fault=fault))
        if mark is None:
            return Result("open", Marked(self.turn, self._review("open"), answer))
        review = replace(
            self._review("marked", score=mark.score),
            typed=answer.typed,
            says=mark.says,
            betrayed=mark.concepts,
        )
        return Result("marked", Marked(self.turn, review, answer, mark))

    def _mark(self, typed: str) -> tuple[Answer, Mark | None]:
        kind, prompt = self.turn.kind, self.turn.prompt
        answer = kind.read(prompt, typed)
        if kind.second(prompt, answer) is not None:
            ticked = self.progress.ticks.get(self._place, "")
            if not ticked:
                return answer, None
            answer = kind.read_second(prompt, answer, ticked)
        return answer, kind.mark(prompt, answer)

    def _review(self, outcome: Outcome, score: float | None = None) -> Review:
        progress = self.progress
        given = progress.answers.get(self._place)
        return self.turn.review(
            "exam",
            progress.exam.id,
            self.lang,
            given.at if given else _closed(progress),
            outcome,
            given.typed if given else "",
            score=score,
            seconds=progress.seconds.get(self._place, 0.0),
        )


def reviews(results: Sequence[Result]) -> list[Review]:
    """What an exam says of what the learner knows: nothing of what they never saw."""
    return [
        result.marked.review
        for result in results
        if result.marked is not None and result.fate != "unseen"
    ]


@dataclass(frozen=True)
class End:
    """The outcome as the log keeps it.

    Attributes:
        points: earned.
        of: to be had, for what counts.
        how: "handed-in" or "time".
        seconds: from the beginning to the closing, the time away included.
        fates, scores: item by item; the score is None where the item does not count.
    """

    points: float
    of: float
    how: str
    seconds: float
    fates: tuple[str, ...]
    scores: tuple[float | None, ...]

    @property
    def score(self) -> float | None:
        """Of 100; None if nothing counts."""
        return 100 * self.points / self.of if self.of else None

    @property
    def earnest(self) -> bool:
        """Whether something was answered, and nearly all that could be looked at was."""
        shown = [fate for fate in self.fates if fate != "void"]
        looked_at = sum(fate != "unseen" for fate in shown)
        return "marked" in shown and looked_at >= _LOOKED_AT * len(shown)

    @classmethod
    def of_results(cls, progress: Progress, results: Sequence[Result]) -> End:
        """Add up an exam that was closed."""
        exam, scores = progress.exam, tuple(result.score for result in results)
        rows = [
            (item.points, score)
            for item, score in zip(exam.paper.items, scores, strict=True)
            if score is not None
        ]
        return cls(
            points=sum(points * score for points, score in rows),
            of=sum(points for points, _ in rows),
            how=progress.closed.typed if progress.closed else "handed-in",
            seconds=(_closed(progress) - exam.began).total_seconds(),
            fates=tuple(result.fate for result in results),
            scores=scores,
        )

    def value(self) -> str:
        """The JSON of the step."""
        form = {
            "schema": SCHEMA,
            "score": None if self.score is None else round(self.score, 3),
            "points": round(self.points, 6),
            "of": round(self.of, 6),
            "how": self.how,
            "seconds": round(self.seconds, 1),
            "items": [*zip(self.fates, self.scores, strict=True)],
        }
        return json.dumps(form)

    @classmethod
    def read(cls, value: str, items: int) -> End:
        """The outcome that a step holds.

        Raises:
            ValueError: if the step makes no sense for so many items, or a later version wrote it.
        """
        form = form_of(value)
        each = rows(part(form, "items"), 2)
        if len(each) != items:
            raise ValueError(f"end: {len(each)} items")
        return cls(
            points=number(part(form, "points")),
            of=number(part(form, "of")),
            how=text(part(form, "how")),
            seconds=number(part(form, "seconds")),
            fates=tuple(text(fate) for fate, _ in each),
            scores=tuple(None if score is None else number(score) for _, score in each),
        )


def _closed(progress: Progress) -> datetime:
    """When the exam was closed; the time does not go on after the deadline."""
    at = progress.closed.at if progress.closed else progress.latest
    return min(at, progress.exam.deadline)
