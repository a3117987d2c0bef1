"""The end of a session: what it has changed, and what comes next. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from quiz.linking import ExerciseNote, offered, said_offer
from quiz.progress.boards import Board, joined
from quiz.progress.summary import Summary
from quiz.progress.upcoming import Load, Upcoming
from quiz.sitting import Card
from quiz.syllabus import Syllabus


class EndCard(Board):
    """The end of a session in one language and width."""

    def card(self, card: Card, syllabus: Syllabus, exercises: Sequence[ExerciseNote] = ()) -> Line:
        """What a session has changed, and what comes next.

        Args:
            card: the session.
            syllabus: titles of topics.
            exercises: of which the smallest on what was missed is offered.
        """
        summary = card.summary
        if not summary.asked:
            return joined(self._wrapped(self._texts("end_nothing")))
        lines = [*self._head(summary), Line(), *self._moved(summary, syllabus)]
        lines += self._asides(card)
        lines += self._wrapped(self._to_come(card))
        if card.upcoming is not None:
            lines += self._wrapped(" ".join(self._upcoming(card.upcoming)))
        if note := offered(exercises, summary.weak, syllabus):
            lines += self._wrapped(self._texts.message(said_offer(note)))
        lines += [Line(), *self._commands([("quiz start", self._texts("next_start_says"))])]
        return joined([*lines, Line(self._texts("end_seed", seed=card.seed), "dim")])

    def _head(self, summary: Summary) -> Iterator[Line]:
        asked = {"asked": summary.asked, "count": summary.count}
        key = "end_early" if summary.early else "end_whole"
        yield from self._wrapped(self._texts(key, **asked), "bold")
        minutes, seconds = divmod(round(summary.seconds), 60)
        said = [self._texts("end_time", minutes=minutes, seconds=seconds)]
        if summary.counted:  # what was contested, or our fault, counts neither way
            said = [
                self._texts("end_right", right=summary.right, counted=summary.counted),
                self._texts("end_score", score=summary.score, counted=summary.counted),
                *said,
            ]
        yield from self._wrapped(" · ".join(said))

    def _moved(self, summary: Summary, syllabus: Syllabus) -> Iterator[Line]:
        """Topics of which something is newly known, and those to come back to."""
        moved = [("end_gained", summary.gained, "green"), ("end_weak", summary.weak, "yellow")]
        column = max(cell_len(self._texts(key)) for key, *_ in moved) + 4
        for key, concepts, style in moved:
            if concepts:
                label, said = f"  {self._texts(key)}", self._topics(concepts, syllabus)
                yield from self._labelled(label, said, column, style)
        if summary.gained or summary.weak:
            yield Line()

    def _topics(self, concepts: Sequence[str], syllabus: Syllabus) -> str:
        """Titles of the topics that concepts belong to."""
        topics = Counter(syllabus.concepts[c].topic for c in concepts if c in syllabus.concepts)
        titles = {topic: self._texts.pick(syllabus.topics[topic].title) for topic in topics}
        return " · ".join(  # titles have commas of their own
            titles[topic]
            if count == 1
            else self._texts("end_concepts", title=titles[topic], count=count)
            for topic, count in topics.items()
        )

    def _asides(self, card: Card) -> Iterator[Line]:
        summary = card.summary
        if summary.again:
            said = self._texts("end_again", again=summary.again, good=summary.made_good)
            yield from self._wrapped(said)
        counts = {
            "end_skipped": summary.skipped,
            "end_doubted": summary.doubted,
            "end_broken": summary.broken,
            "log_lost": card.lost,
        }
        for key, count in counts.items():
            if count:
                yield from self._wrapped(self._texts(key, count=count))

    def _to_come(self, card: Card) -> str:
        """How the concepts stand that are not simply known."""
        counts = {"weak": card.weak, "fading": card.fading, "new": card.new}
        parts = [self._texts(f"next_{key}", count=count) for key, count in counts.items() if count]
        if not parts:
            return self._texts("next_none", known=card.known)
        return self._texts("next", parts=" · ".join(parts))

    def _upcoming(self, next: Upcoming) -> Iterator[str]:
        """Today's minutes, and what comes now or tomorrow."""
        if next.goal is not None:
            spent, minutes = round(next.spent), next.goal.minutes
            yield self._texts("end_minutes", spent=spent, minutes=minutes)
        if next.days_left == 0:
            yield self._texts("end_exam_today")
        elif next.today.questions:
            yield self._load("end_today", next.today)
        elif next.days_left == 1:
            yield self._texts("end_exam_tomorrow")
        elif next.tomorrow.questions:
            yield self._load("end_tomorrow", next.tomorrow)

    def _load(self, key: str, load: Load) -> str:
        return self._texts(key, questions=load.questions, minutes=max(1, round(load.minutes)))
