"""Answers of many learners, read from exported logs that nobody vouches for. Touches disks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.errors import QuizError, UsageError
from quiz.logbook.records import Review
from quiz.logbook.transfer import Row, read_rows

#: A larger file is no log of a class.
LARGEST = 256 * 2**20

#: How the names of files that `quiz log export` writes end.
_FORMS = (".csv", ".jsonl")

#: Faults that are told one by one, by file; the rest are counted.
TOLD = 10

_LONGEST_REMARK = 2000
_LONGEST_S = 600.0  # who looked longer had gone for coffee

Tell = Callable[[QuizError], None]


@dataclass(frozen=True)
class Response:
    """The first answer of a learner to a question.

    Attributes:
        score: 0 to 1; of who skipped it, 0.
        says: misconceptions or options that the answer betrays.
        seconds: None of who skipped it.
    """

    learner: str
    question: str
    revision: int
    kind: str
    difficulty: int
    chance: float
    score: float
    says: tuple[str, ...]
    seconds: float | None


@dataclass(frozen=True)
class Doubt:
    """What a learner had to say against a question.

    Attributes:
        what: "unclear" or "contested".
        remark: in their words, or "".
    """

    question: str
    revision: int
    what: str
    remark: str


@dataclass(frozen=True)
class Class:
    """What many learners answered.

    Attributes:
        responses: one for each learner and revision of a question, the first.
        doubts: all of them.
        rows, faulty: lines that were read, and that could not be.
    """

    responses: tuple[Response, ...]
    doubts: tuple[Doubt, ...]
    rows: int
    faulty: int


def read_class(paths: Iterable[Path], tell: Tell) -> Class:
    """Read exported logs.

    Args:
        paths: files of `quiz log export`.
        tell: is told of lines with faults, which are left out.

    Raises:
        UsageError: if a file cannot be read at all.
    """
    rows: list[Row] = []
    faulty = 0
    for path in paths:
        gate = _Gate(path, tell)
        rows += gate.rows()
        faulty += gate.faulty
    # A log may have been handed in twice, or before and after more answers.
    alone = {_identity(row): row for row in rows}
    ordered = sorted(alone.values(), key=lambda row: row.review.at.timestamp())
    return Class(tuple(_first_answers(ordered)), tuple(_doubts(ordered)), len(rows), faulty)


class _Gate:
    """Lets the rows of a file in that can be true, and counts the others."""

    def __init__(self, path: Path, tell: Tell) -> None:
        self._path = path
        self._tell = tell
        self.faulty = 0

    def rows(self) -> Iterator[Row]:
        try:
            size = self._path.stat().st_size
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UsageError("items_unreadable", file=str(self._path), reason=reason) from None
        if self._path.suffix.lower() not in _FORMS:
            raise UsageError("items_form", file=str(self._path))
        if size > LARGEST:
            raise UsageError("items_too_large", file=str(self._path), most=LARGEST // 2**20)
        yield from read_rows(self._path, self._count)
        if self.faulty > TOLD:
            more = self.faulty - TOLD
            self._tell(QuizError("items_more_faults", file=str(self._path), count=more))

    def _count(self, fault: QuizError) -> None:
        self.faulty += 1
        if self.faulty <= TOLD:
            self._tell(fault)


def _identity(row: Row) -> tuple[object, ...]:
    review = row.review
    return row.learner, review.session, review.turn, review.question, review.outcome


def _first_answers(rows: Iterable[Row]) -> Iterator[Response]:
    met: set[tuple[str, str, int]] = set()
    for row in rows:
        review = row.review
        which = row.learner, review.question, review.revision
        if not _answered(review) or which in met:
            continue
        met.add(which)
        yield Response(
            learner=row.learner,
            question=review.question,
            revision=review.revision,
            kind=review.kind,
            difficulty=review.difficulty,
            chance=float(review.chance),
            score=float(review.score or 0.0),
            says=tuple(dict.fromkeys(review.says)),
            seconds=None if review.outcome == "skipped" else min(review.seconds, _LONGEST_S),
        )


def _answered(review: Review) -> bool:
    """Also an answer whose mark was contested: a wrong key is contested by those who are right."""
    return review.outcome in ("marked", "skipped")


def _doubts(rows: Iterable[Row]) -> Iterator[Doubt]:
    for row in rows:
        if row.doubt:
            question, remark = row.review.question, str(row.remark)[:_LONGEST_REMARK]
            yield Doubt(question, row.review.revision, row.doubt, remark)
